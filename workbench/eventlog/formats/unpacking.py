"""A file's content in pieces, gzip unpacked on the way, within the limit of unpacked size."""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final

from workbench.tables.faults import over_limit, rejection
from workbench.tables.limits import Limits

GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 31
_PIECE: Final = 1 << 20
_PACKED: Final = 1 << 16
_DEFLATE_AT_MOST: Final = 1032


def refuse_too_large(file: BinaryIO, path: str, limits: Limits) -> None:
    """Refuse what unpacks beyond the limit before anything of it is parsed; what cannot be that large is not measured."""
    size = file.seek(0, os.SEEK_END)
    if not is_packed(file) and size > limits.file_bytes:
        raise over_limit(path, "LIMIT_FILE", {"limit": limits.file_bytes})
    if is_packed(file) and size * _DEFLATE_AT_MOST > limits.unpacked_from(size):
        deque(unpacked(file, path, limits), maxlen=0)


def is_packed(file: BinaryIO) -> bool:
    """Return whether a file is gzip, by its first bytes."""
    file.seek(0)
    return file.read(len(GZIP)) == GZIP


def unpacked(file: BinaryIO, path: str, limits: Limits) -> Iterator[bytes]:
    """Yield the content of a file from its beginning. Raises LimitError beyond the limit, InputError where gzip is cut off."""
    limit = limits.unpacked_from(file.seek(0, os.SEEK_END))
    packed = is_packed(file)
    file.seek(0)
    if not packed:
        yield from iter(lambda: file.read(_PIECE), b"")
    else:
        yield from _gunzipped(file, path, limit)


def _gunzipped(file: BinaryIO, path: str, limit: int) -> Iterator[bytes]:
    """Yield what gzip members, one behind the other and padded with zeros (RFC 1952, 2.2), unpack to, in full pieces."""
    total, member, packed = 0, zlib.decompressobj(_GZIP_WINDOW), b""
    piece = bytearray()
    try:
        while packed := packed or file.read(_PACKED):
            if member.eof:
                packed = packed.lstrip(b"\x00")
                member = zlib.decompressobj(_GZIP_WINDOW) if packed else member
                continue
            piece += member.decompress(packed, _PIECE - len(piece))
            packed = member.unused_data if member.eof else member.unconsumed_tail
            if total + len(piece) > limit:
                raise over_limit(path, "LIMIT_UNPACKED", {"limit": limit})
            if len(piece) == _PIECE:
                total += _PIECE
                yield bytes(piece)
                piece.clear()
        piece += member.flush()
        if piece:
            yield bytes(piece)
    except zlib.error as cause:
        raise rejection(path, "FILE_TRUNCATED", {"detail": f"gzip: {cause}"}) from cause
    if not member.eof:
        raise rejection(path, "FILE_TRUNCATED", {"detail": "gzip: the end of the stream is missing"})
