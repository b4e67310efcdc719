"""Items of a plan verified: which cases count as new, and what a repaired half of the demo proves."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from demo.drift import NEW_LABEL
from demo.generate import generate
from demo.story import Verdict
from demo.truth import PLANTS
from tests.builders import process
from tests.normalization.verification.assessed import STORY, demo, moments, second
from tests.normalization.verification.periods import mended
from workbench.findings import Finding
from workbench.fit.plan import Proof
from workbench.normalization.plain_values import plain, value_of
from workbench.normalization.plan import EffectCheck
from workbench.normalization.verification import FindingJudgement, Judgement, Measure, ToVerify, judge, side_effects_of
from workbench.study import Assessment, assess, study_of
from workbench.study.narrowing import begun_after
from workbench.study.verifying import period_of, verify_items

HALVES = (PLANTS[0::2], PLANTS[1::2])
SELDOM = {"M04", "M05", "M08", "M14"}
"""Plants whose process or activity happens less than 300 times in the log of the demo."""
LONG_AGO = date(2024, 1, 1)


def item_for(finding: Finding, found_in: Assessment, done: date) -> ToVerify:
    return ToVerify(id=finding.id, done=done, findings=(mended(finding, found_in.evidence),))


def by_plant(judgements: Iterable[Judgement]) -> dict[str, Proof]:
    truth = generate().truth
    plant = {(its.code, its.scope, its.object): name for name, its in truth.items()}
    said = [(each.findings[0].subject, each.proof) for each in judgements]
    return {plant[subject.code, subject.scope, subject.object]: proof for subject, proof in said}


@pytest.mark.parametrize("repaired", HALVES)
def test_exactly_what_was_repaired_is_proven_or_not_yet_provable(repaired: tuple[str, ...]) -> None:
    items = [item_for(each, demo(), LONG_AGO) for each in demo().findings]
    proofs = by_plant(verify_items(demo(*repaired), items))
    assert len(proofs) == 30
    assert {plant for plant, proof in proofs.items() if proof is Proof.PROVEN} == {*repaired} - SELDOM
    assert {plant for plant, proof in proofs.items() if proof is Proof.NOT_YET} == {*repaired} & SELDOM
    assert {plant for plant, proof in proofs.items() if proof is Proof.REFUTED} == {*PLANTS} - {*repaired}


CONCLUDED = {
    Verdict.PROVEN: Proof.PROVEN,
    Verdict.NOT_YET: Proof.NOT_YET,
    **dict.fromkeys((Verdict.REFUTED, Verdict.OPEN, Verdict.RECURRING), Proof.REFUTED),
}
"""What was never done, were it said to be, would be refuted, as what came back is."""


@pytest.mark.parametrize("number", [1, 2])
def test_the_story_of_the_demo_is_judged_as_it_was_told(number: int) -> None:
    found, now = moments()[0], period_of(begun_after(moments()[number], STORY.done))
    proofs = by_plant(judge(item_for(each, found, STORY.done), now) for each in found.findings)
    assert proofs == {plant: CONCLUDED[verdict] for plant, verdict in STORY.moments[number].verdicts.items()}


def test_beside_what_was_mended_only_what_the_story_plants_is_new() -> None:
    before, *later = (replace(period_of(each), rating=lambda: None) for each in moments())
    nothing = ToVerify(id="nothing", done=STORY.done)
    added = [[each.subject.object for each in side_effects_of(nothing, before, after).new] for after in later]
    assert added == [[], [STORY.moments[2].demo.truth[NEW_LABEL].object]]


@pytest.mark.parametrize("done", [date(2025, 4, 1), date(2025, 5, 15)])
def test_on_no_day_is_anything_proven_that_was_not_repaired_or_refuted_that_was(done: date) -> None:
    repaired, after = {*HALVES[0]}, period_of(begun_after(demo(*HALVES[0]), done))
    proofs = by_plant(judge(item_for(each, demo(), done), after) for each in demo().findings)
    assert {plant for plant, proof in proofs.items() if proof is Proof.PROVEN} <= repaired
    assert {plant for plant, proof in proofs.items() if proof is Proof.REFUTED} <= {*PLANTS} - repaired


def test_in_an_enterprise_that_mended_nothing_nothing_is_proven() -> None:
    items = [item_for(each, second(), LONG_AGO) for each in second().findings]
    assert len(items) == 62
    assert {each.proof for each in verify_items(second(), items)} == {Proof.REFUTED}


def test_a_judgement_can_be_recorded_and_read_again() -> None:
    finding = next(each for each in demo().findings if each.code == "CF-SKIP")
    (judgement,) = verify_items(demo(*HALVES[0]), [item_for(finding, demo(), date(2025, 4, 1))], demo())
    assert judgement.effects
    assert judgement.side_effects.reason is None
    assert value_of(Judgement, plain(judgement)) == judgement


def logged(folder: Path, rows: Iterable[tuple[str, str, str, str]]) -> Assessment:
    """Assess a process of a, b and c with a log of (case, activity, start, end)."""
    model, log = folder / "p.bpmn", folder / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").task("c").end().xml())
    out = io.StringIO()
    csv.writer(out).writerows([("case_id", "activity", "start", "end"), *rows])
    log.write_text(out.getvalue(), encoding="utf-8")
    return assess(study_of(model, log))


def case(name: str, begin: datetime, activities: str, hours: int = 1) -> list[tuple[str, str, str, str]]:
    """Return the rows of a case whose steps take an hour each, and begin some hours after each other."""
    moments = [begin + place * timedelta(hours=hours) for place in range(len(activities))]
    told = [(f"{at:%Y-%m-%dT%H:%M}:00+08:00", f"{at + timedelta(hours=1):%Y-%m-%dT%H:%M}:00+08:00") for at in moments]
    return [(name, activity, *times) for activity, times in zip(activities, told, strict=True)]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Return 90 cases, one a day from 1 January 2025; up to 1 March every third leaves out `b`."""
    start = datetime(2025, 1, 1, 8)
    days = ((number, start + timedelta(days=number)) for number in range(90))
    rows = [row for number, at in days for row in case(f"{number:03}", at, "ac" if number < 60 and number % 3 == 0 else "abc")]
    return logged(tmp_path_factory.mktemp("changed"), rows)


def skip_judged(assessment: Assessment, done: date, found_in: Assessment | None = None) -> FindingJudgement:
    before = found_in or assessment
    (skip,) = (each for each in before.findings if each.code == "CF-SKIP")
    (judgement,) = verify_items(assessment, [item_for(skip, before, done)])
    return judgement.findings[0]


def test_only_cases_that_began_after_the_day_count(changed: Assessment) -> None:
    found = skip_judged(changed, date(2025, 3, 1))
    assert (found.proof, found.violations, found.exposed, found.more) == (Proof.NOT_YET, 0, 30, 270)
    assert found.days == 268
    assert skip_judged(changed, date(2025, 2, 26)).violations == 1


def test_an_item_done_before_the_log_begins_is_held_against_all_of_it(changed: Assessment) -> None:
    found = skip_judged(changed, LONG_AGO)
    assert (found.proof, found.violations, found.exposed) == (Proof.REFUTED, 20, 90)


def test_where_no_case_has_begun_since_nothing_is_proven(changed: Assessment) -> None:
    found = skip_judged(changed, date(2025, 12, 31))
    assert found.proof is Proof.NOT_YET
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NO_NEW_CASES"


def test_cases_of_one_day_are_looked_at_once_for_all_its_items_in_their_order(changed: Assessment) -> None:
    (skip,) = changed.findings
    days = (date(2025, 3, 1), LONG_AGO, date(2025, 3, 1))
    proofs = [each.proof for each in verify_items(changed, [item_for(skip, changed, day) for day in days])]
    assert proofs == [Proof.NOT_YET, Proof.REFUTED, Proof.NOT_YET]


def test_a_case_that_straddles_the_day_is_no_new_evidence_even_where_it_shows_a_deviation_later(
    changed: Assessment, tmp_path: Path
) -> None:
    rows = [row for number in range(30) for row in case(f"{number}", datetime(2025, 4, 1 + number % 20, 8), "abc")]
    straddling = case("straddling", datetime(2025, 3, 1, 8), "ac", hours=24 * 10)
    found = skip_judged(logged(tmp_path, [*rows, *straddling]), date(2025, 3, 1), changed)
    assert (found.violations, found.exposed) == (0, 30)


def test_a_case_begins_with_its_first_start_not_with_its_first_completion(changed: Assessment, tmp_path: Path) -> None:
    rows = [row for number in range(30) for row in case(f"{number}", datetime(2025, 4, 1 + number % 20, 8), "abc")]
    late = case("late", datetime(2025, 3, 1, 23, 30), "ac")
    assert skip_judged(logged(tmp_path, [*rows, *late]), date(2025, 3, 1), changed).violations == 0
    assert skip_judged(logged(tmp_path, [*rows, *late]), date(2025, 2, 28), changed).violations == 1


def test_an_open_case_is_no_violation(changed: Assessment, tmp_path: Path) -> None:
    rows = [row for number in range(30) for row in case(f"{number}", datetime(2025, 4, 1 + number, 8), "abc")]
    found = skip_judged(logged(tmp_path, [*rows, *case("open", datetime(2025, 4, 30, 8), "a")]), LONG_AGO, changed)
    assert (found.violations, found.exposed) == (0, 30)


def test_a_log_without_times_proves_nothing(changed: Assessment, tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="{}"/></event>'
    trace = "<trace>" + "".join(event.format(each) for each in "abc") + "</trace>"
    model, log = tmp_path / "p.bpmn", tmp_path / "p.xes"
    model.write_bytes(process("p").start().task("a").task("b").task("c").end().xml())
    log.write_text(f"<log>{trace * 400}</log>", encoding="utf-8")
    found = skip_judged(assess(study_of(model, log)), LONG_AGO, changed)
    assert found.proof is Proof.NOT_YET
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NO_TIMES"


def test_effects_compare_what_had_run_by_the_day_with_what_came_after(changed: Assessment) -> None:
    (skip,) = changed.findings
    (judgement,) = verify_items(changed, [item_for(skip, changed, date(2025, 3, 1))])
    conforming = judgement.effects[-1]
    assert (conforming.before, conforming.after, conforming.n_before, conforming.n_after) == (40 / 60, 1.0, 60, 30)
    assert conforming.is_clear


def test_an_earlier_assessment_tells_what_was_before_where_the_log_does_not(changed: Assessment, tmp_path: Path) -> None:
    rows = [row for number in range(30) for row in case(f"{number}", datetime(2025, 4, 1 + number % 20, 8), "abc")]
    later = logged(tmp_path, rows)
    (skip,) = changed.findings
    item = item_for(skip, changed, date(2025, 3, 31))
    (alone,), (beside,) = verify_items(later, [item]), verify_items(later, [item], changed)
    assert alone.effects[-1].reason is not None
    assert (beside.effects[-1].n_before, beside.effects[-1].n_after) == (90, 30)


def test_slow_cases_that_had_no_time_to_end_do_not_make_a_change_look_quick(tmp_path: Path) -> None:
    """Half of the cases last an hour, half of them twenty days, before the day and after; the log stops a month after it."""
    begins = [datetime(2025, 1, 1, 8) + number * timedelta(hours=12) for number in range(180)]
    rows = [row for number, at in enumerate(begins) for row in case(f"{number:03}", at, "abc", hours=240 if number % 2 else 1)]
    cut = logged(tmp_path, [row for row in rows if row[3] < "2025-04-01"])
    check = EffectCheck(process="p", change=-1.0, needed=30)
    (judgement,) = verify_items(cut, [ToVerify(id="quicker", done=date(2025, 3, 1), effects=(check,))])
    mean = next(each for each in judgement.effects if each.measure is Measure.CYCLE_TIME_MEAN)
    assert mean.n_after >= 10
    assert not mean.is_clear
    assert judgement.predicted[0].proof is not Proof.PROVEN
