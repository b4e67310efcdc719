"""Releases and the conditions of a release as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from workbench.normalization.release.approving import Act
from workbench.normalization.release.conditions import Condition
from workbench.normalization.release.lifecycle import Release, state_in_words
from workbench.shown import Listing, Tabular, Values, columns_of


@dataclass(frozen=True, kw_only=True, eq=False)
class ListedConditions(Listing[Condition]):
    """The conditions of a release, each met or not, with its figures."""

    kind: ClassVar = Condition

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return one column a field, and the condition as a sentence."""
        return {**columns_of(Condition, self.rows[rows]), "condition": list(self.rows[rows])}


@dataclass(frozen=True, kw_only=True, eq=False)
class ListedReleases(Tabular):
    """Versions of a standard as they stand on a day."""

    releases: tuple[Release, ...]

    def __len__(self) -> int:
        return len(self.releases)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return what each version is: its state, of which processes, from when on, by whom approved, and what was let pass."""
        shown = self.releases[rows]
        released = [each.released for each in shown]
        return {
            "version": [str(each.version) for each in shown],
            "state": [state_in_words(each.state) for each in shown],
            "processes": ["|".join(each.processes) for each in shown],
            "effective": ["" if each is None else each.effective.isoformat() for each in released],
            "approved_by": [
                "" if each is None else "|".join(it.name for it in each.approvals if it.act is Act.APPROVED) for each in released
            ],
            "waiver": ["" if each.waiver is None else each.waiver.reason for each in shown],
            "superseded_by": ["|".join(sorted({*each.superseded.values()})) for each in shown],
        }
