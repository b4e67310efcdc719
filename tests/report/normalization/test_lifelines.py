"""Findings over time on a page: what came back is told with how often, and without any assessment what to do."""

from __future__ import annotations

from datetime import date

from workbench.findings import Severity
from workbench.normalization.sightings import Lifeline, Lifelines, LifelineState
from workbench.report.normalization.lifelines import lifelines_panel

LIFE = Lifeline(
    finding="f" * 16,
    code="CF-SKIP",
    scope="p",
    object=("a",),
    severity=Severity.MAJOR,
    state=LifelineState.ACCEPTED,
    first_seen=date(2026, 1, 5),
    last_seen=date(2026, 3, 2),
    runs_seen=2,
    runs_judged=3,
    recurrences=1,
    count=6,
    exposed=30,
    gross=0.2,
    net=0.0,
    reached_threshold=True,
)


def test_a_life_is_told_from_first_to_last_with_gross_and_net() -> None:
    panel = lifelines_panel(Lifelines(rows=(LIFE,)))
    assert panel.table is not None
    assert [each.en for each in panel.table.rows[0]] == [
        *("ffffffff", "CF-SKIP", "p", "a", "major", "accepted", "2026-01-05", "2026-03-02"),
        *("2", "3", "1", "6", "30", "20.0%", "0.0%"),
    ]
    assert "have come back" in panel.notes[0].en


def test_without_any_assessment_it_says_how_one_is_recorded() -> None:
    missing = lifelines_panel(Lifelines(rows=())).missing
    assert missing is not None
    assert "--record" in missing.en
