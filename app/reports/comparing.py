"""Two versions in one text to look at: what went is struck, what came is marked."""

from collections.abc import Iterable, Iterator
from html import escape

from app.i18n import _, ngettext
from app.reports.revisions import Block, Paragraph, Table, blocks, body_of
from app.rules.difference import Change, Part

_CLASS = {Change.OUT: "went", Change.IN: "came"}
_BESIDE = 1
"""Unchanged paragraphs that are shown before and after a change."""


def comparison_html(raw: bytes) -> str:
    """A file with tracked changes as HTML: changes with what stands beside them.

    Classes `went` and `came` are for a style sheet; `rest` says how much was left out.
    """
    found = blocks(body_of(raw))
    shown = _shown(found)
    if not shown:
        words = escape(_("The two versions read the same."))
        return f'<p class="rest">{words}</p>'
    return "".join(_parts(found, shown))


def scope_html() -> str:
    """What was compared, and what was not."""
    words = _(
        "Compared: the text and its tables; headers, footers and notes are listed above. Not compared: formats, and what pictures show."
    )
    return f'<p class="rest">{escape(words)}</p>'


def changed_paragraphs(raw: bytes) -> int:
    """How many paragraphs and rows of tables differ."""
    return sum(_count(block) for block in blocks(body_of(raw)))


def _count(block: Block) -> int:
    if isinstance(block, Paragraph):
        return int(block.changed)
    rows = zip(block.rows, block.whole, strict=True)
    return sum(
        op is not Change.SAME or any(inner.changed for cell in row for inner in cell)
        for row, op in rows
    )


def _shown(found: tuple[Block, ...]) -> set[int]:
    changed = [number for number, block in enumerate(found) if block.changed]
    near = {n + step for n in changed for step in range(-_BESIDE, _BESIDE + 1)}
    return {n for n in near if 0 <= n < len(found)}


def _parts(found: tuple[Block, ...], shown: set[int]) -> Iterator[str]:
    skipped = 0
    for number, block in enumerate(found):
        if number not in shown:
            skipped += 1
            continue
        yield _rest(skipped)
        skipped = 0
        yield _block(block)
    yield _rest(skipped)


def _rest(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "{count} paragraph without a change", "{count} paragraphs without a change", count
    )
    return f'<p class="rest">{escape(words.format(count=count))}</p>'


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    kind = f' class="{_CLASS[block.whole]}"' if block.whole in _CLASS else ""
    return f"<p{kind}>{_spans(block.spans)}</p>"


def _table(table: Table) -> str:
    rows = zip(table.rows, table.whole, strict=True)
    return (
        '<table width="98%" border="1" cellspacing="0" cellpadding="4">'
        + "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row, _op in rows)
        + "</table>"
    )


def _cell(cell: Iterable[Block]) -> str:
    return f"<td>{'<br/>'.join(_inner(block) for block in cell)}</td>"


def _inner(block: Block) -> str:
    return _table(block) if isinstance(block, Table) else _spans(block.spans)


def _spans(spans: Iterable[Part]) -> str:
    return "".join(map(_span, spans)) or "&nbsp;"


def _span(span: Part) -> str:
    text = escape(span.text).replace("\n", "<br/>").replace("\t", "&emsp;")
    if span.change is Change.SAME:
        return text
    mark = "s" if span.change is Change.OUT else "u"
    return f'<span class="{_CLASS[span.change]}"><{mark}>{text}</{mark}></span>'
