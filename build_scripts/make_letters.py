"""Builds templates/letters/opinion/letter.docx: a letter of GB/T 9704, clause 10.1, with a reply slip.

    python3 build_scripts/make_letters.py [FOLDER]

The Word file is the letter from then on: an office edits its words and its looks in Word or WPS.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from form_styles import CENTRE, FLUSH, LEFT, RIGHT, TITLE, exact, fonts, half_points, repack, style
from make_forms import Form, party_table, write_footer, write_grid, write_page

ROOT = Path(__file__).resolve().parents[1] / "templates" / "letters" / "opinion"
OUTDENT = '<w:ind w:left="-397" w:right="-397"/>'
"""The red lines are 170 mm long, the text is 156 mm wide."""
RED = "FF0000"


def line(side: str, kind: str) -> str:
    return f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="6" w:color="{RED}"/></w:pBdr>'


STYLES = (
    style(
        "Letter Head",
        line("bottom", "thickThinSmallGap") + exact(760) + OUTDENT + CENTRE,
        fonts(TITLE) + f'<w:color w:val="{RED}"/>' + half_points(30),
    ),
    style("Letter Foot", line("top", "thinThickSmallGap") + exact(120) + OUTDENT, half_points(5)),
    style("Letter Number", FLUSH + RIGHT),
    style(
        "Letter Mark",
        FLUSH + CENTRE,
        fonts("黑体"),
    ),
    style(
        "Letter Title",
        f"<w:keepNext/>{exact(700, before=579, after=300)}{CENTRE}",
        fonts(TITLE) + half_points(22),
    ),
    style("Letter Annex", f"<w:keepNext/>{exact(579, before=579)}", based="Body Text"),
    style("Addressee", FLUSH + LEFT),
    style("List Head", '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="632"/>', "<w:b/>"),
    style(
        "Slip Title",
        f"<w:keepNext/><w:pageBreakBefore/>{exact(700, after=300)}{CENTRE}",
        fonts(TITLE) + half_points(22),
    ),
    style("Slip Line", exact(500, before=120) + FLUSH + LEFT),
)


class Letter(Form):
    """A Word file with a red head on its first page."""

    def __init__(self) -> None:
        super().__init__()
        for one in STYLES:
            self.word.styles.element.append(parse_xml(one.replace("<w:style ", _WITH_NAMESPACE, 1)))
        section = self.word.sections[0]
        write_page(section)
        section.header_distance, section.footer_distance = Mm(30), Mm(20)
        section.different_first_page_header_footer = True
        first = section.first_page_header
        first.is_linked_to_previous = False
        head = first.paragraphs[0]
        head.style = "Letter Head"
        head.add_run("{{ evaluator }}")
        foot = section.first_page_footer
        foot.is_linked_to_previous = False
        foot.paragraphs[0].style = "Letter Foot"
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            header.paragraphs[0].style = "header"
            header.paragraphs[0].add_run("{{ header }}")
        write_footer(section)

    def when(self, condition: str, text: str, name: str = "Body Text") -> None:
        self.tag(f"if {condition}")
        self.add(text, name)
        self.tag("endif")

    def save(self, folder: Path) -> None:
        write_grid(self.word)
        self.word.settings.odd_and_even_pages_header_footer = True
        properties = self.word.core_properties
        properties.author = properties.last_modified_by = "Huiping"
        properties.title, properties.comments, properties.language = "初评意见函", "", "zh-CN"
        properties.created = properties.modified = datetime(2024, 1, 1, tzinfo=UTC)
        folder.mkdir(parents=True, exist_ok=True)
        buffer = BytesIO()
        self.word.save(buffer)
        repack(buffer.getvalue(), folder / "letter.docx")


_WITH_NAMESPACE = f"<w:style {nsdecls('w')} "


def opening(letter: Letter) -> None:
    letter.when("number", "{{ number }}", "Letter Number")
    letter.when("header", "{{ header }}", "Letter Mark")
    title = letter.add("关于反馈{{ station }}", "Letter Title")
    title.add_run().add_break()
    title.add_run("{{ term }}评估初评意见的函")
    letter.add("{{ addressee }}：", "Addressee")
    letter.add(
        "{% if bureau %}受{{ bureau }}委托，{% endif %}我方于{{ visited_on }}组成评估组，对{{ station }}"
        "进行{{ term }}评估，评估期为{{ period_start }}至{{ period_end }}。评估组实地查看、查阅资料、"
        "访谈各方，经合议形成初评意见，现送请{{ you }}核对。"
    )


def opinions(letter: Letter) -> None:
    letter.add("一、初评意见", "heading 1")
    letter.add("意见按内容分列，编号前后连贯，回复时写明编号即可。")
    letter.tag("for s in sections")
    letter.add("{{ s.heading }}", "heading 2")
    letter.tag("for g in s.groups")
    letter.add("{{ g.heading }}", "List Head")
    letter.each("g.paragraphs")
    letter.tag("endfor")
    letter.tag("endfor")
    letter.when("not sections", "{{ empty }}")


def scores(letter: Letter) -> None:
    letter.tag("if scored")
    letter.add("二、初评得分", "heading 1")
    letter.add("下列得分按现有资料算出，仅供核对，结果以主管部门确认的为准。", "Table Intro")
    party_table(letter)
    letter.tag("endif")


def request(letter: Letter) -> None:
    letter.add("{% if scored %}三{% else %}二{% endif %}、回复事项", "heading 1")
    facts, views, until = (
        "1.事实或数据与实际不符的，请写明意见编号和实际情况，附上可供查证的材料。",
        "2.对评价或建议有不同看法的，请写明意见编号和理由；打算采纳的建议，也可写明如何落实。",
        "3.请于{{ reply_by }}前将盖章的回执和材料送交我方。届时没有收到回复的，评估报告按现有意见撰写。",
    )
    letter.add(facts)
    letter.add(views)
    letter.add(until, "Lead In")
    letter.when("not scored", "本函不通报分数和等级，两者载于评估报告。", "Lead In")
    letter.add("附件：回执", "Letter Annex")
    letter.add("{{ evaluator }}", "Signature")
    letter.add("{{ today }}", "Signature Date")


def slip(letter: Letter) -> None:
    letter.add("回　　执", "Slip Title")
    letter.add("{{ evaluator }}：", "Addressee")
    letter.add("关于{{ f.short }}{{ term }}评估的初评意见，我单位答复如下（在□内打√）：")
    letter.add("□ 没有不同看法。")
    letter.add("□ 有不同看法，见下表。", "Table Intro")
    table = letter.table((12, 46, 42), "编号", "事实更正或不同看法", "理由和所附材料")
    for _row in range(4):
        tall(table.row("", "", "")[0].paragraphs[0])
    for text in (
        "单位（盖章）：{{ slip }}",
        "联系人：　　　　　　　　　　电话：",
        "日期：　　　　年　　月　　日",
        "请于{{ reply_by }}前送交{{ evaluator }}。",
    ):
        letter.add(text, "Slip Line")


def tall(paragraph: Paragraph) -> None:
    """Room to write by hand."""
    row = paragraph.paragraph_format.element.getparent().getparent()
    height = row.find(qn("w:trPr")).find(qn("w:trHeight"))
    height.set(qn("w:val"), "900")


def opinion(folder: Path) -> None:
    letter = Letter()
    opening(letter)
    opinions(letter)
    scores(letter)
    request(letter)
    slip(letter)
    letter.save(folder)


if __name__ == "__main__":
    opinion(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
