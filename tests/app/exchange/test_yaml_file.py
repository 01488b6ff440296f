from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.yaml_file import LIMIT, expect_format, parse_document, read_document
from app.i18n import translate_error
from app.model.setup import Setup

SETUP = """\
station: {name: 站}
visited_on: 2024-01-16
contract: {start: 2023-07-16, end: 2024-07-15}
period: {start: 2023-07-16, end: 2023-12-31}
"""


def value(text):
    return parse_document(text.encode(), "a.yaml").value


def refusal(raw):
    raw = raw.encode() if isinstance(raw, str) else raw
    with pytest.raises(UserError) as caught:
        parse_document(raw, "a.yaml")
    return translate_error(caught.value)


def setup_refusal(text):
    with pytest.raises(UserError) as caught:
        parse_document(text.encode(), "a.yaml").convert(Setup)
    return translate_error(caught.value)


UNCHANGED = """13:30 yes no on off Yes 012 0o17 0x1F 1_000 1e5 .5 +1 .inf .nan 2024-01-16
2023-07 12:30:45 TRUE Null << = 1. 00.5"""


def outcome(raw):
    """A struct or a refusal's sentence; any other exception flies."""
    try:
        return parse_document(raw, "a.yaml").convert(Setup)
    except UserError as error:
        return translate_error(error)


@pytest.mark.parametrize("text", UNCHANGED.split())
def test_words_that_older_yaml_would_change_stay_texts(text):
    assert value(f"a: {text}") == {"a": text}


def test_json_words_and_numbers_are_read_and_quoted_ones_stay_texts():
    assert value("[null, ~, true, false, 3, -3, 0]") == [None, None, True, False, 3, -3, 0]
    assert value("['null', \"true\", '3', \"8.925\"]") == ["null", "true", "3", "8.925"]


def test_decimals_are_exact():
    found = value("[8.925, 0.1, -0.05, 12.40]")
    assert found == [Decimal("8.925"), Decimal("0.1"), Decimal("-0.05"), Decimal("12.40")]
    assert all(isinstance(x, Decimal) for x in found)


def test_numbers_of_absurd_length_stay_texts():
    assert value("a: " + "9" * 5000) == {"a": "9" * 5000}
    assert value("a: 0." + "1" * 5000) == {"a": "0." + "1" * 5000}


def test_keys_are_always_texts():
    assert value("1: a\nyes: b\nnull: c") == {"1": "a", "yes": "b", "null": "c"}


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter():
    raw = b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n"
    assert parse_document(raw, "a.yaml").value == {"a": 1, "b": "x\ny\n"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-32", "big5"])
def test_other_encodings_are_refused(encoding):
    assert "save it as UTF-8" in refusal("名: 姓名\n".encode(encoding))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: &x 2", 2, "Anchors"),
        ("a: &x 1\nb: *x", 1, "Anchors"),
        ("a:\n  - *x", 2, "Anchors"),
        ("a: 1\nb: !!python/object:os.system x", 2, "Tags"),
        ("a: !x 1", 1, "Tags"),
        ("a: !!str 1", 1, "Tags"),
        ("a: 1\nb: 2\na: 3", 3, "“a” stands here a second time"),
        ("a:\n  b: {x: 1, x: 2}", 2, "“x” stands here a second time"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: 1\n? [x]\n: 2", 2, "name of a field"),
        ("a: 1\nb: [1, 2", 3, "not valid YAML"),
        ("a: b: c", 1, "not valid YAML"),
        ("a: 1\n\tb: 2", 2, "not valid YAML"),
        ("a: '1\nb: 2", 2, "not valid YAML"),
        ("a: 1\nb: x\x0cy", 2, "U+000C"),
        ('a: 1\nb: "x\\x07y"', 2, "U+0007"),
        ('a: "\\ud800"', 1, "not valid YAML"),
        ("a: x\ufffey", 1, "U+FFFE"),
        ("a: x\x85y", 1, "U+0085"),
        ("\n" * 9 + "a: x\x7fy", 10, "U+007F"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(text, line, words):
    said = refusal(text)
    assert said.startswith(f"a.yaml, line {line}: ")
    assert words in said


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# only a remark\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(raw):
    assert refusal(raw) == "a.yaml is empty. Choose another file."


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "a:\n" + "- " * 40 + "1"])
def test_deep_nesting_is_refused(text):
    assert "nested too deeply" in refusal(text)


def test_more_entries_than_any_visit_has_are_refused():
    assert "too many entries" in refusal("- 1\n" * 250_000)


def test_a_file_above_the_limit_is_refused(tmp_path):
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: " + b"x" * LIMIT)
    with pytest.raises(UserError, match="larger than 5 MB"):
        read_document(path, "huiping-setup/1")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UserError, match="is not there"):
        read_document(tmp_path / "no.yaml", "huiping-setup/1")
    with pytest.raises(UserError, match="is a folder"):
        read_document(tmp_path, "huiping-setup/1")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1", "must hold the line “format: huiping-setup/1”"),
        ("- a", "must hold the line"),
        ("text", "must hold the line"),
        ("format: 7", "must hold the line"),
        ("format: huiping-setup/2", "is of a newer format (huiping-setup/2). Update Huiping"),
        ("format: huiping-setup/0", "is of the format “huiping-setup/0”"),
        ("format: huiping-setup/²", "is of the format"),
        ("format: huiping-entries/1", "is of the format “huiping-entries/1”"),
        ("format: '{x}'", "is of the format “{x}”"),
    ],
)
def test_another_format_is_refused_and_named(text, words):
    with pytest.raises(UserError) as caught:
        expect_format(parse_document(text.encode(), "a.yaml"), "huiping-setup/1")
    assert words in translate_error(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("district: []\n" + SETUP, 1, "There is no field “district” here"),
        (SETUP.replace("visited_on: 2024-01-16\n", ""), 1, "The field “visited_on” is missing."),
        (SETUP.replace("2024-01-16", "16.1.2024"), 2, "visited_on: A day is needed here"),
        (SETUP.replace("2024-01-16", "2024-02-30"), 2, "visited_on: A day is needed here"),
        (SETUP.replace("站", "''"), 1, "station › name: This text may not be empty."),
        (SETUP.replace("站", "12"), 1, "station › name: A text is needed here; put quotes"),
        (SETUP.replace("站", "字" * 301), 1, "station › name: This is too long: at most 300"),
        (SETUP + "term: middle", 5, "term: “middle” is none of the words"),
        (SETUP + "panel:\n  - {id: a b, name: 甲}", 6, "panel › 1 › id: An id may hold letters"),
        (
            SETUP + "panel:\n  - id: a\n    name: 甲\n    duty: x",
            8,
            "panel › 1 › duty: “x” is none",
        ),
        (SETUP + "districts: 3", 5, "districts: A list is needed here"),
        (SETUP + "staffing: 3", 5, "staffing: Fields are needed here"),
        (SETUP + "staffing:\n  total: 1.5", 6, "staffing › total: A whole number is needed"),
        (SETUP + "staffing:\n  posts: x", 6, "staffing › posts: A whole number is needed"),
        (SETUP + "staffing:\n  training_met: yes", 6, "“true” or “false” is needed here"),
        (SETUP + "staffing:\n  months:\n  - {month: 2023-13}", 7, "A month is needed here"),
        (SETUP + "staffing:\n  personnel_ratio: x", 6, "A number is needed here"),
        (SETUP + "staffing:\n  personnel_ratio: -1", 6, "“personnel_ratio” must be a number from"),
        (SETUP + "staffing:\n  personnel_ratio: nan", 6, "“personnel_ratio” must be a number"),
        (SETUP + "staffing:\n  personnel_ratio: 1e99", 6, "“personnel_ratio” must be a number"),
        (SETUP + "staffing:\n  personnel_ratio: 0.0123456789", 6, "more than nine decimals"),
        (SETUP + "leads:\n  a: x\n  b: 3", 7, "leads › b: A text is needed here"),
        (SETUP + "organisations:\n  buyer: {name: x}\n  boss: {name: y}", 7, "“boss” is none"),
        (
            SETUP + "organisations:\n  buyer: {name: x}\n  bureau:\n    name: y\n    short: 5",
            9,
            "organisations › bureau › short: A text is needed here",
        ),
        (
            SETUP + "indicators:\n- {id: a, label: x, districts: {d1: 1, d2: x, d3: 4}}",
            6,
            "indicators › 1 › districts › d2: A number is needed here",
        ),
    ],
)
def test_a_wrong_field_is_refused_with_its_line_and_place(text, line, words):
    said = setup_refusal(text)
    assert said.startswith(f"a.yaml, line {line}")
    assert words in said
    assert "\n" not in said


def test_a_correct_document_becomes_a_struct():
    setup = parse_document(SETUP.encode(), "a.yaml").convert(Setup)
    assert setup.station.name == "站"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_one_refusal(raw):
    assert outcome(raw)


@settings(max_examples=300, deadline=None)
@given(st.text("abn: -[]{}'\"&*!#|>\n\t?,%@`~=1.{甲", max_size=80))
def test_any_text_of_signs_gives_data_or_one_refusal(text):
    assert outcome(text.encode())
