"""The report as plain data: figures, places, conditions, and what is printed while something is open."""

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.model.base import changed
from app.model.capture import Reaction, Stance
from app.model.curated import CuratedFinding
from app.model.decision import VetoCheck, VetoState
from app.model.setup import Figure, Setup, Staffing
from app.model.station import District, Site
from app.reports.context import build_context, live_figures
from app.reports.form import load_form
from app.reports.input import ReportInput
from tests.app.reports.examples import (
    EARLIER,
    decisions,
    districts,
    example,
    findings,
    setup,
    without_scores,
)

GOLDEN = Path(__file__).parent / "golden"
FORMS = ("panyu", "yuexiu")


def context(form: str, given: ReportInput | None = None) -> dict:
    return build_context(given or example(), load_form(form))


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts(one)]


def whole(form: str, given: ReportInput | None = None) -> str:
    return "\n".join(texts(context(form, given)))


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_context_is_as_it_was(form):
    """HUIPING_RENEW=1 writes the golden files anew; look at the difference before keeping it."""
    found = json.dumps(context(form), ensure_ascii=False, indent=1) + "\n"
    path = GOLDEN / f"{form}.json"
    if os.environ.get("HUIPING_RENEW"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_the_context_is_nothing_but_texts_lists_and_dicts(form):
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(k, str) and plain(v) for k, v in value.items())
        return all(map(plain, value)) if isinstance(value, list) else isinstance(value, (str, bool))

    assert plain(context(form))


def test_totals_print_trimmed_or_with_fixed_places():
    trimmed, fixed = context("panyu")["scores"], context("yuexiu")["scores"]
    assert [g["converted"] for g in trimmed["groups"]] == [
        "8.93", "12.4", "9.6", "16.43", "18.5", "12.75", "8.5",
    ]  # fmt: skip
    assert [g["converted"] for g in fixed["groups"]][1] == "12.40"
    assert (trimmed["total"], trimmed["grade"]) == ("87.11", "良好")


def test_the_converted_figure_of_a_district_block_covers_its_districts():
    groups = context("panyu")["scores"]["groups"]
    assert [row["label"] for row in groups[3]["rows"]] == [
        f"服务质量（第{n}片区）" for n in "一二三"
    ]


def test_the_four_parties_add_up_in_the_order_of_the_form():
    rows = context("yuexiu")["parties"]
    assert [r["score"] for r in rows["rows"]] == ["18.50", "8.50", "12.75", "47.36"]
    assert (rows["full"], rows["total"]) == ("100", "87.11")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_open_prints_as_pending(form):
    found = context(form, example(taken=without_scores()))
    assert found["header"] == "未完成稿"
    assert found["scores"]["total"] == found["scores"]["grade"] == "待定"
    assert "87.11" not in "\n".join(texts(found))


def test_a_complete_draft_goes_round_for_comment_and_a_final_report_has_no_header():
    assert context("panyu", example(draft=True))["header"] == "征求意见稿"
    assert context("panyu")["header"] == ""


def test_a_veto_that_was_found_overrules_the_grade_and_says_why():
    checks = decisions().vetoes
    found = VetoCheck(key=checks[0].key, state=VetoState.FOUND, evidence="花名册第3页", by="sA")
    taken = changed(decisions(), vetoes=(found, *checks[1:]))
    report = context("panyu", example(taken=taken))
    assert "按得分应为“良好”" in report["text"]["rating"][0]
    assert "花名册第3页" in report["text"]["vetoes"][0]
    assert "其余7项经核查未发现" in report["text"]["vetoes"][0]


@pytest.mark.parametrize("form", FORMS)
def test_without_a_survey_the_report_says_so_and_names_no_figure(form):
    text = context(form, example(survey=()))["text"]["survey"]
    assert len(text) == 1
    assert "%" not in text[0]
    assert "没有" in text[0]


@pytest.mark.parametrize("form", FORMS)
def test_a_small_sample_is_called_one(form):
    text = context(form, example(survey=example().survey[:40]))["text"]["survey"][0]
    assert "100人" in text
    assert "参考" in text


def test_indicators_print_target_actual_percentage_and_the_share_of_each_district():
    rows = context("panyu")["indicators"]["groups"][0]["rows"]
    assert [rows[0][k] for k in ("label", "target", "actual", "percent")] == [
        "家访", "1200", "1165", "97.08%",
    ]  # fmt: skip
    assert [r["label"].strip("　") for r in rows[1:4]] == ["其中：第一片区", "第二片区", "第三片区"]
    assert [r["actual"] for r in rows[1:4]] == ["500", "400", "265"]


def test_an_indicator_without_a_target_prints_no_percentage():
    own = setup()
    first = changed(own.indicators[0], target=Decimal(0))
    given = example(changed(own, indicators=(first, *own.indicators[1:])))
    row = context("panyu", given)["indicators"]["groups"][0]["rows"][0]
    assert (row["target"], row["percent"]) == ("—", "—")
    assert "家访1165人次；" in context("panyu", given)["text"]["progress"][0]


def test_indicators_behind_the_time_that_has_passed_are_named():
    own = setup()
    late = changed(own.indicators[2], actual=Decimal(30))
    given = example(changed(own, indicators=(*own.indicators[:2], late, *own.indicators[3:])))
    assert "个案接案的完成比例偏低" in context("panyu", given)["text"]["progress"][1]
    assert "45.83%" in context("panyu", given)["text"]["progress"][1]


def test_staffing_adds_up_and_shows_the_base_of_its_rate():
    found = context("panyu")
    assert found["staffing"]["sum"]["required"] == "110"
    assert found["staffing"]["sum"]["difference"] == "+1.5"
    assert "应配20个岗位" in found["text"]["staffing"][0]
    assert "稳岗率为90.00%" in found["text"]["staffing"][0]


def test_a_column_that_nobody_filled_prints_dashes():
    own = setup()
    none = Decimal(0)
    months = tuple(
        changed(m, certified_required=none, certified_present=none) for m in own.staffing.months
    )
    found = context("panyu", example(changed(own, staffing=changed(own.staffing, months=months))))
    assert {row["certified_required"] for row in found["staffing"]["rows"]} == {"—"}
    assert found["staffing"]["sum"]["certified_difference"] == "—"
    assert "没有按月填报持证社工" in found["text"]["staffing_note"][0]


@pytest.mark.parametrize("form", FORMS)
def test_a_visit_with_hardly_any_data_still_reads_as_text(form):
    own = setup()
    bare = Setup(
        station=changed(own.station, short="", address="", since=""),
        visited_on=own.visited_on,
        contract=own.contract,
        period=own.period,
        staffing=Staffing(),
    )
    text = whole(form, example(bare, findings=(), survey=(), reactions=()))
    assert "{" not in text
    assert not {"，。", "（）", "：。", "，，", "。。", "、。"} & {
        text[i : i + 2] for i in range(len(text))
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [0, 1, 12, 30])
def test_any_number_of_districts_has_its_own_section_each(form, count):
    named = tuple(District(id=f"x{n}", name=f"片区{n}") for n in range(1, count + 1))
    found = context(form, example(changed(setup(), districts=named), findings=()))
    assert [d["name"] for d in found["districts"]] == [d.name for d in named]
    assert all(d["empty"] for d in found["districts"])
    assert "第片区" not in "\n".join(texts(found))


@pytest.mark.parametrize("form", FORMS)
def test_every_finding_is_in_the_context_once_in_its_own_place(form):
    found = context(form)
    placed = texts(found["sections"]) + texts(found["districts"])
    for finding in findings():
        assert sum(finding.text in text for text in placed) == 1


def test_a_finding_with_an_unknown_place_stands_in_the_general_section():
    stray = CuratedFinding(
        id="z", stance=Stance.PRAISE, text="没有归处的意见。", block="gone", district="gone"
    )
    found = context("panyu", example(findings=(stray,)))
    assert "没有归处的意见。" in "\n".join(texts(found["sections"]["effect"]))


def test_a_list_without_findings_has_no_heading_and_the_other_counts_from_one():
    concerns = tuple(f for f in findings() if f.stance is Stance.CONCERN)
    lists = context("yuexiu", example(findings=concerns))["sections"]["buyer"]["lists"]
    assert [one["heading"] for one in lists] == ["（一）需要关注的地方"]


def test_further_lines_of_a_finding_are_paragraphs_without_a_number():
    two = CuratedFinding(id="z", stance=Stance.PRAISE, text="第一行\n\n第二行", block="operation")
    lists = context("panyu", example(findings=(two,)))["sections"]["operation"]["lists"]
    assert lists[0]["paragraphs"] == ["（1）第一行", "第二行"]


def test_what_was_sent_to_the_closing_words_stands_there():
    closing = "".join(context("panyu")["text"]["closing"])
    assert "残疾人档案还没有建起来" in closing
    assert "督导记录写得相近" not in closing


def test_replies_to_the_draft_take_the_place_of_the_announcement():
    before = context("panyu", example(draft=True))["text"]["replies"][0]
    after = context("panyu", example(replies=(Reaction(who="街道办", text="无异议。"),)))
    assert "征求意见" in before
    assert after["text"]["replies"] == ["2.对报告初稿的反馈：街道办：无异议。"]


def test_the_signature_is_dated_by_the_day_that_was_passed_in():
    assert live_figures(example(), load_form("panyu"))["today"] == "2024年1月30日"
    assert date(2024, 1, 30) == example().today


def test_sites_of_a_district_are_counted_and_summed():
    known = live_figures(example(), load_form("panyu"))
    assert (known["d.d1.records"], known["d.d1.files"]) == ("476", "98")
    assert known["site_count"] == str(sum(len(d.sites) for d in districts()))


@pytest.mark.parametrize("form", FORMS)
def test_what_became_of_earlier_concerns_is_told_with_its_count(form):
    first, *each = context(form, example(follow_ups=EARLIER))["text"]["follow_up"]
    assert "共2条，已整改1条，" in first
    assert "整改1条。" in first
    assert [
        "档案要补齐" in each[0],
        "2023年6月20日" in each[0],
        "已整改，已补87份。" in each[0],
    ] == [True] * 3
    assert each[1].startswith("2.")
    assert "督导记录要写具体" in each[1]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("judged", [(), EARLIER])
def test_concerns_that_nobody_looked_at_again_are_told_by_their_number(form, judged):
    left = tuple(one.finding for one in EARLIER)
    texts = context(form, example(follow_ups=judged, unjudged=left))["text"]["follow_up"]
    assert "2条" in texts[-1]
    assert "核对" in texts[-1]
    assert len(texts) == (1 if not judged else 4)


@pytest.mark.parametrize("form", FORMS)
def test_without_earlier_concerns_there_is_nothing_to_tell(form):
    assert context(form)["text"]["follow_up"] == []


def test_the_follow_up_counts_on_after_the_lists_of_the_bureau():
    assert context("yuexiu")["sections"]["bureau"]["next"] == "三"
    assert context("yuexiu", example(findings=()))["sections"]["bureau"]["next"] == "一"


@pytest.mark.parametrize("form", FORMS)
def test_what_a_figure_is_made_of_stands_behind_it(form):
    own = (Figure(key="policy", label="政策宣传", value=Decimal(2), unit="项", note="医保、饭堂"),)
    assert "政策宣传2项（医保、饭堂）。" in whole(form, example(changed(setup(), figures=own)))


@pytest.mark.parametrize("form", FORMS)
def test_who_came_and_who_left_is_told_where_it_is_known(form):
    staff = changed(setup().staffing, joined=3, left=1)
    assert "3人、" in "".join(
        context(form, example(changed(setup(), staffing=staff)))["text"]["staffing"]
    )


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("中级社会工作师", "中级社会工作师证书"),
        ("社工证", "社工证"),
        ("资格证书", "资格证书"),
        ("", ""),
    ],
)
def test_the_certificate_of_the_head_is_called_one(name, printed):
    own = changed(setup(), staffing=changed(setup().staffing, lead_certificate=name))
    assert live_figures(example(own), load_form("panyu"))["lead_certificate"] == printed


def test_a_district_whose_sites_reported_in_part_ends_its_sentence():
    sites = (Site(id="a", name="东村", records=3, files=1), Site(id="b", name="西村"))
    own = changed(setup(), districts=(District(id="d1", name="第一片区", sites=sites),), figures=())
    assert context("panyu", example(own))["districts"][0]["text"] == [
        "本片区设2个社工点。东村汇总信息3条、建档1份。"
    ]


def test_a_final_report_does_not_announce_what_is_over():
    said = context("panyu", example(draft=False))["text"]["replies"][0]
    assert "征求意见" not in said
    assert "没有对初稿提出书面意见" in said


@pytest.mark.parametrize(
    ("name", "lines"), [("短名站", 1), ("广州市番禺区南村镇东片社工服务站", 2)]
)
def test_a_long_title_is_broken_before_its_last_words(name, lines):
    own = changed(setup(), station=changed(setup().station, name=name))
    title = context("yuexiu", example(own))["text"]["title"]
    assert len(title) == lines
    assert title[-1].endswith("中期评估报告")
