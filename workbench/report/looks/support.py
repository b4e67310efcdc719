"""What supports the work of one process: systems meant and used, work done offline, automation, and breaks along the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workbench.design import DesignedActivity
from workbench.design.names import Names
from workbench.language import Language, say
from workbench.report.looks.panel import FindingLink, Panel, empty, lacking, lacking_log, links_about, links_of
from workbench.report.looks.strip_figure import Chip, draw_strip
from workbench.report.matrix import ON_A_SCREEN, matrix_table, rows_shown
from workbench.report.page import Texts
from workbench.report.process_matrices import systems_matrix
from workbench.report.tables import UNKNOWN, both, called, count, drawing, listed, same, share, table
from workbench.study import Assessment
from workbench.usage import (
    Passage,
    Placement,
    PlaceRow,
    Way,
    automation_of,
    commonest_way,
    passages_of,
    places_of,
    says_what_supports,
)

_MOST_ROWS: Final = 200
_SHARES: Final = (
    (Placement.PERMITTED, Placement.ALTERNATIVE),
    (Placement.ELSEWHERE,),
    (Placement.OFFLINE,),
    (Placement.UNKNOWN, Placement.UNJUDGED),
)
"""What is told apart of where work is done: as meant, elsewhere, offline, unknown."""


def systems_panel(assessment: Assessment, process: str) -> Panel:
    """Return activities by systems: which are meant to support each, and how many of its executions were done in which."""
    matrix = systems_matrix(process, assessment)
    made = matrix_table(matrix, assessment.study.policy.privacy, ON_A_SCREEN)
    if made is None:
        is_told = says_what_supports(assessment.study.design)
        return empty("systems", "panel-no-system") if is_told else lacking("systems", "functions")
    links = links_of(_about(assessment, process), [(activity,) for activity in rows_shown(matrix, ON_A_SCREEN)])
    return Panel(key="systems", table=made, links=links)


def placement_panel(assessment: Assessment, process: str) -> Panel:
    """Return for each activity how much of it was done where it is meant to be, elsewhere, offline, or nobody knows where."""
    rows = [row for row in places_of(assessment.linkage).rows if row.process == process]
    if not rows:
        return lacking_log("placement", process)
    if not says_what_supports(assessment.study.design):
        return lacking("placement", "functions")
    activities = assessment.study.design.activities_in(process)
    names = assessment.study.design.vocabulary.systems
    cells = [_placed(each, [row for row in rows if row.activity == each.id], names) for each in activities[:_MOST_ROWS]]
    numbers = ("placement-times", "placement-meant", "placement-elsewhere", "placement-offline", "placement-unknown")
    made = table(("sides-activity", "placement-systems"), numbers, cells, len(activities))
    links = links_of(_about(assessment, process), [(each.id,) for each in activities[:_MOST_ROWS]])
    return Panel(key="placement", table=made, links=links)


def _placed(activity: DesignedActivity, rows: Sequence[PlaceRow], names: Names) -> tuple[Texts | str, ...]:
    whole = sum(row.count for row in rows)
    meant = listed([called(names.called(system)) for system in sorted(activity.systems)])
    shares = (share(sum(row.count for row in rows if row.placement in kinds), whole) for kinds in _SHARES)
    return called(activity.texts), meant, count(whole), *shares


def automation_panel(assessment: Assessment, process: str) -> Panel:
    """Return the activities designed for machines, and how many of their executions machines did."""
    designed = [each for each in assessment.study.design.activities_in(process) if each.is_automatic]
    if not designed:
        return empty("automation", "panel-no-automatic")
    rows = {row.activity: row for row in automation_of(assessment.linkage).rows if row.process == process}
    if not rows:
        return lacking_log("automation", process)
    cells = []
    for each in designed:
        row = rows[each.id]
        known = row.automatic + row.manual
        sign = "! " if row.manual else ""
        numbers = (count(row.automatic), f"{sign}{count(row.manual)}", count(row.unknown), share(row.automatic, known))
        cells.append((called(each.texts), *numbers))
    headings = ("automation-machine", "automation-hand", "automation-unknown", "automation-share")
    links = links_of(_about(assessment, process), [(each.id,) for each in designed])
    return Panel(key="automation", table=table(("sides-activity",), headings, cells), links=links)


def way_panel(assessment: Assessment, process: str) -> Panel:
    """Return the commonest way through a process as a strip: the system at each step, and where nothing leads across."""
    linked = next((each for each in assessment.linkage.processes if each.id == process), None)
    if linked is None:
        return lacking_log("way", process)
    if _names_no_system(assessment, process):
        return lacking("way", "event_systems")
    way = commonest_way(assessment.linkage, linked)
    if way is None:
        return empty("way", "panel-no-case")
    activities = {each.id: called(each.texts) for each in assessment.study.design.activities_in(process)}
    rows = [
        (
            f"{number}",
            activities[step.activity],
            _system(step.system, assessment),
            both("way-begin") if step.passage is None else _passage(step.passage),
            share(step.count, way.cases),
        )
        for number, step in enumerate(way.steps[:_MOST_ROWS], start=1)
    ]
    made = table(("way-step", "sides-activity", "way-system", "way-passage"), ("way-share",), rows, len(way.steps))
    links = links_of(_about(assessment, process), [(step.activity,) for step in way.steps[:_MOST_ROWS]])
    shown = drawing(lambda language: _strip(way, assessment, activities, language))
    return Panel(key="way", drawing=shown, table=made, links=links)


def passages_panel(assessment: Assessment, process: str) -> Panel:
    """Return every change of system in a process, and whether anything is declared that brings data across."""
    rows = [row for row in passages_of(assessment.linkage).rows if row.process == process]
    if not rows:
        return (
            lacking("passages", "event_systems")
            if _names_no_system(assessment, process)
            else empty("passages", "panel-no-passage")
        )
    ranked = sorted(rows, key=lambda row: (not row.passage.is_break, -row.count, row.source, row.target))
    cells = [
        (_system(row.source, assessment), _system(row.target, assessment), _passage(row.passage), count(row.count))
        for row in ranked[:_MOST_ROWS]
    ]
    words = ("handing-source", "handing-target", "way-passage")
    links = links_of(links_about(assessment.findings), [(row.source, row.target) for row in ranked[:_MOST_ROWS]])
    return Panel(key="passages", table=table(words, ("way-times",), cells, len(rows)), links=links)


def _names_no_system(assessment: Assessment, process: str) -> bool:
    return all((each.system < 0).all() for each in assessment.linkage.processes if each.id == process)


def _about(assessment: Assessment, process: str) -> Mapping[str, tuple[FindingLink, ...]]:
    return links_about([each for each in assessment.findings if each.scope == process])


def _system(system: str | None, assessment: Assessment) -> Texts:
    return same(UNKNOWN) if system is None else called(assessment.study.design.vocabulary.systems.called(system))


def _passage(passage: Passage) -> Texts:
    return both(f"passage-{passage.name.lower()}")


def _strip(way: Way, assessment: Assessment, activities: dict[str, Texts], language: Language) -> str:
    systems = sorted({step.system for step in way.steps if step.system is not None})
    chips = [
        Chip(
            name=activities[step.activity].said(language),
            place=_system(step.system, assessment).said(language),
            colour=None if step.system is None else systems.index(step.system),
            is_apart=step.passage is not None and step.passage.is_break,
            between="" if step.passage is None else _passage(step.passage).said(language),
        )
        for step in way.steps
    ]
    breaks = sum(each.is_apart for each in chips)
    facts = {"cases": way.cases, "count": way.of_cases, "breaks": breaks}
    return draw_strip(chips, say("drawing-way", language, facts))
