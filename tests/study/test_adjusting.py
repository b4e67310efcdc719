"""The plan as its doors change it: adopted once, verified from new cases alone, opened again where something came back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest

from tests.report.small_workspaces import write_model
from workbench.findings import UsageError, identity_of
from workbench.fit.plan import Proof
from workbench.normalization import Acceptance, Author, Decision, Register, open_register, subject_of
from workbench.normalization.plan import Done, ItemState, Started, enter_items, item_events, plan_in
from workbench.normalization.sightings import runs_in
from workbench.study import Assessment, assess, open_study
from workbench.study.adjusting import Verification, adopt, chosen_drafts, drafted_items, moved_window, record_run, state, verify
from workbench.study.narrowing import begun_after

DONE = date(2025, 3, 1)
BEFORE, AFTER, LATER = 40, 400, 500
"""How many cases, one an hour, had run when it was done, at the first verification, and at the second."""


def author(days: int) -> Author:
    return Author(by="王工", at=datetime(2025, 3, 1, 18, 0, tzinfo=UTC) + timedelta(days=days))


def cases(count: int, lapses: int) -> Iterator[tuple[str, str, str]]:
    """Yield cases of a and b: every fourth old one lacks b, and so do the last new ones, as many as there are lapses."""
    for number in range(count):
        is_old = number < BEFORE
        begin = datetime(2025, 2, 1) + timedelta(hours=number) if is_old else datetime(2025, 3, 2) + timedelta(hours=number)
        yield (f"{number}", "a", f"{begin}")
        if not (number % 4 == 1 if is_old else number >= count - lapses):
            yield (f"{number}", "b", f"{begin + timedelta(minutes=9)}")
    yield from ((f"end{each}", each, f"{datetime(2025, 12, 30)}") for each in "ab")


@cache
def assessed(count: int, lapses: int = 0) -> Assessment:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_model(root / "models" / "p.bpmn", "p")
        log = root / "event_logs" / "p.csv"
        log.parent.mkdir()
        with log.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("case_id", "activity", "end"), *cases(count, lapses)])
        return assess(open_study(root))


def adopted(folder: Path) -> tuple[Register, str]:
    """Return a register in whose plan the one item of the old cases is done."""
    register, now = open_register(folder), author(0)
    found = assessed(BEFORE)
    drafts = drafted_items(register, found, None, now.at.date())
    (recorded,) = adopt(register, found, drafts, now).recorded
    item = recorded.statement.subject
    for each in (Started(on=DONE), Done(on=DONE)):
        state(register, plan_in(register, date.max).item[item], each, now)
    return register, item


def verified(register: Register, found: Assessment, days: int) -> Verification:
    return verify(register, found, author(days))


def test_what_is_in_the_plan_is_no_draft_any_more_and_the_run_is_recorded_once(tmp_path: Path) -> None:
    register, _ = adopted(tmp_path)
    assert drafted_items(register, assessed(BEFORE), None, DONE) == ()
    assert record_run(register, assessed(BEFORE), author(1)).is_new is False
    assert len(runs_in(register)) == 1


def test_an_accepted_deviation_asks_for_no_item(tmp_path: Path) -> None:
    register, now = open_register(tmp_path), author(0)
    (finding,) = assessed(BEFORE).findings
    verdict = Acceptance(reason="客户自提", owner="销售部", until=date(2026, 1, 1))
    register.decide(Decision(subject=subject_of(finding), verdict=verdict, by="王工", at=now.at))
    assert drafted_items(register, assessed(BEFORE), None, DONE) == ()
    assert len(drafted_items(register, assessed(BEFORE), None, date(2026, 1, 2))) == 1


def test_a_deviation_that_is_planned_is_no_draft_again_under_another_of_its_codes(tmp_path: Path) -> None:
    """Whether b is left out in every fourth case or was never done: it is one item's work."""
    register, found = open_register(tmp_path), assessed(BEFORE)
    (draft,) = drafted_items(register, found, None, DONE)
    (check,) = draft.verifications
    dead = identity_of("CF-DEAD", check.subject.scope, *check.subject.object)
    about = replace(check, subject=replace(check.subject, id=dead, code="CF-DEAD", count=0))
    enter_items(register, [replace(draft, id=dead, findings=(dead,), verifications=(about,))], "王工", author(0).at)
    assert drafted_items(register, found, None, DONE) == ()


def test_a_draft_is_chosen_by_how_its_id_begins_and_a_stranger_is_refused(tmp_path: Path) -> None:
    drafts = drafted_items(open_register(tmp_path), assessed(BEFORE), None, DONE)
    assert chosen_drafts(drafts, None, ()) == chosen_drafts(drafts, [drafts[0].id[:6]], ()) == drafts
    with pytest.raises(UsageError) as refused:
        chosen_drafts(drafts, ["zz"], ())
    assert refused.value.finding.code == "ITEM_UNTOLD"


def test_a_draft_that_was_cancelled_is_chosen_only_by_its_name(tmp_path: Path) -> None:
    drafts = drafted_items(open_register(tmp_path), assessed(BEFORE), None, DONE)
    cancelled = [drafts[0].id]
    assert chosen_drafts(drafts, None, cancelled) == ()
    assert chosen_drafts(drafts, cancelled, cancelled) == drafts


def test_a_done_item_is_proven_by_new_cases_alone_and_once_by_each_run(tmp_path: Path) -> None:
    register, item = adopted(tmp_path)
    (early,) = verified(register, assessed(BEFORE), 1).judgements
    assert (early.proof, early.cases) == (Proof.NOT_YET, 1)
    (judgement,) = verified(register, assessed(AFTER), 30).judgements
    assert judgement.proof is Proof.PROVEN
    assert verified(register, assessed(AFTER), 31).judgements == ()
    found = plan_in(register, date(2025, 4, 30)).item[item]
    assert (found.state, found.judged) == (ItemState.EFFECTIVE, date(2025, 3, 31))
    assert found.judgement is not None
    assert found.judgement.run == runs_in(register)[-1].subject


def test_what_comes_back_after_it_was_proven_is_opened_again_with_a_window_as_long_as_before(tmp_path: Path) -> None:
    register, item = adopted(tmp_path)
    before = plan_in(register, DONE).item[item].planned.window.days
    verified(register, assessed(AFTER), 30)
    verification = verified(register, assessed(LATER, 60), 60)
    assert verification.reopened == (item,)
    found = plan_in(register, date(2025, 5, 1)).item[item]
    assert (found.state, found.reopened, found.done) == (ItemState.AGREED, 1, None)
    assert (found.planned.window.first, found.planned.window.days) == (date(2025, 4, 30), before)
    told = [each.happening.name for each in item_events(register)[item]]
    assert told == ["planned", "started", "done", "verified", "verified", "reopened"]


def test_a_judgement_that_is_recorded_for_a_later_day_opens_nothing_before_that_day(tmp_path: Path) -> None:
    register, item = adopted(tmp_path)
    verified(register, assessed(AFTER), 30)
    found = plan_in(register, date.max).item[item]
    assert found.judgement is not None
    again = tuple(replace(each, proof=Proof.REFUTED, is_claimed=True) for each in found.judgement.findings)
    state(register, found, replace(found.judgement, proof=Proof.REFUTED, findings=again), author(60))
    assert verified(register, assessed(AFTER), 40).reopened == ()
    assert verified(register, assessed(AFTER), 60).reopened == (item,)


def stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def test_a_verification_that_is_stopped_before_it_opens_again_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, item = adopted(tmp_path)
    verified(register, assessed(AFTER), 30)
    with monkeypatch.context() as stopped:
        stopped.setattr("workbench.study.adjusting._again", stop)
        with pytest.raises(KeyboardInterrupt):
            verified(register, assessed(LATER, 60), 60)
    assert plan_in(register, date(2025, 5, 1)).item[item].state is ItemState.INEFFECTIVE
    completed = verified(register, assessed(LATER, 60), 61)
    assert (completed.judgements, completed.reopened) == ((), (item,))
    assert plan_in(register, date(2025, 5, 2)).item[item].reopened == 1
    assert verified(register, assessed(LATER, 60), 62).reopened == ()


def test_one_stray_case_among_many_refutes_but_opens_nothing_again(tmp_path: Path) -> None:
    register, item = adopted(tmp_path)
    verified(register, assessed(AFTER), 30)
    (judgement,) = (found := verified(register, assessed(LATER, 1), 60)).judgements
    assert (judgement.proof, found.reopened) == (Proof.REFUTED, ())
    assert plan_in(register, date(2025, 5, 1)).item[item].reopened == 0


def test_a_run_judges_again_what_is_held_against_an_earlier_log_and_says_it_once(tmp_path: Path) -> None:
    register, _ = adopted(tmp_path)
    new = begun_after(assessed(AFTER), DONE)
    (alone,) = verified(register, new, 30).judgements
    assert alone.side_effects.reason is not None
    (held,) = verify(register, new, author(31), assessed(BEFORE)).judgements
    assert held.side_effects.reason is None
    assert verify(register, new, author(32), assessed(BEFORE)).judgements == ()
    assert verified(register, new, 33).judgements == ()


def test_old_violations_alone_open_nothing_again(tmp_path: Path) -> None:
    register, item = adopted(tmp_path)
    verified(register, assessed(AFTER), 30)
    assert verified(register, assessed(LATER), 60).reopened == ()
    assert plan_in(register, date(2025, 5, 1)).item[item].state is ItemState.EFFECTIVE


def test_a_window_keeps_the_day_that_is_not_moved(tmp_path: Path) -> None:
    register, item = adopted(tmp_path)
    found = plan_in(register, DONE).item[item]
    assert moved_window(found, None, None) is None
    moved = moved_window(found, None, date(2025, 9, 9))
    assert moved == replace(found.planned.window, last=date(2025, 9, 9))
