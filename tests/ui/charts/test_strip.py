"""Dots lie where the score is, pile up where they would touch, and tell who gave them."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF

from ui.charts.scale import Band, BandScale, Part, StackedScale
from ui.charts.strip import Dot, Strip, StripPlot, placed
from ui.icons import Icon
from ui.models.roles import StageRow
from ui.theme import tokens

FIVE = Strip(
    Decimal(3),
    (
        Dot("评委甲", Decimal("2.6"), counted=False),
        Dot("评委乙", Decimal("1.2"), counted=False),
        Dot("评委丙", Decimal("1.9")),
        Dot("评委丁", Decimal("1.9")),
    ),
    Decimal("1.9"),
)


def test_dots_lie_on_the_scale_and_equal_ones_pile_up(theme):
    found = {dot.who: point for dot, point in placed(FIVE, 0, 300, 100)}
    assert found["评委甲"].x() == pytest.approx(260)
    assert found["评委乙"].x() == pytest.approx(120)
    assert found["评委丙"].x() == found["评委丁"].x()
    assert found["评委丙"].y() != found["评委丁"].y()


def test_no_two_dots_touch_however_many_there_are(theme):
    dots = tuple(Dot(f"评委{n}", Decimal(n % 7) / 10) for n in range(30))
    points = [point for _dot, point in placed(Strip(Decimal(3), dots), 0, 116, 100)]
    for number, one in enumerate(points):
        for other in points[number + 1 :]:
            apart = one - other
            assert abs(apart.x()) >= 7 or abs(apart.y()) >= 7


def test_hovering_a_dot_tells_who_gave_it(show):
    plot = show(StripPlot(strip=FIVE), 296, 120)
    told = {plot.who_at(QPointF(x, y)) for x in range(0, 296, 4) for y in range(0, 120, 4)}
    assert told == {"", "评委甲 2.6", "评委乙 1.2", "评委丙 1.9", "评委丁 1.9"}
    assert plot.accessibleDescription() == "评委甲 2.6，评委乙 1.2，评委丙 1.9，评委丁 1.9"


def test_a_plot_without_scores_paints_its_scale(show):
    plot = show(StripPlot(strip=Strip(Decimal(0))), 200, 60)
    assert not plot.grab().isNull()


def test_the_bar_ends_where_the_total_lies(show):
    scale = StackedScale()
    scale.set_scale(
        [Part("第三方", Decimal(47), "47"), Part("购买方", Decimal(20), "20")],
        [Band("不合格", Decimal(0)), Band("合格", Decimal(60), reached=True)],
    )
    show(scale, 500, 90)
    image = scale.grab().toImage()
    row = [image.pixelColor(x, 38).name() for x in range(500)]
    assert row[100] == tokens().accent.name()
    assert row.index(tokens().text.name()) == pytest.approx(335, abs=2)
    assert row[400] == tokens().track.name()
    assert "合格" in scale.accessibleDescription()


def test_a_total_is_a_dot_among_the_grades(show):
    scale = show(BandScale(), 200, 20)
    scale.set_value(Decimal(75), (Decimal(60), Decimal(80)))
    image = scale.grab().toImage()
    assert image.pixelColor(100, 10).name() == tokens().accent.name()


def test_a_row_says_its_name_and_its_progress(theme):
    assert StageRow("a", "评分", Icon.SCORING, "15:30·31/32项").spoken == "评分 15:30·31/32项"
