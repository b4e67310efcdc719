"""An append-only history as values: records, each chained to the one before by a hash over all that it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

GENESIS: Final = "0" * 64
"""What the first record follows."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is to be recorded: of what kind, about which subject, as canonical JSON.

    `seen` is the number of the last record about this subject that its author knew, 0 for none.
    """

    kind: str
    subject: str
    seen: int
    content: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """A draft in its place: `number` counts from 1, `previous` is the hash of the record before, `hash` its own."""

    number: int
    draft: Draft
    previous: str
    hash: str


def chained(draft: Draft, head: Record | None) -> Record:
    """Put a draft behind the last record; None where it is the first."""
    number, previous = (head.number + 1, head.hash) if head else (1, GENESIS)
    return Record(number=number, draft=draft, previous=previous, hash=_hash(number, draft, previous))


def first_broken(records: Sequence[Record]) -> int | None:
    """Return the number at which a history is not what was written (edited, removed, inserted, swapped), None where it is whole.

    A history whose last records were cut off is whole in itself: that shows only against a head hash noted elsewhere.
    """
    head: Record | None = None
    for place, record in enumerate(records, start=1):
        if chained(record.draft, head) != record:
            return place
        head = record
    return None


def canonical(content: Mapping[str, Any]) -> str:
    """Return content as JSON that is the same for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(number: int, draft: Draft, previous: str) -> str:
    said = canonical(
        {
            "number": number,
            "kind": draft.kind,
            "subject": draft.subject,
            "seen": draft.seen,
            "content": draft.content,
            "previous": previous,
        }
    )
    return hashlib.sha256(said.encode()).hexdigest()
