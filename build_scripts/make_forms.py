"""Builds templates/reports/*/report.docx: page and styles of GB/T 9704 around docxtpl tags.

    python3 build_scripts/make_forms.py [FOLDER]

The Word files are the forms from then on: an office edits its copy in Word or WPS.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from form_styles import GRID, TEXT_WIDTH, drop_ballast, repack, write_styles

ROOT = Path(__file__).resolve().parents[1] / "templates" / "reports"


def write_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Twips(1587), Twips(1469)
    section.header_distance, section.footer_distance = Mm(20), Mm(25)


def write_grid(document: WordFile) -> None:
    for properties in document.element.body.iter(qn("w:sectPr")):
        for old in properties.findall(qn("w:docGrid")):
            properties.remove(old)
        grid = OxmlElement("w:docGrid")
        for name, value in GRID.items():
            grid.set(qn(f"w:{name}"), value)
        properties.append(grid)


def last_section(document: WordFile) -> BaseOxmlElement:
    return list(document.element.body.iter(qn("w:sectPr")))[-1]


def write_header(section: Section) -> None:
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        line = header.paragraphs[0]
        line.style = "header"
        line.add_run("{{ header }}")


def write_footer(section: Section) -> None:
    """— 1 —: on odd pages right, on even pages left, one character from the edge."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = "footer"
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        setattr(line.paragraph_format, f"{side}_indent", Pt(14))
        line.add_run("— ")
        page_number(line)
        line.add_run(" —")


def page_number(line: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        run = line.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.font.element.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run.font.element.append(code)


class Form:
    """A Word file under construction; every method adds at its end."""

    def __init__(self) -> None:
        self.word = Document()
        drop_ballast(self.word)
        write_styles(self.word)

    def add(self, text: str, name: str = "Body Text") -> Paragraph:
        return self.word.add_paragraph(text, style=name)

    def tag(self, code: str) -> None:
        """A docxtpl statement that takes its paragraph with it."""
        self.add(f"{{%p {code} %}}", "Normal")

    def each(self, expression: str, name: str = "Body Text") -> None:
        """One paragraph for each text of a list."""
        self.tag(f"for t in {expression}")
        self.add("{{ t }}", name)
        self.tag("endfor")

    def each_but(self, which: str, own: str, expression: str, name: str = "Body Text") -> None:
        """The same with a style of its own for the `first` or the `last`."""
        self.tag(f"for t in {expression}")
        self.tag(f"if loop.{which}")
        self.add("{{ t }}", own)
        self.tag("else")
        self.add("{{ t }}", name)
        self.tag("endif")
        self.tag("endfor")

    def passage(self, key: str, name: str = "Body Text") -> None:
        self.each(f"text.{key}", name)

    def lists(self, holder: str, heading: str) -> None:
        """The two lists of findings, or the sentence that says that there are none."""
        self.tag(f"for l in {holder}.lists")
        self.add("{{ l.heading }}", heading)
        self.each("l.paragraphs")
        self.tag("endfor")
        self.tag(f"if {holder}.empty")
        self.add(f"{{{{ {holder}.empty }}}}")
        self.tag("endif")

    def section(self, heading: str, level: int, key: str, *texts: str, lists: int = 3) -> None:
        """A heading, its passages, and the findings that belong there."""
        self.add(heading, f"heading {level}")
        for text in texts:
            self.passage(text)
        self.lists(f"sections.{key}", f"heading {lists}")

    def party(self, heading: str, level: int, key: str, lists: int) -> None:
        """What a party says, introduced only where it said something."""
        self.add(heading, f"heading {level}")
        self.tag(f"if sections.{key}.lists")
        self.passage(key, "Lead In")
        self.tag("endif")
        self.lists(f"sections.{key}", f"heading {lists}")

    def districts(self, heading: str) -> None:
        self.tag("for d in districts")
        self.add("{{ d.heading }}", heading)
        self.each("d.text")
        self.lists("d", "heading 4")
        self.tag("endfor")

    def closing(self) -> None:
        """The signature never stands alone on a page: the last paragraph comes with it."""
        self.each_but("last", "Lead In", "text.closing")
        self.add("", "Attachment Gap")
        self.each_but("first", "Attachment First", "text.attachments", "Attachment Next")
        self.each_but("last", "Signature Date", "text.signature", "Signature")

    def table(self, widths: tuple[int, ...], *heads: str) -> "TableMaker":
        return TableMaker(self.word, widths, heads)

    def save(self, folder: Path) -> None:
        write_grid(self.word)
        self.word.settings.odd_and_even_pages_header_footer = True
        properties = self.word.core_properties
        properties.author = properties.last_modified_by = "Huiping"
        properties.title, properties.comments, properties.language = "评估报告", "", "zh-CN"
        properties.created = properties.modified = datetime(2024, 1, 1, tzinfo=UTC)
        folder.mkdir(parents=True, exist_ok=True)
        buffer = BytesIO()
        self.word.save(buffer)
        repack(buffer.getvalue(), folder / "report.docx")


class TableMaker:
    """A table with fixed columns whose rows are not torn apart."""

    def __init__(self, word: WordFile, widths: tuple[int, ...], heads: tuple[str, ...]) -> None:
        whole = sum(widths)
        self.widths = [TEXT_WIDTH * width // whole for width in widths]
        self.table: Table = word.add_table(rows=0, cols=len(widths))
        self.table.style = word.styles["Report Table"]
        self.table.autofit = False
        self.element = word.element.body.findall(qn("w:tbl"))[-1]
        for column, width in zip(self.element.tblGrid, self.widths, strict=True):
            column.set(qn("w:w"), str(width))
        self._whole_width()
        self.row(*heads, style="Table Head", repeated=True)

    def _whole_width(self) -> None:
        properties = self.element.tblPr
        width = properties.find(qn("w:tblW"))
        width.set(qn("w:type"), "dxa")
        width.set(qn("w:w"), str(sum(self.widths)))
        look = properties.find(qn("w:tblLook"))
        if look is not None:
            properties.remove(look)

    def row(self, *texts: str, style: str = "Table Text", repeated: bool = False) -> list[_Cell]:
        """`<text` is set left."""
        row = self.table.add_row()
        properties = self.element.tr_lst[-1].get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        height = OxmlElement("w:trHeight")
        height.set(qn("w:val"), "440")
        height.set(qn("w:hRule"), "atLeast")
        properties.append(height)
        if repeated:
            properties.append(OxmlElement("w:tblHeader"))
        elements = self.element.tr_lst[-1].tc_lst
        for cell, text, element in zip(row.cells, texts, elements, strict=True):
            self._fill(cell, text, style)
            self._shape(element.get_or_add_tcPr(), self.widths[elements.index(element)])
        return list(row.cells)

    def second_heads(self, groups: tuple[tuple[int, str], ...], *heads: str) -> None:
        """A second row of heads, and over its groups real cells of the first."""
        first = self.table.rows[0].cells
        second = self.row(*heads, style="Table Head", repeated=True)
        start = 0
        for span, text in groups:
            if span == 1:
                self._join(first[start], second[start], text)
            else:
                self._join(first[start], first[start + span - 1], text)
            start += span

    def _join(self, one: _Cell, other: _Cell, text: str) -> None:
        merged = one.merge(other)
        for surplus in merged.paragraphs[1:]:
            element = surplus.paragraph_format.element
            element.getparent().remove(element)
        for run in merged.paragraphs[0].runs:
            run.text = ""
        merged.paragraphs[0].runs[0].text = text

    def _fill(self, cell: _Cell, text: str, style: str) -> None:
        left = text.startswith("<")
        cell.paragraphs[0].style = "Table Left" if left else style
        cell.paragraphs[0].add_run(text.removeprefix("<"))

    def _shape(self, properties: BaseOxmlElement, width: int) -> None:
        found = properties.find(qn("w:tcW"))
        found.set(qn("w:w"), str(width))
        found.set(qn("w:type"), "dxa")
        align = OxmlElement("w:vAlign")
        align.set(qn("w:val"), "center")
        properties.append(align)

    def tag(self, code: str) -> None:
        """A docxtpl statement that takes its row with it."""
        self.row(f"{{%tr {code} %}}", *[""] * (len(self.widths) - 1))

    def total(self, label: str, figure: str, span: int) -> None:
        """The last row: the label over `span` columns, one real cell."""
        cells = self.row(label, *[""] * (span - 1), figure, style="Table Head")
        self._join(cells[0], cells[span - 1], label)

    def keep_together(self) -> None:
        """Every row with the next, so that the table stands on one page."""
        for row in self.table.rows[:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def score_table(form: Form) -> None:
    table = form.table((46, 16, 19, 19), "评估内容", "标准分", "评分", "折算分")
    table.tag("for g in scores.groups")
    table.tag("for r in g.rows")
    table.row("{{ r.label }}", "{{ r.full }}", "{{ r.score }}", "{% vm %}{{ g.converted }}")
    table.tag("endfor")
    table.tag("endfor")
    table.total("总分", "{{ scores.total }}", 3)
    table.keep_together()
    form.add("", "Table Gap")


def party_table(form: Form) -> None:
    table = form.table((50, 25, 25), "评估方", "标准分", "得分")
    table.tag("for r in parties.rows")
    table.row("{{ r.label }}", "{{ r.full }}", "{{ r.score }}")
    table.tag("endfor")
    table.row("总分", "{{ parties.full }}", "{{ parties.total }}", style="Table Head")
    table.total("等级", "{{ parties.grade }}", 2)
    table.keep_together()
    form.add("", "Table Gap")


def attachments(form: Form) -> None:
    form.add("附件1", "Attachment")
    form.add("{{ f.station }}服务指标完成情况统计表", "Table Title")
    indicator_table(form)
    form.passage("indicator_note", "Table Note")
    form.add("附件2", "Attachment")
    form.add("{{ f.station }}社工到岗情况统计表", "Table Title")
    staffing_table(form)
    form.passage("staffing_note", "Table Note")
    figures(form)


def figures(form: Form) -> None:
    """The annex of figures, where one was asked for: each picture over its caption."""
    form.tag("if annex.present")
    form.add("附件3", "Attachment")
    form.add("{{ f.station }}评估图表", "Table Title")
    form.tag("for a in annex.pictures")
    form.add("{{ a.picture }}", "Picture")
    form.add("{{ a.caption }}", "Picture Title")
    form.tag("endfor")
    form.tag("endif")


def indicator_table(form: Form) -> None:
    heads = ("类别", "指标", "单位", "年度指标", "完成量", "完成率")
    form.tag("if indicators.present")
    table = form.table((16, 30, 12, 14, 14, 14), *heads)
    table.tag("for g in indicators.groups")
    table.tag("for r in g.rows")
    table.row(
        "{% vm %}{{ g.name }}",
        "<{{ r.label }}",
        "{{ r.unit }}",
        "{{ r.target }}",
        "{{ r.actual }}",
        "{{ r.percent }}",
    )
    table.tag("endfor")
    table.tag("endfor")
    form.tag("else")
    form.add("社工站没有提供指标完成数据。")
    form.tag("endif")


def staffing_table(form: Form) -> None:
    heads = ("应到岗", "实到岗", "超（缺）")
    names = ("required", "present", "difference")
    fields = (*names, *(f"certified_{name}" for name in names))
    form.tag("if staffing.present")
    table = form.table((22, 13, 13, 13, 13, 13, 13), "月份", *[""] * 6)
    table.second_heads(((1, "月份"), (3, "全部社工"), (3, "持证社工")), "", *heads, *heads)
    table.tag("for r in staffing.rows")
    table.row("{{ r.month }}", *(f"{{{{ r.{field} }}}}" for field in fields))
    table.tag("endfor")
    table.row("合计", *(f"{{{{ staffing.sum.{field} }}}}" for field in fields), style="Table Head")
    form.tag("else")
    form.add("社工站没有提供逐月到岗数据。")
    form.tag("endif")


def panyu(root: Path) -> None:
    form = Form()
    write_page(form.word.sections[0])
    write_header(form.word.sections[0])
    write_footer(form.word.sections[0])
    form.passage("title", "Title")
    form.passage("subtitle", "Subtitle")
    form.passage("preface")
    form.add("一、{{ f.term }}评估背景", "heading 1")
    form.passage("background")
    form.passage("methods")
    for heading, key in (
        ("（一）评估依据", "basis"),
        ("（二）评估原则", "principles"),
        ("（三）评估阶段", "stages"),
        ("（四）评估内容", "content"),
        ("（五）评估结果说明", "results"),
    ):
        form.add(heading, "heading 2")
        form.passage(key)
    panyu_summary(form)
    form.add("三、评估反馈", "heading 1")
    form.passage("onsite")
    form.passage("replies")
    form.add("四、评估等级", "heading 1")
    form.passage("rating")
    form.passage("vetoes")
    form.passage("table_intro", "Table Intro")
    score_table(form)
    form.add("五、结语", "heading 1")
    form.closing()
    attachments(form)
    form.save(root / "panyu")


def panyu_summary(form: Form) -> None:
    form.add("二、评估总结", "heading 1")
    form.add("（一）社工站基本情况", "heading 2")
    form.passage("basics")
    form.add("（二）各项目服务进度情况", "heading 2")
    form.passage("progress")
    form.section("（三）项目运营管理情况", 2, "operation", "staffing")
    form.section("（四）服务成效和服务监测情况", 2, "effect", "facts", "survey")
    form.section("（五）服务质量情况", 2, "quality", "quality_intro")
    form.districts("District")
    form.party("（六）购买方反馈情况", 2, "buyer", lists=3)
    form.party("（七）市督导中心反馈情况", 2, "supervision", lists=3)
    form.party("（八）监督方反馈情况", 2, "bureau", lists=3)
    form.tag("if text.follow_up")
    form.add("（九）以往评估意见整改落实情况", "heading 2")
    form.passage("follow_up")
    form.tag("endif")


def yuexiu_cover(form: Form) -> None:
    cover = form.word.sections[0]
    write_page(cover)
    write_header(cover)
    form.each_but("first", "Cover Title", "text.cover_title", "Cover Title Next")
    form.passage("cover", "Cover Line")
    form.passage("cover_date", "Cover Date")
    section = form.word.add_section(WD_SECTION.NEW_PAGE)
    write_page(section)
    write_footer(section)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    last_section(form.word).find(qn("w:cols")).addprevious(start)


def yuexiu(root: Path) -> None:
    form = Form()
    yuexiu_cover(form)
    form.passage("title", "Title")
    form.add("一、社工站基本情况", "heading 1")
    form.passage("basics")
    form.add("二、评估依据、评估原则及评估办法", "heading 1")
    for heading, key in (
        ("（一）评估依据", "basis"),
        ("（二）评估原则", "principles"),
        ("（三）评估团队", "team"),
        ("（四）评估方式", "methods"),
        ("（五）评估结果说明", "results"),
    ):
        form.add(heading, "heading 2")
        form.passage(key)
    for heading, key in (
        ("三、监督方评估{% if f.bureau %}（{{ f.bureau }}）{% endif %}", "bureau"),
        ("四、购买方评估{% if f.buyer %}（{{ f.buyer }}）{% endif %}", "buyer"),
        ("五、督导中心评估", "supervision"),
    ):
        form.party(heading, 1, key, lists=2)
        if key == "bureau":
            form.tag("if text.follow_up")
            form.add("（{{ sections.bureau.next }}）整改落实情况", "heading 2")
            form.passage("follow_up")
            form.tag("endif")
    yuexiu_panel(form)
    yuexiu_result(form)
    attachments(form)
    form.save(root / "yuexiu")


def yuexiu_panel(form: Form) -> None:
    form.add("六、第三方专业评估", "heading 1")
    form.section("（一）项目管理", 2, "operation", "staffing", lists=3)
    form.add("（二）社工站总体服务开展情况", "heading 2")
    form.section("1.项目执行与服务成效", 3, "effect", "facts", "survey", lists=4)
    form.add("2.服务指标完成情况", "heading 3")
    form.passage("progress")
    form.section("（三）各社工点服务开展情况", 2, "quality", "quality_intro")
    form.districts("heading 3")
    form.add("（四）现场反馈", "heading 2")
    form.passage("onsite")


def yuexiu_result(form: Form) -> None:
    form.add("七、评估结果", "heading 1")
    form.add("（一）评估分数", "heading 2")
    form.passage("rating")
    form.passage("vetoes")
    form.passage("party_intro", "Table Intro")
    party_table(form)
    form.passage("table_intro", "Table Intro")
    score_table(form)
    form.add("（二）重点存在问题", "heading 2")
    form.passage("key_issues")
    form.add("八、结语", "heading 1")
    form.closing()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    panyu(target)
    yuexiu(target)
