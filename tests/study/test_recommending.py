"""What is recommended: on the demo what was planted for it; where something is missing, what is unknown and no failure."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.report.redesign.small import PROTOCOL, TABLES, recommended, small, workspace, write_log
from workbench.language import Language
from workbench.redesign.advice import Advice
from workbench.redesign.changes import AutomateActivity, RevokeFunction
from workbench.redesign.grouping import Proof, Wishes
from workbench.report.redesign.recommendation_file import recommendation_json
from workbench.report.redesign.recommendation_text import recommendation_text
from workbench.report.redesign.section import redesign_section
from workbench.simulation.experiment import Protocol
from workbench.study import assess, open_study
from workbench.study.recommending import Recommendation, Request, recommend

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = {
    ("H4", "P2P", "P2P-12"): ("P2P", -4.3),
    ("H14", "enterprise", "P1"): ("OTD", -0.5),
    ("H16", "P2P", "总经理审批"): ("P2P", -0.9),
}
"""Days that the planted improvements bring by the reference (domain rules 5, what-ifs of the demo)."""


@pytest.fixture(scope="module")
def demo() -> Recommendation:
    return recommend(assess(open_study(ROOT)), Request(protocol=Protocol(seed=7, replications=6)))


def key(advice: Advice) -> tuple[str, str, str]:
    return advice.proposal.heuristic, advice.proposal.scope, advice.proposal.about[0]


@pytest.mark.parametrize("planted", REFERENCE)
def test_a_planted_improvement_is_among_the_top_advice_with_the_effect_of_the_reference(
    demo: Recommendation, planted: tuple[str, str, str]
) -> None:
    process, days = REFERENCE[planted]
    top = {key(each): each for each in demo.advice[:5]}
    assert planted in top
    effect = top[planted].effect
    assert effect is not None
    (found,) = (each.cycle_time for each in effect.processes if each.process == process)
    assert found.excludes_zero
    assert round(found.low, 1) <= days <= round(found.high, 1)


def test_what_the_reference_calls_noise_is_not_called_clear(demo: Recommendation) -> None:
    (approval,) = (each for each in demo.advice if key(each) == ("H16", "P2P", "总经理审批"))
    assert approval.effect is not None
    (ecm,) = (each.cycle_time for each in approval.effect.processes if each.process == "ECM")
    assert not ecm.excludes_zero


def test_every_proposal_for_the_demo_is_complete_so_that_it_breaks_nothing(demo: Recommendation) -> None:
    assert [key(each) for each in demo.advice if not each.is_feasible] == []
    (payment,) = (each for each in demo.advice if key(each) == ("H21", "P2P", "P2P-13"))
    assert payment.proposal.changes == (
        AutomateActivity(process="P2P", activity="P2P-13"),
        RevokeFunction(post="F4", function="FIN.PAY"),
    )


def test_the_plan_begins_with_daily_payment_and_its_few_steps_bring_most(demo: Recommendation) -> None:
    plan = demo.plan
    shares = [plan.share(number) or 0.0 for number in range(1, len(plan.steps) + 1)]
    assert key(plan.steps[0].advice) == ("H4", "P2P", "P2P-12")
    assert len(plan.steps) <= 5
    assert all(one < other for one, other in pairwise(shares))
    assert shares[-1] >= 0.9
    assert not demo.bench.broken_by([change for step in plan.steps for change in step.advice.proposal.changes])


def test_the_front_of_the_demo_is_proven_whole_and_begins_with_no_change(demo: Recommendation) -> None:
    assert demo.front.is_complete
    assert all(point.proof is Proof.OPTIMAL for point in demo.front.points)
    assert demo.front.points[-1].change == 0
    assert demo.unknown == ()


def test_the_table_has_a_row_for_each_advice_with_the_figures_of_the_process_most_changed(demo: Recommendation) -> None:
    rows = demo.table.rows  # type: ignore[attr-defined]
    assert [(row.heuristic, row.scope, row.about[0]) for row in rows] == [key(each) for each in demo.advice]
    assert (rows[0].process, rows[0].saved) == ("P2P", demo.advice[0].saved)
    assert rows[0].low < rows[0].cycle_time < rows[0].high < 0
    unplayed = next(row for row, each in zip(rows, demo.advice, strict=True) if each.effect is None)
    assert (unplayed.saved, unplayed.process, unplayed.cycle_time) == (None, None, None)


@pytest.mark.parametrize("language", Language)
def test_the_demo_is_told_in_every_language_without_a_gap(demo: Recommendation, language: Language) -> None:
    section = redesign_section(demo)
    text = recommendation_text(demo, language)
    assert "{" not in text
    for card in section.cards:
        assert card.proposed.said(language)
        assert all(said.said(language) and "{" not in said.said(language) for said in (*card.changes, *card.limits))


@pytest.mark.parametrize(("tables", "has_log"), [({}, False), (TABLES, False), ({}, True), ({"posts": TABLES["posts"]}, True)])
def test_what_is_missing_is_unknown_and_never_a_failure(tmp_path: Path, tables: dict[str, str], has_log: bool) -> None:
    root = workspace(tmp_path, **tables)
    if has_log:
        write_log(root)
    found = recommended(root)
    because = {each.reason.code for each in found.unknown}
    assert because
    assert all(each.reason.text(language) for each in found.unknown for language in Language)
    assert (found.bench.world is None) == (not has_log)
    assert has_log or all(each.effect is None for each in found.advice)
    for language in Language:
        assert recommendation_text(found, language)
    assert redesign_section(found).panels[1].missing is not None


def test_a_log_without_starts_and_performers_is_played_as_far_as_it_goes_and_says_what_is_assumed(tmp_path: Path) -> None:
    root = workspace(tmp_path, **TABLES)
    path = write_log(root)
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(",".join((case, activity, end)) for case, activity, _, end, _ in rows), encoding="utf-8")
    found = recommended(root)
    assert found.unknown
    assert found.calibrated.unknown or found.calibrated.assumed or found.gate.indicative
    assert recommendation_json(found)
    assert all(step.advice.is_feasible for step in found.plan.steps)


def test_it_tells_what_it_is_at_and_the_same_request_gives_the_same() -> None:
    heard: list[str] = []
    again = recommend(small().assessment, Request(protocol=PROTOCOL), heard.append)
    assert heard == [*dict.fromkeys(heard)]
    assert all(each.startswith("recommend-") for each in heard)
    assert recommendation_json(again) == recommendation_json(small())


def test_another_seed_is_another_play_and_a_budget_bounds_the_front() -> None:
    other = recommend(small().assessment, Request(protocol=replace(PROTOCOL, seed=6), wishes=Wishes(budget=0)))
    assert [point.change for point in other.front.points] == [0]
    assert recommendation_json(other) != recommendation_json(small())
