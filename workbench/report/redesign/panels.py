"""The redesign as panels: the front with the plan behind each point, the minimal plan, and how true the simulation is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from workbench.redesign.advice import Advice
from workbench.redesign.grouping import FrontPoint, Proof, single_moves
from workbench.redesign.grouping.front import people_moved
from workbench.redesign.grouping.predicted import Predicted
from workbench.redesign.grouping.problem import coordination_cost, crossing_load, present
from workbench.report.drawings.front_figure import FrontDot, draw_front
from workbench.report.looks.panel import Panel, empty
from workbench.report.page import Fact, Texts
from workbench.report.redesign.advice_cards import about_of, indicative_note, interval_text, saved_text, signed
from workbench.report.tables import UNKNOWN, both, called, count, decimal, drawing, in_both, listed, percent, same, spoken, table
from workbench.study.recommending import Recommendation

_MOST = 20


def front_panel(recommendation: Recommendation, chosen: int | None = None) -> Panel:
    """Return the groupings that no other beats as a picture and a table; the one of the cost `chosen` is marked.

    Where the rules contradict each other, these are named instead.
    """
    front, problem = recommendation.front, recommendation.problem
    if front.conflict:
        return Panel(key="front", missing=both("front-conflict", names=", ".join(front.conflict)))
    if len(problem.units) < 2 or not problem.handovers:
        return empty("front", "front-nothing")
    points = sorted(front.points, key=lambda point: point.change)
    dots = [
        FrontDot(
            cost=point.change,
            load=load_of(point, recommendation),
            is_proven=point.proof is Proof.OPTIMAL,
            hint=f"{point.change}: {load_of(point, recommendation):.1%}",
            is_chosen=point.change == chosen,
        )
        for point in points
    ]
    rows = [_point_row(point, recommendation) for point in points]
    numbers = ("front-cost", "front-load", "front-crossing", "front-people", "front-gap")
    return Panel(
        key="front",
        drawing=drawing(lambda language: draw_front(dots, language)),
        table=table(("front-teams", "front-proof"), numbers, rows),
        facts=tuple(_front_facts(recommendation)),
    )


def load_of(point: FrontPoint, recommendation: Recommendation) -> float:
    """Return the coordination left at a point, as a share of what it were if every handover crossed departments.

    nan without handovers, of which `front_panel` says that there are none.
    """
    load = crossing_load(recommendation.problem, point.grouping)
    return math.nan if load is None else load


def _front_facts(recommendation: Recommendation) -> Iterator[Fact]:
    front = recommendation.front
    yield Fact(label=both("front-points"), value=same(count(len(front.points))))
    yield Fact(label=both("front-proven"), value=both("front-all-proven" if front.is_complete else "front-not-all-proven"))
    yield Fact(label=both("front-handovers"), value=same(count(recommendation.problem.handovers)))


def _point_row(point: FrontPoint, recommendation: Recommendation) -> list[Texts | str]:
    return [
        _teams(point, recommendation),
        both(f"front-{point.proof.value}"),
        str(point.change),
        percent(load_of(point, recommendation)),
        count(point.crossing),
        str(people_moved(recommendation.problem, point.grouping)),
        percent(point.gap),
    ]


def _teams(point: FrontPoint, recommendation: Recommendation) -> Texts:
    if not point.grouping.teams:
        return both("front-no-team")
    posts = recommendation.assessment.study.design.vocabulary.posts
    teams = {process: list(pairs) for process, pairs in groupby(point.grouping.teams, key=lambda pair: pair[0])}
    members = {process: listed([called(posts.called(unit)) for _, unit in pairs]) for process, pairs in teams.items()}
    told = [both("front-team", process=process, posts=spoken(said)) for process, said in members.items()]
    return Texts(zh="；".join(each.zh for each in told), en="; ".join(each.en for each in told))


def knee_of(recommendation: Recommendation) -> FrontPoint | None:
    """Return the change furthest below the line from no change to the most change: where more change begins to buy little.

    None where there is nothing but to change nothing. The distance is measured with both axes scaled to [0, 1] (Das 1999, doi
    10.1007/BF01195985).
    """
    points = sorted(recommendation.front.points, key=lambda point: point.change)
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    width, height = last.change - first.change, first.coordination - last.coordination

    def depth(point: FrontPoint) -> float:
        return (first.coordination - point.coordination) / height - (point.change - first.change) / width

    return max(points[1:], key=lambda point: (round(depth(point), 9), -point.change))


def point_panels(recommendation: Recommendation, point: FrontPoint) -> tuple[Panel, Panel]:
    """Return what moves at one point, and what is to be expected there."""
    return moves_panel(recommendation, point), predicted_panel(recommendation, point)


def moves_panel(recommendation: Recommendation, point: FrontPoint) -> Panel:
    """Return what moves at one point: posts into departments, posts into teams."""
    design, problem = recommendation.assessment.study.design, recommendation.problem
    prediction = recommendation.forecast.of(point)
    posts, departments = design.vocabulary.posts, design.vocabulary.departments
    rows: list[list[Texts | str]] = [
        [called(posts.called(each.unit)), called(departments.called(each.source)), called(departments.called(each.target)),
         str(each.people)]
        for each in prediction.moves
    ]  # fmt: skip
    members = [(team.process, problem.units[problem.number[unit]]) for team in prediction.teams for unit in team.members]
    rows += [
        [called(posts.called(unit.id)), called(departments.called(unit.department)), both("front-into-team", process=process),
         str(unit.representatives)]
        for process, unit in members
    ]  # fmt: skip
    if not rows:
        return empty("moves", "front-nothing-moves")
    return Panel(key="moves", table=table(("moves-post", "moves-from", "moves-to"), ("moves-people",), rows))


def predicted_panel(recommendation: Recommendation, point: FrontPoint) -> Panel:
    """Return the figures of fit and structure now and at one point, on the same work."""
    figures = recommendation.forecast.of(point).figures
    rows: list[list[Texts | str]] = [
        [_figure_name(each.code), _why(each), decimal(each.now), decimal(each.then), _by(each)] for each in figures
    ]
    numbers = ("predicted-now", "predicted-then", "predicted-by")
    return Panel(key="predicted", table=table(("predicted-figure", "predicted-unknown"), numbers, rows))


def _figure_name(code: str) -> Texts:
    return both(f"indicator-{code}" if code.startswith("PO") else f"structure-{code}")


def _why(figure: Predicted) -> Texts:
    return same("") if figure.reason is None else in_both(figure.reason.text)


def _by(figure: Predicted) -> str:
    return UNKNOWN if figure.now is None or figure.then is None else signed(figure.then - figure.now, 3)


def singles_panel(recommendation: Recommendation) -> Panel:
    """Return the single moves that lessen coordination, the best first, each with what it gains by itself."""
    design, problem = recommendation.assessment.study.design, recommendation.problem
    posts, departments = design.vocabulary.posts, design.vocabulary.departments
    now = coordination_cost(problem, present(problem))
    rows: list[list[Texts | str]] = []
    for point in single_moves(problem):
        move = recommendation.forecast.of(point).moves[0]
        gained = now - point.coordination
        rows.append(
            [
                called(posts.called(move.unit)),
                called(departments.called(move.source)),
                called(departments.called(move.target)),
                str(point.change),
                percent(gained / now),
                f"{gained / point.change:,.0f}" if point.change else UNKNOWN,
            ]
        )
    if not rows:
        return empty("singles", "singles-nothing")
    numbers = ("front-cost", "singles-gain", "singles-ratio")
    return Panel(key="singles", table=table(("moves-post", "moves-from", "moves-to"), numbers, rows[:_MOST], len(rows)))


def plan_panel(recommendation: Recommendation) -> Panel:
    """Return the few changes that together bring most, each with what the plan brings up to it."""
    plan = recommendation.plan
    if not plan.steps:
        return empty("plan", "plan-nothing")
    rows: list[list[Texts | str]] = []
    for number, step in enumerate(plan.steps, start=1):
        reached = plan.share(number)
        clear = [
            same(f"{each.process} {interval_text(each.cycle_time, 2)}")
            for each in step.together.processes
            if each.cycle_time.excludes_zero
        ]
        rows.append([str(number), _step(step.advice, recommendation), listed(clear), saved_text(step.together), percent(reached)])
    note = indicative_note(plan.steps[-1].together, recommendation.gate)
    notes = () if note is None else (note,)
    return Panel(
        key="plan", notes=notes, table=table(("plan-step", "plan-change", "plan-effect", "plan-saved"), ("plan-share",), rows)
    )


def _step(advice: Advice, recommendation: Recommendation) -> Texts:
    """Name a step of the plan; one whose effect rests on an assumption says so."""
    name, about = in_both(advice.proposal.name), about_of(advice, recommendation)
    key = "plan-assumed-step" if advice.proposal.assumed else "plan-one-step"
    return both(key, name=spoken(name), about=spoken(about))
