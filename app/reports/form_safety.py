"""What a form's Word file may not bring along, looked for before anything fills it in."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from app.i18n import N_
from app.rules.problem import Problem, error

_LARGEST_XML = 20_000_000
_FETCHES = re.compile(r"\b(DDEAUTO|DDE|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|MACROBUTTON)\b")
_OBJECTS = {"altChunk", "OLEObject", "object", "control", "subDoc"}
_OBJECT_RELATIONS = {"oleObject", "package", "aFChunk", "control", "vbaProject", "subDocument"}

MACRO = N_(
    "The Word file holds macros. Save it in Word as “Word document (*.docx)” and bring that back."
)
EMBEDDED = N_(
    "The Word file holds an embedded object ({name}). Delete it in Word: a form is text, tables "
    "and pictures."
)
LINKED = N_(
    "The Word file is linked to another file ({name}). Break the link in Word; a form must be "
    "complete in itself."
)
FIELD = N_("The field {name} in the Word file fetches something from elsewhere. Delete it in Word.")
BROKEN = N_("{name} in the Word file cannot be read. Save it anew in Word, and bring that back.")
ENTITY = N_(
    "{name} in the Word file declares entities, which Word never does. Save it anew in Word."
)


def package_problems(docx: bytes) -> tuple[Problem, ...]:
    """What a form's Word file may not hold: macros, objects, links to elsewhere.

    The file was looked at before: it is a zip, and no bomb.
    """
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return tuple({str(one): one for one in _Package(archive).problems()}.values())


class _Package:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = archive.namelist()

    def problems(self) -> Iterator[Problem]:
        if sum(e.file_size for e in self._archive.infolist() if _is_xml(e.filename)) > _LARGEST_XML:
            yield error(N_("The Word file is far longer than a form. Choose another file."), "file")
            return
        yield from self._macros()
        for name in self._names:
            if _is_xml(name):
                yield from self._in_part(name, self._archive.read(name))

    def _macros(self) -> Iterator[Problem]:
        types = self._archive.read("[Content_Types].xml").lower()
        parts = [n.lower() for n in self._names]
        macros = ("vbaproject.bin", "vbadata.xml", "activex/", "customui/")
        if b"macroenabled" in types or any(m in part for m in macros for part in parts):
            yield error(MACRO, "file")
        for name in self._names:
            if "/embeddings/" in name.lower() or name.lower().endswith(".bin"):
                yield error(EMBEDDED, "file", name=name.rpartition("/")[2][:60])

    def _in_part(self, name: str, raw: bytes) -> Iterator[Problem]:
        root = _parsed(raw)
        if root is None:
            yield error(BROKEN, "file", name=name)
            return
        if root.getroottree().docinfo.doctype:
            yield error(ENTITY, "file", name=name)
            return
        if name.endswith(".rels"):
            yield from _relations(root)
            return
        if any(_local(node) in _OBJECTS for node in root.iter()):
            yield error(EMBEDDED, "file", name=name.rpartition("/")[2])
        yield from _fields(root)


def _parsed(raw: bytes) -> _Element | None:
    """The root of a part; None where it is no XML that Word writes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        return None


def _local(node: _Element) -> str:
    """An element's name without its namespace; comments have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _relations(root: _Element) -> Iterator[Problem]:
    for node in root:
        kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
        if kind in _OBJECT_RELATIONS:
            yield error(EMBEDDED, "file", name=target.rpartition("/")[2][:60])
        elif node.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            yield error(LINKED, "file", name=target[-80:])


def _fields(root: _Element) -> Iterator[Problem]:
    """A field's words may be spread over several runs, or several fields over one."""
    given = [node.text or "" for node in root.iter() if _local(node) == "instrText"]
    given += [
        value
        for node in root.iter()
        if _local(node) == "fldSimple"
        for name, value in node.attrib.items()
        if name.endswith("instr")
    ]
    found = {word for text in ("".join(given), " ".join(given)) for word in _words(text)}
    for word in sorted(found):
        yield error(FIELD, "file", name=word)


def _words(text: str) -> list[str]:
    return _FETCHES.findall(text.upper())


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
