"""Of two people who fill in the same form of the app the second is told: what counts is what the form showed them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.doors import SHOWN, fields_of, labelled, opened_in, sound, word
from workbench.app.opened import Opened
from workbench.app.views import releases, review
from workbench.app.views.correcting import show_corrections
from workbench.language import Language
from workbench.normalization import Author, Decision, Register, open_register, subject_of
from workbench.normalization.audit import CaseResult, SampleRequest, Strata, audit_id, audits_in, enter_audit, sample_of
from workbench.normalization.corrections import (
    ActionAgreed,
    CarriedOut,
    CauseFound,
    CauseKind,
    Correction,
    CorrectionEvent,
    Step,
    corrections_in,
    enter_correction,
)
from workbench.normalization.release import Drafted, TrialBegun, TrialWindow, Withdrawn, standing_in
from workbench.report.nonconformities import draft_nonconformity
from workbench.study import release_steps
from workbench.study.correcting import check_for, enter_judgements
from workbench.templates import example_workspace, write_with_files
from workbench.trace import requirements_of

AT = datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=8)))
OTHER = Author(by="李工", at=AT)
BEFORE_ALL_CASES = AT.replace(year=2020)
WINDOW = TrialWindow(start=AT.date(), end=AT.date() + timedelta(days=90))


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return AT.astimezone(tz)


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    root = tmp_path_factory.mktemp("two") / "ws"
    write_with_files(example_workspace(Language.ZH_CN), root)
    return opened_in(root)


@pytest.fixture
def opened(assessed: Opened, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The workspace with an empty register."""
    for path in sorted((assessed.folder / "register").glob("*")):
        path.unlink()
    monkeypatch.setattr("workbench.app.recording.datetime", Clock)
    return assessed


def script() -> None:
    from tests.app.doors import SHOWN  # noqa: PLC0415 - the script runs by itself

    SHOWN[0]()


def shown(view: Callable[[], None]) -> AppTest:
    SHOWN[:] = [view]
    return sound(AppTest.from_function(script, default_timeout=300).run())


def sent(page: AppTest, form: str, **said: object) -> list[str]:
    """Fill a form and send it; return the faults that are shown then."""
    for key, value in said.items():
        labelled(fields_of(page, form), key.replace("_", "-")).set_value(value)
    labelled(fields_of(page, form), "app-by").set_value("王工")
    (button,) = (each for each in page.button if each.form_id == form)
    button.click()
    page.run()
    assert not page.exception
    return [each.value for each in page.error]


def nonconforming(opened: Opened, at: datetime = AT) -> tuple[Register, Correction]:
    """Call a finding a nonconformity."""
    register, finding = open_register(opened.folder), opened.assessment.findings[0]
    draft = draft_nonconformity(finding, opened.assessment, requirements_of(opened.folder), Language.ZH_CN)
    register.decide(Decision(subject=subject_of(finding), verdict=draft, by=OTHER.by, at=at, seen=0))
    (correction,) = corrections_in(register, AT.date()).corrections
    return register, correction


def entered(register: Register, correction: Correction, step: Step) -> Correction:
    enter_correction(register, correction.id, CorrectionEvent(step=step, by=OTHER.by, at=AT))
    (correction,) = corrections_in(register, AT.date()).corrections
    return correction


CAUSE = CauseFound(kind=CauseKind.METHOD, cause="没有规定")
ACTION = ActionAgreed(action="写入作业指导书", owner="P1", due=AT.date())


def test_a_cause_is_not_replaced_by_somebody_who_has_not_read_it(opened: Opened) -> None:
    register, correction = nonconforming(opened)
    page, form = shown(lambda: show_corrections(opened)), f"cause-{correction.id}"
    correction = entered(register, correction, CAUSE)
    (told,) = sent(page, form, corrections_cause="没有培训")
    assert "李工" in told
    assert corrections_in(register, AT.date()).by_id[correction.id].cause == CAUSE
    assert sent(page, form, corrections_cause="没有培训") == []
    cause = corrections_in(register, AT.date()).by_id[correction.id].cause
    assert cause is not None
    assert cause.cause == "没有培训"


def test_a_step_that_cannot_be_taken_any_more_is_not_lost_in_silence(opened: Opened) -> None:
    register, correction = nonconforming(opened)
    page = shown(lambda: show_corrections(opened))
    entered(register, entered(register, correction, CAUSE), ACTION)
    assert sent(page, f"cause-{correction.id}", corrections_cause="没有培训") == [word("app-form-gone")]


def test_what_somebody_judged_meanwhile_is_told_to_whoever_judges_it_too(opened: Opened) -> None:
    register, correction = nonconforming(opened, BEFORE_ALL_CASES)
    day = BEFORE_ALL_CASES.date()
    check = check_for(correction, opened.assessment)
    for step in (CAUSE, replace(ACTION, due=day, check=check), CarriedOut(on=day)):
        enter_correction(register, correction.id, CorrectionEvent(step=step, by=OTHER.by, at=BEFORE_ALL_CASES))
    page = shown(lambda: show_corrections(opened))
    ((judged, _),) = enter_judgements(register, corrections_in(register, AT.date()), opened.assessment, OTHER)
    (told,) = sent(page, "judge")
    assert "李工" in told
    after = corrections_in(register, AT.date()).by_id[correction.id]
    assert after.judged == judged.step


def test_a_trial_that_somebody_moved_is_not_moved_back(opened: Opened) -> None:
    register = open_register(opened.folder)
    release_steps.draft(opened.folder, register, "1.0.0", Drafted(processes=("REP",)), OTHER)
    page = shown(lambda: releases.show(opened))
    release_steps.state(register, "1.0.0", TrialBegun(window=WINDOW), OTHER)
    assert any("李工" in each for each in sent(page, "trial"))
    release = standing_in(register, AT.date()).version["1.0.0"]
    assert (release.trial, len(release.events)) == (WINDOW, 2)
    release_steps.state(register, "1.0.0", Withdrawn(reason="不再需要"), OTHER)
    assert word("app-form-gone") in sent(page, "trial")


def test_results_of_an_audit_are_not_lost_to_somebody_who_has_not_seen_them(opened: Opened) -> None:
    register = open_register(opened.folder)
    page = shown(lambda: review._audit(opened))
    page.text_input(key="audit-seed").set_value("2026")
    sound(page.run())
    request = SampleRequest(process="REP", seed="2026", strata=Strata.DEVIATING)
    sample = sample_of(opened.assessment.evidence, opened.assessment.findings, request)
    found = CaseResult(case=sample.rows[0].case, deviates=True)
    enter_audit(register, sample, [found], OTHER.by, AT, 0)
    (told,) = sent(page, "audit-results")
    assert "李工" in told
    (audit,) = audits_in(register, AT.date())
    assert audit.audit.results == (found,)


def test_a_recorded_audit_goes_on_with_the_cases_that_were_drawn_whatever_the_log_holds_now(opened: Opened) -> None:
    register = open_register(opened.folder)
    request = SampleRequest(process="REP", seed="2026", strata=Strata.DEVIATING)
    now = sample_of(opened.assessment.evidence, opened.assessment.findings, request)
    begun = replace(now, strata=tuple(replace(each, population=each.population - 1) for each in now.strata))
    found = CaseResult(case=begun.rows[0].case, deviates=True)
    enter_audit(register, begun, [found], OTHER.by, AT, 0)
    page = shown(lambda: review._audit(opened))
    page.text_input(key="audit-seed").set_value("2026")
    assert any(audit_id(begun) in each.value for each in sound(page.run()).info)
    page.selectbox(key="audit").set_value(audit_id(begun))
    sound(page.run())
    assert sent(page, "audit-results") == []
    (audit,) = audits_in(register, AT.date())
    assert (audit.id, audit.by, audit.audit.results) == (audit_id(begun), "王工", (found,))
