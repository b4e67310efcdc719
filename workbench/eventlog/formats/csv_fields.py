"""How long a field of CSV may be: the one setting of Python's parser, which holds for the whole process, given back after use."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def fields_up_to(characters: int) -> Iterator[None]:
    """Let `csv` read fields of so many characters while something is read."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)
