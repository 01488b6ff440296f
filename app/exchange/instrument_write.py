"""Writes an instrument as a workbook, to fill in with Excel or WPS and read back."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import UserError
from app.exchange.instrument_form import (
    BANDS,
    CHECKLIST,
    GENERAL,
    GENERAL_ROWS,
    GUIDES,
    HOW,
    IMPORT_ONLY,
    LONGEST,
    NO,
    PAGES,
    SURVEY,
    TREE,
    VETOES,
    YES,
    Column,
    Page,
    choices,
    word_of,
)
from app.exchange.instrument_read import block_called
from app.exchange.workbook_look import Look, put, put_height, put_text
from app.i18n import N_
from app.model.instrument import (
    Band,
    Below,
    Block,
    Instrument,
    Item,
    Level,
    Measure,
    Method,
    NotApplicable,
    PartyScheme,
    Scope,
    SurveyBand,
)
from app.rules.instrument_lines import anchors_text, evidence_text

Value = str | int | Decimal | None
Row = Mapping[str, Value]

_A4 = 9
_BLANK_ROWS = 200
_MARK = (YES, "否")
_CHOICES: dict[str, tuple[str, ...]] = {
    "allow_na": _MARK,
    "example": _MARK,
    "coded": _MARK,
    "scope": choices(Scope),
    "method": choices(Method),
    "level": choices(Level),
    "below": choices(Below),
    "na": choices(NotApplicable),
    "measure": choices(Measure),
}
_HOW = (
    ("这份工作簿是一套评估指标体系，用 Excel 或 WPS 填写后可以读回本程序。", Look.TITLE),
    (
        "每张工作表的第一行是栏目名，不要改名；栏目可以换位置，用不着的可以删去。空行、多余的栏目不影响读取。",
        Look.CELL,
    ),
    (
        "“指标”：只填“评价方”的行是评价方本身，填到“评分部分”的行是部分本身，填到“项目”的行是项目。名称留空表示同上一行。",
        Look.CELL,
    ),
    (
        "各评价方的满分合计 100，部分合计等于评价方的满分，项目合计等于部分的满分；等次和满意度区间从 0 到 100 不留空、不重叠。读入后程序逐项核对。",
        Look.CELL,
    ),
    ("“分档说明”和“佐证材料”一行一条（单元格里按 Alt+Enter 换行）。", Look.CELL),
    ("“编号”由程序给出，用来认出同一项；新的行留空，复制出来的行可以不管。", Look.CELL),
    ("标了“示例”的是本程序的示例，不是官方指标。改成本机构的以后，把“示例”清空。", Look.CELL),
    ("以等号、加号、减号开头的文字会按文字保存，不会被当成公式。", Look.CELL),
)

TOO_LONG = N_(
    "“{label}” has a text of more than {limit} characters, which no cell takes. Export it as YAML."
)


def write_sheet(instrument: Instrument) -> bytes:
    """The file's bytes.

    Raises:
        UserError: a text is too long for a cell.
    """
    book = Workbook()
    book.remove(book.active)
    rows = {
        TREE: _tree(instrument),
        GENERAL: _general(instrument),
        BANDS: map(_band, instrument.bands),
        VETOES: _vetoes(instrument),
        CHECKLIST: _checklist(instrument),
        GUIDES: _guides(instrument),
        SURVEY: map(_band, instrument.survey.bands),
    }
    for one in PAGES:
        _write_page(book.create_sheet(one.title), one, rows[one.id])
    _write_how(book.create_sheet(HOW))
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def _tree(instrument: Instrument) -> Iterator[Row]:
    for party in instrument.parties:
        yield _party(party)
        for block in party.blocks:
            yield _block(party, block)
            for item in block.items:
                yield _item(party, block, item)


def _party(party: PartyScheme) -> Row:
    return {
        "party": party.label,
        "full": party.full,
        "short": party.short,
        "judges": party.judges,
        "id": party.id,
    }


def _block(party: PartyScheme, block: Block) -> Row:
    return {
        "party": party.label,
        "block": block.label,
        "full": block.full,
        "step": block.step,
        "criterion": block.criterion,
        "scope": word_of(block.scope),
        "method": word_of(block.merge.method),
        "level": word_of(block.merge.level),
        "minimum": block.merge.minimum,
        "below": word_of(block.merge.below),
        "na": word_of(block.na),
        "id": block.id,
    }


def _item(party: PartyScheme, block: Block, item: Item) -> Row:
    return {
        "party": party.label,
        "block": block.label,
        "group": item.group,
        "item": item.label,
        "full": item.full,
        "step": item.step,
        "hint": item.hint,
        "criterion": item.criterion,
        "anchors": anchors_text(item.anchors),
        "evidence": evidence_text(item.evidence),
        "allow_na": YES if item.allow_na else NO,
        "example": YES if item.example else NO,
        "id": item.id,
        "evidence_ids": "\n".join(
            f"{one.id}={label}"
            for one, label in zip(
                item.evidence, evidence_text(item.evidence).split("\n"), strict=False
            )
        ),
    }


def _general(instrument: Instrument) -> Iterator[Row]:
    values: dict[str, Value] = {
        "title": instrument.title,
        "id": instrument.id,
        "version": instrument.version,
        "note": instrument.note,
        "source": instrument.source,
        "places": instrument.places,
        "veto_grade": instrument.veto_grade,
        "reason_when": word_of(instrument.reasons.when),
        "reason_share": instrument.reasons.share,
        "spread": instrument.flags.spread,
        "outlier": instrument.flags.outlier,
        "unfounded": instrument.flags.unfounded,
        "minimum": instrument.survey.minimum,
    }
    return ({"name": row.title, "value": values[row.field]} for row in GENERAL_ROWS)


def _band(band: Band | SurveyBand) -> Row:
    return {"label": band.label, "low": band.low, "high": band.high}


def _vetoes(instrument: Instrument) -> Iterator[Row]:
    for veto in instrument.vetoes:
        yield {
            "label": veto.label,
            "text": veto.text,
            "measure": word_of(veto.measure) if veto.measure else NO,
            "mid": veto.thresholds.get("mid"),
            "final": veto.thresholds.get("final"),
            "id": veto.key,
        }


def _checklist(instrument: Instrument) -> Iterator[Row]:
    blocks = instrument.blocks()
    names = {b.id: b.label if block_called(b.label, blocks) == b.id else b.id for b in blocks}
    for question in instrument.checklist:
        yield {
            "label": question.label,
            "hint": question.hint,
            "block": names.get(question.block or "", question.block),
            "example": YES if question.example else NO,
            "id": question.id,
        }


def _guides(instrument: Instrument) -> Iterator[Row]:
    for guide in instrument.guides:
        head: dict[str, Value] = {
            "label": guide.label,
            "coded": YES if guide.coded else NO,
            "example": YES if guide.example else NO,
            "id": guide.kind,
        }
        if not guide.questions:
            yield head
        for question in guide.questions:
            yield {**head, "text": question.text, "question_id": question.id}


def _write_page(sheet: Worksheet, one: Page, rows: Iterable[Row]) -> None:
    columns = [c for c in one.columns if c.field not in IMPORT_ONLY]
    widths = {get_column_letter(n): column.width for n, column in enumerate(columns, start=1)}
    for letter, column in zip(widths, columns, strict=True):
        put_text(sheet, f"{letter}1", f"{column.title}\n{column.english}", Look.HEAD)
        sheet.column_dimensions[letter].width = column.width
    last = 1
    for last, row in enumerate(rows, start=2):
        _write_row(sheet, last, columns, row)
        texts = {n: str(row.get(c.field) or "") for n, c in zip(widths, columns, strict=True)}
        put_height(sheet, last, texts, widths)
    _add_choices(sheet, columns, last + _BLANK_ROWS)
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "E2" if one.id == TREE else "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_row(sheet: Worksheet, number: int, columns: list[Column], row: Row) -> None:
    look = _look(row)
    for index, column in enumerate(columns, start=1):
        value = row.get(column.field)
        place = f"{get_column_letter(index)}{number}"
        if isinstance(value, int | Decimal):
            cell = put(sheet, place, value, Look.FIGURE)
            cell.number_format = "General"
        else:
            if value and len(value) > LONGEST:
                label = str(row.get("item") or row.get("label") or row.get("block") or "")
                raise UserError(TOO_LONG, label=label, limit=LONGEST)
            put_text(sheet, place, value or "", look)


def _look(row: Row) -> Look:
    """Rows of parties and blocks stand out among those of items."""
    is_head = "party" in row and "item" not in row
    return Look.BLOCK if is_head else Look.CELL


def _add_choices(sheet: Worksheet, columns: list[Column], last: int) -> None:
    for index, column in enumerate(columns, start=1):
        words = _CHOICES.get(column.field)
        if words is None:
            continue
        listed = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        listed.errorStyle = "warning"
        letter = get_column_letter(index)
        listed.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(listed)


def _write_how(sheet: Worksheet) -> None:
    widths = {"A": 18, "B": 24, "C": 80}
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    for number, (text, look) in enumerate(_HOW, start=1):
        sheet.merge_cells(f"A{number}:C{number}")
        put_text(sheet, f"A{number}", text, look)
        sheet.row_dimensions[number].height = 34
    row = len(_HOW) + 2
    for letter, text in zip(widths, ("工作表", "栏目", "填什么"), strict=True):
        put_text(sheet, f"{letter}{row}", text, Look.HEAD)
    for one in PAGES:
        for column in one.columns:
            row += 1
            told = (one.title, f"{column.title} {column.english}", _told(column))
            for letter, text in zip(widths, told, strict=True):
                put_text(sheet, f"{letter}{row}", text, Look.CELL)


def _told(column: Column) -> str:
    words = _CHOICES.get(column.field, ())
    listed = f"可选：{'、'.join(words)}" if words and words is not _MARK else ""
    only = "只在没有单独一行时填" if column.field in IMPORT_ONLY else ""
    return "；".join(part for part in (column.hint, listed, only) if part)
