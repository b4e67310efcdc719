"""What a change is: old design in, new design out, with the way back, whom it touches, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Final, Protocol

from workbench.design import Design
from workbench.findings import ConflictError, Finding, Severity
from workbench.fit.codes import Element
from workbench.language import Language, say
from workbench.redesign.grouping.problem import Costs

NOBODY: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Who and what a change concerns, by id and sorted; departments are those of the posts as well."""

    departments: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    def with_(self, other: Touched) -> Touched:
        """Return what one or the other touches."""
        return Touched(
            departments=_united(self.departments, other.departments),
            posts=_united(self.posts, other.posts),
            activities=_united(self.activities, other.activities),
            systems=_united(self.systems, other.systems),
            data=_united(self.data, other.data),
        )


@dataclass(frozen=True, kw_only=True)
class ChangeCosts:
    """What changes cost, in quarters of what it costs to move one person; an enterprise puts its own numbers in their place.

    `move`, `team` and `opening` are those of `redesign.grouping.Costs`; the others are rules of thumb in the same unit: of a line
    of reporting, a head more or fewer, a second post learnt, a letter, an authority, a mechanism, a permission, an interface,
    another master system, a function for an activity, an edit of the flow, and a step that is automated. `people` is the head
    count of each post; one that is not in it counts one.
    """

    move: float = 4
    team: float = 1
    opening: float = 0
    line: float = 1
    head: float = 8
    training: float = 2
    duty: float = 1
    authority: float = 1
    mechanism: float = 1
    access: float = 1
    interface: float = 8
    master: float = 8
    support: float = 4
    flow: float = 2
    automation: float = 12
    people: Mapping[str, int] = field(default_factory=lambda: NOBODY)

    def people_of(self, post: str) -> int:
        """Return how many people a post holds."""
        return self.people.get(post, 1)


def change_costs(design: Design, costs: Costs | None = None) -> ChangeCosts:
    """Return what changes of a design cost, with the head counts of its posts; `costs` are those of a grouping."""
    given = costs or Costs()
    people = MappingProxyType({each.id: each.headcount for each in design.organization.posts or ()})
    return ChangeCosts(move=given.move, team=given.team, opening=given.opening, people=people)


class Change(Protocol):
    """One change of a design, as a value: equal to another that says the same, in words by `change-KIND` and its facts."""

    kind: ClassVar[str]

    @property
    def element(self) -> Element:
        """Return the element that it moves."""
        ...

    @property
    def facts(self) -> Mapping[str, str]:
        """Return what its sentence is filled with: ids, and "–" for nothing."""
        ...

    def apply(self, design: Design) -> Design:
        """Return the changed design. Raises ConflictError where the design does not have what it names."""
        ...

    def undo(self, design: Design) -> Change:
        """Return the change that leads back to `design`, to which this one can be applied."""
        ...

    def touched(self, design: Design) -> Touched:
        """Return who and what is concerned."""
        ...

    def cost(self, costs: ChangeCosts) -> float:
        """Return what it costs, in quarters of what it costs to move one person."""
        ...


def touched_in(
    design: Design,
    *,
    posts: Iterable[str] = (),
    activities: Iterable[str] = (),
    departments: Iterable[str] = (),
    systems: Iterable[str] = (),
    data: Iterable[str] = (),
) -> Touched:
    """Return these, with the posts that have a letter for the activities, and the departments of all posts."""
    named = {*activities}
    answering = {each for it in design.activities if it.id in named for each in it.posts(*(it.duties or ()))}
    known = design.organization.post
    all_posts = {*posts, *answering} & known.keys()
    return Touched(
        departments=_united(departments, (known[each].department for each in all_posts)),
        posts=tuple(sorted(all_posts)),
        activities=tuple(sorted(named)),
        systems=tuple(sorted(set(systems))),
        data=tuple(sorted(set(data))),
    )


def unknown(sort: str, value: str, nearest: str | None = None) -> ConflictError:
    """Return the error that refuses a change which names something of a sort (post, activity, …) that is not there."""
    called = {language.value: say(f"change-sort-{sort}", language) for language in Language}
    return conflict("CHANGE_UNKNOWN", value, sort=called, value=value, nearest=nearest or "–")


def touched_activities(design: Design, process: str, *activities: str) -> Touched:
    """Return activities of a process, with all that have a letter for them, their systems and data."""
    found = [each for each in design.activities_in(process) if each.id in activities]
    systems = (system for each in found for system in each.systems)
    return touched_in(design, activities=activities, systems=systems, data=(data for each in found for data in each.uses))


def _united(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


def conflict(code: str, *about: str, **facts: object) -> ConflictError:
    """Return the error that refuses a change: what is wrong, by its code, with what."""
    return ConflictError(Finding(code=code, severity=Severity.CRITICAL, object=about, facts=facts))
