"""The chart of fewest layers, then fewest managers, then fewest changes, beside the one of today, each stage with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from ortools.sat.python import cp_model

from workbench.redesign.layers.model import Program, program_of
from workbench.redesign.layers.problem import LayersProblem, Shape, people_led, present, shape_of
from workbench.redesign.solving import Effort, Proof, Search, Solved
from workbench.shown import Columns, Said, Tabled, in_both

_STAGES = ("layers", "managers", "changed")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What one stage reached, the least that is not ruled out given those before, and whether it is proven."""

    name: str
    value: int
    bound: int
    proof: Proof

    @property
    def gap(self) -> float:
        """Return (value − bound) / value, in [0, 1], 0 where it is proven."""
        return (self.value - self.bound) / self.value if self.value else 0.0


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """A position that reports to another superior than now, and the people that hold it."""

    post: str
    before: str
    after: str
    people: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Layering(Tabled):
    """To whom each position reports in the chart that was found; empty where there is none, and `conflict` then says why.

    `now` is the shape of today's chart, be it that a rule forbids it or not; `then` that of what was found. `stages` come in
    their order and end with the first for which the effort was too little.
    """

    problem: LayersProblem
    now: Shape
    superior: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    then: Shape | None = None
    stages: tuple[Stage, ...] = ()
    conflict: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Return whether all three stages are proven."""
        return len(self.stages) == len(_STAGES) and all(each.proof is Proof.OPTIMAL for each in self.stages)

    @property
    def changes(self) -> tuple[LineChange, ...]:
        """Return the reporting lines that change."""
        return tuple(
            LineChange(post=each.id, before=each.superior or "", after=self.superior[each.id], people=each.headcount)
            for each in self.problem.positions
            if each.id in self.superior and self.superior[each.id] != each.superior
        )

    @property
    def released(self) -> tuple[str, ...]:
        """Return the posts that lead somebody now and nobody then."""
        before = set(present(self.problem).values())
        return tuple(sorted(before - set(self.superior.values()))) if self.then else ()

    @property
    def table(self) -> Columns:
        """Return a row for each post that leads somebody, now or then: how many people now, how many then."""
        now = present(self.problem)
        leading = [each.id for each in self.problem.positions if each.id in {*now.values(), *self.superior.values()}]
        return Columns(
            values={
                "post": leading,
                "leads_now": np.array([people_led(self.problem, now, each) for each in leading], dtype=np.int64),
                "leads_then": np.array([people_led(self.problem, self.superior, each) for each in leading], dtype=np.int64),
            },
            said=tuple(self._said()),
        )

    def _said(self) -> Iterator[Said]:
        if self.conflict:
            yield in_both("layers-conflict", {"names": ", ".join(self.conflict)})
        elif self.then is None:
            yield in_both("layers-not-found")
        else:
            yield from self._reached(self.then)

    def _reached(self, then: Shape) -> Iterator[Said]:
        for stage, before in zip(self.stages, (self.now.layers, self.now.managers, 0), strict=False):
            reached = {"value": stage.value, "now": before, "bound": stage.bound}
            yield in_both(f"layers-{stage.name}-{stage.proof}", reached)
        flat = [self.problem.flatness(each) or 0 for each in (self.now, then)]
        told = {"least": self.problem.least_layers, "now": f"{flat[0]:.2f}", "then": f"{flat[1]:.2f}"}
        yield in_both("layers-flatness", told)
        for each in self.changes:
            facts = {"post": each.post, "before": each.before, "after": each.after, "people": each.people}
            yield in_both("layers-line", facts)


def layering_of(problem: LayersProblem, effort: Effort | None = None, should_stop: Callable[[], bool] | None = None) -> Layering:
    """Find the chart by three searches, each keeping what the ones before have reached: layers, managers, changes.

    The second and third are proven as stages: nothing is less given what the earlier ones reached. `should_stop` is asked
    during each search.
    """
    program = program_of(problem)
    search = Search(effort, should_stop)
    now = shape_of(problem, present(problem))
    stages: list[Stage] = []
    superior = present(problem)
    found: Solved | None = None
    for name in _STAGES:
        solved = search.least(_stage(program, stages, superior, name))
        if solved is None:
            break
        found, superior = solved, program.superior(solved)
        stages.append(Stage(name=name, value=solved.value, bound=solved.bound, proof=solved.proof))
        program = program_of(problem, most=stages[0].value)
    if found is None:
        conflict = search.conflict_in(program.model, program.constraints) if search.is_impossible else ()
        return Layering(problem=problem, now=now, conflict=conflict)
    return Layering(problem=problem, now=now, superior=superior, then=shape_of(problem, superior), stages=tuple(stages))


def _stage(program: Program, stages: list[Stage], superior: Mapping[str, str], name: str) -> cp_model.CpModel:
    """Return the model of one stage: all rules, what has been reached, and where to begin."""
    objective = {"layers": program.layers, "managers": program.managers, "changed": program.changed}
    model = program.model.clone()
    model.add_bool_and(list(program.constraints.values()))
    for each in stages:
        model.add(objective[each.name] <= each.value)
    for arc, number in program.hints(superior).items():
        model.add_hint(program.reporting[arc], number)
    model.minimize(objective[name])
    return model
