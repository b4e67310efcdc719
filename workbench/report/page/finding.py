"""Findings as rows: the sentence, what it rests on, every case behind it, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.page.shown import Texts


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What is decided on a finding: `state` (accepted, disputed, confirmed, nonconformity, reopened), by whom, and why."""

    state: str
    sentence: Texts


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One ranked finding as a plain sentence: what it rests on, what usually moves to mend it, and every case behind it.

    `elements` show it on the diagram of its process. `associations` say what clearly goes along with it, `unclear` what may be
    chance or was not compared. `decided` is what people decided on it.
    """

    id: str
    code: str
    kind: str
    severity: str
    sentence: Texts
    evidence: Texts
    remedy: Texts
    moves: Texts
    elements: tuple[str, ...]
    cases: tuple[str, ...]
    associations: tuple[Texts, ...] = ()
    unclear: tuple[Texts, ...] = ()
    decided: Decided | None = None


@dataclass(frozen=True, kw_only=True)
class RankedFindings:
    """Findings, the weightiest first: of each code a few, and `further` those that are only shown when asked for."""

    first: tuple[FindingRow, ...] = ()
    further: tuple[FindingRow, ...] = ()

    def __len__(self) -> int:
        return len(self.first) + len(self.further)
