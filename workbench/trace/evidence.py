"""What evidence may be: the names of each kind, as a catalogue of requirements writes them."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from workbench.fit.codes import SEVERITIES
from workbench.fit.dimensions import INDICATOR_CODES
from workbench.redesign.heuristics import PROPOSERS
from workbench.tables import TableKind
from workbench.trace.naming import FIGURES, RECORDS

_NEAREST: Final = 3
"""How many names a message suggests."""

EVIDENCE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "figure": FIGURES,
        "finding": tuple(dict.fromkeys((*(code.partition("-")[0] for code in SEVERITIES), *SEVERITIES))),
        "indicator": tuple(dict.fromkeys((*(code[:2] for code in INDICATOR_CODES), *INDICATOR_CODES))),
        "process": ("designed", "assessed", "owners", "pools"),
        "proposal": tuple(PROPOSERS),
        "record": RECORDS,
        "strategy": ("strategies", "advantages", "capabilities", "objectives", "kpis", "scope", "assessments"),
        "table": tuple(each.value for each in TableKind if each is not TableKind.ALIASES),
    }
)
"""What there is of each kind; of findings and indicators also whole families, such as finding:CF and indicator:TP."""

_KNOWN: Final = frozenset(f"{kind}:{name}" for kind, names in EVIDENCE.items() for name in names)


def is_evidence(evidence: str) -> bool:
    """Return whether evidence, as kind:name, is something that can be held."""
    return evidence in _KNOWN


def nearest_evidence(evidence: str) -> tuple[str, ...]:
    """Return what an unknown piece of evidence probably means: names of its kind that are near, else of any; maybe none."""
    kind, _, name = evidence.partition(":")
    of_kind = get_close_matches(name, EVIDENCE.get(kind, ()), _NEAREST)
    return tuple(f"{kind}:{each}" for each in of_kind) or tuple(get_close_matches(evidence, sorted(_KNOWN), _NEAREST))
