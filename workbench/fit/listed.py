"""Findings as a table: one row a finding, for a data frame or a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from workbench.findings import Finding
from workbench.fit.codes import Element, element_moved_by
from workbench.shown import Tabular, Values, known_numbers


@dataclass(frozen=True, kw_only=True)
class ListedFindings(Tabular):
    """Findings in an order; `moved` says which element is to move, by the id of a finding, where more is known than its code."""

    findings: tuple[Finding, ...]
    moved: Mapping[str, Element] = field(default_factory=lambda: MappingProxyType({}))

    def __len__(self) -> int:
        return len(self.findings)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return what each finding is; `count` and `exposed` are masked where nothing is counted, `cases` how many."""
        shown = self.findings[rows]
        return {
            "id": [each.id for each in shown],
            "code": [each.code for each in shown],
            "severity": [each.severity.value for each in shown],
            "scope": [each.scope for each in shown],
            "object": ["|".join(each.object) for each in shown],
            "count": known_numbers([each.count for each in shown]),
            "exposed": known_numbers([each.exposed for each in shown]),
            "cases": np.array([len(each.cases) for each in shown], dtype=np.int64),
            "element": [self.moved.get(each.id, element_moved_by(each.code)).value for each in shown],
            "finding": list(shown),
        }
