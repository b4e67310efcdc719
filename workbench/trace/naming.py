"""How a piece of evidence is called, and what is to be done so that there is some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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

RECORDS: Final = tuple(_WAYS)
"""The kinds of record there are."""

_STEPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: step
        for step, names in {
            "log": "fitness precision variants contrast waiting times handovers associations playable tendencies monitorable",
            "assess-again": "inputs policy identities cases items priorities windows risks verifications responsible sign_offs "
            "dependencies proposals",
            "privacy": "pseudonyms",
            "contacts": "contacts",
            "hosts": "groupings structure",
            "intend": "kpis months baselines reached accountable links gaps bases questions alignment boundary annex judgements "
            "appraised_enterprise appraised_process appraised_department appraised_post",
        }.items()
        for name in names.split()
    }
)
"""By what step each kind of figure comes about: the key `trace-next-STEP` says it."""

FIGURES: Final = tuple(_STEPS)
"""The kinds of figure there are."""


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What is to be done so that a piece of evidence is there: the `name` of the step, and by language how it is said."""

    name: str
    said: Mapping[str, str]


def step_to(evidence: str) -> NextStep:
    """Return what is to be done so that evidence, as kind:name, is there: stated, filled in, or made judgeable."""
    kind, _, name = evidence.partition(":")
    way = way_to(evidence)
    if way is not None:
        return NextStep(name=_WAYS[name], said=way)
    step = _step_of(kind, name)
    return NextStep(name=step, said=in_both(f"trace-next-{step}", {"name": evidence_name(evidence), "code": name}))


def _step_of(kind: str, name: str) -> str:
    """Return the step to a figure, or to a process; else that of the kind, of a whole family of codes that of families."""
    if kind == "figure":
        return _STEPS.get(name, "assess-again")
    if kind == "process":
        return f"process-{name}"
    is_family = (kind == "finding" and "-" not in name) or (kind == "indicator" and name.isalpha())
    return "family" if is_family else kind


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
