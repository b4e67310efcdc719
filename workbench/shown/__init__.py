"""Results that show themselves: as a data frame, and in a notebook as a small table that says what it leaves out."""

from typing import Final

from workbench.shown.durations import duration_text
from workbench.shown.figures import change_text, figure_text
from workbench.shown.listing import Listing, columns_of
from workbench.shown.markup import html_list, html_table
from workbench.shown.tabled import Tabled
from workbench.shown.tabular import Columns, Said, Sentence, Tabular, Values, in_both, known_numbers

SHORT: Final = 8
"""Letters of an id that are shown: they tell one from another, and commands take them."""

__all__ = [
    "SHORT",
    "Columns",
    "Listing",
    "Said",
    "Sentence",
    "Tabled",
    "Tabular",
    "Values",
    "change_text",
    "columns_of",
    "duration_text",
    "figure_text",
    "html_list",
    "html_table",
    "in_both",
    "known_numbers",
]
