"""How the three processes are drawn: nodes on a grid of columns and lanes, and the flows between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from demo.processes import ACTIVITIES
from demo.tables import rows


@dataclass(frozen=True, kw_only=True)
class Node:
    """A flow node at its place: `column` counts from the left, `lane` is the post (or SYS, EXT) it belongs to."""

    id: str
    tag: str
    name: str
    column: int
    lane: str


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A sequence flow; `way` says how it is drawn: straight on, or over or under what stands between."""

    source: str
    target: str
    name: str
    way: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One process as it is drawn, lanes from top to bottom."""

    lanes: tuple[str, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    @property
    def node(self) -> Mapping[str, Node]:
        """Return the nodes by id."""
        return {node.id: node for node in self.nodes}


_TAGS = {"start": "startEvent", "end": "endEvent", "xor": "exclusiveGateway", "and": "parallelGateway"}


def _drawing(lanes: str, nodes: str, flows: str) -> Drawing:
    return Drawing(
        lanes=tuple(lanes.split()),
        nodes=tuple(_node(*cells) for cells in rows(nodes)),
        flows=tuple(Flow(source=s, target=t, name=n, way=w or "on") for s, t, n, w in rows(flows)),
    )


def _node(identity: str, kind: str, column: str, lane: str, name: str) -> Node:
    tag = _TAGS.get(kind) or ACTIVITIES[identity].tag
    return Node(id=identity, tag=tag, name=name or getattr(ACTIVITIES.get(identity), "name", ""), column=int(column), lane=lane)


OTD = _drawing(
    "R1 S1 S2 SYS P1 M1 M2 Q1 W1 F1 W2",
    """
    OTD-start | start | 0 | S1 | 收到订单
    OTD-01 | task | 1 | S1 |
    OTD-custom | xor | 2 | S1 | 定制订单？
    OTD-review | xor | 3 | R1 |
    OTD-02 | task | 4 | R1 |
    OTD-clear | xor | 5 | R1 | 需求完整？
    OTD-03 | task | 4 | S1 |
    OTD-ready | xor | 6 | S1 |
    OTD-04 | task | 7 | S2 |
    OTD-05 | task | 8 | S1 |
    OTD-06 | task | 9 | SYS |
    OTD-fork | and | 10 | SYS |
    OTD-07 | task | 11 | P1 |
    OTD-08 | task | 11 | W1 |
    OTD-join | and | 12 | P1 |
    OTD-09 | task | 13 | P1 |
    OTD-10 | task | 14 | M1 |
    OTD-11 | task | 15 | M2 |
    OTD-inspect | xor | 16 | Q1 |
    OTD-12 | task | 17 | Q1 |
    OTD-passed | xor | 18 | Q1 | 检验合格？
    OTD-13 | task | 17 | M2 |
    OTD-14 | task | 19 | W1 |
    OTD-15 | task | 20 | F1 |
    OTD-16 | task | 21 | W2 |
    OTD-17 | task | 22 | W2 |
    OTD-18 | task | 23 | F1 |
    OTD-end | end | 24 | F1 | 订单完成
    """,
    """
    OTD-start | OTD-01 | |
    OTD-01 | OTD-custom | |
    OTD-custom | OTD-review | 是 | turn
    OTD-custom | OTD-ready | 否 | under
    OTD-review | OTD-02 | |
    OTD-02 | OTD-clear | |
    OTD-clear | OTD-03 | 否 | back
    OTD-03 | OTD-review | | back
    OTD-clear | OTD-ready | 是 | meet
    OTD-ready | OTD-04 | |
    OTD-04 | OTD-05 | |
    OTD-05 | OTD-06 | |
    OTD-06 | OTD-fork | |
    OTD-fork | OTD-07 | |
    OTD-fork | OTD-08 | |
    OTD-07 | OTD-join | |
    OTD-08 | OTD-join | |
    OTD-join | OTD-09 | |
    OTD-09 | OTD-10 | |
    OTD-10 | OTD-11 | |
    OTD-11 | OTD-inspect | |
    OTD-inspect | OTD-12 | |
    OTD-12 | OTD-passed | |
    OTD-passed | OTD-13 | 否 | back
    OTD-13 | OTD-inspect | | back
    OTD-passed | OTD-14 | 是 |
    OTD-14 | OTD-15 | |
    OTD-15 | OTD-16 | |
    OTD-16 | OTD-17 | |
    OTD-17 | OTD-18 | |
    OTD-18 | OTD-end | |
    """,
)

ECM = _drawing(
    "R3 R1 SYS R2 F3 P2 B1 P1 Q4 Q3",
    """
    ECM-start | start | 0 | R1 | 发现变更需求
    ECM-01 | task | 1 | R1 |
    ECM-02 | task | 2 | R1 |
    ECM-fork | and | 3 | R1 |
    ECM-03 | task | 4 | R2 |
    ECM-04 | task | 4 | F3 |
    ECM-05 | task | 4 | P2 |
    ECM-join | and | 5 | R3 |
    ECM-06 | task | 6 | R3 |
    ECM-approved | xor | 7 | R3 | 批准变更？
    ECM-07 | task | 8 | R1 |
    ECM-08 | task | 9 | SYS |
    ECM-09 | task | 10 | R2 |
    ECM-purchased | xor | 11 | R2 | 涉及采购件？
    ECM-10 | task | 12 | B1 |
    ECM-notified | xor | 13 | P1 |
    ECM-11 | task | 14 | P1 |
    ECM-12 | task | 15 | Q4 |
    ECM-13 | task | 16 | Q3 |
    ECM-closed | xor | 17 | R3 |
    ECM-end | end | 18 | R3 | 变更结束
    """,
    """
    ECM-start | ECM-01 | |
    ECM-01 | ECM-02 | |
    ECM-02 | ECM-fork | |
    ECM-fork | ECM-03 | |
    ECM-fork | ECM-04 | |
    ECM-fork | ECM-05 | |
    ECM-03 | ECM-join | |
    ECM-04 | ECM-join | |
    ECM-05 | ECM-join | |
    ECM-join | ECM-06 | |
    ECM-06 | ECM-approved | |
    ECM-approved | ECM-07 | 是 | turn
    ECM-approved | ECM-closed | 否 |
    ECM-07 | ECM-08 | |
    ECM-08 | ECM-09 | |
    ECM-09 | ECM-purchased | |
    ECM-purchased | ECM-10 | 是 | turn
    ECM-purchased | ECM-notified | 否 | meet
    ECM-10 | ECM-notified | |
    ECM-notified | ECM-11 | |
    ECM-11 | ECM-12 | |
    ECM-12 | ECM-13 | |
    ECM-13 | ECM-closed | | meet
    ECM-closed | ECM-end | |
    """,
)

P2P = _drawing(
    "P3 P2 B2 B1 EXT W1 Q2 Q3 F2 F5 F4",
    """
    P2P-start | start | 0 | P2 | 出现采购需求
    P2P-01 | task | 1 | P2 |
    P2P-02 | task | 2 | P3 |
    P2P-agreement | xor | 3 | B1 | 有框架协议？
    P2P-03 | task | 4 | B1 |
    P2P-04 | task | 5 | B2 |
    P2P-chosen | xor | 6 | B1 |
    P2P-05 | task | 7 | B1 |
    P2P-06 | task | 8 | EXT |
    P2P-07 | task | 9 | W1 |
    P2P-08 | task | 10 | Q2 |
    P2P-passed | xor | 11 | Q2 | 检验合格？
    P2P-09 | task | 12 | Q3 |
    P2P-accepted | xor | 13 | Q2 |
    P2P-10 | task | 14 | W1 |
    P2P-11 | task | 15 | F2 |
    P2P-12 | task | 16 | F5 |
    P2P-13 | task | 17 | F4 |
    P2P-end | end | 18 | F4 | 付款完成
    """,
    """
    P2P-start | P2P-01 | |
    P2P-01 | P2P-02 | |
    P2P-02 | P2P-agreement | |
    P2P-agreement | P2P-03 | 否 |
    P2P-agreement | P2P-chosen | 是 | under
    P2P-03 | P2P-04 | |
    P2P-04 | P2P-chosen | |
    P2P-chosen | P2P-05 | |
    P2P-05 | P2P-06 | |
    P2P-06 | P2P-07 | |
    P2P-07 | P2P-08 | |
    P2P-08 | P2P-passed | |
    P2P-passed | P2P-09 | 否 | turn
    P2P-passed | P2P-accepted | 是 |
    P2P-09 | P2P-accepted | | meet
    P2P-accepted | P2P-10 | |
    P2P-10 | P2P-11 | |
    P2P-11 | P2P-12 | |
    P2P-12 | P2P-13 | |
    P2P-13 | P2P-end | |
    """,
)

DRAWINGS = {"OTD": OTD, "ECM": ECM, "P2P": P2P}

DECIDED_ON = {
    "OTD-custom": "DO01",
    "OTD-clear": "DO02",
    "OTD-passed": "DO12",
    "ECM-approved": "DO20",
    "ECM-purchased": "DO05",
    "P2P-agreement": "DO30",
    "P2P-passed": "DO35",
}
"""On which data object each gateway that asks decides."""

NAMES_EN = {
    "OTD-start": "Order received",
    "OTD-custom": "Custom order?",
    "OTD-clear": "Requirements complete?",
    "OTD-passed": "Inspection passed?",
    "OTD-end": "Order completed",
    "ECM-start": "Need for a change found",
    "ECM-approved": "Change approved?",
    "ECM-purchased": "Purchased parts concerned?",
    "ECM-end": "Change finished",
    "P2P-start": "Need to buy arises",
    "P2P-agreement": "Framework agreement?",
    "P2P-passed": "Inspection passed?",
    "P2P-end": "Payment done",
}
"""What the events and gateways that bear a name are called in English."""
