"""The command that checks a report."""

import docx
import pytest

from tests.app.exchange.foreign_samples import pdf
from tests.app.test_cli import Commands
from tests.libraries import sample_evening

WORDS = {"C01", "C06", "C07", "C08", "C09", "C10", "C11", "C12", "C14", "C18", "C20", "C25"}
TITLE = "青禾街社工服务站中期评估报告"
SAME = "社工站在老旧小区搭建了邻里互助的平台，居民之间的来往明显多了。"


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    return Commands(tmp_path, capsys, monkeypatch)


@pytest.fixture
def word_file(tmp_path):
    made = docx.Document()
    made.add_paragraph(TITLE)
    made.add_paragraph("三级督導體系，含税,已付。")
    made.add_table(1, 2).cell(0, 1).text = "{{ total }}"
    made.save(tmp_path / "report.docx")
    return tmp_path / "report.docx"


def test_every_remark_is_a_line_with_place_family_severity_quote_sentence_and_mend(run, word_file):
    lines = [line.split("\t") for line in run.ok("check", word_file).splitlines()]
    assert [(line[0], line[1][:3], line[2], line[3], line[5]) for line in lines] == [
        ("2", "C09", "建议改", "“導體”", "→ “导体”"),
        ("2", "C07", "建议改", "“,”", "→ “，”"),
        ("4@1.1.2", "C20", "必须改", "“{{ total }}”", ""),
    ]


def test_json_tells_the_same_by_name(run, word_file):
    first, _second, cell = run.json("check", word_file)
    assert (first["line"], first["quote"], first["mend"]) == (2, "導體", "导体")
    assert first["table"] is None
    assert (cell["table"], cell["row"], cell["column"], cell["mend"]) == (1, 1, 2, None)
    assert [one["family"] for one in run.json("check", word_file, "--without", "c20")] == [
        "C09",
        "C07",
    ]


def test_a_text_without_fault_prints_nothing_and_ends_well(run, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TITLE, "utf-8")
    assert run.ok("check", path) == ""


def test_earlier_reports_are_compared_with(run, tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    for path in (old, new):
        path.write_text(f"{TITLE}\n一、评估总结\n{SAME}", "utf-8")
    (one,) = run.json("check", new, "--earlier", old)
    assert (one["family"], one["quote"]) == ("C26", SAME)


@pytest.mark.parametrize("sample", ["zhongcun", "liurong"])
@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_the_reports_of_the_samples_are_well_written(run, tmp_path, sample, form):
    sample_evening(sample).put(tmp_path / "library").close()
    (folder,) = (tmp_path / "library" / "visits").iterdir()
    found = run.json("check", folder, "--form", form)
    about_words = [one for one in found if one["family"] in WORDS]
    assert [(one["line"], one["family"], one["quote"]) for one in about_words] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nothing.docx",), "nothing.docx"),
        (("cut.pdf",), "cut.pdf"),
        (("report.txt", "--without", "C77"), "C77"),
        (("report.txt", "--earlier", "old.xlsx"), "old.xlsx"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_line(run, tmp_path, arguments, says, monkeypatch):
    (tmp_path / "report.txt").write_text(TITLE, "utf-8")
    (tmp_path / "cut.pdf").write_bytes(pdf("一份报告。")[:400])
    monkeypatch.chdir(tmp_path)
    assert says in run.refused("check", *arguments)


def test_signs_that_cannot_be_seen_are_told_by_number_and_go(run, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(f"{TITLE}\n完成\u202e12户。", "utf-8")
    (line,) = run.ok("check", path).splitlines()
    assert line.split("\t")[3::2] == ["“U+202E”", "→ 删去"]


def test_a_file_of_another_kind_is_no_visit(run, tmp_path):
    path = tmp_path / "report"
    path.write_text(TITLE, "utf-8")
    code, _out, err = run("check", path)
    assert code == 1
    assert ".docx, .txt, .pdf" in err
