"""What can be exported, and in which state it is; light to import."""

from enum import Enum


class Kind(Enum):
    """The value is what the command and the manifest call it."""

    WORD = "docx"
    READING = "pdf"
    LETTER = "letter"
    NOTICE = "notice"
    SUMMARY = "summary"
    SHEETS = "sheets"
    FEEDBACK = "feedback"


class Version(Enum):
    """A record of the day is neither draft nor final."""

    FINAL = "final"
    COMMENT = "comment"
    UNFINISHED = "unfinished"
    RECORD = "record"


STEMS = {
    Kind.WORD: "评估报告",
    Kind.READING: "评估报告（阅读稿）",
    Kind.LETTER: "初评意见函",
    Kind.NOTICE: "公示稿",
    Kind.SUMMARY: "评分汇总表",
    Kind.SHEETS: "各评委评分表",
    Kind.FEEDBACK: "现场反馈记录",
}
"""Documents carry Chinese names whatever the window speaks."""

SUFFIXES = {
    Kind.READING: ".pdf",
    Kind.SHEETS: ".pdf",
    Kind.FEEDBACK: ".pdf",
    Kind.SUMMARY: ".xlsx",
}
"""Whatever is not here is a Word file."""

BY_QT = (Kind.READING, Kind.SHEETS, Kind.FEEDBACK)


def suffix(kind: Kind) -> str:
    return SUFFIXES.get(kind, ".docx")


def file_name(kind: Kind, part: str = "") -> str:
    return f"{STEMS[kind]}{f'（{part}）' if part else ''}{suffix(kind)}"
