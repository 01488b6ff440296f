"""Pictures become upright, small and free of everything but the picture."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from app.errors import UserError
from app.exchange.photo import LONG_EDGE, TARGET_BYTES, make_photo, make_thumbnail, read_photo
from app.services import photos

GPS, ORIENTATION, MAKER = 34853, 274, 271


def saved(image, kind="JPEG", **options):
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def opened(picture):
    image = Image.open(BytesIO(picture.data))
    image.load()
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.size == (picture.width, picture.height)
    return image


def close(colour, expected, off=12):
    assert all(abs(a - b) <= off for a, b in zip(colour, expected, strict=True)), colour


def halves(size=(400, 200), left="red", right="blue", mode="RGB"):
    image = Image.new(mode, size, left)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), right), (size[0] // 2, 0))
    return image


def phone_exif(orientation=1):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "PhoneMaker"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (23.0, 7.0, 45.0)
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_nothing_but_the_picture_stays(kind):
    raw = saved(halves(), kind, exif=phone_exif(), icc_profile=srgb(), xmp=b"<x>geheim</x>")
    assert b"PhoneMaker" in raw
    assert b"geheim" in raw or kind == "PNG"
    picture = make_photo(raw)
    image = opened(picture)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"PhoneMaker", b"geheim", b"Exif", b"ICC_PROFILE", b"http"):
        assert trace not in picture.data


def srgb():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_taken_upright_stands_upright(kind):
    image = opened(make_photo(saved(halves(), kind, exif=phone_exif(6))))
    assert image.size == (200, 400)
    close(image.getpixel((100, 50)), (254, 0, 0))
    close(image.getpixel((100, 350)), (0, 0, 254))


def test_a_large_picture_is_shrunk_to_size_and_weight():
    noise = Image.effect_noise((3200, 2400), 90).convert("RGB")
    picture = make_photo(saved(noise, quality=95))
    assert max(picture.width, picture.height) <= LONG_EDGE
    assert len(picture.data) <= TARGET_BYTES
    plain = make_photo(saved(halves((3000, 1500))))
    assert (plain.width, plain.height) == (LONG_EDGE, LONG_EDGE // 2)


def test_a_small_picture_is_not_enlarged():
    assert make_photo(saved(halves((40, 20)), "PNG")).width == 40


def test_cmyk_becomes_rgb():
    image = opened(make_photo(saved(Image.new("CMYK", (50, 50), (0, 255, 255, 0)))))
    close(image.getpixel((25, 25)), (254, 0, 0), off=30)


def test_what_is_transparent_becomes_white():
    image = Image.new("RGBA", (60, 60), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 30, 60))
    shown = opened(make_photo(saved(image, "PNG")))
    close(shown.getpixel((10, 30)), (0, 0, 254))
    close(shown.getpixel((50, 30)), (255, 255, 255))


def test_sixteen_bits_are_scaled_down():
    image = Image.new("I;16", (60, 60), 32_768)
    close(opened(make_photo(saved(image, "PNG"))).getpixel((30, 30)), (128, 128, 128))


@pytest.mark.parametrize("mode", ["P", "L", "LA", "1"])
def test_few_colours_are_shown_as_they_are(mode):
    image = halves(left="white", right="black").convert(mode)
    shown = opened(make_photo(saved(image, "PNG")))
    close(shown.getpixel((50, 100)), (255, 255, 255))
    close(shown.getpixel((350, 100)), (0, 0, 0))


def test_a_palette_with_a_transparent_colour_becomes_white_there():
    image = Image.new("P", (60, 60), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (30, 0, 60, 60))
    shown = opened(make_photo(saved(image, "PNG", transparency=0)))
    close(shown.getpixel((10, 30)), (255, 255, 255))
    close(shown.getpixel((50, 30)), (0, 0, 254))


def test_colours_of_another_profile_are_converted():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    raw = bytearray(lab.tobytes())
    at = raw.find(b"rXYZ", 128)
    start = struct.unpack(">I", raw[at + 4 : at + 8])[0]
    raw[start + 8 : start + 12] = struct.pack(">i", int(0.6 * 65_536))
    image = saved(Image.new("RGB", (20, 20), (200, 50, 50)), icc_profile=bytes(raw))
    shown = opened(make_photo(image)).getpixel((10, 10))
    assert shown[0] > 210


def test_a_broken_profile_is_passed_over():
    raw = saved(halves(), icc_profile=b"no profile")
    close(opened(make_photo(raw)).getpixel((50, 100)), (254, 0, 0))


def test_of_several_pictures_the_first_is_taken():
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    raw = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    close(opened(make_photo(raw)).getpixel((15, 15)), (254, 0, 0))
    raw = saved(frames[0], "MPO", save_all=True, append_images=frames[1:])
    close(opened(make_photo(raw)).getpixel((15, 15)), (254, 0, 0))


@pytest.mark.parametrize("raw", [b"hello", b"%PDF-1.7", b"\x89PNG", b"\xff\xd8", bytes(900)])
def test_what_is_no_picture_is_refused(tmp_path, raw):
    path = tmp_path / "a.jpg"
    path.write_bytes(raw)
    with pytest.raises(UserError, match=r"a\.jpg is (not a picture|damaged)"):
        read_photo(path)


def test_another_kind_of_picture_is_refused():
    with pytest.raises(UserError, match="not a picture in JPEG, PNG or HEIC"):
        make_photo(saved(halves(), "GIF"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_off_picture_is_refused(kind, share):
    raw = saved(Image.effect_noise((300, 300), 90).convert("RGB"), kind)
    with pytest.raises(UserError, match=r"damaged|not a picture"):
        make_photo(raw[: int(len(raw) * share)], "a.heic")


@pytest.mark.parametrize("edge", [12_000, 60_000])
def test_a_picture_of_too_many_pixels_is_not_unpacked(edge):
    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    raw = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")):
        raw += struct.pack(">I", len(body)) + kind + body
        raw += struct.pack(">I", zlib.crc32(kind + body))
    with pytest.raises(UserError, match="million pixels"):
        make_photo(raw, "a.png")


def test_a_large_file_is_refused_before_it_is_looked_at(tmp_path):
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(UserError, match="larger than 50 MB"):
        read_photo(path)


def test_a_thumbnail_is_small_and_keeps_the_shape():
    picture = make_photo(saved(halves((1600, 800))))
    image = Image.open(BytesIO(make_thumbnail(picture.data, 160)))
    assert (image.format, image.size) == ("PNG", (160, 80))
    with pytest.raises(UserError):
        make_thumbnail(picture.data[:300], 160)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, 5_000), st.integers(0, 255))
def test_a_flipped_byte_gives_a_picture_or_a_refusal(at, value):
    raw = bytearray(FLIPPED)
    raw[at % len(raw)] = value
    try:
        picture = make_photo(bytes(raw), "a.jpg")
    except UserError:
        return
    assert len(picture.data) <= TARGET_BYTES


FLIPPED = saved(halves((64, 48)), exif=phone_exif(6), icc_profile=srgb())


def test_thumbnails_and_photos_come_from_the_visit(panelist):
    service = panelist.photos
    made = service.add(make_photo(saved(halves())), "门口")
    digest = panelist.captures.get(made.id).body.blob
    assert service.full(digest).startswith(b"\xff\xd8")
    assert service.thumbnail(digest, 80) is service.thumbnail(digest, 80)
    assert service.thumbnail("0" * 64, 80) is None


def test_no_more_thumbnails_are_held_than_the_limit(panelist, monkeypatch):
    monkeypatch.setattr(photos, "MOST_THUMBNAILS", 2)
    made = panelist.photos.add(make_photo(saved(halves())))
    digest = panelist.captures.get(made.id).body.blob
    first = panelist.photos.thumbnail(digest, 50)
    for edge in (60, 50, 70):
        panelist.photos.thumbnail(digest, edge)
    assert panelist.photos.thumbnail(digest, 50) is first
    assert panelist.photos.thumbnail(digest, 60) == panelist.photos.thumbnail(digest, 60)
