"""What is shown of a log's quality."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.page.shown import Table, Texts


@dataclass(frozen=True, kw_only=True)
class DoubtRow:
    """One pathology: how heavy, how much of what, what it is, what follows, and where to look."""

    code: str
    severity: str
    share: str
    sentence: Texts
    consequence: Texts
    rows: str
    cases: str


@dataclass(frozen=True, kw_only=True)
class Light:
    """How far a log can be relied on: `state` as `Usability` says it, `usable` the share of its rows, in [0, 1], or None."""

    state: str
    usable: float | None
    sentence: Texts


@dataclass(frozen=True, kw_only=True)
class QualitySection:
    """What is shown of one log's quality; `summary` and `accounting` say what became of its rows.

    `rejections` and `filters` explain rows of the accounting. `doubts` weigh more than `hints`; `unknown` and `partial` are
    indicators with their reasons.
    """

    summary: Texts
    accounting: Table
    rejections: tuple[Texts, ...]
    filters: tuple[Texts, ...]
    doubts: tuple[DoubtRow, ...]
    hints: tuple[DoubtRow, ...]
    unknown: Table
    partial: Table
    notices: tuple[Texts, ...]
    light: Light | None = None
