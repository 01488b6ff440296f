"""Photos off the main thread: made safe one after the other, thumbnails made in small batches.

What unpacks pictures is imported by the jobs, since quick capture is there with the window.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.i18n import _
from app.services.captures import Place
from app.visit import Visit
from ui.jobs import Job, Jobs, Progress
from ui.state import State

if TYPE_CHECKING:
    from app.exchange.photo import Picture

Source = Callable[[], "Picture"]
SUFFIXES = (".jpg", ".jpeg", ".png", ".heic", ".heif")
LAST_FOLDER = "observation/folder"
BATCH, KEPT, EDGE = 4, 400, 240


def choose_photos(state: State, parent: QWidget) -> tuple[Path, ...]:
    """Asks for files, beginning in the folder chosen last; none when thought better of."""
    names, _kind = QFileDialog.getOpenFileNames(
        parent,
        _("Choose photos"),
        state.text(LAST_FOLDER),
        _("Photos ({patterns})").format(patterns=" ".join(f"*{s}" for s in SUFFIXES)),
    )
    if names:
        state.set_text(LAST_FOLDER, str(Path(names[0]).parent))
    return tuple(Path(name) for name in names)


def sources(mime: QMimeData | None) -> tuple[Source, ...]:
    """What was dropped or pasted: files, or the picture itself; an empty clipboard is None."""
    if mime is None:
        return ()
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return tuple(partial(from_file, path) for path in paths)
    if mime.hasFormat("image/png"):
        return (partial(_from_bytes, bytes(mime.data("image/png").data())),)
    image = mime.imageData() if mime.hasImage() else None
    return (partial(_from_image, image),) if isinstance(image, QImage) else ()


def sources_beside_text(mime: QMimeData | None) -> tuple[Source, ...]:
    """As `sources`, but a text stays a text: cells come with a picture of themselves."""
    if mime is None or (mime.hasFormat("text/plain") and not _local(mime)):
        return ()
    return sources(mime)


def _local(mime: QMimeData) -> bool:
    return any(url.isLocalFile() for url in mime.urls())


def holds_pictures(mime: QMimeData) -> bool:
    """Whether `sources` would find something, without looking into it."""
    return mime.hasImage() or _local(mime)


def from_file(path: Path) -> "Picture":
    """A source; raises UserError as `app.exchange.photo.read_photo`."""
    from app.exchange.photo import read_photo

    return read_photo(path)


def _from_bytes(raw: bytes) -> "Picture":
    from app.exchange.photo import make_photo

    return make_photo(raw)


def _from_image(image: QImage) -> "Picture":
    from PIL import Image

    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    raw = bytes(plain.constBits())
    shown = Image.frombytes("RGB", size, raw, "raw", "RGB", plain.bytesPerLine())
    made = BytesIO()
    shown.save(made, "PNG", compress_level=1)
    return _from_bytes(made.getvalue())


class Intake(QObject):
    """Makes pictures safe one at a time and gives each out as soon as it is ready.

    Signals:
        made: (Picture, Place)
        refused: (UserError) one of them; the others go on.
        moved: how many are waiting is another number now.
    """

    made = Signal(object, object)
    refused = Signal(object)
    moved = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: deque[tuple[Source, Place]] = deque()
        self._running: Place | None = None

    @property
    def waiting(self) -> int:
        """How many are not made yet, the one under way among them."""
        return len(self._waiting) + (self._running is not None)

    def add(self, found: Iterable[Source], place: Place) -> None:
        """They belong where one stands now, wherever one has gone until they are ready."""
        self._waiting.extend((source, place) for source in found)
        if self._running is None:
            self._next()
        else:
            self.moved.emit()

    def _next(self) -> None:
        if not self._waiting:
            self._running = None
            self.moved.emit()
            return
        source, self._running = self._waiting.popleft()
        self.moved.emit()
        job = Job(_("Taking in photos"), partial(_make, source), self)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self.refused)
        job.cancelled.connect(self._on_cancelled)
        job.finished.connect(self._on_finished)
        self._jobs.start(job)

    @Slot(object)
    def _on_succeeded(self, picture: object) -> None:
        self.made.emit(picture, self._running)

    @Slot()
    def _on_cancelled(self) -> None:
        self._waiting.clear()

    @Slot()
    def _on_finished(self) -> None:
        self._next()


def _make(source: Source, progress: Progress) -> "Picture":
    progress(0, 1)
    return source()


class Thumbnails(QObject):
    """Small pictures by digest, in memory only; the ones seen longest ago go first.

    Signals:
        ready: some that were wanted are there now.
    """

    ready = Signal()

    def __init__(self, visit: Visit, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._visit, self._jobs = visit, jobs
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._wanted: list[str] = []
        self._busy = False

    def image(self, digest: str) -> QImage | None:
        """None while it is not there; a picture that cannot be shown is a null image."""
        found = self._images.get(digest)
        if found is not None:
            self._images.move_to_end(digest)
        return found

    def want(self, digests: Iterable[str]) -> None:
        """Makes those that are missing; what was wanted before and is not yet made is dropped."""
        self._wanted = [digest for digest in digests if digest not in self._images]
        if not self._busy:
            self._next()

    def _next(self) -> None:
        batch, self._wanted = self._wanted[:BATCH], self._wanted[BATCH:]
        self._busy = bool(batch)
        if not batch:
            return
        found = [(digest, self._visit.photo(digest)) for digest in batch]
        job = Job(_("Showing photos"), partial(_shrink, found), self)
        job.succeeded.connect(self._on_succeeded)
        job.finished.connect(self._on_finished)
        self._jobs.start(job)

    @Slot(object)
    def _on_succeeded(self, made: object) -> None:
        self._images.update(cast("dict[str, QImage]", made))
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.ready.emit()

    @Slot()
    def _on_finished(self) -> None:
        self._next()


def _shrink(found: list[tuple[str, bytes | None]], progress: Progress) -> dict[str, QImage]:
    made = {}
    for number, (digest, data) in enumerate(found):
        progress(number, len(found))
        made[digest] = QImage() if data is None else _small(data)
    return made


def _small(data: bytes) -> QImage:
    from app.exchange.photo import make_thumbnail

    try:
        return QImage.fromData(make_thumbnail(data, EDGE))
    except UserError:
        return QImage()
