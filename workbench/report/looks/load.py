"""How busy posts are: over the whole window against the limit, and week by week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from workbench.collaboration import WeeklyLoads, weekly_loads_of, workloads_of
from workbench.fit import Privacy
from workbench.language import Language, say
from workbench.report.drawings.heat_figure import HeatCell, HeatGrid, draw_heat
from workbench.report.drawings.svg import MARGIN, TOP, at, figure, hinted, path, rectangle, shortened, text
from workbench.report.enterprise_matrices import loads_of
from workbench.report.looks.panel import Panel, empty, lacking, links_about, links_of
from workbench.report.matrix import HIDDEN
from workbench.report.page import Load, Texts
from workbench.report.tables import both, called, drawing, percent, same, table, whole_percent, with_suppressed
from workbench.study import Assessment

_MOST: Final = 60
_MOST_WEEKS: Final = 60
_OVER: Final = "▲"
_NAME: Final = 180.0
_WIDE: Final = 520.0
_ROW: Final = 26.0


def load_panels(assessment: Assessment) -> tuple[Panel, ...]:
    """Return the load of posts as bars and by week."""
    organization = assessment.study.design.organization
    if organization.posts is None:
        return (lacking("loads", "posts"),)
    if organization.calendars is None:
        return (lacking("loads", "calendars"),)
    if workloads_of(assessment.linkage) is None:
        return (lacking("loads", "starts"),)
    return _whole(assessment), _weekly(assessment)


def _whole(assessment: Assessment) -> Panel:
    loads, hidden = loads_of(assessment)
    if not loads:
        return Panel(key="loads", missing=hidden or both("panel-no-load"))
    rows = [(each.post, _exceeds(each), same(each.persons), each.busy, each.available, _share(each)) for each in loads[:_MOST]]
    numbers = ("load-persons", "load-busy", "load-available", "load-share")
    made = table(("load-post", "load-exceeds"), numbers, rows, len(loads))
    listed = made if hidden is None else replace(made, more=hidden)
    about = links_about(assessment.findings)
    links = links_of(about, [(each.id,) for each in loads[:_MOST]])
    return Panel(key="loads", drawing=drawing(lambda language: _bars(loads[:_MOST], language)), table=listed, links=links)


def _is_over(share: float | None, limit: float) -> bool:
    return share is not None and share > limit


def _exceeds(load: Load) -> Texts:
    return both("load-over", limit=whole_percent(load.limit)) if _is_over(load.share, load.limit) else same("")


def _share(load: Load) -> Texts:
    return load.unknown if load.share is None else same(percent(load.share))


def _bars(loads: tuple[Load, ...], language: Language) -> str:
    """Draw a bar a post, and the limit as a line; what exceeds it bears a sign."""
    widest = max(1.0, *(each.share or 0 for each in loads), *(each.limit for each in loads))
    left, scale = 2 * MARGIN + _NAME, _WIDE / widest
    bars = [part for number, each in enumerate(loads) for part in _bar(each, TOP + number * _ROW, left, scale, language)]
    bottom = TOP + len(loads) * _ROW
    limit = left + loads[0].limit * scale
    line = path(f"M{at(limit, TOP - 4)}V{bottom:.1f}", "line line3 dashed", 1.5)
    title = say("drawing-loads", language, {"limit": f"{loads[0].limit:.0%}"})
    return figure(left + _WIDE + 80, bottom + MARGIN, title, [*bars, line])


def _bar(load: Load, top: float, left: float, scale: float, language: Language) -> Iterator[str]:
    name = load.post.said(language)
    yield hinted(name, text(left - MARGIN, top + 17, shortened(name, _NAME), "ink", "end"))
    if load.share is None:
        yield text(left + 4, top + 17, load.unknown.said(language), "soft")
        return
    over = _is_over(load.share, load.limit)
    yield rectangle(left, top + 4, max(1.0, load.share * scale), _ROW - 10, "area1" if over else "area0", 2)
    yield text(left + load.share * scale + 6, top + 17, f"{_OVER} {load.share:.1%}" if over else f"{load.share:.1%}")


def _weekly(assessment: Assessment) -> Panel:
    found = weekly_loads_of(assessment.linkage, ZoneInfo(assessment.study.timezone))
    if found is None or not found.events.any():
        return empty("weeks", "panel-no-load")
    posts = [number for number in range(len(found.posts)) if found.events[number].any()][:_MOST]
    weeks = range(max(0, len(found.mondays) - _MOST_WEEKS), len(found.mondays))
    privacy = assessment.study.policy.privacy
    limit = assessment.study.policy.rules.overload_utilisation
    cells = {
        (row, column): cell
        for row, post in enumerate(posts)
        for column, week in enumerate(weeks)
        if (cell := _week(found, (post, week), privacy, limit)) is not None
    }
    names = [called(assessment.study.design.vocabulary.posts.called(found.posts[post])) for post in posts]
    mondays = [f"{found.mondays[week]}" for week in weeks]
    rows = [
        [name, *(same(cells[row, column].said if (row, column) in cells else "") for column in range(len(mondays)))]
        for row, name in enumerate(names)
    ]
    listed = table(("load-post",), (), rows).with_numbers(tuple(same(each) for each in mondays))

    def drawn(language: Language) -> str:
        title = say("drawing-weeks", language)
        return draw_heat(HeatGrid(title=title, rows=[name.said(language) for name in names], columns=mondays, cells=cells))

    hidden = sum(each.said == HIDDEN for each in cells.values())
    return Panel(key="weeks", drawing=drawing(drawn), table=with_suppressed(listed, hidden, privacy))


def _week(found: WeeklyLoads, at_week: tuple[int, int], privacy: Privacy, limit: float) -> HeatCell | None:
    """Return what is said of a post in a week, None where it did nothing."""
    events, persons, share = int(found.events[at_week]), int(found.persons[at_week]), found.utilisation(*at_week)
    if not events:
        return None
    if privacy.suppresses(events, persons):
        return HeatCell(said=HIDDEN, weight=0, hint=f"{found.mondays[at_week[1]]}")
    is_over = _is_over(share, limit)
    said = whole_percent(share)
    return HeatCell(
        said=f"{_OVER}{said}" if is_over else said, weight=share or 0, hint=f"{found.mondays[at_week[1]]}", is_framed=is_over
    )
