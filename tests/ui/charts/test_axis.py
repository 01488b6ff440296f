"""Labels over their lines: in words where there is room, else as figures alone, never aside."""

import pytest
from PySide6.QtCore import QRectF

from ui.delegates.figures import axis_labels
from ui.models.figures import AxisRow, Tick

BANDS = AxisRow((Tick(0.6, "合格 60"), Tick(0.8, "良好 80"), Tick(0.9, "优秀 90")))


@pytest.mark.parametrize(
    ("wide", "told"), [(600, ["合格 60", "良好 80", "优秀 90"]), (190, ["60", "80", "90"])]
)
def test_labels_of_bands_stand_over_their_lines_in_wide_and_narrow_figures(theme, wide, told):
    found = axis_labels(BANDS, QRectF(100, 0, wide, 30))
    assert [label for label, _x in found] == told
    assert [x for _label, x in found] == pytest.approx([100 + wide * s for s in (0.6, 0.8, 0.9)])


def test_a_single_label_keeps_its_words(theme):
    row = AxisRow((Tick(0.458, "协议期已过 45.8%"),))
    assert axis_labels(row, QRectF(0, 0, 40, 30))[0][0] == "协议期已过 45.8%"
