"""The problem as a constraint program, for CP-SAT: to whom each position reports, at which layer it is, and who leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ortools.sat.python import cp_model

from workbench.redesign.layers.problem import LayersProblem, Leading, Position
from workbench.redesign.solving import Solved

_Literal = cp_model.IntVar


@dataclass(frozen=True, kw_only=True)
class Group:
    """Positions that can be exchanged for each other: they lead nobody and may report to the same, as they do; or one alone."""

    members: tuple[str, ...]
    like: Position

    @property
    def name(self) -> str:
        """Return the first of them."""
        return self.members[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Program:
    """The constraint program: how many of a group report to whom, and what is to be least, one after the other.

    `constraints` are the literals that switch on what must hold, by the name under which it may conflict.
    """

    model: cp_model.CpModel
    groups: tuple[Group, ...]
    reporting: Mapping[tuple[str, str], cp_model.IntVar]
    constraints: Mapping[str, _Literal]
    layers: cp_model.IntVar
    managers: cp_model.LinearExpr
    changed: cp_model.LinearExpr

    def superior(self, solved: Solved) -> Mapping[str, str]:
        """Return to whom each position reports in what was found."""
        superior: dict[str, str] = {}
        for group in self.groups:
            left = list(group.members)
            for (name, above), number in self.reporting.items():
                if name == group.name:
                    count = solved.solver.value(number)
                    superior.update(dict.fromkeys(left[:count], above))
                    left = left[count:]
        return MappingProxyType(superior)

    def hints(self, superior: Mapping[str, str]) -> Mapping[tuple[str, str], int]:
        """Return how many of each group report to whom in a chart."""
        members = {group.name: group.members for group in self.groups}
        return {arc: sum(superior.get(each) == arc[1] for each in members[arc[0]]) for arc in self.reporting}


def program_of(problem: LayersProblem, most: int | None = None) -> Program:
    """Build the program (the domain's model C), with at most so many layers; None: as many as there can be."""
    builder = _Builder(problem, most or len(problem.leading) + 1)
    for group in builder.groups:
        builder.place(group)
    for post in sorted(builder.layer):
        builder.lead(post, problem.leading[post])
    builder.keep_apart()
    return builder.program()


def groups_of(problem: LayersProblem) -> tuple[Group, ...]:
    """Put together the positions that can be exchanged for each other, in their order."""
    bound = {each.below for each in problem.not_above}
    found: dict[tuple[object, ...], list[Position]] = {}
    for each in problem.positions:
        alone = each.id if each.id in problem.leading or each.id in bound or not each.superiors else ""
        found.setdefault((alone, each.superiors, each.superior, each.headcount, each.is_on_floor), []).append(each)
    return tuple(Group(members=tuple(each.id for each in them), like=them[0]) for them in found.values())


class _Builder:
    """Makes variables and constraints, each constraint under a name of its own."""

    def __init__(self, problem: LayersProblem, most: int) -> None:
        self.problem, self.model, self.most = problem, cp_model.CpModel(), most
        self.groups = groups_of(problem)
        self.layers = self.model.new_int_var(1, most, "layers")
        self.layer = {
            post: self.model.new_int_var(1, most, f"layer of {post}") for post in problem.leading if post in problem.position
        }
        self.reporting: dict[tuple[str, str], cp_model.IntVar] = {}
        self.any: dict[tuple[str, str], _Literal] = {}
        self.leads: dict[str, _Literal] = {}
        self.constraints: dict[str, _Literal] = {}

    def place(self, group: Group) -> None:
        """Let everybody report to one superior, a layer below him; whoever may report to nobody is at the top."""
        size, name = len(group.members), group.name
        may = [each for each in dict.fromkeys(group.like.superiors) if each in self.layer and each != name]
        for above in may:
            arc = name, above
            self.any[arc] = self.model.new_bool_var(f"{name} reports to {above}")
            self.reporting[arc] = self.any[arc]
            if size > 1:
                self.reporting[arc] = self.model.new_int_var(0, size, f"like {name} reporting to {above}")
                self.model.add(self.reporting[arc] <= size * self.any[arc])
            self._below(name, above)
        if may or group.like.superiors:
            placed = cp_model.LinearExpr.sum([self.reporting[name, above] for above in may])
            self._require(f"superior:{name}", placed == size)
            self.model.add(placed <= size)
        elif name in self.layer:
            self.model.add(self.layer[name] == 1)
        if name in self.layer:
            self.model.add(self.layers >= self.layer[name])

    def lead(self, post: str, leading: Leading) -> None:
        """Bound how many people the holders of a post lead, by where most of them work."""
        arcs = [(each.like, self.reporting[each.name, post]) for each in self.groups if (each.name, post) in self.reporting]
        leads = self.leads[post] = self.model.new_bool_var(f"{post} leads")
        for (_, above), literal in self.any.items():
            if above == post:
                self.model.add_implication(literal, leads)
        self.model.add(self.layer[post] < self.most).only_enforce_if(leads)
        people = cp_model.LinearExpr.sum([each.headcount * number for each, number in arcs])
        floor = cp_model.LinearExpr.sum([each.headcount * number for each, number in arcs if each.is_on_floor])
        is_on_floor = self.model.new_bool_var(f"{post} leads the shop floor")
        self.model.add(2 * floor > people).only_enforce_if(is_on_floor)
        self.model.add(2 * floor <= people).only_enforce_if(~is_on_floor)
        more = leading.most_floor - leading.most
        self._require(f"span:{post}", people <= leading.most * leads + more * is_on_floor)
        self._require(f"least:{post}", people >= leading.least * leads)

    def keep_apart(self) -> None:
        """Let nobody be above whom he may not be above: whoever reports to one below him has him above, too."""
        for above in sorted({each.above for each in self.problem.not_above}):
            is_below = {each.name: self.model.new_bool_var(f"{each.name} below {above}") for each in self.groups}
            for (name, superior), literal in self.any.items():
                if superior == above:
                    self.model.add_implication(literal, is_below[name])
                else:
                    self.model.add_bool_or(~literal, ~is_below[superior], is_below[name])
            for rule in self.problem.not_above:
                if rule.above == above and rule.below in is_below:
                    self._require(rule.name, is_below[rule.below] == 0)

    def program(self) -> Program:
        """Return all of it."""
        like = {group.name: group.like for group in self.groups}
        kept = [like[name].headcount * number for (name, above), number in self.reporting.items() if above == like[name].superior]
        reporting = sum(each.headcount for each in self.problem.positions if each.superiors)
        position = self.problem.position
        return Program(
            model=self.model,
            groups=self.groups,
            reporting=self.reporting,
            constraints=self.constraints,
            layers=self.layers,
            managers=cp_model.LinearExpr.sum([position[post].headcount * leads for post, leads in self.leads.items()]),
            changed=reporting - cp_model.LinearExpr.sum(kept),
        )

    def _below(self, name: str, above: str) -> None:
        """Put who leads a layer below his superior; who leads nobody is counted as one below him."""
        if name in self.layer:
            self.model.add(self.layer[name] == self.layer[above] + 1).only_enforce_if(self.any[name, above])
        else:
            self.model.add(self.layers >= self.layer[above] + 1).only_enforce_if(self.any[name, above])

    def _require(self, name: str, constraint: cp_model.BoundedLinearExpression | bool) -> None:
        if name not in self.constraints:
            self.constraints[name] = self.model.new_bool_var(name)
        self.model.add(constraint).only_enforce_if(self.constraints[name])
