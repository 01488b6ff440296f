"""The search index: always what the rows say, whatever was done, undone or done elsewhere."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.capture import Capture, Exchange, Finding, Interview, Stance
from app.model.decision import FindingEdit
from app.storage.store import Store, now

KEY = bytes(32)
DAY = now()
OWN = [""]


def finding(number, text, seconds=0):
    return Capture(
        id=f"c{number}",
        author="a",
        device="d",
        at=DAY + timedelta(seconds=seconds),
        body=Finding(stance=Stance.PRAISE, text=text),
    )


def put(store, *captures):
    with store.log.operation("Put"):
        for capture in captures:
            store.captures.put(capture)


def found(store, query):
    return [entry.id for entry in store.search.find(query, OWN)]


@pytest.fixture
def store(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    yield store
    store.close()


def in_index(store):
    """What the index holds: the rows with their place, and every token in its place."""
    rows = store._db.execute("select * from search_rows order by origin, text").fetchall()
    store._db.execute("drop table if exists temp.tokens")
    store._db.execute(
        "create virtual table temp.tokens using fts5vocab(main, search_texts, instance)"
    )
    held = store._db.execute(
        "select r.origin, t.offset, t.term from temp.tokens t "
        "join search_rows r on r.rowid = t.doc order by 1, 2, 3"
    ).fetchall()
    dangling = store._db.execute(
        "select count(*) from temp.tokens where doc not in (select rowid from search_rows)"
    ).fetchone()[0]
    assert dangling == 0
    return [row[1:] for row in rows], held


def rebuilt(store):
    """The same, made anew from the rows alone."""
    store._db.execute("delete from search_texts")
    store._db.execute("delete from search_rows")
    for origin in store.search._origins():
        store._db.execute("insert into search_pending (origin) values (?)", [origin])
    store.search.catch_up()
    return in_index(store)


actions = st.lists(
    st.tuples(
        st.sampled_from(["put", "remove", "decide", "withdraw", "fail", "undo", "redo"]),
        st.integers(0, 3),
        st.text(st.sampled_from("建档残疾人随访A1，"), max_size=8),
    ),
    max_size=20,
)


def perform(store, action):
    kind, number, text = action
    if kind in ("undo", "redo"):
        getattr(store.log, kind)()
        return
    with store.log.operation("Do"):
        if kind == "put":
            store.captures.put(finding(number, text))
        elif kind == "remove":
            store.captures.remove(f"c{number}")
        elif kind == "withdraw":
            store.decisions.drop("finding", f"c{number}")
        else:
            edit = FindingEdit(id=f"c{number}", origins=(), stance=Stance.PRAISE, text=text)
            store.decisions.put("finding", edit.id, edit, store.stamp())
        if kind == "fail":
            raise ZeroDivisionError


@settings(max_examples=40, deadline=None)
@given(actions)
def test_after_any_actions_the_index_is_what_a_rebuilt_one_is(tmp_path_factory, done):
    store = Store.create(tmp_path_factory.mktemp("v") / "visit", KEY)
    for action in done:
        if action[0] == "fail":
            with pytest.raises(ZeroDivisionError):
                perform(store, action)
        else:
            perform(store, action)
        assert store._db.execute("select count(*) from search_pending").fetchone() == (0,)
    assert in_index(store) == rebuilt(store)
    store.close()


def test_two_characters_inside_a_sentence_are_found(store):
    put(store, finding(1, "残疾人建档及时"), finding(2, "残本的疾书"))
    assert found(store, "建档") == ["c1"]
    assert found(store, "残疾") == ["c1"]
    assert found(store, "疾") == ["c2", "c1"] or found(store, "疾") == ["c1", "c2"]
    assert found(store, "建档 残疾") == ["c1"]
    assert found(store, "建档 没有") == []


def test_latin_words_and_figures_are_found_by_their_beginning(store):
    put(store, finding(1, "编号ＡＢ2024号，Excel表"))
    assert found(store, "ab20") == found(store, "EXC") == ["c1"]
    assert found(store, "2024") == found(store, "cel") == []


@pytest.mark.parametrize("rare", ["𬌗", "👍", "𠮷"])
def test_rare_characters_and_emoji_are_found(store, rare):
    put(store, finding(1, f"人名有{rare}字"), finding(2, "人名没有这个字"))
    assert found(store, rare) == found(store, f"有{rare}") == ["c1"]


def test_the_newest_comes_first_and_the_limit_holds(store):
    put(store, *(finding(n, "台账", seconds=n * 7 % 5) for n in range(5)))
    entries = store.search.find("台账", OWN, limit=3)
    times = [entry.at for entry in entries]
    assert len(times) == 3
    assert times == sorted(times, reverse=True)


def test_every_text_of_a_capture_is_searched_and_no_id(store):
    talk = Interview(
        guide="resident", code="D1-01", exchanges=(Exchange(question="q_often", answer="每周来"),)
    )
    put(store, Capture(id="i", author="a", device="d", at=DAY, body=talk))
    assert found(store, "每周") == found(store, "D1") == ["i"]
    assert found(store, "resident") == found(store, "often") == []


def test_a_query_is_never_read_as_the_indexs_own_language(store):
    put(store, finding(1, "建档"))
    for query in ('"', "建档*", "words:建档", "建 AND NOT 档", "(建", "^建", "", "、", "\x00"):
        store.search.find(query, OWN)
    assert found(store, "建档*") == ["c1"]


def test_what_an_older_program_wrote_is_found(store):
    put(store, finding(1, "原来的字"))
    store._db.execute("update captures set body = replace(body, '原来', '后来') where id = 'c1'")
    store._db.execute(
        "insert into captures select 'c2', kind, author, device, at, block, item, district, site, "
        "body from captures"
    )
    assert found(store, "原来") == []
    assert sorted(found(store, "后来")) == ["c1", "c2"]
    assert in_index(store) == rebuilt(store)


def test_a_reader_beside_the_writer_finds_what_the_index_does_not_hold_yet(store):
    put(store, finding(1, "先写的字"))
    store._db.execute("update captures set body = replace(body, '先写', '改过')")
    reader = Store.open(store.folder, KEY, read_only=True)
    assert found(reader, "改过") == ["c1"]
    assert found(reader, "先写") == []
    put(store, finding(2, "又改过"))
    assert sorted(found(reader, "改过")) == ["c1", "c2"]
    reader.close()


def test_searching_leaves_the_file_as_it_is(store):
    put(store, finding(1, "建档"))
    before = store._db.execute("select total_changes()").fetchone()
    found(store, "建档")
    assert store._db.execute("select total_changes()").fetchone() == before


def test_many_in_one_second_keep_rows_of_their_own(store):
    put(store, *(finding(n, f"同一秒{n}") for n in range(300)))
    assert len(store.search.find("同一秒", OWN, limit=1000)) == 300
