"""What can be wrong with a chart of departments and posts: circles, unknown parents, several roots, depth, names borne twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.findings import Finding, Place, Severity
from workbench.organization.model import Department, Organization, Post
from workbench.tables.references import check_names, check_references, finding_at, mentions, register_of, shown

_DEEP: Final = 100
"""From how many levels on a chart is more probably a mistake than an enterprise."""

_PROCESS_TEAM: Final = "process_team"
"""A kind of department that stands beside the line and needs no parent."""


def check_chart(organization: Organization) -> tuple[Finding, ...]:
    """Return what is wrong with departments and posts among themselves; a table that is absent is not judged."""
    departments, posts = organization.departments or (), organization.posts or ()
    parents = {each.id: each.parent for each in departments}
    superiors = {each.id: each.reports_to for each in posts}
    return (
        *_circles(parents, departments, "parent_id"),
        *_circles(superiors, posts, "reports_to"),
        *_unknown_parents(departments),
        *_depth(parents, departments),
        *_roots(departments),
        *_heads(organization),
        *check_names("ORG_AMBIGUOUS_NAME", departments),
        *check_names("ORG_AMBIGUOUS_NAME", posts),
    )


def _unknown_parents(departments: Sequence[Department]) -> tuple[Finding, ...]:
    parents = mentions("parent_id", ((each.parent, each.place) for each in departments))
    return check_references("ORG_UNKNOWN_PARENT", parents, register_of("departments", (each.id for each in departments)))


def _circles(above: Mapping[str, str | None], units: Sequence[Department | Post], column: str) -> Iterator[Finding]:
    """Yield a finding for each circle of a reporting line, beginning at its smallest id."""
    places = {each.id: each.place for each in units}
    for circle in _circles_of(above):
        facts = {"circle": shown([*circle, circle[0]], " → "), "column": column}
        yield finding_at("ORG_CYCLE", places[circle[0]], facts, about=(column, *circle), severity=Severity.MAJOR)


def _circles_of(above: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Yield the circles of a mapping in which each id has at most one above it; every id is passed once."""
    passed: set[str] = set()
    for start in sorted(above):
        path: dict[str, int] = {}
        unit: str | None = start
        while unit is not None and unit in above and unit not in passed:
            passed.add(unit)
            path[unit] = len(path)
            unit = above[unit]
        if unit in path:
            circle = list(path)[path[unit] :]
            first = circle.index(min(circle))
            yield (*circle[first:], *circle[:first])


def _depth(parents: Mapping[str, str | None], departments: Sequence[Department]) -> Iterator[Finding]:
    """Yield a note where a chart has very many levels; circles have none."""
    below: defaultdict[str | None, list[str]] = defaultdict(list)
    for unit, parent in parents.items():
        below[parent if parent in parents else None].append(unit)
    levels, layer = 0, below[None]
    deepest = ""
    while layer:
        levels, deepest = levels + 1, min(layer)
        layer = [unit for above in layer for unit in below[above]]
    if levels > _DEEP:
        place = next(each.place for each in departments if each.id == deepest)
        yield finding_at("ORG_DEEP", place, {"levels": levels, "value": deepest}, about=("levels",), severity=Severity.INFO)


def _roots(departments: Sequence[Department]) -> Iterator[Finding]:
    roots = sorted(each.id for each in departments if not each.parent and each.kind != _PROCESS_TEAM)
    if len(roots) > 1:
        place = next(each.place for each in departments if each.id == roots[1])
        facts = {"values": shown(roots), "count": len(roots)}
        yield finding_at("ORG_SEVERAL_ROOTS", place, facts, about=("roots",), severity=Severity.INFO)


def _heads(organization: Organization) -> Iterator[Finding]:
    """Yield which departments name no head, and which heads are neither a post nor a person; where none has one, once."""
    departments = organization.departments or ()
    headless = [each for each in departments if not each.head]
    if departments and len(headless) == len(departments):
        facts = {"count": len(departments)}
        yield finding_at("ORG_NO_HEADS", Place(file=departments[0].place.file), facts, about=("head",), severity=Severity.INFO)
    else:
        for each in headless:
            yield finding_at("ORG_NO_HEAD", each.place, {"value": each.id, "name": each.name}, about=("head", each.id))
    if organization.posts is None or organization.holdings is None:
        return
    known = register_of("posts, persons", (*(each.id for each in organization.posts), *organization.persons))
    yield from check_references("ORG_UNKNOWN", mentions("head", ((each.head, each.place) for each in departments)), known)
