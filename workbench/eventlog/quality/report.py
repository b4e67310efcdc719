"""The report of the gate: what is doubtful in a log, what it takes away, and what became of every row – before any score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import Any, Final

from workbench.eventlog.quality.accounting import Accounting
from workbench.eventlog.quality.consequences import IndicatorStanding, Standing
from workbench.eventlog.quality.pathology import Pathology, Unjudged, percent
from workbench.findings import Finding
from workbench.language import Language, preferred_language, say
from workbench.tables.faults import misuse

_ROWS: Final = ("read", "kept", "merged", "set-aside", "filtered", "rejected", "unaccounted")
_FOUND: Final = ("severity", "count", "share", "found", "follows")
_STANDING: Final = ("indicator", "standing", "reason")


@dataclass(frozen=True, kw_only=True)
class QualityReport:
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

    def to_html(self, language: Language) -> str:
        """Return the report as HTML tables, for a notebook or a page."""
        said: tuple[Finding | Unjudged, ...] = (*self.accounting.rejections, *self.notices, *self.unjudged)
        return "".join(
            (
                _table(_ROWS, (_of_rows(self.accounting),), language),
                "<ul>" + "".join(f"<li>{escape(each.text(language))}</li>" for each in said) + "</ul>",
                _table(_FOUND, (_of_pathology(each, language) for each in self.pathologies), language),
                _table(_STANDING, (_of_standing(each, language) for each in self.standings), language),
            )
        )

    def _repr_html_(self) -> str:
        return self.to_html(preferred_language())

    def to_pandas(self, language: Language = Language.EN) -> Any:
        """Return a pandas DataFrame, one row a pathology, its share, its sample and both sentences in a column each.

        Raises UsageError where pandas is not installed.
        """
        try:
            pandas = import_module("pandas")
        except ImportError as cause:
            raise misuse("PANDAS_MISSING", {}) from cause
        rows = [_row(each, language) for each in self.pathologies]
        return pandas.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS: Final = ("code", "object", "severity", "count", "exposed", "rate", "rows", "cases", "text", "consequence")


def _row(each: Pathology, language: Language) -> tuple[object, ...]:
    about = (each.code, " | ".join(each.object), each.severity.value)
    share = (each.count, each.exposed, each.rate)
    return (*about, *share, each.rows, each.cases, each.text(language), each.consequence(language))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> str:
    header = "".join(f"<th>{escape(say(f'quality-{head}', language))}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"


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
