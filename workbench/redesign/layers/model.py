"""The problem as a constraint program, for CP-SAT: to whom each position reports, at which layer it is, and who leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ortools.sat.python import cp_model

from workbench.redesign.layers.problem import LayersProblem, Leading
from workbench.redesign.solving import Solved

_Literal = cp_model.IntVar


@dataclass(frozen=True, kw_only=True, eq=False)
class Program:
    """The constraint program with its arcs (position, superior), and what is to be least, one after the other.

    `constraints` are the literals that switch on what must hold, by the name under which it may conflict.
    """

    model: cp_model.CpModel
    arc: Mapping[tuple[str, str], _Literal]
    constraints: Mapping[str, _Literal]
    layers: cp_model.IntVar
    managers: cp_model.LinearExpr
    changed: cp_model.LinearExpr

    def superior(self, solved: Solved) -> Mapping[str, str]:
        """Return to whom each position reports in what was found."""
        return MappingProxyType({post: above for (post, above), literal in self.arc.items() if solved.holds(literal)})


def program_of(problem: LayersProblem) -> Program:
    """Build the program (the domain's model C)."""
    builder = _Builder(problem)
    for position in problem.positions:
        builder.place(position.id)
    for post, leading in sorted(problem.leading.items()):
        if post in problem.position:
            builder.lead(post, leading)
    builder.keep_apart()
    return builder.program()


class _Builder:
    """Makes variables and constraints, each constraint under a name of its own."""

    def __init__(self, problem: LayersProblem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        most = len(problem.leading) + 1
        self.layers = self.model.new_int_var(1, most, "layers")
        self.layer = {each.id: self.model.new_int_var(1, most, f"layer of {each.id}") for each in problem.positions}
        self.arc = {
            (each.id, above): self.model.new_bool_var(f"{each.id} reports to {above}")
            for each in problem.positions
            for above in dict.fromkeys(each.superiors)
            if above in problem.leading and above in problem.position and above != each.id
        }
        self.leads: dict[str, _Literal] = {}
        self.constraints: dict[str, _Literal] = {}

    def place(self, post: str) -> None:
        """Let a position report to exactly one superior, a layer below him; whoever may report to nobody is at the top."""
        self.model.add(self.layers >= self.layer[post])
        arcs = {above: literal for (below, above), literal in self.arc.items() if below == post}
        for above, literal in arcs.items():
            self.model.add(self.layer[post] == self.layer[above] + 1).only_enforce_if(literal)
        self.model.add_at_most_one(arcs.values())
        if self.problem.position[post].superiors:
            self._require(f"superior:{post}", cp_model.LinearExpr.sum(list(arcs.values())) == 1)
        else:
            self.model.add(self.layer[post] == 1)

    def lead(self, post: str, leading: Leading) -> None:
        """Bound how many people the holders of a post lead, by where most of them work."""
        below = [(self.problem.position[name], literal) for (name, above), literal in self.arc.items() if above == post]
        leads = self.leads[post] = self.model.new_bool_var(f"{post} leads")
        self.model.add_max_equality(leads, [*(literal for _, literal in below), self.model.new_constant(0)])
        people = cp_model.LinearExpr.sum([each.headcount * literal for each, literal in below])
        floor = cp_model.LinearExpr.sum([each.headcount * literal for each, literal in below if each.is_on_floor])
        is_on_floor = self.model.new_bool_var(f"{post} leads the shop floor")
        self.model.add(2 * floor > people).only_enforce_if(is_on_floor)
        more = leading.most_floor - leading.most
        self._require(f"span:{post}", people <= leading.most + more * is_on_floor)
        if more < 0:
            self.model.add(2 * floor <= people).only_enforce_if(~is_on_floor)
        if leading.least > 1:
            self._require(f"least:{post}", people >= leading.least * leads)

    def keep_apart(self) -> None:
        """Let nobody be above whom he may not be above: whoever reports to one below him has him above, too."""
        for above in sorted({each.above for each in self.problem.not_above}):
            is_below = {each.id: self.model.new_bool_var(f"{each.id} below {above}") for each in self.problem.positions}
            for (post, superior), literal in self.arc.items():
                if superior == above:
                    self.model.add_implication(literal, is_below[post])
                else:
                    self.model.add_bool_or(~literal, ~is_below[superior], is_below[post])
            for rule in self.problem.not_above:
                if rule.above == above and rule.below in is_below:
                    self._require(rule.name, is_below[rule.below] == 0)

    def program(self) -> Program:
        """Return all of it."""
        position = self.problem.position
        kept = [
            position[post].headcount * literal for (post, above), literal in self.arc.items() if above == position[post].superior
        ]
        reporting = sum(each.headcount for each in self.problem.positions if each.superiors)
        return Program(
            model=self.model,
            arc=self.arc,
            constraints=self.constraints,
            layers=self.layers,
            managers=cp_model.LinearExpr.sum([position[post].headcount * leads for post, leads in self.leads.items()]),
            changed=reporting - cp_model.LinearExpr.sum(kept),
        )

    def _require(self, name: str, constraint: cp_model.BoundedLinearExpression | bool) -> None:
        if name not in self.constraints:
            self.constraints[name] = self.model.new_bool_var(name)
        self.model.add(constraint).only_enforce_if(self.constraints[name])
