"""The public version: every known name gone, numbers refused with their place, the rest as it was."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from app.errors import UserError
from app.model.base import changed
from app.model.panel import Duty, Panelist
from app.model.report import PassageEdit
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.notice import PersonalError, notice, survey
from app.reports.render import document_text, render_docx
from app.rules.problem import Severity
from app.rules.publicity import Personal, Private
from tests.app.reports.examples import AT, example, finding, setup, without_scores
from tests.ooxml import faults

FORMS = ("panyu", "yuexiu")
PANEL = (
    Panelist(id="p1", name="陈小明", duty=Duty.LEAD),
    Panelist(id="p2", name="李芳"),
    Panelist(id="sA", name="赵工", duty=Duty.STAFF),
)
HEARD = (Private("何女士", "受访者"), Private("D1-05", "某服务对象", Personal.CODE))


def named(*texts, **other):
    own = tuple(finding(text, f"z{n}") for n, text in enumerate(texts))
    given = changed(setup(), panel=PANEL)
    return example(given, findings=(*example().findings, *own), **other)


def public(given, form="panyu", private=HEARD):
    return notice(given, load_form(form), private)


def everything(raw):
    """The text of all parts."""
    with ZipFile(BytesIO(raw)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return document_text(raw) + "".join(parts)


@pytest.mark.parametrize("form", FORMS)
def test_no_known_name_or_code_is_in_any_part(form):
    texts = ("陈小明和李芳看过档案。", "赵工说何女士不在。", "据D1-05反映，等候时间长。")
    made = public(named(*texts), form)
    said = everything(made.raw)
    assert not [p.name for p in PANEL if p.name in said]
    assert not [one.text for one in HEARD if one.text in said]
    assert "评估组组长和评委看过档案。" in said
    assert "据某服务对象反映，等候时间长。" in said


@pytest.mark.parametrize("form", FORMS)
def test_without_anything_personal_it_is_the_report_under_another_header(form):
    given = example()
    own = load_form(form)
    report = document_text(render_docx(own, build_context(given, own)))
    made = public(given, form, ())
    assert document_text(made.raw) == report
    assert made.traces == ()
    assert "公示稿" in everything(made.raw)
    assert made.checked.findings == len(given.used)


def test_an_unfinished_one_says_so():
    made = public(example(taken=without_scores(), draft=True), private=())
    assert "未完成稿" in everything(made.raw)


def test_numbers_are_refused_with_the_finding_that_holds_them():
    given = named("联系人电话13812345678。", "其他都好。")
    with pytest.raises(PersonalError) as refused:
        public(given)
    (problem,) = refused.value.problems
    assert (problem.place, problem.values["text"]) == ("findings", "13812345678")
    assert "联系人电话" in str(problem)


def test_a_number_in_an_edited_text_leads_to_that_text():
    edit = PassageEdit(form="panyu", key="closing", text="请拨020-83123456。", at=AT)
    found = survey(named(passages=(edit,)), load_form("panyu"), ()).problems
    assert [problem.place for problem in found] == ["passage.closing"]


def test_what_will_be_changed_and_what_is_worth_a_look_is_told_before():
    found = survey(named("陈小明说，李姨家是1户低保家庭。"), load_form("panyu"), HEARD)
    kinds = {(trace.kind, trace.text, trace.instead) for trace in found.traces}
    assert (Personal.NAME, "陈小明", "评估组组长") in kinds
    assert (Personal.FEW, "1户", "不足5户") in kinds
    assert [str(p) for p in found.problems if "李姨" in str(p)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("服务对象黄志强反映热线没有人接。", "黄志强"),
        ("李婷婷表示满意。", "李婷婷"),
        ("上门看了几次，家住东涌路12号3栋502房。", "东涌路12号3栋502房"),
    ],
)
def test_a_name_or_a_home_that_nobody_recorded_is_worth_a_look(text, who):
    found = survey(named(text), load_form("panyu"), ()).problems
    assert [(p.values["text"], p.severity, p.place) for p in found] == [
        (who, Severity.WARNING, "findings")
    ]


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_nothing_is_taken_for_a_person_in_the_report_as_it_is(form):
    assert survey(example(), load_form(form), ()).problems == ()


def test_a_site_with_few_records_prints_no_counts():
    first, *rest = setup().districts
    few = changed(first.sites[0], records=3, files=1)
    district = changed(first, sites=(few, *first.sites[1:]))
    given = example(changed(setup(), districts=(district, *rest)))
    assert "谢村村汇总信息3条" in document_text(
        render_docx(load_form("panyu"), build_context(given, load_form("panyu")))
    )
    text = document_text(public(given, private=()).raw)
    assert "谢村村汇总信息" not in text
    assert "胜石村汇总信息51条" in text


def test_public_names_stay_although_somebody_is_called_like_a_part_of_them():
    panel = (Panelist(id="p1", name="正阳"), *PANEL)
    given = example(changed(setup(), panel=panel))
    assert "广州市番禺区正阳社会工作服务中心" in document_text(public(given).raw)


def test_a_form_that_prints_a_name_of_its_own_is_found_out():
    form = load_form("panyu")
    given = example(changed(setup(), panel=(*PANEL, Panelist(id="px", name="结语"))))
    with pytest.raises(UserError, match="still in the public version"):
        notice(given, form, ())


def test_it_keeps_to_the_schemas():
    assert faults(public(named("陈小明看过。")).raw) == []
