"""What should change: groupings of posts, who does what, layers, and advice that was simulated – from one assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from workbench.fit.detection import Unknown
from workbench.redesign.advice import Advice, Bench, Frugality, Plan, advice_of, minimal_plan
from workbench.redesign.assignment import AssignmentWishes, Reassignment, reassignment_of
from workbench.redesign.assignment import problem_of as assignment_problem_of
from workbench.redesign.grouping import Effort, Front, GroupingProblem, Wishes, front_of, problem_of
from workbench.redesign.grouping.predicted import Forecast
from workbench.redesign.heuristics import HeuristicRules, Situation, consider
from workbench.redesign.layers import Layering, LayersWishes, layering_of
from workbench.redesign.layers import problem_of as layers_problem_of
from workbench.shown import Tabled, Tabular
from workbench.simulation.calibration import Calibrated, calibrated
from workbench.simulation.experiment import Protocol, play_world
from workbench.simulation.gate import Gate, check_calibration
from workbench.study.advised import AdvisedChanges
from workbench.study.assessing import Assessment

Tell = Callable[[str], None]
"""Hears what is being worked out: the key of a sentence."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked: wishes on groupings, effort, how to simulate, from when on advice is given, when a plan is full."""

    wishes: Wishes = field(default_factory=Wishes)
    effort: Effort = field(default_factory=Effort)
    protocol: Protocol = field(default_factory=Protocol)
    rules: HeuristicRules = field(default_factory=HeuristicRules)
    frugality: Frugality = field(default_factory=Frugality)


@dataclass(frozen=True, kw_only=True, eq=False)
class Recommendation(Tabled):
    """What should change, of one assessment.

    `front` are the groupings that no other beats, `reassignment` is who should do what, `layering` who should report to whom;
    `bench` is the world as it is with its runs, `gate` whether it plays as the
    log did – where it does not, effects are indicative. `advice` is sorted by what it brings, `plan` the few that bring most of
    it; `unknown` is what could not be looked for.
    """

    assessment: Assessment
    request: Request
    problem: GroupingProblem
    front: Front
    reassignment: Reassignment
    layering: Layering
    calibrated: Calibrated
    gate: Gate
    bench: Bench
    advice: tuple[Advice, ...]
    plan: Plan
    unknown: tuple[Unknown, ...] = ()

    @cached_property
    def forecast(self) -> Forecast:
        """Return what says of any point of the front what is to be expected there."""
        return Forecast(self.assessment.evidence, self.problem)

    @property
    def table(self) -> Tabular:
        """Return the advice, what brings most first."""
        return AdvisedChanges.of(self.advice)


def recommend(assessment: Assessment, request: Request | None = None, tell: Tell | None = None) -> Recommendation:
    """Work out what should change; the same assessment and request give the same.

    Nothing is changed by it. Where the log cannot be simulated, advice stands without effects and says why.
    """
    request = request or Request()
    tell = tell or (lambda _: None)
    evidence = assessment.evidence
    rules = evidence.policy.rules
    tell("recommend-grouping")
    problem = problem_of(evidence.design, evidence.linkage, request.wishes)
    front = front_of(problem, request.effort)
    tell("recommend-assigning")
    limit = AssignmentWishes(limit=rules.overload_utilisation)
    reassignment = reassignment_of(assignment_problem_of(evidence.design, evidence.linkage, limit), request.effort)
    spans = LayersWishes(knowledge=rules.span_knowledge, shop_floor=rules.span_shop_floor)
    layering = layering_of(layers_problem_of(evidence.design.organization, spans), request.effort)
    tell("recommend-calibrating")
    model = calibrated(evidence.linkage, evidence.timezone)
    world = model.world if len(model.world.cases) else None
    runs = None if world is None else play_world(world, request.protocol)
    gate = Gate(processes=()) if runs is None else check_calibration(model, runs)
    bench = Bench.of(evidence, world, request.protocol, runs)
    tell("recommend-advice")
    considered = consider(Situation(evidence=evidence, world=bench.world), request.rules)
    advice = advice_of(considered.proposals, bench)
    tell("recommend-plan")
    return Recommendation(
        assessment=assessment,
        request=request,
        problem=problem,
        front=front,
        reassignment=reassignment,
        layering=layering,
        calibrated=model,
        gate=gate,
        bench=bench,
        advice=advice,
        plan=minimal_plan(advice, bench, request.frugality),
        unknown=considered.unknown,
    )
