"""`python -m tests.faults`: many tamperings, kills and writers, counted."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.faults.crowds_and_kills import crowd, lost_by_a_kill, write_until_full
from tests.faults.door_kills import left_by_a_publication, left_by_a_report, left_by_an_import
from tests.faults.register_tampering import undetected
from tests.faults.release_kills import left_by_a_kill
from tests.faults.release_tampering import undetected as undetected_in_release

TAMPERINGS, KILLS, WRITERS, EACH = 1000, 30, 8, 20
DOORS = (("import", left_by_an_import, 6.0), ("report", left_by_a_report, 15.0), ("publish", left_by_a_publication, 20.0))
"""What is killed, and within how many seconds after it began."""


def main() -> None:
    """Print what was found, one line a fault."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    missed = list(undetected(folder / "tampering", TAMPERINGS))
    say(f"register: {TAMPERINGS - len(missed)} of {TAMPERINGS} tamperings told", *missed)
    dice = random.Random(1)
    lost = set().union(*(lost_by_a_kill(folder / "kills", dice) for _ in range(KILLS)))
    say(f"register: {len(lost)} acknowledged records lost by {KILLS} kills", *sorted(lost))
    counts = crowd(folder / "crowd", WRITERS, EACH)
    say(f"register: {len(counts)} of {WRITERS * EACH} there, at most {max(counts.values())} times")
    say(f"register: a full disk is told as {write_until_full(folder / 'full', 120_000)}")
    missed = list(undetected_in_release(folder / "release", TAMPERINGS))
    say(f"release: {TAMPERINGS - len(missed)} of {TAMPERINGS} tamperings told", *missed)
    broken = [fault for number in range(KILLS) for fault in left_by_a_kill(folder / "released" / str(number), dice)]
    say(f"release: {len(broken)} faults left by {KILLS} kills", *broken)
    for name, left, longest in DOORS:
        broken = [fault for number in range(KILLS) for fault in left(folder / name / str(number), dice.uniform(0.3, longest))]
        say(f"{name}: {len(broken)} faults left by {KILLS} kills", *broken)


def say(*lines: str) -> None:
    """Print lines."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
