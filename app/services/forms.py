"""The report forms of one visit: those of the program, and own ones as they were when taken.

The files of an own form lie in the visit (lesson 20): it is printed the same when the form changes
later, when it is not on this laptop, and where the visit is restored.
"""

from functools import lru_cache

from app.changes import Changes
from app.errors import UserError
from app.exchange.form_package import FormFiles, pack, unpack
from app.i18n import N_
from app.model.base import changed, to_json
from app.model.report import KeptForm, PassageEdit
from app.reports.form import Form, forms, load_form
from app.services.form_files import form_of
from app.services.form_shelf import root_of
from app.services.state import LocalRole, State

_KIND, _CHOSEN = "form", "report_form"
_BLOB = "form/"


class FormService:
    """The one door to forms: nobody else loads one for a visit."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    @property
    def chosen(self) -> str:
        """Id of the form that the report of this visit has; it may not have been taken yet."""
        return self._store.meta.get(_CHOSEN) or self._state.setup.form

    @property
    def missing(self) -> str:
        """The chosen form, where the visit does not hold it; else empty."""
        return "" if self.has(self.chosen) else self.chosen

    def kept(self) -> tuple[KeptForm, ...]:
        """Own forms that this visit holds."""
        return self._store.decisions.all(_KIND, KeptForm)

    def ids(self) -> tuple[str, ...]:
        """Of all forms that this visit can be printed with."""
        return (*forms(), *(one.form for one in self.kept()))

    def has(self, form_id: str) -> bool:
        return form_id in self.ids()

    def digest(self, form_id: str) -> str:
        """Which contents of an own form the visit holds; empty where it holds none."""
        kept = self._store.decisions.get(_KIND, form_id, KeptForm)
        return "" if kept is None else kept.digest

    def load(self, form_id: str) -> Form:
        """Raises UserError when this visit has no such form."""
        digest = self.digest(form_id)
        if digest:
            return _read(self._packed(digest), digest)
        return load_form(form_id)

    def usable(self, form_id: str = "") -> Form:
        """A form, by default the chosen one; where the visit lacks it, the one it comes from."""
        wanted = form_id or self.chosen
        return self.load(wanted if self.has(wanted) else root_of(wanted))

    def files(self, form_id: str) -> FormFiles:
        """Of an own form that the visit holds; raises KeyError when it holds none."""
        return unpack(self._packed(self.digest(form_id)), form_id)

    def keep(self, files: FormFiles) -> Changes:
        """Takes an own form, or a newer state of it, for this visit; it was checked before.

        The first time, it takes over what was edited under the form that it was copied from.
        """
        self._state.require(LocalRole.COORDINATOR)
        form = form_of(files)
        if self.digest(form.id) == files.digest:
            return Changes()
        label = N_("Take the report form “{name}”")
        with self._store.log.operation(label, name=form.label) as operation:
            self._put(form, files)
            operation.describe(None, form.label)
        return operation.changes

    def choose(self, form_id: str, files: FormFiles | None = None) -> Changes:
        """Makes a form that of the report; an own one comes with its files, checked before.

        Raises:
            UserError: it is an own form that the visit does not hold, and came without files.
        """
        self._state.require(LocalRole.COORDINATOR)
        if files is None and not self.has(form_id):
            load_form(form_id)
        news = files is not None and files.digest != self.digest(form_id)
        if form_id == self.chosen and not news:
            return Changes()
        before = self.usable().label
        with self._store.log.operation(N_("Choose the form of the report")) as operation:
            if files is not None and news:
                self._put(form_of(files), files)
            self._choose(form_id)
            operation.describe(before, self.load(form_id).label)
        return operation.changes

    def _choose(self, form_id: str) -> None:
        """In the set-up, which packs carry; once those went out, beside it."""
        if self._state.setup_frozen:
            self._store.meta.put(_CHOSEN, form_id)
            return
        self._store.meta.drop(_CHOSEN)
        setup = changed(self._state.setup, form=form_id)
        body, version = to_json(setup).decode(), self._state.setup_version
        self._store.documents.write("setup", version, body, self._store.stamp())

    def _put(self, form: Form, files: FormFiles) -> None:
        stamp = self._store.stamp()
        is_first = not self.digest(form.id)
        self._store.blobs.put(_BLOB + files.digest, pack(files), stamp)
        kept = KeptForm(
            form=form.id,
            label=form.label,
            digest=files.digest,
            by=self._store.meta.get("user"),
            at=self._store.clock(),
        )
        self._store.decisions.put(_KIND, form.id, kept, stamp)
        if is_first and form.based_on:
            self._take_over(form, form.based_on, stamp)

    def _take_over(self, form: Form, before: str, stamp: str) -> None:
        """Edits of passages that both forms have."""
        edits = self._store.decisions.all("passage", PassageEdit)
        own = {edit.key for edit in edits if edit.form == form.id}
        blocks = {block.key for block in form.passages}
        for edit in edits:
            if edit.form == before and edit.key not in own and edit.key.split(":")[0] in blocks:
                mine = changed(edit, form=form.id)
                self._store.decisions.put("passage", f"{form.id}/{edit.key}", mine, stamp)

    def _packed(self, digest: str) -> bytes:
        raw = self._store.blobs.get(_BLOB + digest)
        if raw is None:
            raise UserError(
                N_("The files of this report form are missing in the visit. Take the form anew.")
            )
        return raw


@lru_cache(maxsize=16)
def _read(packed: bytes, digest: str) -> Form:
    """Each state of a form once; `digest` names what is read."""
    return form_of(unpack(packed, digest))
