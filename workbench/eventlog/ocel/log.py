"""Events and the objects they touch, as columns: no case is chosen yet, so nothing is doubled and nothing left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import Column
from workbench.eventlog.texts import Texts
from workbench.findings import Finding


@dataclass(frozen=True, kw_only=True, eq=False)
class Relations:
    """Relation i leads from `source[i]` to `target[i]` (int32, shape (n,)) and is called as `qualifier` says, or not called.

    Sorted by (source, target); a pair may be related more than once, each time otherwise called.
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    qualifier: Column

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, kw_only=True, eq=False)
class History:
    """The values of one attribute of objects: `owner[i]` bears `value` i from `since[i]` on.

    `owner` (int32, shape (n,)) numbers objects, `since` (int64) is microseconds since 1970-01-01 UTC, NO_TIME for what held
    from the beginning. Sorted by (owner, since, order in the file).
    """

    owner: NDArray[np.int32]
    since: NDArray[np.int64]
    value: Column


@dataclass(frozen=True, kw_only=True, eq=False)
class ObjectLog:
    """An object-centric event log (OCEL 2.0, ocel-standard.org): events and objects as they stand in the file.

    Event i is called `events[i]`, is of type `event_types[event_type[i]]` (int32, -1 where the file names none) and happened at
    `time[i]` (int64, microseconds since 1970-01-01 UTC, NO_TIME where no time can be read); it begins on line, CSV or database
    row `lines[i]` (int32, from 1). Object j is called `objects[j]` and is of type `object_types[object_type[j]]`; one id may name
    objects of several types where the form of the file allows it. The types are sorted and hold those declared and those used.
    `version` is what the file's form is of: 1.0 or 2.0. Times without an offset were read in `timezone`.
    """

    name: str
    path: str
    sha256: str
    version: str
    timezone: str
    events: Texts
    event_types: tuple[str, ...]
    event_type: NDArray[np.int32]
    time: NDArray[np.int64]
    lines: NDArray[np.int32]
    objects: Texts
    object_types: tuple[str, ...]
    object_type: NDArray[np.int32]
    event_object: Relations
    object_object: Relations
    event_attributes: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    object_attributes: Mapping[str, History] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()

    @property
    def n_events(self) -> int:
        """Return the number of events."""
        return len(self.events)

    @property
    def n_objects(self) -> int:
        """Return the number of objects."""
        return len(self.objects)

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how much of each kind was read."""
        return MappingProxyType(
            {
                "events": self.n_events,
                "objects": self.n_objects,
                "e2o": len(self.event_object),
                "o2o": len(self.object_object),
                "object_types": len(self.object_types),
                "event_types": len(self.event_types),
            }
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every text of the file once, as it stands there: types, ids, qualifiers, names and values of attributes."""
        columns = (
            self.event_object.qualifier,
            self.object_object.qualifier,
            *self.event_attributes.values(),
            *(history.value for history in self.object_attributes.values()),
        )
        names = (*self.event_types, *self.object_types, *self.event_attributes, *self.object_attributes)
        values = (value for column in columns for value in column.values)
        return tuple(dict.fromkeys((*names, *self.events, *self.objects, *values)))
