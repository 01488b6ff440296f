"""Qt's own dialogs speak the language of the window, newer words of theirs too."""

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from app import i18n
from ui.qt_words import QtWords


@pytest.fixture
def chinese(qapp):
    i18n.install("zh_CN")
    base, words = QTranslator(), QtWords()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert base.load("qtbase_zh_CN", folder)
    for one in (base, words):
        qapp.installTranslator(one)
    yield
    for one in (base, words):
        qapp.removeTranslator(one)
    i18n.install("en")


MODES = [QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.Directory]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("act", list(QFileDialog.AcceptMode))
def test_no_label_of_the_file_dialog_is_english(chinese, qtbot, tmp_path, mode, act):
    dialog = QFileDialog(None, "选择", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.setAcceptMode(act)
    words = [w.text() for kind in (QLabel, QPushButton) for w in dialog.findChildren(kind)]
    assert len(words) >= 4
    for word in words:
        assert not word.isascii() or not word, word


def test_a_word_that_nobody_knows_is_left_as_it_is(chinese):
    assert QtWords().translate("QFileDialog", "no such word") is None
    assert QtWords().translate("QLineEdit", "Folder") is None
    assert QtWords().translate("QAbstractFileIconProvider", "Folder") == "文件夹"
