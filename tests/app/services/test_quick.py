"""What quick capture keeps while it is written, and what it stores in one step."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import UserError
from app.model.base import changed
from app.model.capture import Finding, Photo, Stance
from app.model.draft import QuickDraft
from app.model.hashes import content_hash
from app.rules.handin_check import DRAFT_PLACE
from app.services.captures import Place
from tests.app.conftest import sheet_of, sign

ROOT = Path(__file__).resolve().parents[3]
PICTURE = b"a picture that was made safe"
SECRET = "转介要催才有回音"
HALF = QuickDraft(stance=Stance.VERIFY, text=SECRET, item="plan", district="d1", site="s1")
SAID = Finding(stance=Stance.VERIFY, text=SECRET)
WHERE = Place(block="quality", item="plan", district="d1", site="s1")


def kinds(visit):
    return [capture.kind for capture in visit.captures.all()]


def handed_in(day, visit):
    """The sheet as the coordinator has it."""
    day.visit.collecting.collect([sheet_of(visit)])
    (row,) = day.visit.collecting.rows()
    return day.visit.collecting.content(row.hash)


def test_a_draft_is_there_again_when_the_visit_is_opened_again(day):
    visit = day.open_for("jia")
    assert visit.quick.draft() is None
    kept = visit.quick.keep_photo(HALF, PICTURE)
    visit.close()
    again = day.laptop("jia").open_visit(visit.folder.name)
    assert again.quick.draft() == kept
    assert again.captures.photo(kept.photos[0]) == PICTURE
    again.close()


def test_what_is_begun_stands_among_what_is_missing_until_it_is_stored_or_emptied(panelist):
    def begun():
        return [str(p) for p in panelist.handin.problems() if p.place == DRAFT_PLACE]

    assert begun() == []
    panelist.quick.keep(HALF)
    assert begun() == [f"Begun in quick capture and not noted down: “{SECRET}”"]
    panelist.quick.keep(changed(HALF, text=""))
    assert begun() == []
    panelist.quick.keep(HALF)
    panelist.quick.store(SAID, WHERE)
    assert begun() == []


def test_the_draft_kept_last_is_the_one_that_stays(panelist):
    panelist.quick.keep(HALF)
    panelist.quick.keep(changed(HALF, text="急件当天回"))
    assert panelist.quick.draft().text == "急件当天回"


def test_an_emptied_draft_leaves_none(panelist):
    panelist.quick.keep(HALF)
    panelist.quick.keep(changed(HALF, text=" \n"))
    assert panelist.quick.draft() is None


def test_the_same_picture_twice_is_one_photo(panelist):
    kept = panelist.quick.keep_photo(HALF, PICTURE)
    assert panelist.quick.keep_photo(kept, PICTURE).photos == (content_hash(PICTURE),)


def test_a_draft_is_no_undo_step_and_stands_neither_in_the_audit_nor_among_what_is_found(panelist):
    sign(panelist)
    panelist.captures.record(SAID)
    steps, audit = panelist.undo_step, panelist.audit()
    panelist.quick.keep_photo(changed(HALF, text="只有草稿里有"), PICTURE)
    assert panelist.undo_step == steps
    assert panelist.audit() == audit
    assert panelist.find("只有草稿里有") == ()
    panelist.undo()
    assert "finding" not in kinds(panelist)
    assert panelist.quick.draft() is not None
    panelist.redo()
    assert "finding" in kinds(panelist)


def test_a_draft_is_not_in_the_sheet_that_is_handed_in(day, panelist):
    sign(panelist)
    panelist.captures.record(SAID)
    panelist.quick.keep_photo(changed(HALF, text="only in the draft"), PICTURE)
    content = handed_in(day, panelist)
    assert SECRET in str(content)
    assert "only in the draft" not in str(content)
    assert (content.blobs, content.missing) == ({}, ())
    assert panelist.quick.draft().text == "only in the draft"


def test_storing_is_one_step_with_the_photos_at_the_place_of_the_finding(panelist):
    before = kinds(panelist)
    first = panelist.quick.keep_photo(HALF, PICTURE)
    both = panelist.quick.keep_photo(first, b"another")
    made = panelist.quick.store(changed(SAID, links=("talk",)), WHERE, both.photos)
    said = panelist.captures.get(made.id)
    photos = panelist.captures.all("photo")
    assert [c.body for c in photos] == [Photo(blob=digest) for digest in both.photos]
    assert said.body.links == ("talk", *(c.id for c in photos))
    for capture in (said, *photos):
        assert (capture.block, capture.item, capture.district, capture.site) == (
            "quality",
            "plan",
            "d1",
            "s1",
        )
    assert panelist.quick.draft() is None
    panelist.undo()
    assert kinds(panelist) == before
    assert panelist.quick.draft() is None
    panelist.redo()
    assert panelist.captures.get(made.id) == said
    assert panelist.captures.all("photo") == photos


def test_photos_of_a_finding_travel_with_the_sheet(day, panelist):
    sign(panelist)
    kept = panelist.quick.keep_photo(HALF, PICTURE)
    panelist.quick.store(SAID, WHERE, kept.photos)
    assert handed_in(day, panelist).blobs == {content_hash(PICTURE): PICTURE}


def test_what_is_refused_stores_nothing_and_keeps_the_draft(panelist):
    kept = panelist.quick.keep_photo(HALF, PICTURE)
    with pytest.raises(UserError, match="no district"):
        panelist.quick.store(SAID, Place(district="d9"), kept.photos)
    with pytest.raises(UserError, match="character"):
        panelist.quick.store(changed(SAID, text="a\x00b"), WHERE, kept.photos)
    sign(panelist)
    panelist.handin.hand_in()
    with pytest.raises(UserError, match="handed in"):
        panelist.quick.store(SAID, WHERE, kept.photos)
    assert kinds(panelist) == ["declaration"]
    assert panelist.quick.draft() == kept


def test_a_draft_of_a_newer_program_is_read_as_far_as_it_is_known(panelist):
    panelist.state.store.drafts.put("quick", b'{"text":"x","mood":"new"}', "2024-01-16")
    assert panelist.quick.draft() == QuickDraft(text="x")


def test_a_read_only_visit_says_that_it_keeps_nothing(day, panelist):
    reader = day.laptop("jia").open_visit(panelist.folder.name, read_only=True)
    with pytest.raises(UserError, match="read-only"):
        reader.quick.keep(HALF)
    reader.close()


def test_a_failing_write_leaves_the_draft_before(panelist):
    panelist.quick.keep(HALF)
    with pytest.raises(UnicodeEncodeError):
        panelist.quick.keep(changed(HALF, text="\ud800"))
    assert panelist.quick.draft() == HALF
    panelist.quick.keep(changed(HALF, text="on"))
    assert panelist.quick.draft().text == "on"


KILLED = """
import os, signal, sys
from pathlib import Path
from app.library import Library
from app.model.draft import QuickDraft

library = Library.open(Path(sys.argv[1]), "long enough")
visit = library.open_visit(sys.argv[2])
visit.quick.keep_photo(QuickDraft(text=sys.argv[3]), b"a picture that was made safe")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_draft_outlives_a_kill_and_can_be_read_nowhere_outside(day):
    visit = day.open_for("jia")
    visit.close()
    laptop = day.laptop("jia")
    arguments = [str(laptop.folder), visit.folder.name, SECRET]
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], cwd=ROOT, check=False, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL
    files = [Path(at, name) for at, _d, names in os.walk(laptop.folder) for name in names]
    assert any(path.name == "visit.db-wal" for path in files)
    for path in files:
        assert SECRET.encode() not in path.read_bytes()
        assert PICTURE not in path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(visit.folder / "visit.db").execute("select * from blobs")
    again = laptop.open_visit(visit.folder.name)
    assert again.quick.draft().text == SECRET
    assert again.captures.photo(content_hash(PICTURE)) == PICTURE
    again.close()
