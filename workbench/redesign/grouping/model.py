"""The problem as a constraint program, for CP-SAT: variables, what must hold, and the two objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from workbench.redesign.grouping.problem import Grouping, GroupingProblem
from workbench.redesign.solving import Solved

_Literal = cp_model.IntVar
_Sum = cp_model.LinearExprT


@dataclass(frozen=True, kw_only=True, eq=False)
class Program:
    """The constraint program of a problem with its variables; `coordination` and `change` are the objectives f1 and f2.

    `constraints` are the literals that switch on what must hold, by the name under which it may conflict.
    """

    problem: GroupingProblem
    model: cp_model.CpModel
    place: dict[tuple[int, str], _Literal]
    member: dict[tuple[str, int], _Literal]
    constraints: Mapping[str, _Literal]
    coordination: _Sum
    change: _Sum

    def grouping(self, solved: Solved) -> Grouping:
        """Return what a search has found."""
        units = self.problem.units
        departments = tuple(
            next(host for host in unit.hosts if solved.holds(self.place[number, host])) for number, unit in enumerate(units)
        )
        teams = sorted((process, units[number].id) for (process, number), literal in self.member.items() if solved.holds(literal))
        return Grouping(departments=departments, teams=tuple(teams))

    def begin_at(self, grouping: Grouping) -> None:
        """Suggest a grouping to begin with."""
        for (number, host), literal in self.place.items():
            self.model.add_hint(literal, grouping.departments[number] == host)
        members = frozenset(grouping.teams)
        for (process, number), literal in self.member.items():
            self.model.add_hint(literal, (process, self.problem.units[number].id) in members)


def program_of(problem: GroupingProblem) -> Program:
    """Build the program (van der Aalst and Song's handovers as weights; departments and teams as in the domain's model A)."""
    builder = _Builder(problem)
    builder.place_units()
    builder.form_teams()
    builder.require()
    return Program(
        problem=problem,
        model=builder.model,
        place=builder.place,
        member=builder.member,
        constraints=builder.constraints,
        coordination=builder.coordination(),
        change=builder.change(),
    )


class _Builder:
    """Makes variables and constraints, each constraint under a name of its own."""

    def __init__(self, problem: GroupingProblem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.place: dict[tuple[int, str], _Literal] = {}
        self.member: dict[tuple[str, int], _Literal] = {}
        self.open: dict[str, _Literal] = {}
        self.constraints: dict[str, _Literal] = {}

    def place_units(self) -> None:
        """Put every unit into exactly one of its hosts; a department is open exactly where somebody is in it."""
        for number, unit in enumerate(self.problem.units):
            for host in unit.hosts:
                self.place[number, host] = self.model.new_bool_var(f"{unit.id} in {host}")
            self.model.add_exactly_one(self.place[number, host] for host in unit.hosts)
        for department in self.problem.departments:
            self.open[department] = self.model.new_bool_var(f"{department} open")
            self.model.add_max_equality(self.open[department], [*self._members(department), self.model.new_constant(0)])

    def form_teams(self) -> None:
        """Let units join teams of processes in which they hand over to somebody, and leave those in which they are."""
        for process, pairs in self.problem.pairs.items():
            tied = {unit for u, v, _ in pairs for unit in (u, v)}
            for number, unit in enumerate(self.problem.units):
                if process in unit.joined or (number in tied and process in unit.teams):
                    self.member[process, number] = self.model.new_bool_var(f"{self.problem.units[number].id} in team {process}")

    def require(self) -> None:
        """Add what must hold, each under its name."""
        rules = self.problem.rules
        for unit in sorted(rules.locked & self.problem.number.keys()):
            number = self.problem.number[unit]
            self._add(f"locked:{unit}", self.place[number, self.problem.units[number].department] == 1)
        for glued in rules.glued:
            self._together(glued.name, glued.unit_a, glued.unit_b)
        for apart in rules.apart:
            self._apart(apart.name, apart.unit_a, apart.unit_b)
        for department in self.problem.departments:
            self._sizes(department)
            self._head(department)
        self._team_limits()
        if rules.budget is not None:
            self._add("budget", cp_model.LinearExpr.sum([self.change()]) <= rules.budget)

    def coordination(self) -> _Sum:
        """Return f1: of what crosses departments the part that even a team leaves, and the rest where no team eases it.

        As positive parts alone, which the linear relaxation bounds well: 10·z − (10 − β)·q = β·z + (10 − β)·r with r = z − q.
        """
        terms: list[_Sum] = []
        across: dict[tuple[int, int], _Literal] = {}
        left = self.problem.costs.in_team
        for process, pairs in self.problem.pairs.items():
            for u, v, times in pairs:
                if (u, v) not in across:
                    across[u, v] = self._across(u, v)
                ends = [self.member[process, unit] for unit in (u, v) if (process, unit) in self.member]
                uneased = self._uneased(across[u, v], ends) if len(ends) == 2 else across[u, v]
                terms.append(left * times * across[u, v])
                terms.append((10 - left) * times * uneased)
        return cp_model.LinearExpr.sum(terms)

    def change(self) -> _Sum:
        """Return f2."""
        costs, units = self.problem.costs, self.problem.units
        stays = [(unit.headcount, self.place[number, unit.department]) for number, unit in enumerate(units)]
        new = sorted(self.problem.rules.optional - {each.department for each in units})
        return cp_model.LinearExpr.sum(
            [
                *(costs.move * headcount * (1 - here) for headcount, here in stays),
                *(
                    costs.team * units[number].representatives * (1 - literal if process in units[number].joined else literal)
                    for (process, number), literal in self.member.items()
                ),
                *(costs.opening * self.open[department] for department in new if department in self.open),
            ]
        )

    def _add(self, name: str, constraint: cp_model.BoundedLinearExpression | bool) -> None:
        """Add a constraint that holds where the literal of its name does; several may bear one name."""
        if name not in self.constraints:
            self.constraints[name] = self.model.new_bool_var(name)
        self.model.add(constraint).only_enforce_if(self.constraints[name])

    def _across(self, u: int, v: int) -> _Literal:
        """Return whether two units are in different departments: they are in one of their common hosts together, or they are."""
        common = sorted(set(self.problem.units[u].hosts) & set(self.problem.units[v].hosts))
        if not common:
            return self.model.new_constant(1)
        across = self.model.new_bool_var("")
        together = []
        for host in common:
            here, there, both = self.place[u, host], self.place[v, host], self.model.new_bool_var("")
            self.model.add_implication(both, here)
            self.model.add_implication(both, there)
            self.model.add_bool_or(both, ~here, ~there)
            together.append(both)
        self.model.add_exactly_one([across, *together])
        return across

    def _uneased(self, across: _Literal, ends: list[_Literal]) -> _Literal:
        """Return a literal that is true at least where units are apart and one of them is not in the team; never needlessly."""
        uneased = self.model.new_bool_var("")
        for end in ends:
            self.model.add_bool_or(uneased, ~across, end)
        return uneased

    def _together(self, name: str, one: str, other: str) -> None:
        u, v = self.problem.number[one], self.problem.number[other]
        for host in sorted({*self.problem.units[u].hosts, *self.problem.units[v].hosts}):
            self._add(name, self.place.get((u, host), 0) == self.place.get((v, host), 0))

    def _apart(self, name: str, one: str, other: str) -> None:
        u, v = self.problem.number[one], self.problem.number[other]
        for host in sorted(set(self.problem.units[u].hosts) & set(self.problem.units[v].hosts)):
            self._add(name, self.place[u, host] + self.place[v, host] <= 1)

    def _sizes(self, department: str) -> None:
        rules, units = self.problem.rules, self.problem.units
        inside = [(number, literal) for (number, host), literal in self.place.items() if host == department]
        people = cp_model.LinearExpr.sum([units[number].headcount * literal for number, literal in inside])
        if department in rules.least:
            self._add(f"least:{department}", people >= rules.least[department] * self.open[department])
        if department in rules.most:
            self._add(f"most:{department}", people <= rules.most[department])
        if department in rules.reports:
            heads = rules.heads.get(department, ())
            direct = [
                units[number].headcount * literal
                for number, literal in inside
                if units[number].id not in heads and (units[number].id in rules.direct or units[number].department != department)
            ]
            self._add(f"reports:{department}", cp_model.LinearExpr.sum(direct) <= rules.reports[department])

    def _head(self, department: str) -> None:
        """An open department has its head in it; of several candidates for one that is new, one is enough to lead it."""
        candidates = [
            self.problem.number[unit] for unit in self.problem.rules.heads.get(department, ()) if unit in self.problem.number
        ]
        places = [self.place[number, department] for number in candidates if (number, department) in self.place]
        if places or self.problem.rules.heads.get(department):
            self._add(f"head:{department}", cp_model.LinearExpr.sum(places) >= self.open[department])

    def _team_limits(self) -> None:
        rules = self.problem.rules
        for process in self.problem.pairs:
            members = [literal for (team, _), literal in self.member.items() if team == process]
            if rules.team_size is not None and members:
                now = sum(process in unit.joined for unit in self.problem.units)
                self._add(f"team:{process}", cp_model.LinearExpr.sum(members) <= max(rules.team_size, now))
        for number, unit in enumerate(self.problem.units):
            teams = [literal for (_, member), literal in self.member.items() if member == number]
            if rules.teams_each is not None and teams:
                self._add(f"teams-of:{unit.id}", cp_model.LinearExpr.sum(teams) <= max(rules.teams_each, len(unit.joined)))

    def _members(self, department: str) -> list[_Literal]:
        return [literal for (_, host), literal in self.place.items() if host == department]
