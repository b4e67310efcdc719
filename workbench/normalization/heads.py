"""Heads noted beside a register, one line a record: what shows that its last records were cut off or written anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.findings import Finding, Place, Severity, UsageError
from workbench.normalization.history import Record

FILE: Final = "heads.txt"
_DIGEST: Final = 64
_HEAD: Final = re.compile(r"(\d{1,12}):([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last record of a history at some moment: its number, 0 for none yet, and its hash."""

    number: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The file in which heads are noted; it comes into being with the first.

    `is_complete` says that every record is to be noted there, which is not so where other workspaces share the register.
    """

    path: Path
    is_complete: bool = True

    def note(self, record: Record, before: Sequence[Record] = ()) -> None:
        """Note a record, and those `before` it whose writers were stopped too early. Raises OSError where it cannot be."""
        heads = (*self._unnoted(record, before), Head(number=record.number, hash=record.hash))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(file).st_size
            torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
            left = ("\n" * torn + "".join(f"{each.number} {each.hash}\n" for each in heads)).encode()
            while left:  # a full disk takes a part, and refuses the rest
                left = left[os.write(file, left) :]
            os.fsync(file)
        finally:
            os.close(file)

    def faults(self, records: Sequence[Record]) -> Iterator[Finding]:
        """Yield what does not agree with the records of a register that is whole in itself."""
        noted = self._noted()
        if records and not noted and self.is_complete:
            yield self._fault("REGISTER_HEADS_MISSING", number=len(records))
            return
        yield from disagreeing(noted, records, self.path.as_posix())
        numbers = {each.number for each in noted}
        unknown = [each.number for each in records if numbers and each.number >= min(numbers) and each.number not in numbers]
        if unknown and self.is_complete:
            yield self._fault("REGISTER_UNNOTED", number=unknown[0])

    def _unnoted(self, record: Record, before: Sequence[Record]) -> Iterator[Head]:
        numbers = {each.number for each in self._noted()}
        if self.is_complete and numbers:
            known = {each.number: each.hash for each in before} | {record.number - 1: record.previous}
            missing = (number for number in sorted(known) if number > min(numbers) and number not in numbers)
            yield from (Head(number=number, hash=known[number]) for number in missing)

    def _noted(self) -> tuple[Head, ...]:
        try:
            lines = self.path.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        parts = (line.split() for line in lines)
        whole = (it for it in parts if len(it) == 2 and it[0].isdecimal() and len(it[1]) == _DIGEST)
        return tuple(Head(number=int(number), hash=digest) for number, digest in whole)

    def _fault(self, code: str, **facts: object) -> Finding:
        place = self.path.as_posix()
        return Finding(code=code, severity=Severity.CRITICAL, place=Place(file=place), facts={"place": place, **facts})


def head_from(text: str) -> Head:
    """Return a head from `NUMBER:HASH`, as reports and commands print it. Raises UsageError where it is written otherwise."""
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise UsageError(Finding(code="VERIFY_HEAD", severity=Severity.CRITICAL, facts={"text": text}))
    return Head(number=int(found[1]), hash=found[2])


def disagreeing(heads: Iterable[Head], records: Sequence[Record], source: str) -> Iterator[Finding]:
    """Yield the heads noted in a source, first to last, that are not in the history: cut off, or written anew."""
    for head in sorted(heads, key=lambda each: each.number):
        if head.number > len(records):
            code = "REGISTER_CUT"
        elif head.number > 0 and records[head.number - 1].hash != head.hash:
            code = "REGISTER_REWRITTEN"
        else:
            continue
        facts = {"number": head.number, "source": source, "records": len(records)}
        yield Finding(code=code, severity=Severity.CRITICAL, place=Place(file=source), facts=facts)
        return
