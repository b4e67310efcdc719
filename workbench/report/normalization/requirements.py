"""The trace of requirements as a page: how many are evidenced, those that are looked at, and what to do next for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.language import Language
from workbench.report.page import Fact, Table, Texts
from workbench.report.tables import UNKNOWN, both, called, same, spoken, table
from workbench.report.traced import evidence_held, evidence_missing, together, trace_counts
from workbench.trace import Role, Status, Traced, step_to


@dataclass(frozen=True, kw_only=True)
class TraceChoice:
    """Which requirements are looked at: those of a role, or in a state; None for all."""

    role: Role | None = None
    status: Status | None = None

    def of(self, traced: Sequence[Traced]) -> tuple[Traced, ...]:
        """Return the requirements that are looked at, in their order."""
        return tuple(each for each in traced if self.role in {None, each.requirement.role} and self.status in {None, each.status})


@dataclass(frozen=True, kw_only=True)
class Step:
    """What to do next, by the name of the step, and said."""

    name: str
    said: Texts


@dataclass(frozen=True, kw_only=True)
class RequirementPage:
    """One requirement: what it asks, what evidence there is, what is missing, and what to do next."""

    title: Texts
    facts: tuple[Fact, ...]
    held: tuple[Texts, ...]
    missing: tuple[Texts, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class RoleCounts:
    """The requirements of one role: how many are evidenced, and how many are in which state."""

    evidenced: Fact
    said: Texts


def role_counts(traced: Sequence[Traced]) -> tuple[RoleCounts, ...]:
    """Return how the requirements of each role stand as a whole."""
    return tuple(RoleCounts(evidenced=_evidenced(traced, role), said=trace_counts(traced, role)) for role in Role)


def to_begin_with(traced: Sequence[Traced]) -> str | None:
    """Return the id of the first requirement that something is still to be done for, None where there is none."""
    return next((each.requirement.id for each in traced if each.missing), None)


def requirements_table(traced: Sequence[Traced]) -> Table:
    """Return a row for each requirement: its role and state, what to do next, what is missing, and what there is."""
    rows = [_row(each) for each in traced]
    words = ("trace-id", "trace-requirement", "trace-role", "trace-status", "trace-next", "trace-missing", "trace-evidence")
    return table(words, (), rows)


def requirement_page(each: Traced) -> RequirementPage:
    """Return one requirement with all that is known of it."""
    its = each.requirement
    facts = {
        "trace-role": both(f"trace-role-{its.role.value}"),
        "trace-status": both(f"trace-status-{each.status.value}"),
        "trace-clause-2014": same(its.clause_2014 or UNKNOWN),
        "trace-clause-2017": same(its.clause_2017 or UNKNOWN),
    }
    return RequirementPage(
        title=requirement_named(each),
        facts=tuple(Fact(label=both(key), value=value) for key, value in facts.items()),
        held=evidence_held(each),
        missing=evidence_missing(each),
        steps=steps_for(each),
    )


def requirement_named(each: Traced) -> Texts:
    """Return what a requirement is called: its id and its title."""
    its = each.requirement
    return Texts(zh=f"{its.id} {its.zh}", en=f"{its.id} {its.en}")


def steps_for(each: Traced) -> tuple[Step, ...]:
    """Return what to do next for a requirement, each step once, in the order of its evidence; nothing where all is there."""
    steps = (step_to(name) for name in each.missing)
    said = {step.said[Language.EN.value]: step for step in steps}
    return tuple(Step(name=step.name, said=called(step.said)) for step in said.values())


def _row(each: Traced) -> tuple[Texts | str, ...]:
    its = each.requirement
    said = (both(f"trace-role-{its.role.value}"), both(f"trace-status-{each.status.value}"))
    told = ([step.said for step in steps_for(each)], evidence_missing(each), evidence_held(each))
    return (its.id, Texts(zh=its.zh, en=its.en), *said, *(together(texts) for texts in told))


def _evidenced(traced: Sequence[Traced], role: Role) -> Fact:
    mine = [each for each in traced if each.requirement.role is role]
    evidenced = sum(each.status is Status.EVIDENCED for each in mine)
    label = both("trace-fact", role=spoken(both(f"trace-role-{role.value}")))
    return Fact(label=label, value=same(f"{evidenced} / {len(mine)}"))
