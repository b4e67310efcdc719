"""TP-UNSUP: activities that need a system and have none."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.fit.detection import Evidence, Verdict, structural, without
from workbench.usage import is_unsupported

CODE = "TP-UNSUP"


def unsupported(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-UNSUP of activities that no function supports, though they need one or nothing says that they do not."""
    landscape = evidence.design.landscape
    if landscape.functions is None:
        yield without("functions", CODE)
    for activity in evidence.design.activities:
        if is_unsupported(activity, landscape):
            yield structural(CODE, activity.process, (activity.id,), {"activity": activity.texts}, activity.elements)
