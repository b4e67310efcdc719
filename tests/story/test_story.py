"""The demo played in time: what is done is judged by new evidence, released, watched – and each alarm comes at its change."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from demo.story import WHOLE_DRIFT, DemoStory, Verdict
from demo.truth import PLANTS
from tests.story.telling import LACKING, Told, plants, tell
from workbench.fit.plan import Proof
from workbench.language import Language
from workbench.normalization.plan import ItemState, plan_in
from workbench.normalization.register import UNDECIDED
from workbench.normalization.release import State, check_release, check_released, standing_in
from workbench.normalization.sightings import LifelineState, lifelines, runs_in
from workbench.normalization.watch import Monitor, Signal
from workbench.study.releasing import DOCUMENTS
from workbench.trace import Kept, Role, Status, Traced, built_in, holdings_of, trace

STORY = DemoStory()
_WEEK = timedelta(days=7)
PROOFS = {Verdict.PROVEN: Proof.PROVEN, Verdict.NOT_YET: Proof.NOT_YET, Verdict.REFUTED: Proof.REFUTED}
STATES = {
    Proof.PROVEN: ItemState.EFFECTIVE,
    Proof.NOT_YET: ItemState.NOT_YET,
    Proof.REFUTED: ItemState.INEFFECTIVE,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell(STORY, tmp_path_factory.mktemp("story"))


def test_the_baseline_gives_an_item_for_each_of_its_thirty_findings(told: Told) -> None:
    planned = [finding for item in plan_in(told.register, STORY.baseline.day).items for finding in item.planned.findings]
    assert sorted(planned) == sorted(each.id for each in told.baseline.findings)
    assert {told.plant[each] for each in planned} == set(PLANTS)


def test_new_evidence_says_of_what_was_done_exactly_what_the_story_says(told: Told) -> None:
    said = {told.plant[each.subject.id]: each.proof for judgement in told.judgements for each in judgement.findings}
    assert said == {plant: PROOFS[its] for plant, its in STORY.adjusted.verdicts.items() if its is not Verdict.OPEN}


def test_items_stand_as_they_were_judged_and_the_others_are_open(told: Told) -> None:
    states = {each.id: each.state for each in plan_in(told.register, STORY.adjusted.day).items}
    judged = {each.item: STATES[each.proof] for each in told.judgements}
    assert {item: states.pop(item) for item in judged} == judged
    assert all(state.is_open for state in states.values())
    found = {told.plant[each.id] for each in told.adjusted.findings}
    assert found == {plant for plant, its in STORY.adjusted.verdicts.items() if its in {Verdict.OPEN, Verdict.REFUTED}}


def test_what_recurs_is_counted_and_nothing_else_is(told: Told) -> None:
    lives = lifelines(runs_in(told.register), UNDECIDED).rows
    recurring = {told.plant[each.finding]: each.recurrences for each in lives if each.recurrences}
    assert recurring == {plant: 1 for plant, its in STORY.watched.verdicts.items() if its is Verdict.RECURRING}
    gone = {told.plant[each.finding] for each in lives if each.state is LifelineState.GONE}
    assert gone == {plant for plant, its in STORY.watched.verdicts.items() if its in {Verdict.PROVEN, Verdict.NOT_YET}}


def test_the_release_is_whole_and_watched(told: Told) -> None:
    assert check_release(told.frozen.folder) == ()
    assert check_released(told.workspace, told.register) == ()
    assert told.register.verify() == ()
    (release,) = standing_in(told.register, STORY.watched.day).releases
    assert release.state is State.ADJUSTING
    assert release.processes == ("ECM", "OTD", "P2P")


def test_nothing_is_waived_but_what_is_not_met(told: Told) -> None:
    conditions, waiver = told.frozen.manifest.conditions, told.frozen.manifest.waiver
    assert waiver is not None
    assert set(waiver.conditions) == {each.code for each in conditions if not each.is_met} == set(LACKING)


def test_the_release_holds_every_document_in_both_languages_and_formats(told: Told) -> None:
    folder, posts = told.frozen.folder / DOCUMENTS, len(told.adjusted.study.design.organization.posts or ())
    # a description of each process, duties, a description of each post, data, changes, and their register, which is a list, too
    listed = 3 + 1 + posts + 1 + 1 + 1
    for language in Language:
        endings = Counter(each.suffix for each in (folder / language).iterdir())
        assert endings == {".docx": listed, ".pdf": listed, ".csv": 1}


OFF_TARGET = {("K1",), ("K4",)}
"""What misses its target without any drift: orders take over 16 days, and plans are made outside the system (M06)."""


def alarms(told: Told) -> Iterator[Signal]:
    return (each for each in told.signals.signals if each.monitor is not Monitor.TARGET)


def test_every_drift_is_an_alarm_in_its_own_monitor_and_process(told: Told) -> None:
    shown = {(each.monitor.value, each.process) for each in alarms(told)}
    caused = {
        ("conformance", "OTD"),
        ("rule", "OTD"),
        ("cycle-time", "P2P"),
        ("performers", "OTD"),
        ("novel", "P2P"),
        ("flow", "P2P"),
    }
    assert {("conformance", "OTD"), ("cycle-time", "P2P"), ("performers", "OTD"), ("novel", "P2P")} <= shown <= caused


def test_every_alarm_comes_at_the_day_of_its_change(told: Told) -> None:
    assert WHOLE_DRIFT.day == date(2026, 1, 19)
    for each in alarms(told):
        assert each.since is not None
        assert abs(each.since - WHOLE_DRIFT.day) <= _WEEK, each


def test_a_target_that_is_missed_without_a_drift_is_told_by_itself(told: Told) -> None:
    off = [each for each in told.signals.signals if each.monitor is Monitor.TARGET]
    assert {each.object for each in off} == OFF_TARGET
    assert all(each.since is not None and each.since < WHOLE_DRIFT.day for each in off)


def test_what_came_back_is_opened_again(told: Told) -> None:
    plan = plan_in(told.register, STORY.watched.day)
    again = {told.plant[finding] for item in told.reopened for finding in plan.item[item].planned.findings}
    assert again == {plant for plant, its in STORY.watched.verdicts.items() if its is Verdict.RECURRING}
    assert {plan.item[each].state.is_open for each in told.reopened} == {True}


def test_alarms_name_the_steps_the_rule_and_the_label(told: Told) -> None:
    objects = {each.object for each in alarms(told) if each.object}
    assert objects == {("OTD-01",), ("OTD-03",), ("OTD-05",), ("OTD-04",), ("电话催交",)}


def test_every_finding_of_the_watched_season_is_one_that_the_story_knows(told: Told) -> None:
    known = plants(STORY.watched)
    assert {(each.code, each.scope, each.object) for each in told.watched.findings} == set(known)


@pytest.fixture(scope="module")
def core(told: Told) -> tuple[Traced, ...]:
    kept = Kept(workspace=told.workspace, register=told.register, on=STORY.watched.day)
    traced = trace(built_in(), holdings_of(told.watched, kept))
    return tuple(each for each in traced if each.requirement.role is Role.CORE)


def test_every_core_requirement_has_all_the_evidence_there_is_to_be(core: tuple[Traced, ...]) -> None:
    assert {each.requirement.id: each.missing for each in core if each.status is not Status.EVIDENCED} == {}


def test_the_trace_holds_what_the_story_did(core: tuple[Traced, ...], told: Told) -> None:
    held = {one.evidence: one.count for each in core for one in each.held}
    assert held["record:runs"] == len(STORY.moments)
    assert held["record:judgements"] == len(told.judgements)
    assert held["record:signals"] == len(told.signals.weighty)
    names = ("releases", "baselines", "audits", "corrections", "cases")
    assert [held[f"record:{name}"] for name in names] == [1, 1, 1, 1, 1]
