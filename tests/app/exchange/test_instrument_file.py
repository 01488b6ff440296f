from decimal import Decimal
from itertools import pairwise

import pytest

from app.errors import UserError
from app.exchange.instrument_file import load_shipped, read_instrument, shipped_instruments
from app.i18n import translate_error
from app.model.instrument import Below, Measure, Method, Scope

SMALL = """\
format: huiping-instrument/1
id: own
title: 自编
parties:
  - id: panel
    label: 评委
    full: 60
    blocks:
      - {id: work, label: 服务, full: 60}
  - {id: town, label: 街道, full: 40}
bands:
  - {label: 通过, low: 60, high: 100}
  - {label: 不通过, low: 0, high: 60}
"""


def written(tmp_path, text):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(tmp_path, text):
    with pytest.raises(UserError) as caught:
        read_instrument(written(tmp_path, text))
    return translate_error(caught.value)


def test_a_small_instrument_is_read(tmp_path):
    instrument = read_instrument(written(tmp_path, SMALL))
    assert instrument.block("work").full == 60
    assert [i.id for i in instrument.block("work").scored()] == ["work"]


def test_shipped_instruments_bear_the_name_of_their_file():
    assert shipped_instruments() == ("gz-2023", "gz-2023-blocks")
    for name in shipped_instruments():
        assert load_shipped(name).id == name


def test_an_unknown_instrument_is_refused_with_those_known():
    with pytest.raises(UserError) as caught:
        load_shipped("../samples/zhongcun")
    assert "gz-2023, gz-2023-blocks" in translate_error(caught.value)


@pytest.mark.parametrize("name", ["gz-2023", "gz-2023-blocks"])
def test_the_shipped_ones_hold_what_is_known(name):
    instrument = load_shipped(name)
    weights = {p.id: p.full for p in instrument.parties}
    assert weights == {"third_party": 55, "buyer": 20, "supervision": 15, "bureau": 10}
    assert [(b.label, b.full) for b in instrument.blocks()] == [
        ("服务监测", 10),
        ("服务成效", 15),
        ("运营管理", 10),
        ("服务质量", 20),
    ]
    assert [b.id for b in instrument.blocks() if b.scope is Scope.DISTRICT] == ["quality"]
    bands = {b.label: (b.low, b.high) for b in instrument.bands}
    assert bands == {"优秀": (90, 100), "良好": (80, 90), "合格": (60, 80), "不合格": (0, 60)}
    assert instrument.veto_grade == "不合格"
    assert instrument.places == 2


def test_the_eight_vetoes_have_the_known_thresholds():
    vetoes = load_shipped("gz-2023").vetoes
    assert len(vetoes) == 8
    assert {v.measure: v.thresholds for v in vetoes if v.measure} == {
        Measure.STAFFING: {"mid": 5, "final": 10},
        Measure.CERTIFIED: {"mid": 3, "final": 6},
        Measure.PERSONNEL_RATIO: {"mid": 80, "final": 80},
    }
    assert "中期评估累计缺少5人次或以上，末期评估累计缺少10人次或以上" in vetoes[1].text


def test_merging_is_stated_per_block():
    rules = {b.id: b.merge for b in load_shipped("gz-2023").blocks()}
    assert {rules[b].method for b in ("monitoring", "effect", "operation")} == {Method.MEAN}
    assert rules["quality"].method is Method.TRIMMED
    assert (rules["quality"].minimum, rules["quality"].below) == (4, Below.MEAN)


def test_everything_below_the_blocks_is_marked_as_an_example():
    instrument = load_shipped("gz-2023")
    items = [i for b in instrument.blocks() for i in b.items]
    assert [len(b.items) for b in instrument.blocks()] == [4, 6, 5, 8]
    assert all(i.example and i.criterion and i.evidence and len(i.anchors) == 4 for i in items)
    assert all(q.example for q in instrument.checklist)
    assert all(g.example and len(g.questions) >= 4 for g in instrument.guides)
    assert "示例" in instrument.note
    assert [g.kind for g in instrument.guides if g.coded] == ["user"]


def test_anchors_tile_every_item_in_its_steps():
    for block in load_shipped("gz-2023").blocks():
        for item in block.items:
            anchors = sorted(item.anchors, key=lambda a: a.low)
            assert anchors[0].low == 0
            assert anchors[-1].high == item.full
            for lower, upper in pairwise(anchors):
                assert upper.low - lower.high == item.step


def test_the_instrument_without_items_is_otherwise_the_same():
    full, bare = load_shipped("gz-2023"), load_shipped("gz-2023-blocks")
    assert [b.items for b in bare.blocks()] == [(), (), (), ()]
    assert bare.vetoes == full.vetoes
    assert bare.survey == full.survey
    assert [b.merge for b in bare.blocks()] == [b.merge for b in full.blocks()]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("full: 40", "full: 30", 4, "parties: The parties' full marks add up to 90."),
        ("full: 60}", "full: 50}", 7, "The blocks of “评委” add up to 50"),
        ("low: 60", "low: 70", 11, "bands: No band covers 60 to 70."),
        ("id: town", "id: work", 10, "is used twice"),
        ("full: 60}", "full: 60, step: 0}", 9, "The step of “服务” must be above 0."),
        ("full: 60}", "full: -1}", 9, "“full” must be a number from 0"),
        ("full: 60}", "full: 60, merge: {method: best}}", 9, "“best” is none of the words"),
        ("title: 自编", "titel: 自编", 3, "There is no field “titel” here."),
        ("huiping-instrument/1", "huiping-setup/1", None, "“huiping-instrument/1” is needed here"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(tmp_path, old, new, line, words):
    said = refusal(tmp_path, SMALL.replace(old, new))
    assert words in said
    if line:
        assert said.startswith(f"own.yaml, line {line}")


def test_several_faults_are_told_with_their_number(tmp_path):
    text = SMALL.replace("full: 40", "full: 30").replace("low: 60", "low: 70")
    said = refusal(tmp_path, text)
    assert "add up to 90" in said
    assert "No band covers 60 to 70" in said
    assert said.endswith("2 faults in all.")


def test_decimals_of_an_instrument_are_exact():
    steps = {b.id: b.items[0].step for b in load_shipped("gz-2023").blocks()}
    assert steps["monitoring"] == Decimal("0.05")
