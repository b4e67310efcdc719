"""Findings over time on a page: when each was first and last seen, how often it came back, and what was decided of it."""

from __future__ import annotations

from workbench.normalization.sightings import Lifeline, Lifelines
from workbench.report.listed import texts_of
from workbench.report.looks import Panel
from workbench.report.page import Texts
from workbench.report.tables import UNKNOWN, both, count, percent, scope_named, table
from workbench.shown import SHORT

_WORDS = ("finding", "code", "scope", "about", "severity", "state", "first_seen", "last_seen")
_FIGURES = ("runs_seen", "runs_judged", "recurrences", "count", "exposed", "gross", "net")


def lifelines_panel(lives: Lifelines) -> Panel:
    """Return the life of each finding over the recorded assessments: what came back first, what is gone last."""
    if not lives.rows:
        return Panel(key="lifelines", missing=both("lifelines-none"))
    words, figures = ([f"column-{each}" for each in names] for names in (_WORDS, _FIGURES))
    return Panel(
        key="lifelines", notes=tuple(map(texts_of, lives.said)), table=table(words, figures, list(map(_row, lives.rows)))
    )


def _row(life: Lifeline) -> tuple[Texts | str, ...]:
    counted = (UNKNOWN if each is None else count(each) for each in (life.count, life.exposed))
    return (
        life.finding[:SHORT],
        life.code,
        scope_named(life.scope),
        " · ".join(life.object),
        both(f"severity-{life.severity.value}"),
        both(f"lifeline-{life.state.value}"),
        life.first_seen.isoformat(),
        life.last_seen.isoformat(),
        *map(count, (life.runs_seen, life.runs_judged, life.recurrences)),
        *counted,
        percent(life.gross),
        percent(life.net),
    )
