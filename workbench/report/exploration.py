"""The first looks at a log as one page: accounting, quality, variants, what follows what, cases, time, performers."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from workbench.atomic import write_atomically
from workbench.eventlog import MISSING, NO_TIME
from workbench.eventlog.looks.exploration import Exploration
from workbench.eventlog.looks.staffing import Crossing
from workbench.fit import DEFAULT_POLICY, Privacy
from workbench.language import Language
from workbench.report.drawings.dotted_figure import draw_dotted
from workbench.report.drawings.figures import draw_throughput, draw_variants
from workbench.report.drawings.follows_figure import draw_directly_follows
from workbench.report.html import rendered_still
from workbench.report.page import ExplorationPage, Fact, Look, Provenance, Table, Texts
from workbench.report.quality_section import quality_section
from workbench.report.tables import both, count, drawing, duration, moment, percent, same, share, table, with_suppressed

_VARIANTS: Final = 20
_PAIRS: Final = 30
_CASES: Final = 20
_ACTIVITIES: Final = 30
_VALUES: Final = 8
_STEPS: Final = 25
_OF_PEOPLE: Final = ("department", "role")


def write_exploration(exploration: Exploration, path: str | Path, language: Language = Language.EN) -> None:
    """Write the first looks at a log as one HTML file that opens offline, whole or not at all."""
    page = exploration_page(exploration, language)
    write_atomically(Path(path), rendered_still("exploration.html.jinja", page).encode())


def exploration_page(exploration: Exploration, language: Language) -> ExplorationPage:
    """Return an exploration as data; `language` is the one shown first."""
    return ExplorationPage(
        title=exploration.log.name,
        language=language.value,
        timezone=exploration.timezone,
        facts=tuple(_facts(exploration)),
        quality=quality_section(exploration.quality),
        looks=tuple(_looks(exploration)),
        provenance=tuple(_provenance(exploration)),
    )


def _facts(exploration: Exploration) -> Iterator[Fact]:
    log, zone = exploration.log, ZoneInfo(exploration.timezone)
    numbers = {
        "column-cases": log.n_cases,
        "column-events": log.n_events,
        "explore-activities": len(log.activities),
        "explore-variants": len(exploration.variants),
    }
    for key, number in numbers.items():
        yield Fact(label=both(key), value=same(count(number)))
    timed = exploration.cases.duration[exploration.cases.duration != NO_TIME]
    yield Fact(label=both("explore-median"), value=duration(float(np.median(timed)) if len(timed) else NO_TIME))
    ends = exploration.log.end if log.is_timed else log.end[:0]
    first, last = (moment(int(each), zone) for each in ((ends.min(), ends.max()) if len(ends) else (NO_TIME, NO_TIME)))
    yield Fact(label=both("explore-first"), value=first)
    yield Fact(label=both("explore-last"), value=last)


def _looks(exploration: Exploration) -> Iterator[Look]:
    log, zone = exploration.log, ZoneInfo(exploration.timezone)
    variants = exploration.variants.variants
    yield Look(key="variants", drawing=drawing(lambda language: draw_variants(variants, language)), table=_variants(exploration))
    yield Look(
        key="follows",
        drawing=drawing(lambda language: draw_directly_follows(exploration.follows, language, _PAIRS)),
        table=_pairs(exploration),
    )
    yield Look(key="cases", table=_cases(exploration, zone))
    if (dotted := exploration.dotted) is not None:
        yield Look(key="dotted", drawing=drawing(lambda language: draw_dotted(dotted, language, zone, log.n_cases)))
    throughput = exploration.throughput
    yield Look(key="throughput", drawing=drawing(lambda language: draw_throughput(throughput, language)))
    if exploration.performers.named.any():
        yield Look(key="performers", table=_performers(exploration))
    else:
        yield Look(key="performers", nothing=both("explore-no-performers"))
    for group in exploration.groups:
        yield Look(key=group.column, table=_crossing(group))


def _variants(exploration: Exploration) -> Table:
    of = exploration.variants
    rows = []
    for number in range(min(_VARIANTS, len(of))):
        trace = of.variants.trace(number)
        said = " → ".join(trace[:_STEPS]) + (f" → … +{len(trace) - _STEPS}" if len(trace) > _STEPS else "")
        figures = (count(int(of.variants.counts[number])), percent(of.shares[number]), percent(of.covered[number]))
        rows.append((f"{number + 1}", said or "–", f"{len(trace)}", *figures))
    numbers = ("explore-length", "column-cases", "column-share", "column-covered")
    return table(("column-variant", "column-trace"), numbers, rows, len(of))


def _pairs(exploration: Exploration) -> Table:
    times, steps = exploration.follows, exploration.follows.steps
    rows = []
    for number in range(min(_PAIRS, len(steps))):
        ends = (steps.activities[steps.source[number]], steps.activities[steps.target[number]])
        figures = (count(int(steps.counts[number])), count(int(steps.tied[number])))
        spans = (float(each[number]) for each in (times.mean, times.median, times.p90))
        rows.append((*ends, *figures, *(duration(span) for span in spans)))
    numbers = ("column-count", "column-tied", "column-mean", "column-median", "column-p90")
    return table(("column-source", "column-target"), numbers, rows, len(steps))


def _cases(exploration: Exploration, zone: ZoneInfo) -> Table:
    of = exploration.cases
    rows = []
    for number in np.lexsort((np.arange(len(of)), -of.duration))[:_CASES].tolist() if len(of) else ():
        span = (moment(int(of.first[number]), zone), moment(int(of.last[number]), zone))
        figures = (count(int(of.events[number])), duration(float(of.duration[number])), f"{int(of.variant[number]) + 1}")
        rows.append((of.cases[number], *span, *figures))
    words = ("column-case", "column-first", "column-last")
    return table(words, ("column-events", "column-duration", "column-variant"), rows, len(of))


def _performers(exploration: Exploration) -> Table:
    """Return how many people do each activity; what the busiest of a few does would be one person's figure."""
    of, privacy = exploration.performers, DEFAULT_POLICY.privacy
    rows = []
    for number in range(min(_ACTIVITIES, len(of))):
        events, named, performers = (int(each[number]) for each in (of.events, of.named, of.performers))
        hidden = named > 0 and privacy.suppresses(named, performers)
        busiest = both("suppressed") if hidden else share(int(of.busiest[number]), named)
        rows.append((of.activities[number], count(events), share(named, events), count(performers), busiest))
    numbers = ("column-events", "column-named", "column-performers", "column-busiest")
    made = table(("column-activity",), numbers, rows, len(of))
    return with_suppressed(made, sum(row[-1] == both("suppressed") for row in rows), privacy)


def _crossing(of: Crossing) -> Table:
    """Return the most frequent activities against the most frequent values of a column; the other values stand together.

    What a group of people did too seldom is not shown; a system is none.
    """
    privacy = DEFAULT_POLICY.privacy
    grid = np.zeros((len(of.activities), len(of.values) + 1), dtype=np.int64)
    grid[of.activity, np.where(of.value == MISSING, len(of.values), of.value)] = of.counts
    by_value = grid[:, :-1].sum(axis=0)
    values = np.lexsort((np.arange(len(by_value)), -by_value))[:_VALUES].tolist()
    total = grid.sum(axis=1)
    activities = np.lexsort((np.arange(len(total)), -total))[:_ACTIVITIES].tolist()
    rows = []
    for number in activities:
        shown = [int(grid[number, value]) for value in values]
        missing = int(grid[number, -1])
        cells = (*shown, int(total[number]) - sum(shown) - missing, missing)
        rows.append((of.activities[number], *(_cell(cell, of.column, privacy) for cell in cells)))
    hidden = sum(cell == both("suppressed") for row in rows for cell in row)
    made = table(("column-activity",), (), rows, len(of.activities))
    named = tuple(same(of.values[value]) for value in values)
    whole = made.with_numbers((*named, both("drawing-others"), both("explore-unsaid")))
    return with_suppressed(whole, hidden, privacy)


def _cell(events: int, column: str, privacy: Privacy) -> Texts | str:
    if not events:
        return ""
    return both("suppressed") if column in _OF_PEOPLE and privacy.suppresses(events, None) else count(events)


def _provenance(exploration: Exploration) -> Iterator[Provenance]:
    source = exploration.log.source
    yield Provenance(label=Path(source.path).name, value=f"SHA-256 {source.sha256}")
    yield Provenance(label="workbench", value=metadata.version("process-fit-workbench"))
