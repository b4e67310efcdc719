"""Tables and drawings of a page as data: cells are texts in both languages, drawings are SVG in each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workbench.eventlog import NO_TIME
from workbench.findings import ENTERPRISE
from workbench.fit import Privacy
from workbench.language import Language, say
from workbench.report.page import Drawing, Heading, Table, Texts
from workbench.shown import duration_text, figure_text

UNKNOWN: Final = "–"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def table(words: Sequence[str], numbers: Sequence[str], rows: Sequence[Sequence[Texts | str]], total: int | None = None) -> Table:
    """Return a table whose headings are keys, first those of words, then those of numbers; `total` counts all rows there are."""
    headings = [Heading(text=both(key)) for key in words] + [Heading(text=both(key), is_number=True) for key in numbers]
    cells = tuple(tuple(cell if isinstance(cell, Texts) else same(cell) for cell in row) for row in rows)
    rest = 0 if total is None else total - len(cells)
    return Table(headings=tuple(headings), rows=cells, more=both("table-more", count=f"{rest:,}") if rest > 0 else None)


def with_suppressed(made: Table, hidden: int, privacy: Privacy) -> Table:
    """Return a table that says below how many groups are too small to be shown; none are not said."""
    if not hidden:
        return made
    told = both("suppressed-groups", count=count(hidden), events=privacy.least_events, persons=privacy.least_persons)
    more = told if made.more is None else Texts(zh=f"{made.more.zh} {told.zh}", en=f"{made.more.en} {told.en}")
    return replace(made, more=more)


def drawing(draw: Callable[[Language], str]) -> Drawing:
    """Draw in each language."""
    return Drawing(zh=draw(Language.ZH_CN), en=draw(Language.EN))


def in_both(text: Callable[[Language], str]) -> Texts:
    """Say something in each language."""
    return Texts(zh=text(Language.ZH_CN), en=text(Language.EN))


def both(key: str, **facts: object) -> Texts:
    """Say a sentence of the catalogues in each language."""
    return in_both(lambda language: say(key, language, facts))


def same(text: str) -> Texts:
    """Return a text that is the same in every language."""
    return Texts(zh=text, en=text)


def scope_named(scope: str) -> Texts:
    """Name a scope: a process by its id, else the enterprise as a whole."""
    return both("scope-enterprise") if scope == ENTERPRISE else same(scope)


def listed(parts: Sequence[Texts]) -> Texts:
    """Put several things into one cell or sentence."""
    return Texts(zh="，".join(each.zh for each in parts), en=", ".join(each.en for each in parts))


def spoken(texts: Texts) -> dict[str, str]:
    """Return a text as the fact of another sentence."""
    return {language.value: texts.said(language) for language in Language}


def called(names: Mapping[str, str]) -> Texts:
    """Return how something is called, from its names by language."""
    return Texts(zh=names["zh-CN"], en=names["en"])


def counted(*numbers: tuple[str, int]) -> Texts:
    """Say how many there are of each key of the catalogues; what there is none of is not said."""
    return listed([both(key, count=count(number)) for key, number in numbers if number])


def count(number: int) -> str:
    """Write a number of things."""
    return f"{number:,}"


def share(part: float, whole: float) -> str:
    """Write a part of a whole; unknown where there is nothing."""
    return f"{part / whole:.1%}" if whole else UNKNOWN


def percent(value: float | None) -> str:
    """Write a share in [0, 1] with one digit; unknown where there is none."""
    return UNKNOWN if value is None else f"{value:.1%}"


def whole_percent(value: float | None) -> str:
    """Write a share in [0, 1] without digits, where a rough one is meant; unknown where there is none."""
    return UNKNOWN if value is None else f"{value:.0%}"


def figure_said(value: float | None, unit: str) -> Texts:
    """Write a figure in its unit, in each language; unknown where there is none."""
    return same(UNKNOWN) if value is None else in_both(lambda language: figure_text(value, unit, language))


def decimal(value: float | None) -> str:
    """Write a score or a measure in [0, 1] with three digits; unknown where there is none."""
    return UNKNOWN if value is None else f"{value:.3f}"


def duration(microseconds: float) -> Texts:
    """Say a duration; not a number and NO_TIME are unknown."""
    if math.isnan(microseconds) or microseconds == NO_TIME:
        return both("report-unknown")
    return in_both(lambda language: duration_text(microseconds, language))


def moment(microseconds: int, zone: ZoneInfo) -> Texts:
    """Write a moment (µs since 1970-01-01 UTC) as clocks in a zone show it, to the minute."""
    if microseconds == NO_TIME:
        return both("report-unknown")
    try:
        return same(f"{(_EPOCH + timedelta(microseconds=microseconds)).astimezone(zone):%Y-%m-%d %H:%M}")
    except OverflowError:
        return both("report-unknown")
