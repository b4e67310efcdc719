"""Some cases of a process: how many of all, their figures from the alignments at hand, as a list, and over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.filtering.narrowing import with_cases
from workbench.eventlog.looks.dotted import CaseOrder, Grid, TimeAxis, dotted_of
from workbench.language import Language
from workbench.report.cases.case_choices import CaseChoice
from workbench.report.cases.cases_seen import SeenCases, median_duration
from workbench.report.drawings.dotted_figure import draw_dotted
from workbench.report.page import Fact, Figure, Look, Table, Texts
from workbench.report.process_figures import process_figures
from workbench.report.tables import both, count, drawing, duration, moment, same, share, table

_GRID: Final = Grid(columns=240, rows=120)
"""Of a dotted chart in a browser: what is sent stays small however many events there are."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ChosenCases:
    """The cases that all choices keep (`kept`: bool, one a case), each choice said, and what these cases alone say.

    `nothing` says what to do where no case is left; then there are no figures.
    """

    kept: NDArray[np.bool_]
    said: tuple[Texts, ...]
    of_all: Texts
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    nothing: Texts | None = None


def chosen_cases(seen: SeenCases, choices: Sequence[CaseChoice]) -> ChosenCases:
    """Keep the cases that all choices keep. Raises UsageError for a choice that the log does not have."""
    kept = reduce(np.logical_and, (each.keeps(seen) for each in choices), np.ones(len(seen), dtype=np.bool_))
    number, design = int(kept.sum()), seen.process.study.design
    is_whole = number == len(seen)
    of_all = both("chosen-of-all", cases=count(number), all=count(len(seen)), share=share(number, len(seen)))
    said = tuple(each.said(seen) for each in choices)
    if not number or design is None:
        return ChosenCases(kept=kept, said=said, of_all=of_all, facts=(), figures=(), nothing=both("chosen-nothing"))
    conformance = seen.conformance if is_whole else seen.conformance.restricted(kept)
    return ChosenCases(
        kept=kept, said=said, of_all=of_all, facts=_facts(seen, kept), figures=process_figures(conformance, design)
    )


def _facts(seen: SeenCases, kept: NDArray[np.bool_]) -> tuple[Fact, ...]:
    median = median_duration(seen.table, kept)
    variants = len(np.unique(seen.conformance.variants.of_case[kept]))
    return (
        Fact(label=both("chosen-complete"), value=same(count(int((kept & seen.conformance.complete).sum())))),
        Fact(label=both("column-events"), value=same(count(int(seen.table.events[kept].sum())))),
        Fact(label=both("chosen-variants"), value=same(count(variants))),
        Fact(label=both("variants-duration"), value=both("report-unknown") if median is None else duration(median)),
    )


def case_ids(seen: SeenCases, kept: NDArray[np.bool_], first: int, most: int) -> tuple[str, ...]:
    """Return the ids of `most` chosen cases from the `first` on, counted from 0."""
    return tuple(seen.conformance.log.cases[number] for number in np.flatnonzero(kept)[first : first + most].tolist())


def cases_table(seen: SeenCases, kept: NDArray[np.bool_], first: int, most: int) -> Table:
    """Return `most` chosen cases from the `first` on, counted from 0, in the order of their ids."""
    rows = [_case(seen, number) for number in np.flatnonzero(kept)[first : first + most].tolist()]
    words = ("column-case", "variants-standing", "column-first", "column-last")
    return table(words, ("column-variant", "column-events", "column-duration"), rows)


def _case(seen: SeenCases, number: int) -> tuple[Texts | str, ...]:
    times = seen.table
    standing = "complete" if seen.is_conforming[number] else "deviating" if seen.is_deviating[number] else "incomplete"
    return (
        times.cases[number],
        both(f"chosen-case-{standing}"),
        moment(int(times.first[number]), seen.zone),
        moment(int(times.last[number]), seen.zone),
        str(int(times.variant[number]) + 1),
        count(int(times.events[number])),
        duration(int(times.duration[number])),
    )


def dotted_look(seen: SeenCases, kept: NDArray[np.bool_]) -> Look:
    """Return every event of the chosen cases as a dot, and the same events by activity; or why there is nothing to draw."""
    if seen.log is None or not seen.log.is_timed:
        return Look(key="dotted", nothing=both("CHOICE_ELSEWHERE" if seen.log is None else "chosen-untimed"))
    log, numbers = with_cases(seen.log, kept, {}), np.flatnonzero(kept)
    times = replace(
        seen.table,
        cases=log.cases,
        events=seen.table.events[numbers],
        first=seen.table.first[numbers],
        last=seen.table.last[numbers],
        variant=seen.table.variant[numbers],
    )
    dotted = dotted_of(log, times, TimeAxis.CALENDAR, CaseOrder.BEGIN, _GRID)
    names = tuple(seen.named(label) for label in log.activities)

    def draw(language: Language) -> str:
        spoken = replace(dotted, activities=tuple(each.said(language) for each in names))
        return draw_dotted(spoken, language, seen.zone, log.n_cases)

    return Look(key="dotted", drawing=drawing(draw), table=_by_activity(seen, kept))


def _by_activity(seen: SeenCases, kept: NDArray[np.bool_]) -> Table:
    log = seen.log
    assert log is not None, "a drawing needs the events"
    events = kept[log.case]
    rows: list[tuple[Texts | str, ...]] = []
    for code, label in enumerate(log.activities):
        mine = np.flatnonzero(events & (log.activity == code))
        if mine.size:
            ends = log.end[mine]
            cases = len(np.unique(log.case[mine]))
            first, last = (moment(int(each), seen.zone) for each in (ends.min(), ends.max()))
            rows.append((seen.named(label), first, last, count(len(mine)), count(cases)))
    return table(("column-activity", "column-first", "column-last"), ("column-events", "column-cases"), rows)
