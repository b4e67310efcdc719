"""One word for a log's quality, from its report: good, usable with limits, or not usable."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from workbench.eventlog.quality.report import QualityReport
from workbench.findings import Severity

_MOST_LOST: Final = 0.5


class Usability(StrEnum):
    """What a log can be used for: all that it should tell, some of it, or nothing that could be relied on."""

    GOOD = "good"
    LIMITED = "limited"
    UNUSABLE = "unusable"


def usability_of(report: QualityReport) -> Usability:
    """Return what a log is good for.

    Unusable is one without events, one of which more than half of the rows were rejected, and one with a critical doubt, such as
    cases that have become one. Limited is one with any other doubt that weighs more than a note, with a rejected row, or with an
    indicator that it cannot give.
    """
    rows = report.accounting
    weights = {each.severity for each in report.pathologies}
    if not rows.events or rows.rejected > _MOST_LOST * rows.rows_read or Severity.CRITICAL in weights:
        return Usability.UNUSABLE
    if rows.rejected or report.unknown_indicators or weights - {Severity.INFO}:
        return Usability.LIMITED
    return Usability.GOOD
