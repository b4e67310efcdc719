"""What is expected of a log: the process, what its activities are called, and which of them leave no trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.process.model import Event, Process
from workbench.process.naming import Naming
from workbench.process.sidecar import Sidecar


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """One process as the log is held against it; `scope` is the process id that findings bear.

    `unobservable` are the elements that leave no event by design.
    """

    scope: str
    process: Process
    naming: Naming
    sidecar: Sidecar
    unobservable: frozenset[str] = frozenset()

    def matches(self, labels: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the elements that each log label may be; labels that mean nothing here are absent."""
        return {label: found.elements for label in labels if (found := self.naming.meaning(label)) is not None}

    def texts(self, about: str) -> Mapping[str, str]:
        """Return how an element, or a label that no activity bears, is called in each language."""
        undesigned = None if about in self.naming.nodes else self.sidecar.labels.get(about)
        names = self.naming.texts(about)
        return {**names, "en": undesigned.name_en} if undesigned and undesigned.name_en else names

    def is_event(self, element: str) -> bool:
        """Return whether an element is a BPMN event, which a log may show but need not."""
        return isinstance(self.naming.nodes.get(element), Event)

    def need_not_be_seen(self, element: str) -> bool:
        """Return whether the log may leave an element out: an event, or an activity that leaves no trace by design."""
        return element in self.unobservable or self.is_event(element)
