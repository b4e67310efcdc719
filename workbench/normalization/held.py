"""A file that is held alone: who comes second waits, and whoever ends, however he ends, lets go."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file alone for as long as it takes; it is made where it is not there. Raises OSError where it cannot be."""
    with path.open("ab") as handle:
        _wait_for(handle)
        yield


if sys.platform == "win32":
    import msvcrt

    def _wait_for(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _wait_for(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
