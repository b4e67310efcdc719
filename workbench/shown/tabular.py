"""Tables that show themselves: a data frame where pandas is installed, a small HTML table in a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, ClassVar, Final, Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language, catalogue, preferred_language, say
from workbench.shown.durations import duration_text
from workbench.shown.markup import html_list, html_table


@runtime_checkable
class Sentence(Protocol):
    """What says itself in a language: a finding, a difference."""

    def text(self, language: Language, /) -> str:
        """Say it."""
        ...


Said: TypeAlias = str | Mapping[str, str] | Sentence
"""A text: the same for everybody, or by language, or what says itself."""

Values: TypeAlias = Sequence[Said] | NDArray[Any] | np.ma.MaskedArray
"""One column: texts, numbers, moments (datetime64[us], UTC) or durations (timedelta64[us]); NaT or masked: there is none."""

_SHOWN: Final = 20
_NOTHING: Final = "–"
"""What stands where there is no number: not known, or nothing to be counted."""

_NULLABLE: Final = {"i": "IntegerArray", "f": "FloatingArray", "b": "BooleanArray"}
"""The extension arrays of pandas that can say that something is unknown, by the kind of a numpy type."""


class Tabular(ABC):
    """A result that is a table: one row a thing counted, one column a figure of it, by names in snake_case.

    `measured_by` leads from columns of figures to their unit, as `figure_text` has it, or to the column that says it.
    """

    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType({})

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of rows."""

    @abstractmethod
    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return the columns at some rows, by name; their types do not depend on the rows."""

    @property
    def said(self) -> Sequence[Said]:
        """Return what is to be said of the table as a whole."""
        return ()

    def to_pandas(self) -> Any:
        """Return all rows as a `pandas.DataFrame`, moments in UTC. Raises UsageError where pandas is not installed."""
        try:
            pandas = import_module("pandas")
        except ImportError as cause:
            facts = {"library": "pandas", "wanted": "to_pandas()"}
            raise UsageError(Finding(code="LIBRARY_MISSING", severity=Severity.CRITICAL, facts=facts)) from cause
        columns = self.columns(slice(None))
        return pandas.DataFrame({name: _as_series(pandas, values) for name, values in columns.items()})

    def to_html(self, language: Language) -> str:
        """Return the first rows as an HTML table that says how many more there are, and what is said of it as a whole."""
        columns = self.columns(slice(_SHOWN))
        spoken = ([_spoken(value, language) for value in _cells(values)] for values in columns.values())
        heads = (catalogue(language).get(f"column-{name}", name) for name in columns)
        rest = len(self) - _SHOWN
        more = html_list([say("table-more", language, {"count": rest})]) if rest > 0 else ""
        return html_table(heads, zip(*spoken, strict=True)) + more + html_list(_text(each, language) for each in self.said)

    def _repr_html_(self) -> str:
        return self.to_html(preferred_language())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002 - IPython's signature
        """Say at a prompt what it is, in place of all that it holds."""
        return {"text/plain": outline(self, self), "text/html": self._repr_html_()}


def outline(result: object, table: Tabular) -> str:
    """Return in one line what a result is, and how large its table: rows × columns."""
    return f"{type(result).__name__}: {len(table)} × {len(table.columns(slice(0)))}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns(Tabular):
    """A table of columns at hand, all equally long, and what is said of it as a whole."""

    values: Mapping[str, Values]
    said: Sequence[Said] = ()

    def __len__(self) -> int:
        return len(next(iter(self.values.values()), ()))

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return the columns at some rows."""
        return {name: values[rows] for name, values in self.values.items()}


def known_numbers(values: Sequence[float | None], kind: type[int | float] = int) -> np.ma.MaskedArray:
    """Return numbers of one kind (bool, int, float) as a column in which None is unknown."""
    unknown = [value is None for value in values]
    dtype = {bool: np.bool_, int: np.int64, float: np.float64}[kind]
    return np.ma.MaskedArray(np.array([value or 0 for value in values], dtype=dtype), mask=np.array(unknown, dtype=np.bool_))


def _as_series(pandas: Any, values: Values) -> Any:
    if isinstance(values, np.ma.MaskedArray):
        mask = np.ma.getmaskarray(values)
        return getattr(pandas.arrays, _NULLABLE[values.dtype.kind])(values.filled(0), mask)
    if isinstance(values, np.ndarray):
        return pandas.Series(values.astype("datetime64[us]")).dt.tz_localize("UTC") if values.dtype.kind == "M" else values
    return pandas.Series([_text(value, preferred_language()) for value in values], dtype="str")


def _cells(values: Values) -> Sequence[object]:
    """Return the cells one by one, None for what is masked."""
    if not isinstance(values, np.ma.MaskedArray):
        return list(values)
    return [None if hidden else cell for cell, hidden in zip(values.filled(0), np.ma.getmaskarray(values), strict=True)]


def _text(said: Said, language: Language) -> str:
    if isinstance(said, Sentence):
        return said.text(language)
    return said if isinstance(said, str) else said.get(language, next(iter(said.values()), ""))


def in_both(key: str, facts: Mapping[str, object] | None = None) -> Mapping[str, str]:
    """Return a sentence of the catalogues by language."""
    return {language.value: say(key, language, facts) for language in Language}


def _spoken(value: object, language: Language) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, np.datetime64 | np.timedelta64):
        return _spoken_time(value, language)
    if isinstance(value, float | np.floating):
        return f"{value:.4g}"
    if isinstance(value, bool | np.bool_):
        return say("table-yes" if value else "table-no", language)
    return _text(value, language) if isinstance(value, str | Mapping | Sentence) else str(value)


def _spoken_time(value: np.datetime64 | np.timedelta64, language: Language) -> str:
    if np.isnat(value):
        return say("report-unknown", language)
    if isinstance(value, np.timedelta64):
        return duration_text(float(value.astype("timedelta64[us]").astype(np.int64)), language)
    return str(np.datetime_as_string(value, unit="D" if value.dtype == np.dtype("datetime64[D]") else "m")).replace("T", " ")
