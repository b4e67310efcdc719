"""Who does what, and who reports to whom: what the models of responsibilities and layers would change, as panels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.design import Design
from workbench.design.names import Names
from workbench.redesign.assignment import JobChange, Reassignment
from workbench.report.looks.panel import Panel, empty
from workbench.report.page import Texts
from workbench.report.tables import UNKNOWN, both, called, count, listed, same, table
from workbench.shown import Said
from workbench.study.recommending import Recommendation


def assignment_panel(recommendation: Recommendation) -> Panel:
    """Return the activities that somebody else should do or answer for, with what that brings."""
    found = recommendation.reassignment
    if not found.problem.jobs:
        return empty("assignment", "assignment-nothing-to-do")
    design = recommendation.assessment.study.design
    notes = (*_said(found.outcome), *_granted(found, design))
    if not found.changes:
        return Panel(key="assignment", notes=notes, missing=both("assignment-no-change") if found.then else None)
    rows = [_job_row(each, design) for each in found.changes]
    words = ("job-activity", "job-main-now", "job-main-then", "job-given", "job-taken", "job-accountable")
    return Panel(key="assignment", notes=notes, table=table(words, (), rows))


def layers_panel(recommendation: Recommendation) -> Panel:
    """Return the reporting lines that a chart of fewest layers and managers changes."""
    found = recommendation.layering
    if not found.problem.positions:
        return empty("layers", "layers-nothing-to-do")
    names = recommendation.assessment.study.design.vocabulary.posts
    rows: list[list[Texts | str]] = [
        [called(names.called(each.post)), _post(each.before, names), _post(each.after, names), count(each.people)]
        for each in found.changes
    ]
    words = ("moves-post", "layers-superior-now", "layers-superior-then")
    made = table(words, ("moves-people",), rows) if rows else None
    return Panel(
        key="layers",
        notes=_said(found.table.said),
        table=made,
        missing=both("layers-no-change") if found.then and not rows else None,
    )


def _said(sentences: Sequence[Said]) -> tuple[Texts, ...]:
    """Return what a result says of itself as a whole."""
    return tuple(called(said) for said in sentences if isinstance(said, Mapping))


def _granted(found: Reassignment, design: Design) -> Iterator[Texts]:
    """Say which permissions are to be granted, by name."""
    posts, functions = design.vocabulary.posts, design.vocabulary.functions
    for post, function in found.grants:
        facts = {"post": posts.called(post), "function": functions.called(function)}
        yield both("assignment-grant", **facts)


def _job_row(each: JobChange, design: Design) -> list[Texts | str]:
    names = design.vocabulary.posts
    activity = next((it for it in design.activities if it.id == each.job.id), None)
    return [
        same(each.job.id) if activity is None else called(activity.texts),
        _post(each.job.main, names),
        _post(each.main, names),
        listed([called(names.called(post)) for post in each.given]),
        listed([called(names.called(post)) for post in each.taken]),
        _post(each.accountable, names),
    ]


def _post(post: str | None, names: Names) -> Texts:
    return called(names.called(post)) if post else same(UNKNOWN)
