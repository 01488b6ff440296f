"""Held captures are what the rows say, whatever was written, undone, rolled back or by whom."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.store import Store
from tests.app.storage.test_undo import KEY, finding, perform

KINDS = (None, "finding", "note")
steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["finding", "remove"]), st.integers(0, 4), st.sampled_from(["甲", "乙"])
        ),
        st.sampled_from(["undo", "redo"]),
    ),
    max_size=16,
)


def same(store):
    return all(store.held.all(kind) == store.captures.all(kind) for kind in KINDS)


@settings(max_examples=15, deadline=None)
@given(steps)
def test_what_is_held_is_what_the_rows_say(tmp_path_factory, done):
    store = Store.create(tmp_path_factory.mktemp("v") / "visit", KEY)
    for step in done:
        if step == "undo":
            store.log.undo()
        elif step == "redo":
            store.log.redo()
        else:
            perform(store, step)
        assert same(store)
    store.close()


def put_and_fail(store):
    with store.log.operation("Fail"):
        store.captures.put(finding(2, "乙"))
        assert [c.id for c in store.held.all()] == ["c1", "c2"]
        raise ZeroDivisionError


def test_a_rolled_back_operation_leaves_nothing_behind(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    perform(store, ("finding", 1, "甲"))
    with pytest.raises(ZeroDivisionError):
        put_and_fail(store)
    assert [c.id for c in store.held.all()] == ["c1"]
    store.close()


def test_a_read_only_window_sees_what_the_writer_wrote(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    perform(store, ("finding", 1, "甲"))
    reader = Store.open(tmp_path / "visit", KEY, read_only=True)
    assert [c.id for c in reader.held.all()] == ["c1"]
    perform(store, ("finding", 2, "乙"))
    assert [c.id for c in reader.held.all()] == ["c1", "c2"]
    reader.close()
    store.close()


def test_only_written_rows_are_read_again(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    for number in (1, 2):
        perform(store, ("finding", number, "甲"))
    before = {c.id: c for c in store.held.all()}
    perform(store, ("finding", 2, "乙"))
    after = {c.id: c for c in store.held.all()}
    assert after["c1"] is before["c1"]
    assert after["c2"].body.text == "乙"
    store.close()
