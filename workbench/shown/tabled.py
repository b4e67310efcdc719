"""Results that are more than a table, and show themselves by one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from workbench.language import Language, preferred_language
from workbench.shown.tabular import Tabular, outline


class Tabled(ABC):
    """A result whose `table` says the most of it: one row a thing, one column a figure of it."""

    @property
    @abstractmethod
    def table(self) -> Tabular:
        """Return what is shown of it."""

    def to_pandas(self) -> Any:
        """Return the table as a `pandas.DataFrame`. Raises UsageError where pandas is not installed."""
        return self.table.to_pandas()

    def to_html(self, language: Language) -> str:
        """Return the first rows as an HTML table that says how many more there are."""
        return self.table.to_html(language)

    def _repr_html_(self) -> str:
        return self.to_html(preferred_language())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002 - IPython's signature
        """Say at a prompt what it is, in place of all that it holds."""
        return {"text/plain": outline(self, self.table), "text/html": self._repr_html_()}
