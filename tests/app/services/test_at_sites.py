"""What was recorded at a site, counted and read after every change; photos that are turned."""

from io import BytesIO

import pytest
from PIL import Image

from app.errors import UserError
from app.exchange.photo import make_photo, turned
from app.model.capture import Note
from app.services.captures import Place
from tests.app.conftest import sign


def photo(size):
    made = BytesIO()
    Image.new("RGB", size, "red").save(made, "JPEG")
    return make_photo(made.getvalue()).data


@pytest.fixture
def site(panelist):
    return next(s.id for d in panelist.setup.districts for s in d.sites)


def test_captures_at_a_site_follow_writing_undo_and_redo(panelist, site):
    captures = panelist.captures
    here = captures.record(Note(text="here"), Place(site=site)).id
    nowhere = captures.record(Note(text="nowhere")).id
    assert [c.id for c in captures.at_site("note", site)] == [here]
    assert [c.id for c in captures.at_site("note", None)] == [nowhere]
    assert sorted(captures.sites("note")) == [("", ""), ("", site)]
    captures.change(here, Note(text="changed"))
    assert [c.body.text for c in captures.at_site("note", site)] == ["changed"]
    captures.remove(here)
    assert captures.at_site("note", site) == ()
    assert captures.sites("note") == (("", ""),)
    panelist.undo()
    assert [c.id for c in captures.at_site("note", site)] == [here]
    panelist.redo()
    assert captures.at_site("note", site) == ()


def test_a_turned_photo_keeps_its_caption_and_undo_brings_the_old_picture_back(panelist):
    made = panelist.captures.add_photo(photo((40, 20)), "door").id
    before = panelist.captures.get(made).body
    picture = turned(panelist.captures.photo(before.blob))
    assert (picture.width, picture.height) == (20, 40)
    panelist.captures.replace_photo(made, picture.data)
    after = panelist.captures.get(made).body
    assert after.caption == "door"
    assert panelist.captures.photo(after.blob) == picture.data
    panelist.undo()
    assert panelist.captures.get(made).body == before


def test_a_photo_is_turned_clockwise():
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 20, 20))
    made = BytesIO()
    image.save(made, "PNG")
    shown = Image.open(BytesIO(turned(make_photo(made.getvalue()).data).data))
    assert shown.getpixel((10, 5))[0] < 60
    assert shown.getpixel((10, 35))[0] > 200


def test_a_photo_is_turned_no_more_once_the_sheet_is_handed_in(panelist):
    sign(panelist)
    made = panelist.captures.add_photo(photo((40, 20))).id
    panelist.handin.hand_in()
    with pytest.raises(UserError, match="handed in"):
        panelist.captures.replace_photo(made, photo((20, 40)))
