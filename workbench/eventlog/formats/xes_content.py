"""What an XES document says, in whichever way it was read: one typed column a key, events and traces apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import Column
from workbench.eventlog.rows.raw import ordered
from workbench.eventlog.texts import Texts


@dataclass(frozen=True, kw_only=True, eq=False)
class TypedColumn:
    """The values of one key: `codes` number `texts`, which stand in the order met; `kind` is the type that the first claims."""

    kind: str
    codes: NDArray[np.int32]
    texts: Texts

    def column(self) -> Column:
        """Return the column with its values sorted."""
        return ordered(self.codes, self.texts)


@dataclass(frozen=True, kw_only=True, eq=False)
class XesContent:
    """Columns by key, in the order in which the keys were met.

    Row i of `events` began on line `lines[i]` and belongs to trace `trace_of[i]` (-1 outside any), of `n_traces`. `repeated`
    holds (line, key) of the first key given twice to one bearer, and `repeats` how many there are.
    """

    events: Mapping[str, TypedColumn]
    traces: Mapping[str, TypedColumn]
    lines: NDArray[np.int32]
    trace_of: NDArray[np.int32]
    n_traces: int
    repeats: int = 0
    repeated: tuple[int, str] = (0, "")
