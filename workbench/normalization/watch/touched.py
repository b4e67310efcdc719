"""What a dynamic adjustment is about: the objects that its signals name, and what the design ties to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workbench.design import Design, DesignedActivity
from workbench.fit.plan.touched import responsible_posts
from workbench.normalization.watch.signal import Signal, Touch


@dataclass(frozen=True, kw_only=True)
class TouchedObjects:
    """Ids of what is to be looked at, sorted: named by signals, or tied to what they name.

    `others` are what the design has no table of: KPIs, people, accounts, and labels that mean no activity.
    """

    processes: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    others: tuple[Touch, ...] = ()


_KINDS: Final = frozenset({"process", "activity", "post", "department", "system", "function", "data"})


def objects_touched(signals: Iterable[Signal], design: Design) -> TouchedObjects:
    """Return what signals touch.

    An activity ties the posts that are to do it (where none: those accountable), their departments, its functions and systems,
    and the data it works on; a post ties its department, a function its system and the activities that it supports. A process
    ties the post that owns it, a KPI those that own its objectives.
    """
    named = {touch for each in signals for touch in each.touches}
    activities = tuple(each for each in design.activities if _is_meant(each, named))
    meant = {Touch(kind="label", id=each.id) for each in activities}
    posts = _ids(named, "post") & design.organization.post.keys() | {*responsible_posts(activities)}
    processes = _ids(named, "process") | {each.process for each in activities}
    posts |= {*_owners(processes, _ids(named, "kpi"), design)}
    functions = _ids(named, "function") | {it for each in activities for it in each.functions or ()}
    systems = _ids(named, "system") | {it for each in activities for it in each.systems} | {*_systems(functions, design)}
    units = {design.organization.post[each].department for each in posts if each in design.organization.post}
    return TouchedObjects(
        processes=tuple(sorted(processes)),
        activities=tuple(sorted({each.id for each in activities})),
        posts=tuple(sorted(posts)),
        departments=tuple(sorted(_ids(named, "department") | units)),
        systems=tuple(sorted(systems)),
        functions=tuple(sorted(functions)),
        data=tuple(sorted(_ids(named, "data") | {it for each in activities for it in each.uses})),
        others=tuple(sorted(each for each in named if each.kind not in _KINDS and each not in meant)),
    )


def _is_meant(activity: DesignedActivity, named: set[Touch]) -> bool:
    supports = _ids(named, "function") & {*(activity.functions or ())}
    return activity.id in _ids(named, "activity") | _ids(named, "label") or bool(supports)


def _owners(processes: Collection[str], kpis: Collection[str], design: Design) -> Iterator[str]:
    """Yield the posts that own processes, and the objectives that KPIs measure; what means no post is left out."""
    owners = [each.sidecar.owner for each in design.processes if each.id in processes]
    owners += [each.owner for each in design.strategy.objectives if each.kpi in kpis]
    posts = (design.vocabulary.posts.or_text(each) for each in owners if each is not None)
    return (each for each in posts if each in design.organization.post)


def _ids(named: set[Touch], kind: str) -> set[str]:
    return {each.id for each in named if each.kind == kind}


def _systems(functions: Iterable[str], design: Design) -> Iterator[str]:
    return (system for each in functions if (system := design.landscape.system_of(each)) is not None)
