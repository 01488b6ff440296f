"""Word files held against the schemas of Office Open XML, and against what holds a package together.

Those of ECMA-376, first edition, stand in `files/ooxml`. Whoever has those of ISO/IEC 29500-4 names
their folder in HUIPING_OOXML; what they leave out (the package itself) stays with ours.
"""

import os
import posixpath
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

SCHEMAS = Path(__file__).parent / "files" / "ooxml"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


def faults(raw):
    """What is wrong with a Word file, one sentence each; nothing if all is well."""
    with ZipFile(BytesIO(raw)) as archive:
        if broken := archive.testzip():
            return [f"{broken}: damaged"]
        held = {name: archive.read(name) for name in archive.namelist()}
        names = archive.namelist()
    found = [f"{name}: twice in the package" for name in set(names) if names.count(name) > 1]
    trees = {name: etree.fromstring(content) for name, content in held.items() if is_xml(name)}
    for name, tree in trees.items():
        found += [f"{name}: {one}" for one in _invalid(tree)]
    return found + _untyped(held, trees["[Content_Types].xml"]) + _leading_nowhere(held, trees)


def is_xml(name):
    return name.endswith((".xml", ".rels"))


@cache
def schema():
    """All schemas in one, each taken from the folder named by HUIPING_OOXML if it is there."""
    tree = etree.parse(SCHEMAS / "all.xsd")
    for part in tree.getroot():
        if name := part.get("schemaLocation"):
            part.set("schemaLocation", _best(name).as_uri())
    return etree.XMLSchema(tree)


def _best(name):
    folder = os.environ.get("HUIPING_OOXML")
    own = (SCHEMAS / name).resolve()
    theirs = Path(folder).resolve() / name if folder else own
    return theirs if theirs.is_file() else own


def _invalid(tree):
    """Readers take out what a part calls ignorable before they look at the rest."""
    tree = deepcopy(tree)
    prefixes = tree.attrib.pop(IGNORABLE, "").split()
    ignorable = tuple(f"{{{tree.nsmap[p]}}}" for p in prefixes if p in tree.nsmap)
    etree.strip_elements(tree, *(f"{one}*" for one in ignorable), with_tail=False)
    etree.strip_attributes(tree, *(f"{one}*" for one in ignorable))
    schema().validate(tree)
    return [f"line {error.line}: {error.message}" for error in schema().error_log]


def _untyped(held, types):
    """Every part has a content type, and nothing is announced that is not there."""
    default = {d.get("Extension").lower() for d in types.iter(f"{TYPES}Default")}
    override = {o.get("PartName").lstrip("/") for o in types.iter(f"{TYPES}Override")}
    own = set(held) - {"[Content_Types].xml"}
    untyped = [n for n in own - override if n.rpartition(".")[2].lower() not in default]
    return [f"{name}: no content type" for name in untyped] + [
        f"{name}: announced, but not there" for name in override - own
    ]


def _leading_nowhere(held, trees):
    found = []
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [relation.get("Id") for relation in tree]
        found += [f"{name}: {one} twice" for one in set(ids) if ids.count(one) > 1]
        for relation in tree.iter(f"{RELATIONS}Relationship"):
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target"))).lstrip("/")
            if relation.get("TargetMode") != "External" and target not in held:
                found.append(f"{name}: leads to {target}, which is not there")
    return found
