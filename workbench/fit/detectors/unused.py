"""TP-UNUSED: functions that stand idle."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without
from workbench.usage import functions_of

CODE = "TP-UNUSED"


def unused(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-UNUSED of functions of running systems that no activity is mapped to and no event names."""
    design = evidence.design
    if design.landscape.functions is None:
        yield without("functions", CODE)
    names = design.vocabulary
    for row in functions_of(design, evidence.linkage).rows:
        if row.is_idle:
            facts = {"function": names.functions.called(row.function), "system": names.systems.called(row.system)}
            yield structural(CODE, ENTERPRISE, (row.function,), facts)
