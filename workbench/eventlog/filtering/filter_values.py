"""What filters compare with: windows of time, texts among the values of a column, and how both are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, Column, EventLog
from workbench.eventlog.texts import Texts
from workbench.language import Language, say
from workbench.tables.faults import misuse

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ALWAYS: Final = np.iinfo(np.int64)
_NAMED: Final = 5


@dataclass(frozen=True, kw_only=True)
class Window:
    """From `begin` up to but not including `end`, microseconds since 1970-01-01 UTC; the ends of int64 are without limit."""

    begin: int = _ALWAYS.min
    end: int = _ALWAYS.max
    facts: Mapping[str, object]

    @classmethod
    def of(cls, begin: datetime | None, end: datetime | None) -> Window:
        """Read a window. Raises UsageError for a time without offset, and for an end that is not after its begin."""
        for moment in (begin, end):
            if moment is not None and moment.utcoffset() is None:
                raise misuse("TIME_WITHOUT_OFFSET", {"value": moment.isoformat()})
        if begin is not None and end is not None and end <= begin:
            raise misuse("TIME_WINDOW_EMPTY", {"begin": _minute(begin), "end": _minute(end)})
        return cls(
            begin=_ALWAYS.min if begin is None else (begin - _EPOCH) // timedelta(microseconds=1),
            end=_ALWAYS.max if end is None else (end - _EPOCH) // timedelta(microseconds=1),
            facts={"begin": _minute(begin), "end": _minute(end)},
        )

    def holds(self, moments: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which moments lie in the window."""
        return (moments >= self.begin) & (moments < self.end)

    @property
    def is_unlimited(self) -> bool:
        """Return whether every time, also an unknown one, lies in the window."""
        return (self.begin, self.end) == (_ALWAYS.min, _ALWAYS.max)


def _minute(moment: datetime | None) -> str:
    return "…" if moment is None else moment.isoformat(sep=" ", timespec="minutes" if moment.second == 0 else "auto")


def in_either_language(text: Callable[[Language], str]) -> Mapping[str, str]:
    """Return what a filter says in every language, as a fact of a finding."""
    return {language.value: text(language) for language in Language}


def column_of(columns: Mapping[str, Column], name: str) -> Column:
    """Return a column by its name. Raises UsageError that names the nearest where there is none."""
    if name in columns:
        return columns[name]
    nearest = get_close_matches(name, columns, n=1, cutoff=0.0)
    facts = {"name": name, "nearest": ", ".join(nearest) or "–", "found": ", ".join(sorted(columns)) or "–"}
    raise misuse("LOG_NO_ATTRIBUTE", facts)


def marked(column: Column, values: Sequence[str]) -> NDArray[np.bool_]:
    """Return which rows of a column bear one of some values; what is missing bears none."""
    wanted = set(values)
    among = np.array([*(value in wanted for value in column.values), False], dtype=np.bool_)
    return among[np.where(column.codes == MISSING, len(column.values), column.codes)]


def activity_column(log: EventLog) -> Column:
    """Return the activities of a log as a column."""
    return Column(codes=log.activity, values=Texts.of(log.activities))


def with_any(log: EventLog, events: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which cases (shape (n_cases,)) have any of some events."""
    cases = np.zeros(log.n_cases, dtype=np.bool_)
    cases[log.case[events]] = True
    return cases


def listed(values: Sequence[str], language: Language) -> str:
    """Say some texts in a row, the first few of many."""
    quoted = say("filter-comma", language).join(f"“{value}”" for value in values[:_NAMED])
    rest = len(values) - _NAMED
    return quoted + (say("filter-more", language, {"count": rest}) if rest > 0 else "")
