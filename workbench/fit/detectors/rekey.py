"""TP-REKEY: data that is used in a system to which nothing brings it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without
from workbench.usage import data_flow_of, gaps_of, says_where_supported, uses_data

CODE = "TP-REKEY"


def rekeyed(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-REKEY of data read in a system in which nobody writes it, and to which no writing system is joined."""
    design = evidence.design
    missing = {
        "integrations": design.landscape.integrations is None,
        "functions": not says_where_supported(design),
        "data_objects": design.information.data_objects is None,
        "crud": not uses_data(design),
    }
    if any(missing.values()):
        yield from (without(table, CODE) for table, is_missing in missing.items() if is_missing)
        return
    names = design.vocabulary
    for gap in gaps_of(design, data_flow_of(design)):
        facts = {
            "data": names.data.called(gap.data),
            "from_system": names.systems.called(gap.source),
            "to_system": names.systems.called(gap.target),
        }
        yield structural(CODE, ENTERPRISE, (gap.data, gap.source, gap.target), facts, gap.elements)
