"""Sheets: rows whose words – levels, verdicts, questions – are said in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from workbench.language import Language, catalogue
from workbench.shown import Listing
from workbench.shown.listing import Row
from workbench.shown.tabular import Said, Values, in_both


class Sheet(Listing[Row]):
    """Rows, of which some columns hold words: `words` leads from a column to the prefix under which the catalogues say them."""

    words: ClassVar[Mapping[str, str]]

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return one column a field, words in both languages."""
        return {name: self._said(name, values) for name, values in super().columns(rows).items()}

    def _said(self, name: str, values: Values) -> Values:
        prefix = self.words.get(name)
        return values if prefix is None else [_word(prefix, str(each)) for each in values]


def _word(prefix: str, text: str) -> Said:
    """Return a word in both languages; one that the catalogues do not know as it is."""
    return in_both(f"{prefix}-{text}") if f"{prefix}-{text}" in catalogue(Language.EN) else text
