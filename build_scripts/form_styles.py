"""Styles, fonts and package of the report forms, after GB/T 9704."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

LATIN, BODY, BLACK, KAI, TITLE, SONG = (
    "Times New Roman",
    "仿宋",
    "黑体",
    "楷体",
    "方正小标宋简体",
    "宋体",
)
_GBK = (
    '<w:sig w:usb0="{0}" w:usb1="{1}" w:usb2="00000016" w:usb3="00000000" '
    'w:csb0="00040001" w:csb1="00000000"/>'
)
_SQUARE = _GBK.format("800002BF", "38CF7CFA")


@dataclass(frozen=True, slots=True)
class Font:
    """What a reader needs to put another font in its place: names first, then its likeness."""

    others: str
    panose: str
    family: str = "modern"
    pitch: str = "fixed"
    charset: str = "86"
    signature: str = _SQUARE

    def xml(self, name: str) -> str:
        return (
            f'<w:font w:name="{name}"><w:altName w:val="{self.others}"/>'
            f'<w:panose1 w:val="{self.panose}"/><w:charset w:val="{self.charset}"/>'
            f'<w:family w:val="{self.family}"/><w:pitch w:val="{self.pitch}"/>'
            f"{self.signature}</w:font>"
        )


FONTS = {
    LATIN: Font(
        "Liberation Serif,Times",
        "02020603050405020304",
        "roman",
        "variable",
        "00",
        '<w:sig w:usb0="E0002EFF" w:usb1="C000785B" w:usb2="00000009" w:usb3="00000000" '
        'w:csb0="000001FF" w:csb1="00000000"/>',
    ),
    BODY: Font("仿宋_GB2312,FangSong,FangSong_GB2312,STFangsong", "02010609060101010101"),
    KAI: Font("楷体_GB2312,KaiTi,KaiTi_GB2312,STKaiti", "02010609060101010101"),
    BLACK: Font("SimHei,STHeiti", "02010609060101010101"),
    TITLE: Font("FZXiaoBiaoSong-B05S,小标宋,宋体,SimSun,STSong", "02010600030101010101", "auto"),
    SONG: Font(
        "SimSun,STSong",
        "02010600030101010101",
        "auto",
        "variable",
        signature=_GBK.format("00000203", "288F0000"),
    ),
}

MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TEXT_WIDTH = 8850
CONDENSED = '<w:spacing w:val="-5"/>'
"""28 characters of 16 pt need 158 mm, the text area has 156: each gives up a quarter of a point.

A character grid in the page settings would do the same in Word, but LibreOffice gives every
digit a cell of its own then. With a fifth of a point LibreOffice sets 27 characters.
"""
GRID = {"type": "lines", "linePitch": "579"}
LINE = 579
"""22 lines on 225 mm: 28.95 pt."""


def fonts(east: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def style(name: str, paragraph: str = "", run: str = "", based: str = "Normal") -> str:
    """A paragraph style; its id is its name without blanks."""
    base = "" if name == "Normal" else f'<w:basedOn w:val="{based.replace(" ", "")}"/>'
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def exact(line: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def half_points(points: float) -> str:
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


CHARACTER = 315
"""What a character of the body takes, in twentieths of a point."""
INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
CENTRE, RIGHT, LEFT = (f'<w:jc w:val="{side}"/>' for side in ("center", "right", "left"))
SIGNED = f'<w:ind w:left="3810" w:right="0" w:firstLineChars="0" w:firstLine="0"/>{CENTRE}'
"""Name over date, centred on the date that ends four characters from the edge: a seal goes there."""


def hanging(left: float, own: float) -> str:
    """Begins `left` characters from the edge; further lines stand under what follows `own` more."""
    begin, width = round(left * CHARACTER), round(own * CHARACTER)
    return f'<w:keepNext/><w:ind w:left="{begin + width}" w:hanging="{width}"/>{LEFT}'


OVERHANG = '<w:overflowPunct w:val="1"/>'
"""What Word does anyway. LibreOffice takes it the other way round, and then loses no mark: those
that hang over a justified margin it does not always paint."""

CELL = (
    '<w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="20" w:after="20" w:line="320" w:lineRule="exact"/>'
)

STYLES = (
    style(
        "Normal",
        f'<w:widowControl w:val="0"/>{OVERHANG}{exact(LINE)}<w:jc w:val="both"/>',
        fonts(BODY) + CONDENSED + half_points(16),
    ),
    style("Body Text", INDENT),
    style(
        "Title",
        f"<w:keepNext/>{exact(700, after=200)}{CENTRE}",
        fonts(TITLE) + half_points(22),
    ),
    style("Subtitle", f"<w:keepNext/>{exact(LINE, after=LINE)}{CENTRE}", fonts(KAI)),
    style("heading 1", f'<w:keepNext/>{INDENT}<w:outlineLvl w:val="0"/>', fonts(BLACK)),
    style("heading 2", f'<w:keepNext/>{INDENT}<w:outlineLvl w:val="1"/>', fonts(KAI)),
    style("heading 3", f'<w:keepNext/>{INDENT}<w:outlineLvl w:val="2"/>', "<w:b/>"),
    style("heading 4", f'<w:keepNext/>{INDENT}<w:outlineLvl w:val="3"/>', "<w:b/>"),
    style(
        "District",
        f'<w:keepNext/>{INDENT}<w:outlineLvl w:val="2"/>',
        f"{fonts(KAI)}<w:b/>",
    ),
    style(
        "Cover Title",
        f"{exact(1000, before=2300)}{CENTRE}",
        fonts(TITLE) + half_points(26),
    ),
    style(
        "Cover Title Next",
        f"{exact(1000, after=900)}{CENTRE}",
        fonts(TITLE) + half_points(26),
    ),
    style("Cover Line", f'{exact(700)}<w:ind w:left="640"/>{LEFT}'),
    style("Cover Date", f"{exact(700, before=2300)}{CENTRE}"),
    style("Signature", f"<w:keepNext/><w:keepLines/>{exact(LINE, before=2 * LINE)}{SIGNED}"),
    style("Signature Date", f"<w:keepLines/>{exact(LINE)}{SIGNED}"),
    style("Attachment Gap", "<w:keepNext/>"),
    style("Attachment First", hanging(2, 3.75)),
    style("Attachment Next", hanging(5, 0.75)),
    style("Lead In", "<w:keepNext/>", based="Body Text"),
    style("Table Intro", exact(LINE, after=80), based="Lead In"),
    style("Table Gap", exact(160), half_points(8)),
    style("Attachment", f"<w:keepNext/><w:pageBreakBefore/>{FLUSH}{LEFT}", fonts(BLACK)),
    style(
        "Table Title",
        f"<w:keepNext/>{exact(600, before=120, after=240)}{CENTRE}",
        fonts(TITLE) + half_points(18),
    ),
    style("Table Text", CELL + CENTRE, half_points(12)),
    style("Table Head", CELL + CENTRE, fonts(BLACK) + half_points(12)),
    style("Table Left", CELL + LEFT, half_points(12)),
    style("Table Note", '<w:snapToGrid w:val="0"/>' + exact(360, before=120), half_points(12)),
    style(
        "Picture",
        '<w:keepNext/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>{CENTRE}',
    ),
    style("Picture Title", exact(360, after=240) + CENTRE, fonts(BLACK) + half_points(12)),
    style("header", f"{exact(480)}{CENTRE}", fonts(BLACK) + half_points(16)),
    style("footer", exact(320), fonts(SONG, SONG) + half_points(14)),
)

TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


def write_styles(document: WordFile) -> None:
    """Only what the forms use: lean styles open and convert several times faster."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}{half_points(16)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    lean = parse_xml(
        f"<w:styles {nsdecls('w')}>{defaults}{''.join(STYLES)}{TABLE_STYLE}</w:styles>"
    )
    old = document.styles.element
    old[:] = list(lean)


def themed(theme: str) -> str:
    """The theme with the forms' own fonts, so that Word reports none as missing."""
    theme = re.sub(r'(<a:latin typeface=)"[^"]*"', rf'\1"{LATIN}"', theme)
    theme = re.sub(r'(<a:ea typeface=)"[^"]*"', rf'\1"{BODY}"', theme)
    return re.sub(r'(script="Hans" typeface=)"[^"]*"', rf'\1"{BODY}"', theme)


def repack(raw: bytes, path: Path) -> None:
    """Puts fonts into the package; equal parts give an equal file."""
    with ZipFile(BytesIO(raw)) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/theme/theme1.xml":
                content = themed(content.decode("utf-8")).encode("utf-8")
            elif name == "word/fontTable.xml":
                content = font_table().encode("utf-8")
            elif name.startswith("word/") and name.endswith(".xml"):
                content = plain_root(content)
            target.writestr(ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)


def plain_root(part: bytes) -> bytes:
    """Without the namespaces that the default template announces and nothing uses."""
    root = parse_xml(part)
    root.attrib.pop(f"{{{MARKUP}}}Ignorable", None)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def font_table() -> str:
    listed = "".join(font.xml(name) for name, font in FONTS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:fonts {nsdecls('w')}>{listed}</w:fonts>"
    )


NEEDED = ("styles", "settings", "fontTable", "theme", "header", "footer")


def drop_ballast(document: WordFile) -> None:
    """python-docx's own default carries parts that no form needs."""
    for holder in (document.part, document.part.package):
        keep = (*NEEDED, "officeDocument", "core-properties")
        for key, relation in list(holder.rels.items()):
            if not relation.reltype.endswith(keep):
                del holder.rels[key]
    settings = document.settings.element
    for child in list(settings):
        if child.tag not in {qn("w:compat"), qn("w:characterSpacingControl")}:
            settings.remove(child)
    for option in settings.iter(qn("w:compatSetting")):
        if option.get(qn("w:name")) == "compatibilityMode":
            option.set(qn("w:val"), "15")
