"""How a piece of evidence is called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.language import Language, catalogue
from workbench.shown import in_both

_NAMED: Final = frozenset({"figure", "process", "record"})
"""Kinds of evidence that have a name in the catalogues; all others are called by a code, a table or a part of strategy.yaml."""

_NUMBERED: Final = frozenset({"indicator", "proposal"})

_WAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: way
        for way, names in {
            "assess": ("runs", "lifelines", "recurrences"),
            "decide": ("decisions",),
            "adopt": ("items", "verifications", "responsible", "risks", "dependencies", "post_changes"),
            "revise": ("costs",),
            "state": ("done",),
            "verify": ("judgements",),
            "correct": ("corrections", "actions"),
            "audit": ("audits",),
            "review": ("reviews",),
            "release": ("trials", "releases", "approvals", "conditions", "conditions_met", "documents", "baselines"),
            "revise-standard": ("differences",),
            "watch": ("cases", "signals", "triggers"),
        }.items()
        for name in names
    }
)
"""By what step each kind of record comes about: the key `trace-way-STEP` says it."""


def way_to(evidence: str) -> Mapping[str, str] | None:
    """Return by language what is to be done so that evidence comes to be recorded; None for what is not recorded but read."""
    kind, _, name = evidence.partition(":")
    return in_both(f"trace-way-{_WAYS[name]}") if kind == "record" and name in _WAYS else None


def evidence_name(evidence: str) -> Mapping[str, str]:
    """Return by language how evidence, as kind:name, is called."""
    kind, _, name = evidence.partition(":")
    if kind in _NAMED and f"trace-{kind}-{name}" in catalogue(Language.EN):
        return in_both(f"trace-{kind}-{name}")
    if kind in _NUMBERED:
        return in_both(f"trace-{kind}", {"code": name})
    said = {"table": f"{name}.csv", "strategy": f"strategy.yaml: {name}"}.get(kind, name)
    return {each.value: said for each in Language}
