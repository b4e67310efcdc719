"""The encoding of a log that is text: told as for any table, its UTF-8 validated by Arrow, which is fast and leaves the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from workbench.findings import Finding
from workbench.tables.encoding import utf8_by


def utf8(
    open_file: Callable[[], Iterator[bytes]], path: str, findings: list[Finding], declared: str | None = None
) -> Iterator[bytes]:
    """Yield a text file as UTF-8 in pieces; see `utf8_by`."""
    return utf8_by(is_utf8, open_file, path, findings, declared)


def is_utf8(content: bytes | bytearray, size: int) -> bool:
    """Return whether the first `size` bytes are whole letters of UTF-8 (RFC 3629)."""
    bounds = np.array([0, size], dtype=np.int64)
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, pa.py_buffer(bounds), pa.py_buffer(content)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
