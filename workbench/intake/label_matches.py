"""Which activity of a model each label of a log means, and what those may mean that mean nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.design import DesignedProcess


class How(StrEnum):
    """By what a label was understood, or why it was not."""

    ID = "id"
    NAME = "name"
    ALIAS = "alias"
    SPELLING = "spelling"
    AMBIGUOUS = "ambiguous"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class LabelMatch:
    """One label of a log with its number of events; `activity` is what it means or, where it means nothing, the nearest id.

    `name` is how that activity is called in the model. Both are empty where nothing is near.
    """

    label: str
    events: int
    how: How
    activity: str = ""
    name: str = ""

    @property
    def is_understood(self) -> bool:
        """Return whether the label means exactly one activity."""
        return self.how not in (How.AMBIGUOUS, How.NOTHING)


@dataclass(frozen=True, kw_only=True)
class ModelMatch:
    """How far the labels of a log are understood by one process of a model; `activities` are its ids and names, for aliases.

    `link` is what the process and its log are called in the workspace: the name of the model, which may hold several processes.
    """

    link: str
    process: str
    labels: tuple[LabelMatch, ...]
    activities: tuple[tuple[str, str], ...]

    @property
    def understood(self) -> int:
        """Return how many labels mean exactly one activity."""
        return sum(each.is_understood for each in self.labels)

    @property
    def understood_events(self) -> int:
        """Return how many events bear such a label."""
        return sum(each.events for each in self.labels if each.is_understood)

    @property
    def events(self) -> int:
        """Return how many events there are."""
        return sum(each.events for each in self.labels)


def match_labels(link: str, design: DesignedProcess, events: Mapping[str, int]) -> ModelMatch:
    """Say what each label of a log, given with its number of events, means in a process; the most frequent first."""
    ordered = sorted(events.items(), key=lambda each: (-each[1], each[0]))
    naming = design.naming
    ids = sorted({each for table in (naming.by_id, naming.by_name) for found in table.values() for each in found})
    return ModelMatch(
        link=link,
        process=design.id,
        labels=tuple(_match(design, label, count) for label, count in ordered),
        activities=tuple((naming.activity_id(element), naming.nodes[element].label) for element in ids),
    )


def _match(design: DesignedProcess, label: str, events: int) -> LabelMatch:
    naming = design.naming
    meaning = naming.meaning(label)
    if meaning is None:
        nearest = naming.nearest(label)
        near = naming.meaning(nearest) if nearest else None
        element = near.elements[0] if near else ""
        how = How.NOTHING
    elif len(meaning.elements) > 1:
        return LabelMatch(label=label, events=events, how=How.AMBIGUOUS)
    else:
        element = meaning.elements[0]
        how = _how(design, label, meaning.respelled)
    name = naming.nodes[element].label if element else ""
    return LabelMatch(label=label, events=events, how=how, activity=naming.activity_id(element) if element else "", name=name)


def _how(design: DesignedProcess, label: str, is_respelled: bool) -> How:
    if design.naming.is_alias(label):
        return How.ALIAS
    if label in design.naming.by_id:
        return How.ID
    return How.SPELLING if is_respelled else How.NAME
