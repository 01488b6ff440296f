"""A Word file as HTML for a QTextBrowser, and the draft with links to what it is written from."""

from dataclasses import dataclass
from html import escape
from io import BytesIO

import mammoth

from app.reports import parsing
from app.reports.context import build_context, header
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.marks import Marks, Source, marked
from app.reports.render import render_docx

parsing.install()

_STYLE_MAP = """
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='heading 1'] => p.one:fresh
p[style-name='heading 2'] => p.two:fresh
p[style-name='heading 3'] => p.three:fresh
p[style-name='heading 4'] => p.three:fresh
p[style-name='District'] => p.three:fresh
p[style-name='Body Text'] => p.body:fresh
p[style-name='Lead In'] => p.body:fresh
p[style-name='Table Intro'] => p.body:fresh
p[style-name='Cover Title'] => p.title:fresh
p[style-name='Cover Title Next'] => p.title:fresh
p[style-name='Cover Line'] => p.cover:fresh
p[style-name='Cover Date'] => p.subtitle:fresh
p[style-name='Attachment'] => p.attachment:fresh
p[style-name='Attachment First'] => p.first:fresh
p[style-name='Attachment Next'] => p.next:fresh
p[style-name='Signature'] => p.signature:fresh
p[style-name='Signature Date'] => p.signed:fresh
p[style-name='Table Title'] => p.caption:fresh
p[style-name='Table Text'] => p.cell:fresh
p[style-name='Table Head'] => p.cell > strong:fresh
p[style-name='Table Left'] => p.left:fresh
p[style-name='Table Note'] => p.note:fresh
p[style-name='Picture'] => p.picture:fresh
p[style-name='Picture Title'] => p.cell:fresh
br[type='page'] => hr
"""

_SONG = "'FangSong','STFangsong','SimSun','Songti SC','Noto Serif CJK SC'"
_HEI = "'SimHei','STHeiti','Noto Sans CJK SC'"
STYLE = f"""
body {{ font-family: {_SONG}; }}
p.title {{ text-align: center; font-size: 22px; margin: 24px 0 12px 0; }}
p.subtitle {{ text-align: center; font-size: 16px; margin: 0 0 16px 0; }}
p.caption {{ text-align: center; font-size: 18px; margin: 12px 0 8px 0; }}
p.cover {{ margin: 14px 0 14px 48px; font-size: 16px; }}
p.one {{ font-family: {_HEI}; font-size: 16px; font-weight: 700; margin: 12px 0 0 0; text-indent: 32px; line-height: 120%; }}
p.two {{ font-size: 16px; margin: 6px 0 0 0; text-indent: 32px; line-height: 120%; }}
p.three {{ font-size: 16px; font-weight: 700; margin: 0; text-indent: 32px; line-height: 120%; }}
p.body {{ font-size: 16px; margin: 0; text-indent: 32px; line-height: 120%; }}
p.attachment {{ font-size: 16px; font-weight: 700; margin: 32px 0 0 0; }}
p.first {{ font-size: 16px; margin: 24px 0 0 0; text-indent: 32px; line-height: 120%; }}
p.next {{ font-size: 16px; margin: 0 0 0 80px; line-height: 120%; }}
p.signature {{ text-align: right; margin: 40px 32px 0 0; font-size: 16px; }}
p.signed {{ text-align: right; margin: 6px 64px 0 0; font-size: 16px; }}
p.cell {{ text-align: center; margin: 3px; font-size: 14px; }}
p.left {{ margin: 3px; font-size: 14px; }}
p.picture {{ text-align: center; margin: 12px 0 4px 0; }}
p.note {{ margin: 6px 0 12px 0; font-size: 14px; }}
p.draft {{ text-align: center; font-weight: 700; font-size: 16px; }}
table {{ border-collapse: collapse; margin: 8px 0 12px 0; }}
"""
"""Paragraphs only: QTextBrowser makes headings larger or smaller than any size given for them."""

PICTURE = 440
"""How wide a picture of the annex is shown, in the design's pixels."""

_TABLE = '<table width="98%" border="1" cellspacing="0" cellpadding="3">'


@dataclass(frozen=True, slots=True)
class Draft:
    """The report of one moment: its HTML, where each link leads, and the marked Word file."""

    html: str
    sources: dict[str, Source]
    raw: bytes
    marks: Marks


def preview(given: ReportInput, form: Form) -> str:
    """HTML of the document; plain data in, so that a job can do it."""
    return preview_html(render_docx(form, build_context(given, form)), header(given, form))


def draft(given: ReportInput, form: Form) -> Draft:
    """The same with marks: every text that knows its source is a link, `href` its name."""
    context, marks = marked(build_context(given, form))
    raw = render_docx(form, context)
    html = marks.linked(preview_html(raw, header(given, form)))
    return Draft(html, marks.named, raw, marks)


def preview_html(raw: bytes, header: str = "") -> str:
    """The document's body; `header` is what stands on top of its pages.

    mammoth drops headers, footers, alignment and indents: styles are mapped by name, and the
    header comes from the context.
    """
    body = mammoth.convert_to_html(BytesIO(raw), style_map=_STYLE_MAP).value
    banner = f'<p class="draft">{escape(header)}</p>' if header else ""
    page = body.replace("<table>", _TABLE).replace("<img ", f'<img width="{PICTURE}" ')
    return f"<html><head><style>{STYLE}</style></head><body>{banner}{page}</body></html>"
