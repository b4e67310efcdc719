"""The chart of departments and posts with what really happens on it: load, posts never seen, spans, work across branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from workbench.collaboration import HandoverPair, pairs_of_departments
from workbench.linkage import Linkage
from workbench.organization import Department, Letter, Organization, Post, layers_of, spans_of
from workbench.report.enterprise_matrices import loads_of
from workbench.report.looks.chart_figure import ChartArc, ChartRow, draw_chart
from workbench.report.looks.panel import Panel, lacking, links_about, links_of
from workbench.report.page import Texts
from workbench.report.tables import both, called, count, drawing, listed, table
from workbench.study import Assessment

_KEY: Final = "chart"
_MOST_ROWS: Final = 150
_MOST_ARCS: Final = 15
_NO_REMARKS: Final[Mapping[str, tuple[Texts, ...]]] = MappingProxyType({})


class Activity(StrEnum):
    """Whether a post is seen in the logs, and if not what it is to do: be responsible (IDLE), another duty (ASIDE), or none."""

    WORKS = "works"
    IDLE = "idle"
    ASIDE = "aside"
    NO_DUTY = "none"


_NOT_SEEN: Final = MappingProxyType(
    {Activity.IDLE: "chart-idle", Activity.ASIDE: "chart-aside", Activity.NO_DUTY: "chart-no-duty"}
)


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What the logs, the duties, the policy and whoever asks say of posts."""

    activity: Mapping[str, Activity]
    load: Mapping[str, float]
    too_wide: Mapping[str, str]
    alone: frozenset[str]
    layer: Mapping[str, int]
    remarks: Mapping[str, tuple[Texts, ...]]


def chart_panel(
    assessment: Assessment, department: str | None = None, remarks: Mapping[str, tuple[Texts, ...]] = _NO_REMARKS
) -> Panel:
    """Return departments and posts as a tree, each post with head count, load and what is doubtful of it.

    Of a `department` only what hangs below it is shown. `remarks` are what else is to be said of posts, by their ids.
    """
    organization = assessment.study.design.organization
    if organization.departments is None:
        return lacking(_KEY, "departments")
    if organization.posts is None:
        return lacking(_KEY, "posts")
    seen = _seen(assessment, remarks)
    units = list(_tree(organization, department))
    rows = [_row(unit, depth, seen, assessment) for unit, depth in units]
    arcs = _arcs(units, assessment)
    made = table(
        ("chart-unit", "chart-kind", "chart-note"),
        ("chart-layer", "chart-heads", "chart-led", "chart-load"),
        [_cells(unit, row, seen) for (unit, _), row in zip(units[:_MOST_ROWS], rows, strict=False)],
        len(rows),
    )
    shown = drawing(
        lambda language: draw_chart(rows[:_MOST_ROWS], [each for each in arcs if each.is_within(_MOST_ROWS)], language)
    )
    links = links_of(links_about(assessment.findings), [(unit.id,) for unit, _ in units[:_MOST_ROWS]])
    return Panel(key=_KEY, drawing=shown, table=made, links=links)


def _tree(organization: Organization, top: str | None) -> Iterator[tuple[Department | Post, int]]:
    """Yield departments from the top, each followed by its posts, then by what is below it; whatever hangs nowhere comes last."""
    departments, posts = organization.departments or (), organization.posts or ()
    known = {each.id for each in departments}
    below: dict[str | None, list[Department]] = {}
    for each in departments:
        below.setdefault(each.parent if each.parent in known else None, []).append(each)
    layers, passed = layers_of(posts), set[str]()
    begins = [*below.get(None, ()), *departments] if top is None else [each for each in departments if each.id == top]
    ways = [(each, 0) for each in reversed(begins)]
    while ways:
        department, depth = ways.pop()
        if department.id in passed:
            continue
        passed.add(department.id)
        yield department, depth
        mine = sorted((post for post in posts if post.department == department.id), key=lambda it: (layers.get(it.id, 0), it.id))
        yield from ((post, depth + 1 + _under(post, mine, layers)) for post in mine)
        ways += [(each, depth + 1) for each in reversed(below.get(department.id, []))]
    if top is None:
        yield from ((post, 0) for post in posts if post.department not in known)


def _under(post: Post, mine: Sequence[Post], layers: Mapping[str, int]) -> int:
    """Return how many layers a post stands below the highest of its department."""
    highest = min(layers.get(each.id, 0) for each in mine)
    return layers.get(post.id, highest) - highest


def _seen(assessment: Assessment, remarks: Mapping[str, tuple[Texts, ...]]) -> _Seen:
    posts = assessment.study.design.organization.posts or ()
    spans, rules = spans_of(posts), assessment.study.policy.rules
    return _Seen(
        activity=_activity(assessment),
        load={each.id: each.share for each in loads_of(assessment)[0] if each.share is not None},
        too_wide={
            each.post: f"{each.people:g} > {rules.span_norm(each)}" for each in spans if each.people > rules.span_norm(each)
        },
        alone=frozenset(each.post for each in spans if each.people <= 1),
        layer=layers_of(posts),
        remarks=remarks,
    )


def _activity(assessment: Assessment) -> dict[str, Activity]:
    activities, posts = assessment.study.design.activities, assessment.study.design.organization.posts or ()
    bound = {post for each in activities for post in each.responsible}
    named = {post for each in activities for post in each.posts(*Letter)}
    active, is_logged = _active(assessment.linkage), bool(assessment.linkage.processes)
    found = {each.id: Activity.ASIDE if each.id in named else Activity.NO_DUTY for each in posts}
    found |= {each.id: Activity.IDLE for each in posts if each.id in bound and is_logged}
    return found | dict.fromkeys(active, Activity.WORKS)


def _active(linkage: Linkage) -> set[str]:
    """Return the posts under which, or by whose holders, anything was done, incomplete cases included."""
    codes = {
        code
        for process in linkage.processes
        for column in (process.post, process.own_post)
        for code in np.unique(column).tolist()
    }
    return {linkage.posts[code] for code in codes if code >= 0}


def _row(unit: Department | Post, depth: int, seen: _Seen, assessment: Assessment) -> ChartRow:
    vocabulary, rules = assessment.study.design.vocabulary, assessment.study.policy.rules
    if isinstance(unit, Department):
        return ChartRow(name=called(vocabulary.departments.called(unit.id)), depth=depth, is_department=True)
    load = seen.load.get(unit.id)
    return ChartRow(
        name=called(vocabulary.posts.called(unit.id)),
        depth=depth,
        heads=unit.headcount,
        load=load,
        is_over=load is not None and load > rules.overload_utilisation,
        is_idle=seen.activity[unit.id] is Activity.IDLE,
        notes=tuple(_notes(unit, seen)),
    )


def _notes(post: Post, seen: _Seen) -> Iterator[Texts]:
    yield from seen.remarks.get(post.id, ())
    activity = seen.activity[post.id]
    if activity is not Activity.WORKS:
        yield both(_NOT_SEEN[activity])
    if post.id in seen.too_wide:
        yield both("chart-wide", span=seen.too_wide[post.id])
    if post.id in seen.alone:
        yield both("chart-alone")


def _cells(unit: Department | Post, row: ChartRow, seen: _Seen) -> tuple[Texts | str, ...]:
    indent = "\u2003" * row.depth
    name = Texts(zh=indent + row.name.zh, en=indent + row.name.en)
    if isinstance(unit, Department):
        return name, both("chart-department"), "", "", "", "", ""
    layer = seen.layer.get(unit.id)
    load = "" if row.load is None else f"{'▲ ' if row.is_over else ''}{row.load:.1%}"
    led = seen.too_wide.get(unit.id, "")
    return name, both("chart-post"), listed(row.notes), "" if layer is None else f"{layer}", count(unit.headcount), led, load


def _arcs(units: Sequence[tuple[Department | Post, int]], assessment: Assessment) -> tuple[ChartArc, ...]:
    """Return the heaviest handovers between departments, by the rows of these."""
    place = {unit.id: number for number, (unit, _) in enumerate(units) if isinstance(unit, Department)}
    privacy = assessment.study.policy.privacy

    def is_shown(pair: HandoverPair) -> bool:
        known = pair.source in place and pair.target in place
        return known and pair.is_across and not privacy.suppresses(pair.count, pair.persons)

    pairs = [each for each in pairs_of_departments(assessment.linkage).rows if is_shown(each)]
    return tuple(
        ChartArc(source=place[each.source], target=place[each.target], count=each.count, is_designed=each.as_designed > 0)
        for each in pairs[:_MOST_ARCS]
    )
