"""A what-if as a value: what in a world would be otherwise; the world that it is applied to stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from workbench.simulation.world import World


class Edit(Protocol):
    """A change of a world; what it does not concern keeps its order and its draws: both worlds can be compared in pairs."""

    def apply(self, world: World) -> World:
        """Return the changed world; the same world where the edit names nothing that it has."""


def apply_all(world: World, edits: Iterable[Edit]) -> World:
    """Return a world after some edits, one after another."""
    for edit in edits:
        world = edit.apply(world)
    return world
