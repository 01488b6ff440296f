"""Both sample visits in both forms: every section filled, every figure of the day in its place."""

import secrets

import pytest

from app.demo import play
from app.exchange import crypto
from app.library import Library
from app.reports.context import build_context, report_passages
from app.reports.form import load_form
from app.reports.passages import names_in
from app.reports.render import document_text, missing_findings, render_docx

SAMPLES = {
    "zhongcun": (
        "钟村街社工服务站", "2023年7月16日", "2024年7月15日", "5位评委", "2位工作人员", "2011年12月",
        "240万元", "应到岗110人次", "实到岗111.5人次", "90.00%", "70.00%", "97.08%", "180.63%",
        "52.50%", "76.67%", "45.83%", "101人", "6.93%", "78.22%", "513418.87元", "214749.79元",
        "144条", "建档98份", "长者饭堂配餐", "均已备案", "持有中级社会工作师证书", "16.43", "87.11", "良好", "诜敦村", "2024年1月16日",
    ),
    "liurong": (
        "广州市六榕街社工服务站", "分站", "2024年4月", "240万元", "5.5个考核月份", "应到55人次",
        "实到108人次", "超配53人次", "超配4.5人次", "30.00%", "130.60%", "102.44%", "104.92%",
        "41.40%", "15.00%", "404.22%", "46.35", "18.50", "9.60", "12.90", "87.35", "良好",
        "旧南海县社区、文园巷社区", "个案服务节数", "1502人", "中级社会工作师2名", "助理社会工作师6名",
    ),
}  # fmt: skip
OWN_FORM = {"zhongcun": "panyu", "liurong": "yuexiu"}


@pytest.fixture(scope="module", params=SAMPLES)
def played(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    libraries = [
        Library.create(folder / name, secrets.token_hex(), crypto.LOWEST) for name in ("a", "b")
    ]
    visit = play(libraries[0], request.param, libraries[1]).visit
    yield request.param, visit
    visit.close()
    for library in libraries:
        library.close()


def test_every_data_element_is_in_the_sample_in_its_own_form(played):
    name, visit = played
    form = load_form(OWN_FORM[name])
    text = document_text(render_docx(form, build_context(visit.report.input(form.id), form)))
    assert [element for element in SAMPLES[name] if element not in text] == []


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_the_sample_fills_every_section_and_loses_no_finding(played, form):
    given = played[1].report.input(form)
    context = build_context(given, load_form(form))
    assert [key for key, section in context["sections"].items() if section["empty"]] == []
    assert [d["name"] for d in context["districts"] if d["empty"]] == []
    raw = render_docx(load_form(form), context)
    assert len(given.used) > 40
    assert missing_findings(raw, given.used) == []


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_no_passage_of_the_sample_is_unfilled(played, form):
    given = played[1].report.input(form)
    for passage in report_passages(given, load_form(form)):
        text = "".join(passage.paragraphs)
        assert names_in(text) == ()
        assert load_form(form).missing not in text
        assert not any(pair in text for pair in ("。。", "，。", "，，", "：。", "；。", "（）"))
