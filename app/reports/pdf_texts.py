"""The texts of a PDF that Qt wrote, page by page, without reading what it draws beside them."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, cast

import pypdf
from pypdf.generic import DecodedStreamObject, NameObject

from app.errors import UserError
from app.i18n import N_

_CONTENTS = "/Contents"
_TEXT = re.compile(rb"^BT$.*?^ET$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(rb"> Tj\n[-+0-9. ]+ Td <")
"""Between two characters of a line: each is placed by itself."""


def page_texts(raw: bytes, progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
    """What each page says, in the order in which it was written; blanks are not kept.

    Raises:
        UserError: it is no PDF.
    """
    try:
        pages = pypdf.PdfReader(BytesIO(raw)).pages
        for number, page in enumerate(pages):
            if progress is not None:
                progress(number, len(pages))
            _leave_out_drawing(page)
            yield page.extract_text()
    except pypdf.errors.PyPdfError as error:
        raise UserError(
            N_("What was made is no sound PDF ({reason})."), reason=str(error)
        ) from error


def _leave_out_drawing(page: pypdf.PageObject) -> None:
    """Lines and areas of a table's borders are nine tenths of what would have to be read.

    Contents that are written in another way than Qt's are read whole.
    """
    contents = page.get_contents()
    written = contents.get_data() if contents is not None else b""
    texts = [_STEP.sub(b"", text) for text in _TEXT.findall(written)]
    if len(texts) != len(re.findall(rb"\bBT\b", written)):
        return
    lean = DecodedStreamObject()
    lean.set_data(b"\n".join(texts))
    cast("Any", page)[NameObject(_CONTENTS)] = lean
