"""Undo and redo give back the same rows, whatever was done."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.capture import Capture, Finding, Stance
from app.storage.migrations import UNDOABLE
from app.storage.store import Store, now

KEY = bytes(32)


def dump(store):
    return {
        table: store._db.execute(f"select rowid, * from {table} order by rowid").fetchall()
        for table in UNDOABLE
    }


def finding(number, text):
    return Capture(
        id=f"c{number}",
        author="a",
        device="d",
        at=now(),
        body=Finding(stance=Stance.PRAISE, text=text),
    )


actions = st.lists(
    st.tuples(
        st.sampled_from(["meta", "finding", "remove", "drop"]),
        st.integers(0, 4),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
    ),
    min_size=1,
    max_size=12,
)


def perform(store, action):
    kind, number, text = action
    with store.log.operation("Do {kind}", kind=kind):
        if kind == "meta":
            store.meta.put(f"k{number}", text)
        elif kind == "finding":
            store.captures.put(finding(number, text))
        elif kind == "remove":
            store.captures.remove(f"c{number}")
        else:
            store.meta.drop(f"k{number}")


@settings(max_examples=30, deadline=None)
@given(actions)
def test_undo_restores_every_state_and_redo_comes_back(tmp_path_factory, done):
    store = Store.create(tmp_path_factory.mktemp("v") / "visit", KEY)
    states = [dump(store)]
    for action in done:
        perform(store, action)
        if dump(store) != states[-1]:
            states.append(dump(store))
    for state in reversed(states[:-1]):
        assert store.log.undo()
        assert dump(store) == state
    assert not store.log.undo()
    for state in states[1:]:
        assert store.log.redo()
        assert dump(store) == state
    assert not store.log.redo()
    store.close()


def make(tmp_path):
    return Store.create(tmp_path / "visit", KEY)


def test_an_operation_announces_its_tables_and_label(tmp_path):
    store = make(tmp_path)
    with store.log.operation("Put {key}", key="a") as operation:
        store.meta.put("a", "1")
    assert operation.changes.tables == {"meta"}
    assert operation.changes.label == "Put {key}"
    assert operation.changes.values == {"key": "a"}
    store.close()


def test_nothing_written_is_nothing_changed(tmp_path):
    store = make(tmp_path)
    with store.log.operation("Nothing") as operation:
        pass
    assert not operation.changes
    assert store.log.undo_step is None
    assert store.audit.latest() == ()
    store.close()


def test_typing_is_one_step_until_the_run_ends(tmp_path):
    store = make(tmp_path)
    for text in ("a", "ab", "abc"):
        with store.log.operation("Type", merge_key="field"):
            store.meta.put("field", text)
    store.log.end_run()
    with store.log.operation("Type", merge_key="field"):
        store.meta.put("field", "abcd")
    store.log.undo()
    assert store.meta.get("field") == "abc"
    store.log.undo()
    assert store.meta.get("field") == ""
    store.close()


def test_a_lasting_step_takes_in_what_follows_however_late(tmp_path, monkeypatch):
    monkeypatch.setattr("app.storage.undo.RUN_SECONDS", -1.0)
    store = make(tmp_path)
    perform(store, ("meta", 1, "one"))
    for text in ("a", "ab"):
        with store.log.operation("Type", merge_key="field"):
            store.meta.put("field", text)
        store.log.last_on("field")
    store.log.undo()
    assert (store.meta.get("field"), store.meta.get("k1")) == ("", "one")
    store.log.redo()
    store.log.end_run()
    with store.log.operation("Type", merge_key="field"):
        store.meta.put("field", "abc")
    store.log.undo()
    assert store.meta.get("field") == "ab"
    store.close()


def test_nothing_else_joins_a_lasting_step(tmp_path):
    store = make(tmp_path)
    perform(store, ("meta", 1, "one"))
    store.log.last_on("field")
    perform(store, ("meta", 2, "two"))
    with store.log.operation("Type", merge_key="field"):
        store.meta.put("field", "a")
    store.log.undo()
    assert (store.meta.get("field"), store.meta.get("k2")) == ("", "two")
    store.log.undo()
    assert (store.meta.get("k2"), store.meta.get("k1")) == ("", "one")
    store.close()


def test_a_new_action_ends_redo(tmp_path):
    store = make(tmp_path)
    perform(store, ("meta", 1, "one"))
    store.log.undo()
    perform(store, ("meta", 2, "two"))
    assert store.log.redo_step is None
    store.close()


def test_undo_writes_an_audit_line(tmp_path):
    store = make(tmp_path)
    perform(store, ("meta", 1, "one"))
    store.log.undo()
    store.log.redo()
    assert [row.played for row in store.audit.latest()] == ["redo", "undo", ""]
    store.close()


def test_forgetting_keeps_what_was_done(tmp_path):
    store = make(tmp_path)
    perform(store, ("meta", 1, "one"))
    store.log.forget()
    assert not store.log.undo()
    assert store.meta.get("k1") == "one"
    store.close()


def test_writing_what_is_there_already_is_no_step(tmp_path):
    store = make(tmp_path)
    perform(store, ("meta", 1, "one"))
    with store.log.operation("Again") as operation:
        store._db.execute("update meta set value = value")
    assert not operation.changes
    store.log.undo()
    assert store.meta.get("k1") == ""
    store.close()
