"""The report of the gate: what is doubtful in a log, what it takes away, and what became of every row – before any score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.eventlog.quality.accounting import Accounting
from workbench.eventlog.quality.consequences import IndicatorStanding, Standing
from workbench.eventlog.quality.pathology import Pathology, Unjudged, percent
from workbench.findings import Finding
from workbench.language import Language, say
from workbench.shown import Columns, Tabled, html_list, html_table, known_numbers

_ROWS: Final = ("read", "kept", "merged", "set-aside", "filtered", "rejected", "unaccounted")
_FOUND: Final = ("severity", "count", "share", "found", "follows")
_STANDING: Final = ("indicator", "standing", "reason")


@dataclass(frozen=True, kw_only=True)
class QualityReport(Tabled):
    """What is doubtful in one log.

    `pathologies` are sorted by severity, then rate; `unjudged` says what the log cannot tell; `standings` what becomes of each
    indicator; `notices` are the findings of the reader that reject no row.
    """

    path: str
    pathologies: tuple[Pathology, ...]
    unjudged: tuple[Unjudged, ...]
    standings: tuple[IndicatorStanding, ...]
    accounting: Accounting
    notices: tuple[Finding, ...]

    @property
    def unknown_indicators(self) -> tuple[IndicatorStanding, ...]:
        """Return the indicators that this log cannot give, each with its reason."""
        return tuple(each for each in self.standings if each.standing is Standing.UNKNOWN)

    @property
    def partial_indicators(self) -> tuple[IndicatorStanding, ...]:
        """Return the indicators that this log gives in part, or as a bound."""
        return tuple(each for each in self.standings if each.standing is Standing.PARTIAL)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the pathologies as findings; one that the reader found too bears the same id."""
        return tuple(each.finding(self.path) for each in self.pathologies)

    @property
    def table(self) -> Columns:
        """Return one row a pathology: its share, and both its sentences."""
        found = self.pathologies
        return Columns(
            values={
                "code": [each.code for each in found],
                "object": ["|".join(each.object) for each in found],
                "severity": [each.severity.value for each in found],
                "count": np.array([each.count for each in found], dtype=np.int64),
                "exposed": np.array([each.exposed for each in found], dtype=np.int64),
                "rate": known_numbers([each.rate for each in found], float),
                "found": list(found),
                "consequence": [{each.value: doubt.consequence(each) for each in Language} for doubt in found],
            }
        )

    def to_html(self, language: Language) -> str:
        """Return the report as HTML tables, for a notebook or a page."""
        said: tuple[Finding | Unjudged, ...] = (*self.accounting.rejections, *self.notices, *self.unjudged)
        return "".join(
            (
                _table(_ROWS, (_of_rows(self.accounting),), language),
                html_list(each.text(language) for each in said),
                _table(_FOUND, (_of_pathology(each, language) for each in self.pathologies), language),
                _table(_STANDING, (_of_standing(each, language) for each in self.standings), language),
            )
        )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> str:
    return html_table((say(f"quality-{head}", language) for head in heads), rows)


def _of_rows(accounting: Accounting) -> tuple[str, ...]:
    kept = (
        accounting.rows_read,
        accounting.events,
        accounting.merged,
        accounting.set_aside,
        accounting.filtered,
        accounting.rejected,
    )
    return tuple(map(str, (*kept, accounting.unaccounted)))


def _of_pathology(each: Pathology, language: Language) -> tuple[str, ...]:
    weight = say(f"severity-{each.severity.value}", language)
    count = f"{each.count} / {each.exposed}"
    return weight, count, percent(each.count, each.exposed), each.text(language), each.consequence(language)


def _of_standing(each: IndicatorStanding, language: Language) -> tuple[str, ...]:
    return each.indicator, say(f"standing-{each.standing.value}", language), each.reason(language)
