"""What an item means for each post: duties, systems, steps and to whom one reports, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from workbench.design import Design, DesignedActivity
from workbench.findings import Finding
from workbench.fit.plan.touched import Touched, touched_by
from workbench.normalization.plan.item import Aspect, PostChange
from workbench.normalization.plan.told import Told, told
from workbench.privacy import Names
from workbench.redesign.changes import Change, named_facts

_IN_RESPECTS: Final[Mapping[Aspect, str]] = MappingProxyType(
    {
        Aspect.DUTY: (
            "rewrite-duties assign appoint appoint-system own-data withdraw-authority restore-authority bind separate"
            " separate-access relieve relieve-system cross-train decentralise coordinate train"
        ),
        Aspect.SYSTEM: (
            "grant withdraw withdraw-authority separate-access personal improve coach build repair capture speed use integrate"
            " master record log relieve-system block"
        ),
        Aspect.STEP: (
            "adopt block restore-order restore restore-control design loop redraw complete-form decentralise unbatch hasten"
            " origin consumer repair"
        ),
        Aspect.SUPERIOR: "span",
    }
)
_STEPS: Final = frozenset({"remove-activity", "insert-activity", "move-activity", "make-parallel", "merge-activities"})
_Profile: TypeAlias = Mapping[tuple[Aspect, tuple[str, ...]], str]
"""What holds of a post, by what it is about: letters joined by "/", ids, "" for nothing."""


def changes_by_move(finding: Finding, move: str, design: Design, answering: Iterable[str]) -> tuple[PostChange, ...]:
    """Return what a move means for the posts that its finding touches; in words alone, as nobody has changed the design yet.

    These are the posts that it names, else those that do what it names, else those `answering` for it; where duties change, those
    that are to do it as well.
    """
    touched = touched_by(finding, design)
    concerned = touched.posts or _doing(touched, design) or frozenset(answering)
    by, posts = told(f"move-{move}", finding.facts), design.organization.post
    aspects = [aspect for aspect, moves in _IN_RESPECTS.items() if move in moves.split()] or [Aspect.STEP]
    return tuple(
        PostChange(post=post, aspect=aspect, object=finding.object, by=by)
        for aspect in aspects
        for post in sorted(concerned | (_allowed(touched.activities) if aspect is Aspect.DUTY else frozenset()))
        if post in posts
    )


def changes_by_design(changes: Sequence[Change], design: Design, people: Names) -> tuple[PostChange, ...]:
    """Return what changes, made one after another, mean for posts: what holds of each of them before and after.

    Raises ConflictError where a change cannot be made.
    """
    found: list[PostChange] = []
    for change in changes:
        after = change.apply(design)
        by = told(f"change-{change.kind}", named_facts(change, design, people))
        touched = change.touched(design)
        for post in touched.posts:
            found.extend(_differences(post, design, after, by))
            if change.kind in _STEPS:
                found.extend(_steps(post, touched.activities, after, by))
        design = after
    return tuple(found)


def _doing(touched: Touched, design: Design) -> frozenset[str]:
    """Return the posts that may do the activities touched; else those that use the data, or hold the functions."""
    using = [each for each in design.activities if not touched.data.isdisjoint((*each.reads, *each.writes))]
    doing = _allowed(touched.activities) or _allowed(using)
    granted = (each for each in design.landscape.permissions or () if each.function in touched.functions)
    return doing or frozenset(each.post for each in granted if each.post is not None)


def _allowed(activities: Iterable[DesignedActivity]) -> frozenset[str]:
    return frozenset[str]().union(*(each.allowed for each in activities))


def _differences(post: str, before: Design, after: Design, by: Told) -> Iterator[PostChange]:
    was, becomes = _profile(post, before), _profile(post, after)
    for key in sorted({*was, *becomes}):
        old, new = was.get(key, ""), becomes.get(key, "")
        if old != new:
            yield PostChange(post=post, aspect=key[0], object=key[1], by=by, before=old, after=new)


def _profile(post: str, design: Design) -> _Profile:
    """Return what holds of a post: its letters by activity, its functions and systems, its superior and its department."""
    found: dict[tuple[Aspect, tuple[str, ...]], str] = {}
    for activity in design.activities:
        letters = [letter.value for letter in activity.duties or () if post in activity.posts(letter)]
        if letters:
            found[Aspect.DUTY, (activity.id,)] = "/".join(sorted(letters))
        if post in activity.allowed:
            found[Aspect.SYSTEM, (activity.id,)] = "|".join(sorted(activity.systems))
            found[Aspect.STEP, (activity.id,)] = activity.tag
    for each in design.landscape.permissions or ():
        if each.post == post:
            found[Aspect.SYSTEM, (each.function,)] = each.function
    known = design.organization.post.get(post)
    if known is not None:
        found[Aspect.SUPERIOR, (post,)] = known.reports_to or ""
        found[Aspect.DEPARTMENT, (post,)] = known.department
    return MappingProxyType(found)


def _steps(post: str, activities: Sequence[str], design: Design, by: Told) -> Iterator[PostChange]:
    """Yield the steps of a post that stay its own and stand elsewhere."""
    mine = (each for each in design.activities if each.id in activities and post in each.allowed)
    yield from (PostChange(post=post, aspect=Aspect.STEP, object=(each.id,), by=by) for each in mine)
