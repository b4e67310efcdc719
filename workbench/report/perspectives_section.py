"""Time, performers and data of one process as a part of a page: every activity from all sides, then each side by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.conformance.perspectives import Perspectives
from workbench.conformance.perspectives.balance import ActivityView, Balance
from workbench.conformance.perspectives.waiting import PARTS, Transition
from workbench.process.naming import Naming
from workbench.report.page import Side, SidesSection, Table, Texts
from workbench.report.tables import UNKNOWN, both, count, in_both, share, table

_LONGEST = 12


def sides_section(perspectives: Perspectives, naming: Naming) -> SidesSection:
    """Return the perspectives of a process as data for a page; a side that has nothing to say is left out."""
    return SidesSection(
        summary=_summary(perspectives.balance),
        activities=table(
            ("sides-activity", "sides-flow", "sides-who", "sides-time", "sides-data"),
            (),
            [_activity(each, naming) for each in perspectives.activities],
        ),
        sides=tuple(_sides(perspectives, naming)),
        notices=tuple(dict.fromkeys(in_both(each.text) for each in perspectives.notices)),
    )


def _sides(perspectives: Perspectives, naming: Naming) -> Iterator[Side]:
    if perspectives.transitions:
        yield Side(key="waiting", table=_waiting(perspectives.transitions, naming))
    if perspectives.timeliness:
        yield Side(key="limits", table=_limits(perspectives, naming))
    if perspectives.performances:
        yield Side(key="performers", table=_performers(perspectives, naming))
    if perspectives.choices:
        yield Side(key="conditions", table=_conditions(perspectives))


def _summary(balance: Balance) -> Texts:
    complete = balance.complete
    flow, performer, data, unknown = (
        count(int(each[complete].sum())) for each in (balance.flow, balance.performer, balance.data, balance.unknown)
    )
    mean = UNKNOWN if balance.mean is None else f"{balance.mean:.2f}"
    weighing = f"{balance.weights.flow:g} : {balance.weights.performer:g} : {balance.weights.data:g}"
    return both("sides-summary", mean=mean, flow=flow, performer=performer, data=data, unknown=unknown, weights=weighing)


def _activity(view: ActivityView, naming: Naming) -> Sequence[Texts | str]:
    missing, unforeseen = count(view.missing), count(view.unforeseen)
    flow = both("sides-flow-cell", missing=missing, unforeseen=unforeseen) if view.cost else "0"
    who: Texts | str = UNKNOWN
    if view.agreeing is not None and view.differing is not None and view.unidentified is not None:
        figures = (view.differing, view.agreeing, view.unidentified)
        differing, agreeing, unknown = map(count, figures)
        who = both("sides-who-cell", differing=differing, agreeing=agreeing, unknown=unknown)
    time: Texts | str = UNKNOWN if view.waited is None else both("sides-time-cell", hours=_hours(view.waited.median_working))
    if view.late is not None:
        time = both("sides-late-cell", late=count(view.late), hours=_hours(view.waited.median_working if view.waited else None))
    data: Texts | str = UNKNOWN
    if view.failed is not None and view.untold is not None:
        data = both("sides-data-cell", failed=count(view.failed), unknown=count(view.untold))
    return (_named(view.about, naming), flow, who, time, data)


def _waiting(transitions: Sequence[Transition], naming: Naming) -> Table:
    """Return the transitions with most waiting first: how often, how long, and what for, in hours."""
    ranked = sorted(transitions, key=lambda each: (-(each.elapsed or 0), each.source, each.target))
    rows: list[Sequence[Texts | str]] = [
        (
            both("sides-from-to", before=naming.texts(each.source), after=naming.texts(each.target)),
            count(each.count),
            _hours(each.elapsed),
            _hours(each.median_working),
            *(_hours(getattr(each.parts, name) if each.parts else None) for name in PARTS),
            count(each.known - each.told),
        )
        for each in ranked[:_LONGEST]
    ]
    numbers = ("sides-count", "sides-elapsed", "sides-median", *(f"waiting-{name}" for name in PARTS), "waiting-untold")
    return table(("sides-transition",), numbers, rows, total=len(transitions))


def _limits(perspectives: Perspectives, naming: Naming) -> Table:
    rows = [
        (
            both("sides-whole-case") if each.element is None else _named(each.element, naming),
            both("sides-limit-elapsed" if each.limit.is_elapsed else "sides-limit-working", hours=f"{each.limit.hours:g}"),
            count(each.exposed),
            count(each.late),
            share(each.late, each.exposed),
            count(each.unknown),
        )
        for each in perspectives.timeliness
    ]
    return table(("sides-activity", "sides-limit"), ("sides-exposed", "sides-late", "table-share", "report-unknown"), rows)


def _performers(perspectives: Perspectives, naming: Naming) -> Table:
    rows = perspectives.performances.rows if perspectives.performances else ()
    totals: dict[str, int] = {}
    for each in rows:
        totals[each.element] = totals.get(each.element, 0) + each.events
    cells = [
        (
            _named(each.element, naming),
            both("report-unknown") if each.group is None else each.group,
            both(f"agreement-{each.agreement.value}"),
            count(each.events),
            share(each.events, totals[each.element]),
        )
        for each in rows
    ]
    return table(("sides-activity", "sides-group", "sides-agreement"), ("report-events", "table-share"), cells)


def _conditions(perspectives: Perspectives) -> Table:
    rows = [
        (each.gateway, each.condition, both(each.reason.value) if each.reason else "", *map(count, figures))
        for each in (perspectives.choices.rows if perspectives.choices else ())
        for figures in ((each.taken, each.held, each.failed, each.unknown),)
    ]
    numbers = ("sides-taken", "sides-held", "sides-failed", "report-unknown")
    return table(("sides-gateway", "sides-condition", "sides-reason"), numbers, rows)


def _named(about: str, naming: Naming) -> Texts:
    texts = naming.texts(about)
    return Texts(zh=texts["zh-CN"], en=texts["en"])


def _hours(microseconds: float | None) -> str:
    return UNKNOWN if microseconds is None else f"{microseconds / 3_600_000_000:,.1f}"
