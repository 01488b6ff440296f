"""The report forms of an office, kept on this laptop as plain folders that Word can open.

They hold wording and layout and nothing of a visit, so they lie beside the sealed visits. What is
replaced or removed is kept aside, so that everything can be taken back.
"""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import UserError
from app.exchange.foreign import read_foreign
from app.exchange.form_package import (
    DOCX,
    TEXT,
    FormFiles,
    form_named_in,
    pack,
    read_docx,
    read_form_files,
    unpack,
)
from app.files import atomic_write
from app.i18n import N_
from app.reports.form import FORMS, forms, load_form
from app.services.form_files import form_of, named

_OWN = re.compile(r"[a-z0-9][a-z0-9_\-]{0,50}-[0-9a-f]{6}")
_EARLIER, _REMOVED = ".earlier", ".removed"
_MOST_EARLIER = 20
_LONGEST_NAME = 120
_LARGEST = 25_000_000
WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A form on the shelf. `fault` says why its form.yaml cannot be read; then `label` is its id."""

    id: str
    label: str
    based_on: str
    changed: datetime
    digest: str = ""
    fault: UserError | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What would be brought back: the files as they would lie on the shelf, and where."""

    files: FormFiles
    id: str
    label: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A form that was brought back: new, or in place of what was there before."""

    id: str
    label: str
    is_new: bool
    changed: bool = True


class FormShelf:
    """Lists, copies and changes forms; all at once on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def contents(self) -> tuple[OwnForm, ...]:
        """By name. A folder that holds no form any more is listed with what is wrong."""
        folders = (p for p in self.folder.glob("*") if p.is_dir() and _OWN.fullmatch(p.name))
        return tuple(sorted((self._listed(p) for p in folders), key=lambda one: one.label))

    def has(self, form_id: str) -> bool:
        return bool(_OWN.fullmatch(form_id)) and self.folder_of(form_id).is_dir()

    def folder_of(self, form_id: str) -> Path:
        """Where Word finds it."""
        return self.folder / form_id

    def files(self, form_id: str) -> FormFiles:
        """Of an own form or of one that comes with the program.

        Raises:
            UserError: there is no such form, or its files cannot be read.
        """
        if form_id in forms():
            return read_form_files(FORMS / form_id)
        if not self.has(form_id):
            raise UserError(
                N_(
                    "There is no report form “{form}” on this laptop. Bring it here as a file first."
                ),
                form=form_id[:64],
            )
        return read_form_files(self.folder_of(form_id))

    def copy(self, source: FormFiles, label: str) -> OwnForm:
        """A form of one's own, under a name of its own.

        Raises:
            UserError: the name is empty or used, or the disk is full.
        """
        label = self._free_label(label)
        before = form_of(source).id
        made = self._new_id(before)
        self._write(made, named(source, made, label, before))
        return self._listed(self.folder_of(made))

    def rename(self, form_id: str, label: str) -> None:
        """Raises UserError when the name is empty or used."""
        label = self._free_label(label, but=form_id)
        files = self.files(form_id)
        self.put(form_id, named(files, form_id, label, form_of(files).based_on))

    def put(self, form_id: str, files: FormFiles, *, aside: bool = True) -> None:
        """Replaces a form's files; those before are kept aside, unless they were but typed.

        Raises:
            UserError: a file is open in Word, the disk is full, or the folder cannot be written.
        """
        before = self.files(form_id)
        if before == files:
            return
        if aside:
            self._keep_aside(form_id, before)
        self._write(form_id, files)

    def earlier(self, form_id: str) -> tuple[Path, ...]:
        """What was replaced, the last one first."""
        return tuple(sorted((self.folder / _EARLIER / form_id).glob("*.zip"), reverse=True))

    def step_back(self, form_id: str) -> bool:
        """Puts back what was replaced last; false when nothing was."""
        kept = next(iter(self.earlier(form_id)), None)
        if kept is None:
            return False
        self._write(form_id, unpack(read_foreign(kept, _LARGEST), kept.name))
        kept.unlink(missing_ok=True)
        return True

    def remove(self, form_id: str) -> None:
        """Visits that use it keep it. `put_back` undoes this.

        Raises:
            UserError: a file of it is open in Word, or the folder cannot be written.
        """
        target = self.folder / _REMOVED / form_id
        with _writing(form_id):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(target, ignore_errors=True)
            self.folder_of(form_id).rename(target)

    def put_back(self, form_id: str) -> None:
        """Brings a removed form back; raises UserError when it is gone or cannot be written."""
        with _writing(form_id):
            (self.folder / _REMOVED / form_id).rename(self.folder_of(form_id))

    def export(self, form_id: str, target: Path) -> Path:
        """Writes a form as a folder named like it; the folder.

        Raises:
            UserError: a folder of that name is there, or nothing can be written.
        """
        files = self.files(form_id)
        folder = target / _file_name(form_of(files).label)
        if folder.exists():
            raise UserError(N_("{name} is there already. Choose another place."), name=folder.name)
        atomic_write(folder / DOCX, files.docx)
        atomic_write(folder / TEXT, files.text)
        return folder

    def offered(self, path: Path, into: str = "") -> Offered:
        """What `take` would bring back from a folder, a zip of it, or its Word file alone.

        A Word file goes to the form that it was made for; one without a mark to `into`. A form
        whose id is none of an office's becomes a new one.

        Raises:
            UserError: it is no form, or a Word file that belongs to no form here.
        """
        if path.is_file() and path.suffix.lower() in WORD:
            return self._offered_docx(path, into)
        files = read_form_files(path)
        form = form_of(files)
        if _OWN.fullmatch(form.id):
            return Offered(files, form.id, form.label, is_new=not self.has(form.id))
        made, label = self._new_id(form.id), self._unused(form.label)
        return Offered(named(files, made, label, form.based_on), made, label, is_new=True)

    def take(self, path: Path, into: str = "") -> Taken:
        """Brings a form back, in place of what was there; raises UserError as `offered`."""
        return self.accept(self.offered(path, into))

    def accept(self, offered: Offered) -> Taken:
        """Writes what was offered, and was checked meanwhile.

        Raises:
            UserError: a file is open in Word, or nothing can be written.
        """
        if offered.is_new:
            self._write(offered.id, offered.files)
            return Taken(offered.id, offered.label, is_new=True)
        before = self.files(offered.id)
        self.put(offered.id, offered.files)
        changed = before != offered.files
        return Taken(offered.id, offered.label, is_new=False, changed=changed)

    def _offered_docx(self, path: Path, into: str) -> Offered:
        docx = read_docx(path)
        marked = form_named_in(docx)
        wanted = into or (marked if self.has(marked) else "")
        if not wanted:
            raise UserError(
                N_(
                    "{name} does not say which form it is for. Make a copy of a form first, choose "
                    "it, and bring the file back there."
                ),
                name=path.name,
            )
        if wanted in forms():
            raise UserError(
                N_("A form that comes with the program stays as it is. Make a copy of it first.")
            )
        before = self.files(wanted)
        files = FormFiles(before.text, docx)
        return Offered(files, wanted, form_of(files).label, is_new=False)

    def _listed(self, folder: Path) -> OwnForm:
        at = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
        try:
            files = read_form_files(folder)
            times = [(folder / name).stat().st_mtime for name in (TEXT, DOCX)]
            at = datetime.fromtimestamp(max(times), UTC)
            form = form_of(files)
        except UserError as fault:
            return OwnForm(folder.name, folder.name, "", at, fault=fault)
        return OwnForm(folder.name, form.label, form.based_on or "", at, files.digest)

    def _free_label(self, label: str, *, but: str = "") -> str:
        label = " ".join(label.split())
        if not label:
            raise UserError(N_("Give the form a name first."))
        if len(label) > _LONGEST_NAME:
            raise UserError(
                N_("The name is too long: at most {limit} characters."), limit=_LONGEST_NAME
            )
        if label in (one.label for one in self.contents() if one.id != but):
            raise UserError(
                N_("“{label}” is used by another form already. Choose another name."), label=label
            )
        return label

    def _unused(self, label: str) -> str:
        """A name like that one, which no form has yet."""
        used = {one.label for one in self.contents()} | {load_form(one).label for one in forms()}
        label = label[: _LONGEST_NAME - 6].strip()
        numbered = (f"{label} ({n})" for n in range(2, len(used) + 3))
        return label if label not in used else next(n for n in numbered if n not in used)

    def _new_id(self, source: str) -> str:
        root = root_of(source)
        return next(
            made
            for made in (f"{root}-{secrets.token_hex(3)}" for _try in range(1000))
            if not (self.folder / made).exists()
        )

    def _keep_aside(self, form_id: str, files: FormFiles) -> None:
        folder = self.folder / _EARLIER / form_id
        kept = self.earlier(form_id)
        number = int(kept[0].stem) + 1 if kept else 1
        atomic_write(folder / f"{number:06d}.zip", pack(files))
        for old in kept[_MOST_EARLIER - 1 :]:
            old.unlink(missing_ok=True)

    def _write(self, form_id: str, files: FormFiles) -> None:
        """Both files or none: the Word file is the one that may be open elsewhere."""
        folder = self.folder_of(form_id)
        docx = folder / DOCX
        before = docx.read_bytes() if docx.exists() else None
        if files.docx != before:
            atomic_write(docx, files.docx)
        try:
            atomic_write(folder / TEXT, files.text)
        except UserError:
            if before is None:
                shutil.rmtree(folder, ignore_errors=True)
            else:
                atomic_write(docx, before)
            raise


def root_of(form_id: str) -> str:
    """The form of the program that an own form comes from, as its id tells; else the usual one."""
    known = [one for one in forms() if form_id == one or form_id.startswith(f"{one}-")]
    return max(known, key=len, default=forms()[0])


def _file_name(label: str) -> str:
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", label)
    return " ".join(plain.split()).strip(". ")[:60] or "form"


@contextmanager
def _writing(name: str) -> Iterator[None]:
    """Turns what the system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        raise UserError(
            N_("The form {name} cannot be moved ({reason}). Close it in Word and try again."),
            name=name,
            reason=error.strerror or str(error),
        ) from error
