"""Short reports for the checks, and what is said of them."""

from app.reports.checker.base import Facts, Line, Report

TITLE = "青禾街社工服务站中期评估报告"


def report(*texts, facts=None):
    """A report of these paragraphs; a list of lists among them is a table."""
    lines = []
    tables = 0
    for text in texts:
        if isinstance(text, str):
            lines.append(Line(len(lines) + 1, text))
            continue
        for r, row in enumerate(text):
            lines += [Line(len(lines) + 1 + c, cell, tables, r, c) for c, cell in enumerate(row)]
        tables += 1
    return Report(tuple(lines), facts or Facts())


def said(check, *texts, facts=None):
    """What is marked and what it becomes, in the order of the text."""
    remarks = sorted(
        check(report(*texts, facts=facts)), key=lambda one: (one.line.number, one.start, one.end)
    )
    return [(one.quote, one.mend) for one in remarks]
