"""What is to be expected of a grouping: fit's own figures on the same work in other departments."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.findings import ENTERPRISE
from workbench.fit.indicators.departments import internal_handovers
from workbench.fit.indicators.model import Scope
from workbench.language import Language
from workbench.organization import TeamMember
from workbench.redesign.grouping import Grouping, GroupingProblem, problem_of
from workbench.redesign.grouping.front import point_of
from workbench.redesign.grouping.predicted import Forecast, Prediction
from workbench.redesign.grouping.problem import present
from workbench.redesign.grouping.regrouping import regrouped
from workbench.study import Assessment


@pytest.fixture(scope="module")
def problem(demo: Assessment) -> GroupingProblem:
    return problem_of(demo.study.design, demo.linkage)


@pytest.fixture(scope="module")
def supply_chain(problem: GroupingProblem) -> Grouping:
    """Planning, purchasing and the warehouse together in the optional department, and a team of purchase to pay."""
    moved = dict.fromkeys(("P2", "P3", "B1", "W1"), "D35")
    places = tuple(moved.get(unit.id, unit.department) for unit in problem.units)
    return Grouping(departments=places, teams=(("P2P", "F2"), ("P2P", "Q2"), ("P2P", "W1")))


def predicted(demo: Assessment, problem: GroupingProblem, grouping: Grouping) -> Prediction:
    return Forecast(demo.evidence, problem).of(point_of(problem, grouping))


def test_nothing_changes_where_nobody_moves(demo: Assessment, problem: GroupingProblem) -> None:
    prediction = predicted(demo, problem, present(problem))
    assert [each.code for each in prediction.figures] == ["PO6", "PO7", "FLAT", "FLEX", "NET", "DEC"]
    assert all(each.now is not None and each.now == each.then for each in prediction.figures)
    assert (prediction.moves, prediction.teams, prediction.people) == ((), (), 0)
    assert prediction.load == pytest.approx(prediction.point.crossing / problem.handovers)


def test_internal_handovers_are_those_that_the_front_counts(
    demo: Assessment, problem: GroupingProblem, supply_chain: Grouping
) -> None:
    prediction = predicted(demo, problem, supply_chain)
    everything = Scope(id=ENTERPRISE, processes=tuple(each.id for each in demo.study.design.processes))
    n = internal_handovers(demo.evidence, everything).n
    by_code = {each.code: each for each in prediction.figures}
    assert round((1 - (by_code["PO7"].then or 0)) * n) == prediction.point.crossing
    assert round((1 - (by_code["PO7"].now or 0)) * n) == point_of(problem, present(problem)).crossing


def test_a_team_lets_the_departments_of_its_members_coordinate(demo: Assessment, problem: GroupingProblem) -> None:
    everyone = Grouping(departments=present(problem).departments, teams=(("ECM", "P2"), ("ECM", "R1")))
    before, after = (predicted(demo, problem, each).figures[0] for each in (present(problem), everyone))
    assert before.then is not None
    assert before.then < 1
    assert after.then == 1, "engineering and planning, the one pair without a mechanism"


def test_who_moves_reports_to_the_head_where_he_comes_and_takes_his_people_along(
    demo: Assessment, problem: GroupingProblem, supply_chain: Grouping
) -> None:
    posts = regrouped(demo.evidence, problem, supply_chain).design.organization.post
    assert {posts[each].reports_to for each in ("P2", "B1", "W1")} == {"P3"}
    assert (posts["P3"].reports_to, posts["P3"].department) == ("GM", "D35")
    assert posts["W2"] == demo.study.design.organization.post["W2"]
    assert {posts[each].level for each in ("P2", "B1", "W1")} == {4}


def test_what_is_unknown_stays_so_with_its_reason(demo: Assessment, problem: GroupingProblem, supply_chain: Grouping) -> None:
    organization = replace(demo.study.design.organization, coordinations=None)
    evidence = replace(demo.evidence, design=replace(demo.study.design, organization=organization))
    congruence = Forecast(evidence, problem).of(point_of(problem, supply_chain)).figures[0]
    assert (congruence.now, congruence.then) == (None, None)
    assert congruence.reason is not None
    assert congruence.reason.code == "UNKNOWN_NO_COORDINATION"


@pytest.mark.parametrize("language", list(Language))
def test_a_prediction_shows_who_moves_and_each_figure(
    demo: Assessment, problem: GroupingProblem, supply_chain: Grouping, language: Language
) -> None:
    shown = predicted(demo, problem, supply_chain).to_html(language)
    assert all(text in shown for text in ("D40", "D35", "F2, Q2, W1"))


def test_a_team_of_today_brings_nothing_new_and_leaving_it_costs_what_joining_did(demo: Assessment) -> None:
    members = tuple(TeamMember(process="ECM", post=post) for post in ("P2", "R1"))
    design = replace(demo.study.design, organization=replace(demo.study.design.organization, team_members=members))
    problem = problem_of(design, demo.linkage)
    now = point_of(problem, present(problem))
    assert (now.change, now.grouping.teams) == (0, (("ECM", "P2"), ("ECM", "R1")))
    apart = point_of(problem, replace(now.grouping, teams=()))
    assert (apart.change, apart.coordination > now.coordination) == (4, True)
    then = regrouped(replace(demo.evidence, design=design), problem, apart.grouping).design.organization
    assert (then.team_members, then.coordinations) == ((), design.organization.coordinations)


def test_who_comes_to_a_department_led_from_another_reports_to_its_head(demo: Assessment) -> None:
    organization = demo.study.design.organization
    departments = tuple(replace(each, head="P3") if each.id == "D10" else each for each in organization.departments or ())
    design = replace(demo.study.design, organization=replace(organization, departments=departments))
    problem = problem_of(design, demo.linkage)
    places = tuple("D10" if unit.id == "W2" else unit.department for unit in problem.units)
    then = regrouped(replace(demo.evidence, design=design), problem, Grouping(departments=places)).design.organization
    assert (then.post["W2"].department, then.post["W2"].reports_to) == ("D10", "P3")
