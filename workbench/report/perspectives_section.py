"""Time, performers and data of one process as a part of a page: every activity from all sides, then each side by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from workbench.conformance.perspectives import Perspectives
from workbench.conformance.perspectives.balance import ActivityView, Balance
from workbench.conformance.perspectives.waiting import PARTS, Transition
from workbench.design import DesignedProcess
from workbench.eventlog.log import HOUR
from workbench.fit import DEFAULT_POLICY, Privacy
from workbench.report.page import Side, SidesSection, Table, Texts
from workbench.report.tables import UNKNOWN, both, count, counted, in_both, listed, share, spoken, table, with_suppressed

_LONGEST = 12


def sides_section(
    perspectives: Perspectives, design: DesignedProcess, blind: Collection[str] = (), privacy: Privacy = DEFAULT_POLICY.privacy
) -> SidesSection:
    """Return the perspectives of a process as data for a page; a side that has nothing to say is left out.

    What is `blind` leaves no event by design, so that nothing is said of its flow; `privacy` says which groups are too small.
    """
    notices = [in_both(each.text) for each in perspectives.notices]
    return SidesSection(
        summary=_summary(perspectives.balance),
        activities=_activities(perspectives, design, blind),
        sides=tuple(_sides(perspectives, design, privacy)),
        notices=tuple(dict.fromkeys((*notices, *_untold(perspectives)))),
    )


def _sides(perspectives: Perspectives, design: DesignedProcess, privacy: Privacy) -> Iterator[Side]:
    if perspectives.transitions:
        yield Side(key="waiting", table=_waiting(perspectives.transitions, design))
    if perspectives.timeliness:
        yield Side(key="limits", table=_limits(perspectives, design))
    if perspectives.performances:
        yield Side(key="performers", table=_performers(perspectives, design, privacy))
    if perspectives.choices:
        yield Side(key="conditions", table=_conditions(perspectives, design))


def _summary(balance: Balance) -> Texts:
    """Say the mean balanced cost, what it is made of, and what could not be told; what there is none of is not said."""
    complete = balance.complete
    flow, performer, data, unknown = (
        int(each[complete].sum()) for each in (balance.flow, balance.performer, balance.data, balance.unknown)
    )
    mean = UNKNOWN if balance.mean is None else f"{balance.mean:.2f}"
    weights = f"{balance.weights.flow:g} : {balance.weights.performer:g} : {balance.weights.data:g}"
    parts = counted(("sides-sum-flow", flow), ("sides-sum-performer", performer), ("sides-sum-data", data))
    said = both("sides-summary" if parts.en else "sides-summary-none", mean=mean, parts=spoken(parts), weights=weights)
    rest = both("sides-summary-unknown", count=count(unknown))
    return Texts(zh=said.zh + rest.zh, en=f"{said.en} {rest.en}") if unknown else said


def _activities(perspectives: Perspectives, design: DesignedProcess, blind: Collection[str]) -> Table:
    """Return each activity from the sides that anything is known of; a column of nothing but unknowns is a notice instead."""
    views = perspectives.activities
    sides: list[tuple[str, Callable[[ActivityView], Texts | str]]] = [("sides-flow", partial(_flow, blind=blind))]
    if any(view.agreeing or view.differing for view in views):
        sides.append(("sides-who", _who))
    if any(view.waited is not None or view.late is not None for view in views):
        sides.append(("sides-time", _time))
    if _is_evaluated(perspectives):
        sides.append(("sides-data", _data))
    rows = [(_named(view.about, design), *(cell(view) for _, cell in sides)) for view in views]
    return table(("sides-activity", *(key for key, _ in sides)), (), rows)


def _is_evaluated(perspectives: Perspectives) -> bool:
    return any(each.held or each.failed for each in (perspectives.choices.rows if perspectives.choices else ()))


def _untold(perspectives: Perspectives) -> Iterator[Texts]:
    """Say once what the activities would all say: that nothing could be told of a side."""
    if perspectives.performances and not any(view.agreeing or view.differing for view in perspectives.activities):
        yield both("sides-who-untold")
    if perspectives.choices and not _is_evaluated(perspectives):
        reasons = dict.fromkeys(each.reason.value for each in perspectives.choices.rows if each.reason)
        yield both("sides-data-untold", reasons=spoken(listed([both(each) for each in reasons])))


def _flow(view: ActivityView, blind: Collection[str]) -> Texts:
    if view.about in blind:
        return both("mark-blind-legend")
    if not view.cost:
        return both("step-synchronous")
    return counted(("sides-missing", view.missing), ("sides-unforeseen", view.unforeseen))


def _who(view: ActivityView) -> Texts | str:
    if view.agreeing is None or view.differing is None or view.unidentified is None:
        return UNKNOWN
    return counted(
        ("sides-differing", view.differing), ("sides-agreeing", view.agreeing), ("sides-unidentified", view.unidentified)
    )


def _time(view: ActivityView) -> Texts | str:
    parts = [both("sides-late-cell", count=count(view.late))] if view.late is not None else []
    if view.waited is not None:
        parts.append(both("sides-time-cell", hours=_hours(view.waited.median_working)))
    return listed(parts) if parts else UNKNOWN


def _data(view: ActivityView) -> Texts | str:
    if view.failed is None or view.untold is None:
        return UNKNOWN
    if not view.failed and not view.untold:
        return both("sides-kept")
    return counted(("sides-against", view.failed), ("sides-untold", view.untold))


def _waiting(transitions: Sequence[Transition], design: DesignedProcess) -> Table:
    """Return the transitions with most waiting first: how often, how long, and what for, in hours."""
    ranked = sorted(transitions, key=lambda each: (-(each.elapsed or 0), each.source, each.target))
    rows: list[Sequence[Texts | str]] = [
        (
            both("sides-from-to", before=design.called(each.source), after=design.called(each.target)),
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


def _limits(perspectives: Perspectives, design: DesignedProcess) -> Table:
    rows = [
        (
            both("sides-whole-case") if each.element is None else _named(each.element, design),
            both("sides-limit-elapsed" if each.limit.is_elapsed else "sides-limit-working", hours=f"{each.limit.hours:g}"),
            count(each.exposed),
            count(each.late),
            share(each.late, each.exposed),
            count(each.unknown),
        )
        for each in perspectives.timeliness
    ]
    return table(("sides-activity", "sides-limit"), ("sides-exposed", "sides-late", "table-share", "table-unknown"), rows)


def _performers(perspectives: Perspectives, design: DesignedProcess, privacy: Privacy) -> Table:
    rows = perspectives.performances.rows if perspectives.performances else ()
    totals: dict[str, int] = {}
    for each in rows:
        totals[each.element] = totals.get(each.element, 0) + each.events
    hidden = [each.group is not None and privacy.suppresses(each.events, None) for each in rows]
    cells = [
        (
            _named(each.element, design),
            both("report-unknown") if each.group is None else each.group,
            both(f"agreement-{each.agreement.value}"),
            *((both("suppressed"),) * 2 if is_hidden else (count(each.events), share(each.events, totals[each.element]))),
        )
        for each, is_hidden in zip(rows, hidden, strict=True)
    ]
    made = table(("sides-activity", "sides-group", "sides-agreement"), ("table-events", "table-share"), cells)
    return with_suppressed(made, sum(hidden), privacy)


def _conditions(perspectives: Perspectives, design: DesignedProcess) -> Table:
    rows = [
        (_named(each.gateway, design), each.condition, both(each.reason.value) if each.reason else "", *map(count, figures))
        for each in (perspectives.choices.rows if perspectives.choices else ())
        for figures in ((each.taken, each.held, each.failed, each.unknown),)
    ]
    numbers = ("sides-taken", "sides-held", "sides-failed", "table-unknown")
    return table(("sides-gateway", "sides-condition", "sides-reason"), numbers, rows)


def _named(about: str, design: DesignedProcess) -> Texts:
    texts = design.called(about)
    return Texts(zh=texts["zh-CN"], en=texts["en"])


def _hours(microseconds: float | None) -> str:
    return UNKNOWN if microseconds is None else f"{microseconds / HOUR:,.1f}"
