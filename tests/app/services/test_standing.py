"""What must be mended holds a final version back, until it is mended or stands with a reason."""

from datetime import UTC, date, datetime

import pytest

from app.errors import UserError
from app.i18n import translate_error
from app.model.rounds import VersionKind
from app.reports.kinds import Kind
from app.reports.wishes import Wishes
from app.rules.told import shown
from app.services.report import export
from app.services.standing import RemarksError, musts, unsettled
from app.services.versions import leaving
from tests.libraries import NO_DAY, sample_evening, with_a_must

OTHER = f"{NO_DAY}的台账摆放有序。"


def noon():
    return datetime(2024, 1, 22, 12, tzinfo=UTC)


@pytest.fixture
def visit(tmp_path):
    """Complete, but a finding names a day that there is not."""
    library = sample_evening().put(tmp_path / "library")
    made = library.open_visit(library.summaries()[0].folder, clock=noon)
    with_a_must(made)
    yield made
    made.close()
    library.close()


def material(visit, *, draft=False):
    form = visit.forms.usable()
    return visit.report.input(form.id, draft=draft), form


def reasons_for(found, words="原始台账如此记载，照录。"):
    return {one.key: words for one in found}


def test_a_final_version_is_held_back_with_the_list_and_a_draft_is_only_warned(visit):
    with pytest.raises(RemarksError) as refused:
        leaving(*material(visit))
    assert [one.remark.quote for one in refused.value.remarks] == [NO_DAY]
    assert refused.value.remarks[0].key[:8] in translate_error(refused.value)
    report = leaving(*material(visit, draft=True))
    assert (report.musts, report.standing) == (1, ())


def test_what_is_mended_holds_nothing_back(visit):
    edit = next(one for one in visit.findings.all() if one.text == OTHER)
    visit.findings.reword(edit.id, "本站的台账摆放有序。")
    assert leaving(*material(visit)).standing == ()


def test_a_reason_lets_it_stand_and_is_kept_in_the_version_and_in_the_record(visit):
    found = unsettled(*material(visit))
    visit.remarks.let_stand(reasons_for(found), found)
    assert "照录" in shown(visit.audit(1)[0].after)
    report = leaving(*material(visit))
    visit.rounds.issue(report, kind=VersionKind.FINAL)
    (version,) = visit.rounds.all().versions
    (one,) = version.standing
    assert (one.family, one.quote, one.reason) == (
        "C05",
        NO_DAY,
        "原始台账如此记载，照录。",
    )
    assert "照录" in shown(visit.audit(1)[0].after)


def test_undo_takes_the_reason_back_and_the_remark_counts_again(visit):
    found = unsettled(*material(visit))
    visit.remarks.let_stand(reasons_for(found), found)
    assert unsettled(*material(visit)) == ()
    visit.undo()
    assert unsettled(*material(visit)) == found


def test_another_text_needs_a_reason_of_its_own(visit):
    found = unsettled(*material(visit))
    visit.remarks.let_stand(reasons_for(found), found)
    edit = next(one for one in visit.findings.all() if one.text == OTHER)
    visit.findings.reword(edit.id, f"档案自{NO_DAY}起摆放有序。")
    assert len(unsettled(*material(visit))) == 1


def test_setting_aside_alone_is_no_reason(visit):
    (found,) = musts(*material(visit))
    visit.remarks.set_aside(found)
    assert unsettled(*material(visit)) == (found,)


def test_nothing_stands_without_a_word(visit):
    found = unsettled(*material(visit))
    before = visit.changed_at
    for words in ({}, reasons_for(found, "  "), reasons_for(found, "\x00")):
        with pytest.raises(UserError):
            visit.remarks.let_stand(words, found)
    assert visit.changed_at == before


def test_final_files_are_held_back_too_and_drafts_are_not(visit, tmp_path):
    wishes = Wishes(reply_by=date(2024, 1, 29))
    for draft in (False, True):
        given, form = material(visit, draft=draft)
        maker = visit.exports.maker(given, form, wishes)
        acts = (
            lambda m=maker: m.make(Kind.WORD, lambda done, total: None),
            lambda m=maker: m.make(Kind.NOTICE, lambda done, total: None),
            lambda g=given, f=form: export(g, f, tmp_path / "report.docx"),
        )
        for act in acts:
            if draft:
                act()
            else:
                with pytest.raises(RemarksError):
                    act()
                assert not (tmp_path / "report.docx").exists()
