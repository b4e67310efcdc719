"""What is shown of the enterprise beyond one process."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.page.finding import FindingRow, RankedFindings
from workbench.report.page.process import Side
from workbench.report.page.shown import Table, Texts


@dataclass(frozen=True, kw_only=True)
class Load:
    """How busy one post is: `share` of its working time and the `limit` on it, None where the share is not known or shown."""

    id: str
    post: Texts
    persons: str
    busy: Texts
    available: Texts
    share: float | None
    limit: float
    unknown: Texts


@dataclass(frozen=True, kw_only=True)
class EnterpriseSection:
    """What holds beyond one process: findings, how departments and posts work, and what was not claimed, with the reasons.

    `suppressed` looked like findings and are none, `unknown` could not be judged, `faults` are what is wrong in the tables.
    """

    findings: RankedFindings
    below_threshold: tuple[FindingRow, ...]
    matrices: tuple[Side, ...]
    loads: tuple[Load, ...]
    loads_hidden: Texts | None
    suppressed: Table | None
    unknown: Table | None
    faults: Table | None
