"""Photos off the main thread: made safe one after the other, thumbnails made in small batches."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import cast

from PIL import Image
from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.errors import UserError
from app.exchange.photo import CLIPBOARD, Picture, make_photo, make_thumbnail, read_photo
from app.i18n import _
from app.services.captures import Place
from app.visit import Visit
from ui.jobs import Job, Jobs, Progress

Source = Callable[[], Picture]
SUFFIXES = (".jpg", ".jpeg", ".png", ".heic", ".heif")
BATCH, KEPT, EDGE = 4, 400, 240


def sources(mime: QMimeData | None) -> tuple[Source, ...]:
    """What was dropped or pasted: files, or the picture itself; an empty clipboard is None."""
    if mime is None:
        return ()
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return tuple(partial(read_photo, path) for path in paths)
    if mime.hasFormat("image/png"):
        return (partial(make_photo, bytes(mime.data("image/png").data())),)
    image = mime.imageData() if mime.hasImage() else None
    return (partial(_from_image, image),) if isinstance(image, QImage) else ()


def holds_pictures(mime: QMimeData) -> bool:
    """Whether `sources` would find something, without looking into it."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def _from_image(image: QImage) -> Picture:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    raw = bytes(plain.constBits())
    shown = Image.frombytes("RGB", size, raw, "raw", "RGB", plain.bytesPerLine())
    made = BytesIO()
    shown.save(made, "PNG", compress_level=1)
    return make_photo(made.getvalue(), CLIPBOARD)


class Intake(QObject):
    """Makes pictures safe one at a time and gives each out as soon as it is ready.

    Signals:
        made: (Picture, Place)
        refused: (UserError) one of them; the others go on.
    """

    made = Signal(object, object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: deque[tuple[Source, Place]] = deque()
        self._running: Place | None = None

    def add(self, found: Iterable[Source], place: Place) -> None:
        """They belong where one stands now, wherever one has gone until they are ready."""
        self._waiting.extend((source, place) for source in found)
        if self._running is None:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._running = None
            return
        source, self._running = self._waiting.popleft()
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


def _make(source: Source, progress: Progress) -> Picture:
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
        found = [(digest, self._visit.captures.photo(digest)) for digest in batch]
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
    try:
        return QImage.fromData(make_thumbnail(data, EDGE))
    except UserError:
        return QImage()
