"""Heads noted beside a register, one line a record: what shows that its last records were cut off or written anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.findings import Finding, Place, Severity, UsageError
from workbench.normalization.held import held
from workbench.normalization.history import GENESIS, Record
from workbench.released import refuse_released

FILE: Final = "heads.txt"
_DIGEST: Final = 64
_LOCK: Final = ".heads.lock"
_HEAD: Final = re.compile(r"(\d{1,12}):([0-9a-f]{64})", re.ASCII)
UNNOTED: Final = "REGISTER_UNNOTED"
"""The one fault that the next writer mends: the writer of the last record was stopped before he noted it."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last record of a history at some moment: its number, 0 for none yet, and its hash."""

    number: int
    hash: str

    def __str__(self) -> str:
        """Return `NUMBER:HASH`: what reports bear, and `head_from` reads."""
        return f"{self.number}:{self.hash}"


BEFORE_ALL: Final = Head(number=0, hash=GENESIS)
"""The head of a register that holds nothing yet."""


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The file in which heads are noted; it comes into being with the first.

    `is_complete` says that every record is to be noted there, which is not so where other workspaces share the register.
    `elsewhere` is where heads are noted of a register that the same workspace keeps in another place.
    """

    path: Path
    is_complete: bool = True
    elsewhere: Path | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the notes alone, so that nobody looks between another's record and its note.

        Raises OSError where they cannot be written, ImmutableRelease where they would lie in a release.
        """
        refuse_released(self.path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with held(self.path.with_name(_LOCK)):
            yield

    @property
    def are_there(self) -> bool:
        """Return whether the file is there: then something was recorded from here, or was about to be."""
        return self.path.exists()

    def noted_among(self, records: Sequence[Record]) -> Record | None:
        """Return the last of some records that is noted here as it is, None where none is."""
        noted = {each.number: each.hash for each in _noted_in(self.path)}
        return next((each for each in reversed(records) if noted.get(each.number) == each.hash), None)

    def catch_up(self, records: Sequence[Record]) -> None:
        """Note the last record where its writer was stopped before he did; all of a register that noted none so far.

        The file is made where it is not there. Raises OSError where it cannot be.
        """
        self.path.touch()
        numbers = {each.number for each in _noted_in(self.path)}
        missing = [each for each in records if each.number not in numbers and each.number > min(numbers, default=0)]
        if self.is_complete and missing:
            self._write(missing)

    def note(self, record: Record) -> None:
        """Note a record. Raises OSError where it cannot be."""
        self._write((record,))

    def faults(self, records: Sequence[Record]) -> Iterator[Finding]:
        """Yield what does not agree with the records of a register that is whole in itself.

        A writer that is stopped leaves one record un-noted, which the next one notes: more was not written by the workbench.
        """
        noted = _noted_in(self.path)
        numbers = {each.number for each in noted}
        unknown = [each.number for each in records if each.number >= min(numbers, default=1) and each.number not in numbers]
        yield from disagreeing(noted, records, self.path.as_posix())
        if not unknown or not self.is_complete:
            return
        if unknown == [len(records)]:
            yield self._fault(UNNOTED, number=unknown[0])
        elif noted:
            yield self._fault("REGISTER_WRITTEN_PAST", number=unknown[0], count=len(unknown))
        else:
            yield self._fault("REGISTER_HEADS_MISSING", number=len(records))

    def missed(self, records: Sequence[Record]) -> Iterator[Finding]:
        """Yield that a register without any record is not the one that the workspace keeps elsewhere, if so."""
        if self.elsewhere is not None and not records:
            yield from disagreeing(_noted_in(self.elsewhere), records, self.elsewhere.as_posix())

    def _write(self, records: Iterable[Record]) -> None:
        file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(file).st_size
            torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
            left = ("\n" * torn + "".join(f"{each.number} {each.hash}\n" for each in records)).encode()
            while left:  # a full disk takes a part, and refuses the rest
                left = left[os.write(file, left) :]
            os.fsync(file)
        finally:
            os.close(file)

    def _fault(self, code: str, **facts: object) -> Finding:
        place = self.path.as_posix()
        return Finding(code=code, severity=Severity.CRITICAL, place=Place(file=place), facts={"place": place, **facts})


def _noted_in(path: Path) -> tuple[Head, ...]:
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    parts = (line.split() for line in lines)
    whole = (it for it in parts if len(it) == 2 and it[0].isdecimal() and len(it[1]) == _DIGEST)
    return tuple(Head(number=int(number), hash=digest) for number, digest in whole)


def head_from(text: str) -> Head:
    """Return a head from `NUMBER:HASH`, as reports and commands print it. Raises UsageError where it is written otherwise."""
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise UsageError(Finding(code="VERIFY_HEAD", severity=Severity.CRITICAL, facts={"text": text}))
    return Head(number=int(found[1]), hash=found[2])


def disagreeing(heads: Iterable[Head], records: Sequence[Record], source: str) -> Iterator[Finding]:
    """Yield the first of the heads noted in a source that is not in the history: missing with all, cut off, or written anew."""
    for head in sorted(heads, key=lambda each: each.number):
        if head.number > len(records):
            code = "REGISTER_CUT" if records else "REGISTER_MISSING"
        elif head.number > 0 and records[head.number - 1].hash != head.hash:
            code = "REGISTER_REWRITTEN"
        else:
            continue
        facts = {"number": head.number, "source": source, "records": len(records)}
        yield Finding(code=code, severity=Severity.CRITICAL, place=Place(file=source), facts=facts)
        return
