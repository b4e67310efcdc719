"""TO-NOOWNER: systems for which no business answers."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without

CODE = "TO-NOOWNER"


def system_without_owner(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TO-NOOWNER of applications and equipment without a business owner."""
    design = evidence.design
    if design.landscape.systems is None:
        yield without("systems", CODE)
    for system in sorted(design.landscape.system.values(), key=lambda it: it.id):
        if not system.is_offline and system.business_owner is None:
            yield structural(CODE, ENTERPRISE, (system.id,), {"system": design.vocabulary.systems.called(system.id)})
