"""Makes pictures safe to keep: upright, small, in sRGB, with nothing in them but the picture."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from app.errors import UserError
from app.exchange.foreign import LARGEST_FILE, read_foreign
from app.i18n import N_

LONG_EDGE = 2000
"""Pixels of the longer side, at most."""
TARGET_BYTES = 600_000
MOST_PIXELS = 120_000_000
_FORMATS = ("JPEG", "PNG", "HEIF")
_QUALITIES = (85, 78, 70, 60, 50)
_SMALLER = 0.8
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

register_heif_opener(thumbnails=False)

NO_PICTURE = N_("{name} is not a picture in JPEG, PNG or HEIC. Choose another file.")
BROKEN = N_("{name} is damaged and cannot be shown. Take the photo again or copy the file anew.")
HEIC = N_(
    "{name} is a HEIC photo that is damaged or cannot be read here. Save it as JPEG on the phone and choose that."
)
TOO_LARGE = N_("{name} is larger than {limit} MB. Make the photo smaller first.")
TOO_MANY_PIXELS = N_(
    "{name} has {pixels} million pixels; at most {limit} million are taken. Make it smaller first."
)
CLIPBOARD = UserError(N_("The picture on the clipboard"))
"""Stands where a file's name stands; translated with the sentence."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG without any metadata, ready to be kept."""

    data: bytes
    width: int
    height: int


def read_photo(path: Path) -> Picture:
    """As `make_photo`, from a file.

    Raises:
        UserError: as `make_photo`, or the file cannot be read or is too large.
    """
    if path.is_file() and path.stat().st_size > LARGEST_FILE:
        raise UserError(TOO_LARGE, name=path.name, limit=LARGEST_FILE // 1_000_000)
    return make_photo(read_foreign(path), path.name)


def make_photo(raw: bytes, name: object = CLIPBOARD) -> Picture:
    """A picture turned upright, at most 2000 pixels long and, as a rule, 600 KB large.

    The first one of several. Transparent parts become white. Of its metadata nothing stays: no
    place, time, device or colour profile; colours are converted to sRGB. Slow enough for a job:
    about half a second for a phone's photo.

    Raises:
        UserError: no picture, damaged, or too many pixels.
    """
    with _opened(raw, name) as image:
        try:
            image.draft("RGB", (LONG_EDGE, LONG_EDGE))
            image.load()
            upright = ImageOps.exif_transpose(image)
            plain = _in_srgb(upright)
        except Exception as error:
            raise UserError(_broken(raw), name=name) from error
    plain.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
    return _encoded(plain)


def make_thumbnail(data: bytes, edge: int) -> bytes:
    """A small PNG of a kept picture, for a list; for memory only, never for disk.

    Raises:
        UserError: the kept picture is damaged.
    """
    with _opened(data, CLIPBOARD) as image:
        try:
            image.draft("RGB", (edge, edge))
            image.thumbnail((edge, edge))
        except Exception as error:
            raise UserError(BROKEN, name=CLIPBOARD) from error
        made = BytesIO()
        image.save(made, "PNG", compress_level=1)
    return made.getvalue()


def turned(data: bytes) -> Picture:
    """A kept picture turned clockwise by a quarter; slow enough for a job.

    Raises:
        UserError: the kept picture is damaged.
    """
    with _opened(data, CLIPBOARD) as image:
        try:
            plain = image.convert("RGB")
        except Exception as error:
            raise UserError(BROKEN, name=CLIPBOARD) from error
    return _encoded(plain.transpose(Image.Transpose.ROTATE_270))


def _opened(raw: bytes, name: object) -> Image.Image:
    """The picture's head alone: its kind and size, before anything is unpacked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(raw), formats=_FORMATS)
        except UnidentifiedImageError:
            raise UserError(HEIC if _is_heif(raw) else NO_PICTURE, name=name) from None
        except Image.DecompressionBombError:
            raise _too_many(MOST_PIXELS * 2, name) from None
        except Exception as error:
            raise UserError(_broken(raw), name=name) from error
    if image.width * image.height > MOST_PIXELS:
        raise _too_many(image.width * image.height, name)
    return image


def _broken(raw: bytes) -> str:
    """A HEIC file may be whole and of a kind that nobody but its phone reads."""
    return HEIC if _is_heif(raw) else BROKEN


def _is_heif(raw: bytes) -> bool:
    return raw[4:8] == b"ftyp" and raw[8:12] in _HEIF_BRANDS


def _too_many(pixels: int, name: object) -> UserError:
    return UserError(
        TOO_MANY_PIXELS,
        name=name,
        pixels=pixels // 1_000_000,
        limit=MOST_PIXELS // 1_000_000,
    )


def _in_srgb(image: Image.Image) -> Image.Image:
    """Eight bits, three colours, white behind what is transparent; never the profile's owner."""
    profile = image.info.get("icc_profile")
    shown = _flat(_eight_bits(image))
    if profile and shown.mode in {"RGB", "CMYK", "L"}:
        shown = _converted(shown, profile)
    return shown.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    """Through the colour profile; a profile that is broken or of another kind is passed over."""
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return made or image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen-bit greys scaled down, which `convert` alone would cut off to white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value / 256).convert("L")


def _flat(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB") if image.mode in {"P", "1", "LAB", "HSV", "YCbCr"} else image
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _encoded(image: Image.Image) -> Picture:
    """The best quality that fits, and a smaller picture if none does."""
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    while True:
        for quality in _QUALITIES:
            made = BytesIO()
            bare.save(made, "JPEG", quality=quality, optimize=True)
            if made.tell() <= TARGET_BYTES:
                return Picture(made.getvalue(), bare.width, bare.height)
        size = (max(1, int(bare.width * _SMALLER)), max(1, int(bare.height * _SMALLER)))
        bare = bare.resize(size, Image.Resampling.LANCZOS)
