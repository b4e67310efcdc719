"""DT-LOGQ: logs of which too much is missing or invalid."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.fit.detection import Evidence, Verdict, structural, without_logs
from workbench.fit.indicators.data import log_quality
from workbench.fit.indicators.model import Scope

CODE = "DT-LOGQ"


def poor_logs(evidence: Evidence) -> Iterator[Verdict]:
    """Claim DT-LOGQ of processes whose log is complete and valid to a lesser part than agreed, by the indicator DT5."""
    yield from without_logs(evidence, CODE)
    least = evidence.policy.rules.log_quality_share
    for process in evidence.linkage.processes:
        share = log_quality(evidence, Scope(id=process.id, processes=(process.id,))).value
        if share is not None and share < least:
            named = evidence.design.process[process.id].texts
            yield structural(
                CODE, process.id, (process.id,), {"process": named, "share": f"{share:.1%}", "threshold": f"{least:.0%}"}
            )
