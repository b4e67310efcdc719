"""Changes made of edits, changes undone, and several changes as one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import ClassVar

from workbench.design import Design
from workbench.fit.codes import Element
from workbench.redesign.changes.change import Change, ChangeCosts, Touched
from workbench.redesign.changes.edits import Edit, edited


@dataclass(frozen=True, kw_only=True)
class EditingChange(ABC):
    """A change that says which edits it is made of; from these follow `apply` and `undo`."""

    kind: ClassVar[str]
    element: ClassVar[Element]

    @abstractmethod
    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the edits that it makes. Raises ConflictError where the design does not have what it names."""

    @abstractmethod
    def touched(self, design: Design) -> Touched:
        """Return who and what is concerned."""

    @abstractmethod
    def cost(self, costs: ChangeCosts) -> float:
        """Return what it costs."""

    @property
    def facts(self) -> Mapping[str, str]:
        """Return its fields as texts, "–" where there is nothing."""
        return MappingProxyType({each.name: _as_text(getattr(self, each.name)) for each in fields(self)})

    def apply(self, design: Design) -> Design:
        """Return the changed design. Raises ConflictError where the design does not have what it names."""
        return edited(design, self.edits(design))

    def undo(self, design: Design) -> Change:
        """Return the change that leads back to `design`."""
        back: list[Edit] = []
        for each in self.edits(design):
            back.append(each.inverse(design))
            design = each.apply(design)
        return Undone(change=self, edits=tuple(reversed(back)))


@dataclass(frozen=True, kw_only=True)
class Undone:
    """A change taken back, rows where they were, drawings as they were; it is equal to another that takes back the same."""

    kind: ClassVar[str] = "undone"
    change: Change
    edits: tuple[Edit, ...] = field(repr=False, hash=False)

    @property
    def element(self) -> Element:
        """Return the element that moves back."""
        return self.change.element

    @property
    def facts(self) -> Mapping[str, str]:
        """Return the facts of the change that is taken back, and its kind."""
        return MappingProxyType({**self.change.facts, "undone": self.change.kind})

    def apply(self, design: Design) -> Design:
        """Return the design without the change. Raises ConflictError where something else has changed what it changed."""
        return edited(design, self.edits)

    def undo(self, design: Design) -> Change:  # noqa: ARG002 - every change has it
        """Return the change itself."""
        return self.change

    def touched(self, design: Design) -> Touched:
        """Return whom the change touched."""
        return self.change.touched(design)

    def cost(self, costs: ChangeCosts) -> float:
        """Return what the change cost: the way back is as long."""
        return self.change.cost(costs)


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Several changes as one, made in their order and taken back in reverse."""

    kind: ClassVar[str] = "several"
    parts: tuple[Change, ...]

    @property
    def element(self) -> Element:
        """Return the element that most of them move; of several the first in the order of elements."""
        moved = [each.element for each in self.parts]
        return max(Element, key=moved.count)

    @property
    def facts(self) -> Mapping[str, str]:
        """Return how many there are."""
        return MappingProxyType({"count": str(len(self.parts))})

    def apply(self, design: Design) -> Design:
        """Return the design with all of them made. Raises ConflictError where one of them cannot be."""
        for each in self.parts:
            design = each.apply(design)
        return design

    def undo(self, design: Design) -> Change:
        """Return the changes that lead back, the last first."""
        back: list[Change] = []
        for each in self.parts:
            back.append(each.undo(design))
            design = each.apply(design)
        return Changes(parts=tuple(reversed(back)))

    def touched(self, design: Design) -> Touched:
        """Return who and what is concerned by any of them, as the design is when its turn comes."""
        all_touched = Touched()
        for each in self.parts:
            all_touched = all_touched.with_(each.touched(design))
            design = each.apply(design)
        return all_touched

    def cost(self, costs: ChangeCosts) -> float:
        """Return what all of them cost together."""
        return sum(each.cost(costs) for each in self.parts)


def _as_text(value: object) -> str:
    texts = [str(each) for each in value] if isinstance(value, tuple) else [] if value is None else [str(value)]
    return ", ".join(texts) or "–"
