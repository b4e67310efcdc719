"""The events of a linkage as a table: each with its activity, its performer and his post, and where it was executed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.linkage.authority import Authority
from workbench.linkage.identity import Performer
from workbench.shown import Tabular, Values

if TYPE_CHECKING:
    from workbench.linkage.model import Linkage, LinkedProcess


@dataclass(frozen=True, kw_only=True, eq=False)
class LinkedEvents(Tabular):
    """All events of all processes, by process, in the order of their traces; what is not known is "" or NaT.

    Persons are called as the names of the linkage say.
    """

    linkage: Linkage

    def __len__(self) -> int:
        return sum(len(each.case) for each in self.linkage.processes)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return what is known of some events."""
        processes, linkage = self.linkage.processes, self.linkage
        process = np.repeat(np.arange(len(processes)), [len(each.case) for each in processes])

        def joined(column: Callable[[LinkedProcess], NDArray[np.generic]], dtype: str = "int64") -> NDArray[np.generic]:
            parts = [np.zeros(0, dtype=dtype), *(column(each).astype(dtype, copy=False) for each in processes)]
            return np.concatenate(parts)[rows]

        def of_process(codes: NDArray[np.generic], names: Callable[[LinkedProcess], Sequence[str]]) -> list[str]:
            lists = [names(each) for each in processes]
            return [lists[p][c] if c >= 0 else "" for p, c in zip(process[rows].tolist(), codes.tolist(), strict=True)]

        def named(column: Callable[[LinkedProcess], NDArray[np.generic]], names: Sequence[str]) -> list[str]:
            return [names[code] if code >= 0 else "" for code in joined(column).tolist()]

        performers = joined(lambda each: each.performer).tolist()
        authorities = joined(lambda each: each.authority).tolist()
        return {
            "process": [processes[number].id for number in process[rows].tolist()],
            "case": of_process(joined(lambda each: each.case), lambda each: each.cases),
            "activity": of_process(joined(lambda each: each.activity), lambda each: [act.id for act in each.activities]),
            "start": joined(lambda each: each.start).view("datetime64[us]"),
            "end": joined(lambda each: each.end if each.is_timed else np.full_like(each.end, NO_TIME)).view("datetime64[us]"),
            "performer": [Performer(number).name.lower() for number in performers],
            "person": named(lambda each: each.person, [linkage.names.called(each) for each in linkage.persons]),
            "post": named(lambda each: each.post, linkage.posts),
            "department": named(lambda each: each.department, linkage.departments),
            "authority": [Authority(number).name.lower() for number in authorities],
            "system": named(lambda each: each.system, linkage.systems),
            "function": named(lambda each: each.function, linkage.functions),
            "is_counted": joined(lambda each: each.is_counted, "bool"),
            "is_aligned": joined(lambda each: each.is_aligned, "bool"),
        }
