"""What is being written in quick capture and is not stored yet."""

from app.model.base import Model
from app.model.capture import Stance


class QuickDraft(Model, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """A finding under way with its place; `photos` are hashes of pictures that are kept already.

    `unready` is how many further pictures were still being made safe. An older program passes
    over fields that it does not know, since what one typed must never keep a visit closed.
    """

    stance: Stance = Stance.CONCERN
    text: str = ""
    block: str = ""
    item: str = ""
    district: str = ""
    site: str = ""
    link: str = ""
    photos: tuple[str, ...] = ()
    unready: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that anybody would miss; a place alone is nothing."""
        return not (self.text.strip() or self.photos or self.unready)
