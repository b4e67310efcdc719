"""What identifies a node of the chain, and how far down each kind stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class NodeKind(StrEnum):
    """What stands in the chain."""

    STRATEGY = "strategy"
    ADVANTAGE = "advantage"
    CAPABILITY = "capability"
    OBJECTIVE = "objective"
    KPI = "kpi"
    PROCESS = "process"
    ACTIVITY = "activity"
    POST = "post"
    FUNCTION = "function"
    DATA = "data"
    DEPARTMENT = "department"
    PEOPLE = "people"
    SYSTEM = "system"
    PERMISSION = "permission"
    ACCOUNTS = "accounts"
    FINDING = "finding"
    ITEM = "item"
    RELEASE = "release"
    SIGNAL = "signal"


_LAYERS: Final = (
    (NodeKind.STRATEGY,),
    (NodeKind.ADVANTAGE,),
    (NodeKind.CAPABILITY,),
    (NodeKind.OBJECTIVE,),
    (NodeKind.KPI,),
    (NodeKind.PROCESS,),
    (NodeKind.ACTIVITY,),
    (NodeKind.POST, NodeKind.FUNCTION, NodeKind.DATA),
    (NodeKind.DEPARTMENT, NodeKind.PEOPLE, NodeKind.SYSTEM, NodeKind.PERMISSION),
    (NodeKind.ACCOUNTS,),
    (NodeKind.FINDING,),
    (NodeKind.ITEM,),
    (NodeKind.RELEASE,),
    (NodeKind.SIGNAL,),
)
LAYER: Final[Mapping[NodeKind, int]] = MappingProxyType({kind: layer for layer, kinds in enumerate(_LAYERS) for kind in kinds})
"""How far down each kind stands; links lead down only, so that there is no circle."""


@dataclass(frozen=True, kw_only=True, order=True)
class ChainKey:
    """What identifies a node: its kind and id; `scope` is the process of an activity, whose id means nothing elsewhere."""

    kind: NodeKind
    id: str
    scope: str = ""

    @property
    def order(self) -> tuple[int, str, str, str]:
        """Return what sorts keys: from strategy down."""
        return (LAYER[self.kind], self.kind, self.scope, self.id)


def node_key(kind: NodeKind, identity: str) -> ChainKey:
    """Return what identifies a node whose id means the same everywhere: any but an activity."""
    return ChainKey(kind=kind, id=identity)
