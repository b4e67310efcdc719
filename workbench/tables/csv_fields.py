"""What stands between the fields of a CSV file, and how long one may be: a setting of the whole process, given back after use."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

DELIMITERS: Final = ",;\t|^"
_LINES: Final = 50


def first_lines(text: str) -> list[str]:
    """Return the first lines that hold anything; only CR and LF end a line, as for the readers of records."""
    return [line for line in re.split(r"\r\n|\r|\n", text)[:_LINES] if line.strip()]


def delimiter_of(lines: list[str]) -> str:
    """Return what splits most lines into the same number of fields, more than one; a comma where nothing does."""
    short = [line for line in lines if len(line) <= csv.field_size_limit()]
    if not short:
        return ","
    votes = {each: Counter(len(row) for row in csv.reader(short, delimiter=each)).most_common(1)[0] for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: (votes[each][0] > 1, votes[each][1], votes[each][0]))
    return best if votes[best][0] > 1 else ","


@contextmanager
def fields_up_to(characters: int) -> Iterator[None]:
    """Let `csv` read fields of so many characters while something is read."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)
