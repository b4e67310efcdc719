"""Corrective actions and preventive warnings on a page."""

from __future__ import annotations

from functools import partial

from workbench.design.names import Names
from workbench.normalization.corrections import Correction, Corrections, Forecast, Forecasts
from workbench.report.listed import texts_of
from workbench.report.looks import Panel
from workbench.report.page import Texts
from workbench.report.tables import UNKNOWN, both, called, count, in_both, same, scope_named, table
from workbench.shown import SHORT

_WORDS = (
    "column-id",
    "column-code",
    "column-scope",
    "column-state",
    "column-statement",
    "column-cause_kind",
    "column-cause",
    "column-action",
    "column-owner",
    "column-due",
    "corrections-proof",
)
_WARNING = (
    "column-id",
    "column-outlook",
    "column-scope",
    "column-watched",
    "column-about",
    "column-reached_on",
    "column-earliest",
    "column-latest",
)
_WARNING_FIGURES = ("column-stands_at", "column-limit", "column-a_week", "column-points", "column-q")


def corrections_panel(corrections: Corrections, posts: Names) -> Panel:
    """Return every corrective action as it stands: what is overdue first, then what is open."""
    listed = corrections.table
    if not listed.rows:
        return Panel(key="corrections", missing=both("corrections-none"))
    rows = [
        (
            each.correction[:SHORT],
            each.code,
            scope_named(each.scope),
            _state(texts_of(each.state), is_overdue=each.is_overdue),
            each.statement,
            texts_of(each.cause_kind),
            each.cause,
            each.action,
            called(posts.called(each.owner)) if each.owner else same(UNKNOWN),
            UNKNOWN if each.due is None else each.due.isoformat(),
            _proof(each.violations, each.exposed, each.needed),
            count(each.recurrences),
        )
        for each in listed.rows
    ]
    made = table(_WORDS, ("column-recurrences",), rows)
    return Panel(key="corrections", table=made, notes=tuple(map(texts_of, listed.said)))


def correction_named(correction: Correction) -> Texts:
    """Call a corrective action by what it is about and how it stands."""
    subject = correction.subject
    state = both(f"correction-state-{correction.state.value}")
    about = " ".join((subject.code, *subject.object))
    return Texts(zh=f"{about} · {state.zh}", en=f"{about} · {state.en}")


def warnings_panel(forecasts: Forecasts) -> Panel:
    """Return what goes towards its limit, and every series that was looked at."""
    if not forecasts.rows:
        return Panel(key="warnings", missing=both("warnings-nothing"))
    rows = [_watched(each) for each in forecasts.rows]
    notes = tuple(map(texts_of, forecasts.said))
    return Panel(key="warnings", notes=notes, table=table(_WARNING, _WARNING_FIGURES, rows))


def _state(state: Texts, *, is_overdue: bool) -> Texts:
    late = both("corrections-overdue")
    return Texts(zh=f"{state.zh}（{late.zh}）", en=f"{state.en} ({late.en})") if is_overdue else state


def _proof(violations: int | None, exposed: int | None, needed: int | None) -> Texts:
    """Say how often it was violated among all occasions since, and how many of these are needed."""
    if violations is None or exposed is None:
        return same(UNKNOWN)
    facts = {"violations": count(violations), "exposed": count(exposed), "needed": UNKNOWN if needed is None else count(needed)}
    return both("corrections-evidence", **facts)


def _watched(each: Forecast) -> tuple[Texts | str, ...]:
    days = (UNKNOWN if day is None else day.isoformat() for day in (each.reached_on, each.earliest, each.latest))
    figures = (each.stands_at, each.limit, each.a_week)
    return (
        each.id[:SHORT],
        both(f"warning-outlook-{each.outlook.value}"),
        scope_named(each.scope),
        both(f"watched-{each.watched.value}"),
        each.about,
        *days,
        *(UNKNOWN if figure is None else in_both(partial(each.figure_text, figure)) for figure in figures),
        count(each.points),
        UNKNOWN if each.q is None else f"{each.q:.3f}",
    )
