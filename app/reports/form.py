"""Report forms: what a form.yaml holds, and where forms are found."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, Literal

import msgspec
import yaml

from app.errors import UserError
from app.i18n import N_
from app.model.base import Model
from app.model.station import Id, Name

FORMAT = "huiping-form/1"
FORMS = Path(__file__).resolve().parents[2] / "templates" / "reports"


def check_pattern(pattern: str, *names: str) -> None:
    """Raises ValueError when a pattern asks for other names than those."""
    try:
        pattern.format(**dict.fromkeys(names, ""))
    except (KeyError, IndexError) as error:
        raise ValueError(f"`{pattern}` may hold {', '.join(names)} in braces") from error


class Section(Model, frozen=True, kw_only=True):
    """A place for findings: which blocks or parties feed it, and how its lists are numbered.

    `districts`: one pair of lists per district. `rest`: takes what has no other place. In
    `heading` and `item`, `{n}` is the number in digits, `{cn}` in Chinese; `{title}` is the name
    of the list.
    """

    key: Id
    label: Name
    blocks: tuple[Id, ...] = ()
    party: Id | None = None
    districts: bool = False
    rest: bool = False
    required: bool = True
    heading: str = "{n}.{title}"
    item: str = "（{n}）"

    def __post_init__(self) -> None:
        check_pattern(self.heading, "n", "cn", "title")
        check_pattern(self.item, "n", "cn")


class Block(Model, frozen=True, kw_only=True):
    """A text block: jinja2 that proposes a passage; `{name}` in it stays a live figure.

    A blank line parts paragraphs, other line ends vanish. `each: district` makes one passage
    per district.
    """

    key: Id
    label: Name
    text: str
    each: Literal["", "district"] = ""


class Sources(Model, frozen=True, kw_only=True):
    """Documents that the evaluation rests on, in the order of print."""

    policies: tuple[Name, ...] = ()
    standards: tuple[Name, ...] = ()


class Form(Model, frozen=True, kw_only=True):
    """A report form: wording and structure as data; the layout is report.docx beside it.

    `decimals`: 12.4 or 12.40 (arithmetic 14). `pins` are places that findings can be sent to.
    `pending` stands for a figure that is open, `missing` for one that nobody has entered,
    `empty` for a section without findings; `within` comes before the first district's share.
    `based_on` is the form that a copy was made of. `folder` and `raw` are no part of the file:
    where report.docx lies, or its bytes where the form lies in no folder.
    """

    id: Id
    label: Name
    based_on: Id | None = None
    decimals: Literal["trim", "fixed"] = "trim"
    praise: Name
    concern: Name
    party_labels: dict[str, Name]
    party_order: tuple[Id, ...]
    district_heading: Name
    terms: dict[str, Name]
    pins: dict[Id, Name] = {}
    pending: Name
    missing: Name
    unfinished: Name
    for_comment: Name
    empty: Name
    within: Name
    sources: Sources = Sources()
    sections: tuple[Section, ...]
    passages: tuple[Block, ...]
    folder: Path = Path()
    raw: bytes = b""

    @property
    def template(self) -> Path:
        return self.folder / "report.docx"

    @property
    def docx(self) -> bytes:
        """The Word file itself."""
        return self.raw or self.template.read_bytes()

    def opened(self) -> Path | IO[bytes]:
        """What to read report.docx from."""
        return BytesIO(self.raw) if self.raw else self.template

    def __post_init__(self) -> None:
        check_pattern(self.district_heading, "n", "cn", "name", "sites")
        if sum(section.rest for section in self.sections) != 1:
            raise ValueError("one section, and one only, takes the `rest`")

    def section(self, key: str) -> Section:
        """Raises KeyError when there is none of that key."""
        return next(s for s in self.sections if s.key == key)


def forms() -> tuple[str, ...]:
    """Ids of the forms that come with the program."""
    return tuple(sorted(path.parent.name for path in FORMS.glob("*/form.yaml")))


def load_form(form_id: str) -> Form:
    """A form that comes with the program; its file is read once.

    Raises:
        UserError: there is no such form.
    """
    if form_id not in forms():
        raise UserError(
            N_("There is no report form “{form}”. Forms: {forms}."),
            form=form_id,
            forms=", ".join(forms()),
        )
    return _shipped(FORMS / form_id)


@lru_cache(maxsize=8)
def _shipped(folder: Path) -> Form:
    return read_form(folder)


def read_form(folder: Path) -> Form:
    """A form from any folder with a form.yaml and a report.docx.

    Raises:
        UserError: form.yaml cannot be read as a form; the message names the place.
    """
    try:
        raw = yaml.safe_load((folder / "form.yaml").read_text("utf-8"))
        if isinstance(raw, dict):
            raw.pop("format", None)
        form = msgspec.convert(raw, Form)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise UserError(
            N_("The report form in {folder} cannot be read: {reason}."),
            folder=folder.name,
            reason=str(error),
        ) from error
    return msgspec.structs.replace(form, folder=folder)
