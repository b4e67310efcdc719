"""TP-REKEY: data that is used in a system to which nothing brings it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.fit.detection import ENTERPRISE, Evidence, Verdict, structural, without
from workbench.usage import data_flow_of, gaps_of, uses_data

CODE = "TP-REKEY"


def rekeyed(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-REKEY of data read in a system in which nobody writes it, and to which no writing system is joined."""
    design = evidence.design
    if design.landscape.integrations is None or not uses_data(design):
        yield without("integrations" if design.landscape.integrations is None else "crud", CODE)
        return
    names = design.vocabulary
    for gap in gaps_of(design, data_flow_of(design)):
        facts = {
            "data": names.data.called(gap.data),
            "from_system": names.systems.called(gap.source),
            "to_system": names.systems.called(gap.target),
        }
        yield structural(CODE, ENTERPRISE, (gap.data, gap.source, gap.target), facts, gap.elements)
