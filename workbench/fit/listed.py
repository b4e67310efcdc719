"""Findings as a table: one row a finding, for a data frame or a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from workbench.eventlog.looks.tabular import Tabular, Values
from workbench.findings import Finding
from workbench.fit.codes import Element, element_moved_by
from workbench.language import preferred_language


@dataclass(frozen=True, kw_only=True)
class ListedFindings(Tabular):
    """Findings in an order; `moved` says which element is to move, by the id of a finding, where more is known than its code."""

    findings: tuple[Finding, ...]
    moved: Mapping[str, Element] = field(default_factory=lambda: MappingProxyType({}))

    def __len__(self) -> int:
        return len(self.findings)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return what each finding is; `count` and `exposed` are "" where nothing is counted, `cases` is how many there are."""
        shown = self.findings[rows]
        return {
            "id": [each.id for each in shown],
            "code": [each.code for each in shown],
            "severity": [each.severity.value for each in shown],
            "scope": [each.scope for each in shown],
            "object": ["|".join(each.object) for each in shown],
            "count": _known([each.count for each in shown]),
            "exposed": _known([each.exposed for each in shown]),
            "cases": np.array([len(each.cases) for each in shown], dtype=np.int64),
            "element": [self.moved.get(each.id, element_moved_by(each.code)).value for each in shown],
            "finding": [each.text(preferred_language()) for each in shown],
        }


def _known(numbers: Sequence[int | None]) -> list[str]:
    return ["" if number is None else str(number) for number in numbers]
