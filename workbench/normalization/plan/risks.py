"""What can go wrong with a move and how that is kept in check, until somebody who knows better says it in his own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from workbench.fit.codes import Element
from workbench.normalization.plan.told import Told, told


class Hazard(StrEnum):
    """What kind of thing can go wrong: names the sentences `item-risk-HAZARD` and `item-control-HAZARD`."""

    UNAWARE = "unaware"
    VACANT = "vacant"
    LOCKED_OUT = "locked-out"
    TOO_MUCH = "too-much"
    RELAPSE = "relapse"
    SIDE_EFFECT = "side-effect"
    CUT_OVER = "cut-over"
    SHIFTED_LOAD = "shifted-load"
    LOOSENED = "loosened"


_OF_MOVES: Final[Mapping[Hazard, str]] = MappingProxyType(
    {
        Hazard.UNAWARE: "adopt design loop redraw complete-form origin consumer coordinate",
        Hazard.VACANT: "rewrite-duties assign appoint appoint-system own-data span",
        Hazard.LOCKED_OUT: "withdraw withdraw-authority separate-access personal use",
        Hazard.TOO_MUCH: "grant",
        Hazard.RELAPSE: "restore restore-order restore-control restore-authority bind separate coach train record",
        Hazard.SIDE_EFFECT: "block improve build repair capture speed log",
        Hazard.CUT_OVER: "integrate master",
        Hazard.SHIFTED_LOAD: "relieve relieve-system cross-train",
        Hazard.LOOSENED: "decentralise unbatch hasten",
    }
)
_OF_MOVE: Final[Mapping[str, Hazard]] = MappingProxyType(
    {move: hazard for hazard, moves in _OF_MOVES.items() for move in moves.split()}
)
_OF_ELEMENT: Final[Mapping[Element, Hazard]] = MappingProxyType(
    {
        Element.TECHNOLOGY: Hazard.SIDE_EFFECT,
        Element.PROCESS: Hazard.UNAWARE,
        Element.ORGANIZATION: Hazard.VACANT,
        Element.DATA: Hazard.CUT_OVER,
    }
)


def hazard_of(move: str, element: Element) -> Hazard:
    """Return what can go wrong with a move, by its key; of one that is not known here, with the element that it moves."""
    return _OF_MOVE.get(move, _OF_ELEMENT[element])


def risks_of(hazards: Iterable[Hazard]) -> tuple[Told, ...]:
    """Say what can go wrong, each thing once."""
    return tuple(told(f"item-risk-{each.value}") for each in dict.fromkeys(hazards))


def controls_of(hazards: Iterable[Hazard]) -> tuple[Told, ...]:
    """Say how that is kept in check, each thing once."""
    return tuple(told(f"item-control-{each.value}") for each in dict.fromkeys(hazards))


def outlay_of(effort: int) -> Told:
    """Say what kind of outlay an effort from 1 to 3 takes."""
    return told(f"item-outlay-{effort}")
