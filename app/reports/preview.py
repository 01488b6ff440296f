"""A Word file as HTML for a QTextBrowser."""

from html import escape
from io import BytesIO

import mammoth

_STYLE_MAP = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='Body Text'] => p.body:fresh
p[style-name='Cover Title'] => h1.title:fresh
p[style-name='Cover Line'] => p.cover:fresh
p[style-name='Attachment'] => h2.attachment:fresh
p[style-name='Signature'] => p.signature:fresh
p[style-name='Table Text'] => p.cell:fresh
p[style-name='Table Head'] => p.cell > strong:fresh
p[style-name='Table Left'] => p.left:fresh
br[type='page'] => hr
"""

STYLE = """
h1.title { text-align: center; font-size: 22px; font-weight: 600; margin: 24px 0 12px 0; }
p.subtitle { text-align: center; font-size: 16px; margin: 0 0 16px 0; }
p.cover { margin: 14px 0 14px 48px; font-size: 16px; }
h2 { font-size: 16px; font-weight: 600; margin: 14px 0 4px 0; text-indent: 32px; }
h2.attachment { margin-top: 28px; text-indent: 0; }
h3, h4 { font-size: 16px; font-weight: 400; margin: 8px 0 2px 0; text-indent: 32px; }
p.body { font-size: 16px; margin: 0; text-indent: 32px; line-height: 160%; }
p.signature { text-align: right; margin: 4px 64px 4px 0; font-size: 16px; }
p.cell { text-align: center; margin: 3px; font-size: 14px; }
p.left { margin: 3px; font-size: 14px; }
p.draft { text-align: center; font-weight: 600; }
"""
_TABLE = '<table width="100%" border="1" cellspacing="0" cellpadding="3">'


def preview_html(raw: bytes, header: str = "") -> str:
    """The document's body; `header` is what stands on top of its pages.

    mammoth drops headers, footers, alignment and indents: styles are mapped by name, and the
    header comes from the context.
    """
    body = mammoth.convert_to_html(BytesIO(raw), style_map=_STYLE_MAP).value
    banner = f'<p class="draft">{escape(header)}</p>' if header else ""
    page = body.replace("<table>", _TABLE)
    return f"<html><head><style>{STYLE}</style></head><body>{banner}{page}</body></html>"
