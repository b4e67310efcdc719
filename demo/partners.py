"""The parties outside the enterprise that a process deals with: each is a pool of its own, and messages pass to and from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from demo.tables import rows


@dataclass(frozen=True, kw_only=True)
class Message:
    """What passes between a step and the party outside; `sent` tells that it goes out."""

    step: str
    name: str
    sent: bool


@dataclass(frozen=True, kw_only=True)
class Partner:
    """A party outside; nothing of what it does inside is drawn."""

    id: str
    name: str
    messages: tuple[Message, ...]


def _partner(identity: str, name: str, messages: str) -> Partner:
    told = tuple(Message(step=step, name=what, sent=way == "to") for step, way, what in rows(messages))
    return Partner(id=identity, name=name, messages=told)


PARTNERS: Final[Mapping[str, Partner]] = {
    "OTD": _partner(
        "customer",
        "客户",
        """
        OTD-01 | from | 订单
        OTD-03 | from | 补充的需求
        OTD-16 | to | 货物与发货单
        OTD-17 | from | 签收单
        OTD-18 | to | 发票
        """,
    ),
    "ECM": _partner("supplier", "供应商", "ECM-10 | to | 变更通知"),
    "P2P": _partner(
        "supplier",
        "供应商",
        """
        P2P-03 | to | 询价单
        P2P-05 | to | 采购订单
        P2P-06 | from | 交期确认
        P2P-07 | from | 货物与送货单
        P2P-11 | from | 发票
        P2P-13 | to | 货款
        """,
    ),
}
"""The party of each process."""
