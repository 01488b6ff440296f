"""The one style sheet, for Qt's own widgets; what we paint ourselves does not need it."""

import re
from string import Template

from ui import fonts

SHEET = """
* { font-family: "@family"; font-size: 14px; }
QWidget { color: @text; }
QDialog, QWidget[ground="bg"] { background: @bg; }
QWidget[ground="surface"] { background: @surface; }
QWidget[ground="raised"] { background: @raised; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 20px; font-weight: bold; }
QLabel[role="hero"] { font-size: 28px; font-weight: bold; }
QLabel[role="total"] { font-size: 60px; font-weight: bold; }
QLabel[role="large"] { font-size: 16px; font-weight: bold; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="small"] { font-size: 12px; color: @muted; }
QLabel[role="heading"] { font-size: 12px; font-weight: bold; color: @muted; }
QLabel[role="problem"] { font-size: 12px; color: @critical; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="praise"] { color: @praise; }
QLabel[tone="concern"] { color: @concern; }
QLabel[tone="verify"] { color: @verify; }
QLabel[tone="critical"] { color: @critical; }

QAbstractScrollArea { border: none; background: @surface; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }

QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit,
QDateTimeEdit, QComboBox {
    background: @surface; color: @text; border: 1px solid @edge; border-radius: 6px;
    padding: 1px 11px; selection-background-color: @accent; selection-color: @on_accent;
    placeholder-text-color: @muted;
}
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
    min-height: 28px;
}
QComboBox { padding: 1px 2px 1px 11px; }
QTextEdit, QPlainTextEdit { padding: 5px 7px; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus, QComboBox:focus {
    border: 2px solid @accent; padding: 0px 10px;
}
QComboBox:focus { padding: 0px 1px 0px 10px; }
QTextEdit:focus, QPlainTextEdit:focus { padding: 4px 6px; }
QLineEdit[problem="true"], QTextEdit[problem="true"], QComboBox[problem="true"] {
    border: 2px solid @critical; padding: 0px 10px;
}
QTextEdit[problem="true"] { padding: 4px 6px; }
QLineEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
    background: @bg; color: @muted; border-color: @line;
}
QLineEdit[readOnly="true"], QTextEdit[readOnly="true"] { background: @bg; border-color: @line; }
QLineEdit[readOnly="true"]:focus, QTextEdit[readOnly="true"]:focus { border-color: @accent; }
QLineEdit[frameless="true"], QTextEdit[frameless="true"] {
    border: none; padding: 0px; background: transparent;
}
QLineEdit[frameless="true"] { min-height: 32px; }
QTextBrowser, QTextBrowser[readOnly="true"] {
    border: 2px solid @surface; padding: 0px; background: @surface;
}
QTextBrowser:focus { border: 2px solid @accent; padding: 0px; }
QTextBrowser[ground="surface"] { background: @surface; border: 2px solid @surface; }
QTextBrowser[ground="surface"]:focus { border: 2px solid @accent; }
QComboBox::drop-down, QSpinBox::up-button, QSpinBox::down-button { border: none; width: 24px; }
QComboBox::down-arrow { image: url(@unfold); width: 14px; height: 14px; right: 8px; }
QComboBox QAbstractItemView {
    background: @surface; border: 1px solid @line; outline: 0; padding: 4px;
    selection-background-color: @accent_soft; selection-color: @text;
}

QCheckBox, QRadioButton { spacing: 8px; min-height: 32px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid @edge; background: @surface;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: @accent; border: 1px solid @accent; image: url(@tick); }
QRadioButton::indicator:checked {
    background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
        stop:0 @accent, stop:0.5 @accent, stop:0.56 @surface, stop:1 @surface);
    border: 1px solid @accent;
}
QCheckBox:focus, QRadioButton:focus { outline: none; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus {
    width: 14px; height: 14px; border: 2px solid @accent;
}
QCheckBox::indicator:checked:focus { border: 2px solid @text; }
QRadioButton::indicator:checked:focus { border: 2px solid @text; }

QPushButton, QToolButton {
    background: @surface; color: @text; border: 1px solid @edge; border-radius: 6px;
    padding: 1px 11px; min-height: 28px;
}
QPushButton:hover, QToolButton:hover { background: @raised; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 0px 10px; }
QPushButton:disabled, QToolButton:disabled { color: @muted; border-color: @line; }
QPushButton:default { background: @accent; color: @on_accent; border-color: @accent; }

QTableView, QListView, QTreeView { outline: 0; gridline-color: transparent; }
QTableView { selection-background-color: transparent; }
QListView[ground="bg"], QTreeView[ground="bg"], QTableView[ground="bg"] { background: @bg; }
QTreeView::item { min-height: 34px; }
QTreeView::item:selected, QListView::item:selected { background: @accent_soft; color: @text; }
QHeaderView { background: @bg; }
QHeaderView::section {
    background: @bg; color: @muted; border: none; border-bottom: 1px solid @line;
    padding: 0px 8px; font-size: 12px; min-height: 36px;
}
QTableCornerButton::section { background: @bg; border: none; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @track; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: @surface; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-height: 20px; }
QMenu::item:selected { background: @accent_soft; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenuBar { background: @bg; }
QMenuBar::item { padding: 6px 10px; background: transparent; }
QMenuBar::item:selected { background: @accent_soft; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 8px; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: @track; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
"""

_PX = re.compile(r"\b(\d+)px")
_FIXED = 2


class _Sheet(Template):
    """Names of tokens stand behind an at sign."""

    delimiter = "@"


def style_sheet(values: dict[str, str]) -> str:
    """The sheet with names filled in and every length above a hairline under the zoom."""
    return _Sheet(_PX.sub(_scaled, SHEET)).substitute(values)


def _scaled(found: re.Match[str]) -> str:
    length = int(found.group(1))
    return f"{length if length <= _FIXED else fonts.px(length)}px"
