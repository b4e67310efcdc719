"""CSV for spreadsheets: the same bytes for the same rows, and no cell that would run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows, headings among them, as CSV text with a line feed after each."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def inert(cell: str) -> str:
    """Return a text of a cell that no spreadsheet takes for a formula: a quote is set before what would begin one."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
