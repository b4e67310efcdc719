"""A released standard under watch on a page: signals, charts of the monitors, what cannot be told, and cases of adjustment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from itertools import groupby
from typing import Final

from workbench.design import Design
from workbench.design.calling import name_of
from workbench.language import Language
from workbench.normalization.release.lifecycle import state_in_words
from workbench.normalization.watch import AdjustmentCase, Look, Monitor, Signal, TouchedObjects
from workbench.normalization.watch.charts import Chart
from workbench.normalization.watch.saying import detail_key, facts_of, objects_named, signal_text, untold_text
from workbench.report.drawings.control_figure import draw_control, is_beyond
from workbench.report.drawings.distance_figure import draw_distances
from workbench.report.looks import Panel
from workbench.report.page import Drawing, Fact, Table, Texts
from workbench.report.tables import UNKNOWN, both, called, count, drawing, figure_said, in_both, listed, same, scope_named, table
from workbench.shown import SHORT
from workbench.study import Assessment
from workbench.study.under_watch import UnderWatch

Names = Mapping[str, Texts]
_KIND: Final = {
    "processes": "process",
    "activities": "activity",
    "posts": "post",
    "departments": "department",
    "systems": "system",
    "functions": "function",
    "data": "data",
}
"""What the fields of `TouchedObjects` hold the ids of."""
_DISTANCES: Final = (Monitor.FLOW, Monitor.PERFORMERS)
_PANELS: Final = {
    Monitor.CONFORMANCE: "monitor-conformance",
    Monitor.RULE: "monitor-rule",
    Monitor.CYCLE_TIME: "monitor-cycle-time",
    Monitor.FLOW: "monitor-flow",
    Monitor.PERFORMERS: "monitor-performers",
}
_MEASURED: Final = (Monitor.CONFORMANCE, Monitor.RULE, Monitor.CYCLE_TIME, *_DISTANCES)
_SIGNAL: Final = ("monitor-severity", "monitor-monitor", "column-scope", "monitor-object", "monitor-since", "monitor-case")
_FIGURES: Final = ("monitor-statistic", "monitor-limit", "monitor-usual", "monitor-n")


@dataclass(frozen=True, kw_only=True)
class CaseCard:
    """A case of dynamic adjustment on a page: what it is, its signals as sentences, what it touches, and its items."""

    id: str
    title: Texts
    signals: tuple[Texts, ...]
    touched: Table
    items: Texts | None
    closed: Texts | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class MonitorPage:
    """A release under watch: figures at its head, signals, what cannot be told, and its cases, the open ones first."""

    facts: tuple[Fact, ...]
    signals: Panel
    unknown: Panel
    cases: tuple[CaseCard, ...]
    processes: tuple[str, ...]


def monitor_page(seen: UnderWatch, assessment: Assessment) -> MonitorPage:
    """Return a look at a release as data for a page."""
    cases = sorted(seen.cases, key=lambda each: not each.is_open)
    return MonitorPage(
        facts=_facts(seen),
        signals=signals_panel(seen, assessment),
        unknown=unknown_panel(seen, assessment),
        cases=tuple(case_card(each, assessment) for each in cases),
        processes=tuple(each.id for each in seen.baseline.processes),
    )


def signals_panel(seen: UnderWatch, assessment: Assessment) -> Panel:
    """Return the signals of a look, each with its monitor, object, statistic against its limit, and since when.

    Those that a closed case has decided of stand below, with that case.
    """
    signals = (*seen.watched.signals, *seen.watched.decided)
    if not signals:
        return Panel(key="monitor-signals", missing=both("monitor-quiet", count=count(len(seen.watched.looks))))
    design = assessment.study.design
    rows = [(*_words(each, seen, design), *_figures(each)) for each in signals]
    sentences = tuple(in_both(partial(signal_text, each, design)) for each in seen.watched.signals)
    return Panel(key="monitor-signals", notes=sentences, table=table(_SIGNAL, _FIGURES, rows))


def unknown_panel(seen: UnderWatch, assessment: Assessment) -> Panel:
    """Return what cannot be told, and why."""
    unknown = seen.watched.unknown
    if not unknown:
        return Panel(key="monitor-unknown", missing=both("monitor-all-told"))
    design = assessment.study.design
    rows = [
        (monitor_named(each.monitor), scope_named(each.process), in_both(partial(untold_text, each, design))) for each in unknown
    ]
    return Panel(key="monitor-unknown", table=table(("monitor-monitor", "column-scope", "monitor-why"), (), rows))


def chart_panels(seen: UnderWatch, process: str, assessment: Assessment) -> tuple[Panel, ...]:
    """Return how each monitor of a process sees it: shares and cycle times week by week, distances against chance.

    Of critical rules those with a signal are drawn, and where none has one the nearest to its limit.
    """
    design, names = assessment.study.design, names_in(assessment)
    charts = [each for each in seen.charts if each.look.process == process]
    looks = [each for each in seen.watched.looks if each.process == process]
    of = {monitor: [each for each in charts if each.look.monitor is monitor] for monitor in Monitor}
    drawn = (*of[Monitor.CONFORMANCE], *_nearest(of[Monitor.RULE], seen.watched.signals), *of[Monitor.CYCLE_TIME])
    rules = [each for each in looks if each.monitor is Monitor.RULE]
    shown = [_chart_panel(each, design) for each in drawn]
    shown += [Panel(key="monitor-rules", table=_looks_table(rules, design))] if rules else []
    for monitor in _DISTANCES:
        some = tuple(each for each in looks if each.monitor is monitor)
        if some:
            panel = Panel(
                key=_PANELS[monitor],
                drawing=drawing(partial(draw_distances, some, names)),
                table=_looks_table(some, design),
            )
            shown.append(panel)
    return tuple(shown)


def case_card(case: AdjustmentCase, assessment: Assessment) -> CaseCard:
    """Return a case as data for a page."""
    opened, closed = case.opened, case.closed
    facts = {
        "case": case.id[:SHORT],
        "state": _spoken(both(f"case-state-{case.state.value}")),
        "on": opened.on.isoformat(),
        "by": case.by,
        "why": _spoken(listed([both(f"case-trigger-{each.value}") for each in opened.triggers])),
    }
    return CaseCard(
        id=case.id,
        title=both("case-title", **facts),
        signals=tuple(in_both(partial(signal_text, each, assessment.study.design)) for each in opened.signals),
        touched=touched_table(opened.touched, assessment.study.design),
        items=listed([same(each[:SHORT]) for each in case.items]) if case.items else None,
        closed=None if closed is None else both("case-closed", reason=closed.reason),
        is_open=case.is_open,
    )


def touched_table(touched: TouchedObjects, design: Design) -> Table:
    """Return the objects that a case touches, a row a kind: what they are called, and their ids."""
    told = [
        *((both(f"touched-{kinds}"), [_named(_KIND[kinds], each, design) for each in ids]) for kinds, ids in _kinds(touched)),
        *((both(f"watch-detail-{kind}"), [_named(kind, each, design) for each in ids]) for kind, ids in _others(touched)),
    ]
    rows = [(kind, listed(named), str(len(named))) for kind, named in told]
    return table(("touched-kind", "touched-objects"), ("touched-count",), rows)


def monitor_named(monitor: Monitor) -> Texts:
    """Return what a monitor is called."""
    return both(f"watch-name-{monitor.value}")


def _facts(seen: UnderWatch) -> tuple[Fact, ...]:
    released = seen.release.released
    effective = UNKNOWN if released is None else released.effective.isoformat()
    facts = {
        "release": same(seen.version),
        "state": called(state_in_words(seen.release.state)),
        "effective": same(effective),
        "looks": same(count(len(seen.watched.looks))),
        "signals": same(count(len(seen.watched.signals))),
        "open": same(count(sum(each.is_open for each in seen.cases))),
    }
    return tuple(Fact(label=both(f"monitor-fact-{name}"), value=value) for name, value in facts.items())


def _words(signal: Signal, seen: UnderWatch, design: Design) -> tuple[Texts | str, ...]:
    case, decided = seen.case_of(signal.key), seen.decided_in(signal.key)
    known = UNKNOWN if case is None else case.id[:SHORT]
    return (
        both(f"severity-{signal.severity.value}"),
        monitor_named(signal.monitor),
        scope_named(signal.process),
        _about(signal, design),
        UNKNOWN if signal.since is None else signal.since.isoformat(),
        known if decided is None else both("monitor-decided", case=decided.id[:SHORT]),
    )


def names_in(assessment: Assessment) -> Names:
    """Return what processes and activities are called, each with its id, by id."""
    design = assessment.study.design
    processes = {each.id: _with_id(called(each.texts), each.id) for each in design.processes}
    return processes | {each.id: _with_id(called(each.texts), each.id) for each in design.activities}


def _about(look: Look, design: Design) -> Texts:
    """Say what a judgement is about: objects, and in what respect."""
    parts = [_with_id(called(name), key) for key, name in objects_named(look, design)]
    parts += [both(detail_key(look))] if look.detail else []
    nothing = both("distance-whole") if look.monitor in _MEASURED else same(UNKNOWN)
    return listed(parts) if parts else nothing


def _figures(look: Look) -> Iterator[Texts | str]:
    yield from (figure_said(each, look.unit) for each in (look.statistic, look.limit, look.usual))
    yield count(look.n)


def _looks_table(looks: Sequence[Look], design: Design) -> Table:
    ordered = sorted(looks, key=lambda each: (-_nearness(each), each.object))
    rows: list[tuple[Texts | str, ...]] = [
        (_about(each, design), both("monitor-beyond" if _nearness(each) > 1 else "monitor-within"), *_figures(each))
        for each in ordered
    ]
    return table(("monitor-object", "monitor-verdict"), _FIGURES, rows)


def _nearness(look: Look) -> float:
    """Return how near a judgement is to its limit: beyond it above 1."""
    if look.statistic is None or not look.limit:
        return 2.0 if look.statistic else 0.0
    return look.statistic / look.limit


def _nearest(charts: Sequence[Chart], signals: Iterable[Signal]) -> tuple[Chart, ...]:
    beyond = {(each.monitor, each.process, each.object, each.detail) for each in signals}
    found = tuple(it for it in charts if (it.look.monitor, it.look.process, it.look.object, it.look.detail) in beyond)
    return found or tuple(sorted(charts, key=lambda each: -_nearness(each.look))[:1])


def _chart_panel(chart: Chart, design: Design) -> Panel:
    monitor, unit = chart.look.monitor, chart.look.unit
    rows: list[tuple[Texts | str, ...]] = [
        (
            each.week.isoformat(),
            both("control-new" if each.is_new else "control-baseline"),
            both("monitor-beyond") if is_beyond(each) else both("monitor-within") if each.is_new else same(UNKNOWN),
            *(figure_said(value, unit) for value in (each.value, each.low, each.high)),
            count(each.n),
        )
        for each in chart.weeks
    ]
    words, numbers = ("control-when", "control-span", "monitor-verdict"), ("control-value", "control-low", "control-high")
    drawn: Callable[[Language], str] = partial(draw_control, chart, facts_of(chart.look, design))
    made: Drawing = drawing(drawn)
    about = () if monitor is not Monitor.RULE else (_about(chart.look, design),)
    return Panel(key=_PANELS[monitor], notes=about, drawing=made, table=table(words, (*numbers, "monitor-n"), rows))


def _kinds(touched: TouchedObjects) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in fields(touched):
        ids = getattr(touched, each.name)
        if ids and each.name != "others":
            yield each.name, ids


def _others(touched: TouchedObjects) -> Iterator[tuple[str, list[str]]]:
    for kind, some in groupby(touched.others, key=lambda each: each.kind):
        yield kind, [each.id for each in some]


def _named(kind: str, identity: str, design: Design) -> Texts:
    """Return what an object is called, with its id where that is another word."""
    return _with_id(called(name_of(kind, identity, design)), identity)


def _with_id(names: Texts, identity: str) -> Texts:
    """Call something by its name with its id, by the id alone where nothing knows its name."""
    zh, en = (name if name == identity else f"{name} ({identity})" for name in (names.zh, names.en))
    return Texts(zh=zh, en=en)


def _spoken(texts: Texts) -> dict[str, str]:
    return {Language.ZH_CN.value: texts.zh, Language.EN.value: texts.en}
