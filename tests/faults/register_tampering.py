"""Random tamperings with a register: one record edited, deleted, inserted, swapped, cut off, or the tail hashed anew."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from workbench.findings import WorkbenchError
from workbench.normalization import Statement, open_register
from workbench.normalization.heads import UNNOTED
from workbench.normalization.history import Draft, Record, chained
from workbench.normalization.register import FILE

AT: Final = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
RECORDS: Final = 12

Tampering = Callable[[list[Record], random.Random], list[Record]]


def write_register(workspace: Path) -> None:
    """Write a register of some statements about four subjects."""
    register = open_register(workspace)
    for number in range(RECORDS):
        seen = number - 3 if number >= 4 else 0
        says = {"text": f"said {number}", "count": number}
        register.enter(
            Statement(kind="item", subject=f"M{number % 4}", says=says, by="李工", at=AT + timedelta(days=number), seen=seen)
        )


def _edited(records: list[Record], dice: random.Random) -> list[Record]:
    place = dice.randrange(len(records))
    draft = records[place].draft
    at = dice.randrange(len(draft.content))
    other = chr((ord(draft.content[at]) + dice.randrange(1, 90)) % 126 + 1)
    change = dice.choice(
        (
            {"content": draft.content[:at] + other + draft.content[at + 1 :]},
            {"subject": f"{draft.subject}x"},
            {"kind": "run"},
            {"seen": draft.seen + dice.randrange(1, 99) + 100},
        )
    )
    return [*records[:place], replace(records[place], draft=replace(draft, **change)), *records[place + 1 :]]


def _deleted(records: list[Record], dice: random.Random) -> list[Record]:
    place = dice.randrange(len(records))
    return [*records[:place], *records[place + 1 :]]


def _inserted(records: list[Record], dice: random.Random) -> list[Record]:
    place = dice.randrange(len(records) + 1)
    forged = chained(_forged(dice), records[place - 1] if place else None)
    return [*records[:place], forged, *(replace(each, number=each.number + 1) for each in records[place:])]


def _swapped(records: list[Record], dice: random.Random) -> list[Record]:
    first, second = sorted(dice.sample(range(len(records)), 2))
    swapped = list(records)
    swapped[first] = replace(records[second], number=first + 1)
    swapped[second] = replace(records[first], number=second + 1)
    return swapped


def _cut(records: list[Record], dice: random.Random) -> list[Record]:
    return records[: -dice.randrange(1, len(records) + 1)]


def _hashed_anew(records: list[Record], dice: random.Random) -> list[Record]:
    """Change one record and chain it and all behind it again, as one would who knows the rule."""
    place = dice.randrange(len(records))
    drafts = [each.draft for each in records]
    drafts[place] = replace(drafts[place], content=drafts[place].content.replace("said", "done"))
    rewritten: list[Record] = []
    for draft in drafts:
        rewritten.append(chained(draft, rewritten[-1] if rewritten else None))
    return rewritten


def _tail_replaced(records: list[Record], dice: random.Random) -> list[Record]:
    kept = records[: dice.randrange(len(records))]
    return [*kept, chained(_forged(dice), kept[-1] if kept else None)]


def _forged(dice: random.Random) -> Draft:
    return Draft(kind="item", subject=f"F{dice.randrange(10**9)}", seen=0, content='{"at":"2025-07-01","by":"x","says":{}}')


TAMPERINGS: Final[tuple[Tampering, ...]] = (_edited, _deleted, _inserted, _swapped, _cut, _hashed_anew, _tail_replaced)


def undetected(folder: Path, times: int, seed: int = 1) -> Iterator[str]:
    """Tamper so many times, each time with a register as it was written, and yield what `verify` does not tell.

    It must tell it at once, and still after somebody records something behind it.
    """
    whole = folder / "whole"
    write_register(whole)
    assert open_register(whole).verify() == ()
    records = list(open_register(whole).storage.records())
    dice = random.Random(seed)
    for number in range(times):
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        place = folder / "tampered"
        shutil.copytree(whole, place)
        _replace_records(place / FILE, tampering(records, dice))
        if not open_register(place).verify() or is_covered(place):
            yield f"{number}: {tampering.__name__}"
        shutil.rmtree(place)


def is_covered(workspace: Path) -> bool:
    """Return whether an honest record behind a tampering hides it; one record that nobody noted may be a stopped writer's."""
    register = open_register(workspace)
    if [each.code for each in register.verify()] == [UNNOTED]:
        return False
    with suppress(WorkbenchError):
        register.enter(Statement(kind="run", subject="honest", says={}, by="李工", at=AT))
    return register.verify() == ()


def _replace_records(database: Path, records: list[Record]) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("DELETE FROM records")
        for each in records:
            draft = each.draft
            row = (each.number, draft.kind, draft.subject, draft.seen, draft.content, each.previous, each.hash)
            connection.execute("INSERT OR IGNORE INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    connection.close()
