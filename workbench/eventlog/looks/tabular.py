"""Results as tables: a data frame where pandas is installed, a small HTML table in a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from html import escape
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.language import Language, preferred_language, say
from workbench.tables.faults import misuse

Values = Sequence[str] | NDArray[Any]
"""One column: texts, numbers, moments (datetime64[us], UTC) or durations (timedelta64[us]); NaT is unknown."""

_SHOWN: Final = 20
_SECOND: Final = 1_000_000
_UNITS: Final = (("d", 86_400 * _SECOND), ("h", 3_600 * _SECOND), ("min", 60 * _SECOND), ("s", _SECOND))


class Tabular(ABC):
    """A result that is a table: one row a thing counted, one column a figure of it."""

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of rows."""

    @abstractmethod
    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return the columns at some rows, by name."""

    def to_pandas(self) -> Any:
        """Return all rows as a `pandas.DataFrame`, moments in UTC. Raises UsageError where pandas is not installed."""
        try:
            pandas = import_module("pandas")
        except ImportError as cause:
            raise misuse("LIBRARY_MISSING", {"library": "pandas", "wanted": "to_pandas()"}) from cause
        columns = self.columns(slice(None))
        return pandas.DataFrame({name: _in_utc(pandas, values) for name, values in columns.items()})

    def to_html(self, language: Language) -> str:
        """Return the first rows as an HTML table that says how many more there are."""
        columns = self.columns(slice(_SHOWN))
        header = "".join(f"<th>{escape(say(f'column-{name}', language))}</th>" for name in columns)
        rows = zip(*([_spoken(value, language) for value in values] for values in columns.values()), strict=True)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        rest = len(self) - _SHOWN
        more = f"<p>{escape(say('table-more', language, {'count': rest}))}</p>" if rest > 0 else ""
        return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _repr_html_(self) -> str:
        return self.to_html(preferred_language())


def duration_text(microseconds: float, language: Language) -> str:
    """Say a duration in its largest unit that it fills, with one decimal below ten."""
    for unit, size in _UNITS:
        if abs(microseconds) >= size:
            number = microseconds / size
            return f"{number:.1f} " + say(f"unit-{unit}", language) if abs(number) < 9.95 else _whole(number, unit, language)
    return _whole(microseconds / _SECOND, "s", language) if not microseconds else f"{microseconds / 1000:g} ms"


def _whole(number: float, unit: str, language: Language) -> str:
    return f"{number:.0f} " + say(f"unit-{unit}", language)


def _in_utc(pandas: Any, values: Values) -> Any:
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return pandas.Series(values.astype("datetime64[us]")).dt.tz_localize("UTC")
    return values


def _spoken(value: object, language: Language) -> str:
    if isinstance(value, np.datetime64 | np.timedelta64):
        if np.isnat(value):
            return say("report-unknown", language)
        if isinstance(value, np.timedelta64):
            return duration_text(float(value.astype("timedelta64[us]").astype(np.int64)), language)
        return str(np.datetime_as_string(value, unit="D" if value.dtype == np.dtype("datetime64[D]") else "m")).replace("T", " ")
    if isinstance(value, float | np.floating):
        return f"{value:.4g}"
    return str(value)
