"""Photos as a panelist keeps and sees them; thumbnails live in memory only."""

from collections import OrderedDict

from app.exchange.photo import Picture, make_thumbnail
from app.services.captures import ANYWHERE, CaptureService, Place
from app.services.results import Created

MOST_THUMBNAILS = 600


class PhotoService:
    """`app.exchange.photo` makes the picture, which a job may do; this keeps it."""

    def __init__(self, captures: CaptureService) -> None:
        self._captures = captures
        self._thumbnails: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def add(self, picture: Picture, caption: str = "", place: Place = ANYWHERE) -> Created:
        """Raises UserError when the sheet is handed in, or for an unknown place."""
        return self._captures.add_photo(picture.data, caption, place)

    def full(self, digest: str) -> bytes | None:
        """The JPEG; None when this laptop does not have it."""
        return self._captures.photo(digest)

    def thumbnail(self, digest: str, edge: int) -> bytes | None:
        """A PNG at most `edge` pixels long; None when this laptop does not have the photo."""
        key = (digest, edge)
        if key not in self._thumbnails:
            data = self.full(digest)
            if data is None:
                return None
            self._thumbnails[key] = make_thumbnail(data, edge)
            if len(self._thumbnails) > MOST_THUMBNAILS:
                self._thumbnails.popitem(last=False)
        self._thumbnails.move_to_end(key)
        return self._thumbnails[key]
