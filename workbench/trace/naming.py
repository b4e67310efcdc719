"""How a piece of evidence is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.language import Language, catalogue
from workbench.shown import in_both

_NAMED: Final = frozenset({"figure", "process"})
"""Kinds of evidence that have a name in the catalogues; all others are called by a code, a table or a part of strategy.yaml."""


def evidence_name(evidence: str) -> Mapping[str, str]:
    """Return by language how evidence, as kind:name, is called."""
    kind, _, name = evidence.partition(":")
    if kind in _NAMED and f"trace-{kind}-{name}" in catalogue(Language.EN):
        return in_both(f"trace-{kind}-{name}")
    if kind == "indicator":
        return in_both("trace-indicator", {"code": name})
    said = {"table": f"{name}.csv", "strategy": f"strategy.yaml: {name}"}.get(kind, name)
    return {each.value: said for each in Language}
