"""The problem as values: positions with those to whom they may report, how many each may lead, and who may not be above whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from workbench.fit.structure import least_levels


@dataclass(frozen=True, kw_only=True)
class Position:
    """A post: how many people hold it, to whom it reports, and to whom it may report; none may: it is at the top.

    `is_on_floor` tells whether its people work on the shop floor, where more can be led.
    """

    id: str
    superiors: tuple[str, ...] = ()
    superior: str | None = None
    headcount: int = 1
    is_on_floor: bool = False


@dataclass(frozen=True, kw_only=True)
class Leading:
    """How many people all holders of a post may lead together: `most`, `most_floor` where most of them work on the shop floor.

    `least` is the fewest, where they lead any.
    """

    most: int
    most_floor: int
    least: int = 1


@dataclass(frozen=True, kw_only=True)
class NotAbove:
    """A post that may not be a superior, direct or not, of another; `name` says why."""

    name: str
    above: str
    below: str


@dataclass(frozen=True, kw_only=True, eq=False)
class LayersProblem:
    """Positions, and who may lead how many; whoever is not in `leading` may lead nobody.

    `norm` is the span by which flatness is told.
    """

    positions: tuple[Position, ...]
    leading: Mapping[str, Leading] = field(default_factory=lambda: MappingProxyType({}))
    not_above: tuple[NotAbove, ...] = ()
    norm: int = 8

    @cached_property
    def position(self) -> Mapping[str, Position]:
        """Return the positions by id."""
        return MappingProxyType({each.id: each for each in self.positions})

    @property
    def least_layers(self) -> int:
        """Return L_min: the fewest layers that so many people need where each leads as many as the norm."""
        return least_levels(sum(each.headcount for each in self.positions), self.norm)

    def flatness(self, shape: Shape) -> float | None:
        """Return L_min / layers, at most 1, as FLAT tells it of the levels in the table of posts; None without positions."""
        return min(1.0, self.least_layers / shape.layers) if shape.layers else None


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a chart amounts to: its layers, the people who lead somebody, and those whose superior is another than now."""

    layers: int
    managers: int
    changed: int


def present(problem: LayersProblem) -> Mapping[str, str]:
    """Return to whom each position reports now, of those that report to anybody."""
    return MappingProxyType({each.id: each.superior for each in problem.positions if each.superior is not None})


def shape_of(problem: LayersProblem, superior: Mapping[str, str]) -> Shape:
    """Return the shape of a chart in which no position is above itself."""
    leading = set(superior.values())
    return Shape(
        layers=max((_layer(each.id, superior) for each in problem.positions), default=0),
        managers=sum(each.headcount for each in problem.positions if each.id in leading),
        changed=sum(each.headcount for each in problem.positions if superior.get(each.id) != each.superior),
    )


def people_led(problem: LayersProblem, superior: Mapping[str, str], post: str) -> int:
    """Return how many people report to the holders of a post together."""
    return sum(each.headcount for each in problem.positions if superior.get(each.id) == post)


def _layer(post: str, superior: Mapping[str, str]) -> int:
    layer = 1
    while post in superior and layer <= len(superior):
        post = superior[post]
        layer += 1
    return layer
