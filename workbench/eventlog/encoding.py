"""The encoding of a text file, found by reading all of it, and its content as UTF-8 piece by piece; no guess is silent."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import Final

from workbench.eventlog.faults import note, rejection
from workbench.findings import Finding

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PIECE: Final = 1 << 22


def utf8(open_file: Callable[[], Iterator[bytes]], path: str, findings: list[Finding]) -> Iterator[bytes]:
    """Yield a text file as UTF-8 without a byte-order mark, in pieces that end anywhere between letters.

    Takes what is not UTF-8 for GB18030 or Windows-1252 and says so. Raises InputError, with the line, for what begins in one
    encoding and goes on in another, and for NUL bytes.
    """
    encoding = _encoding(open_file, path, findings)
    decoder = codecs.getincrementaldecoder(encoding)()
    for piece in _pieces(open_file()):
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", True).encode()


def _encoding(open_file: Callable[[], Iterator[bytes]], path: str, findings: list[Finding]) -> str:
    start = next(_pieces(open_file()), b"")
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    if marked is not None:
        bad = _first_bad(open_file, marked, path)
        if bad is not None:
            raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": marked}, line=bad[0])
        return marked
    bad = _first_bad(open_file, "utf-8", path)
    if bad is None:
        return "utf-8"
    line, ascii_before = bad
    if not ascii_before and line > 1:
        raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": "UTF-8"}, line=line)
    for guess in ("gb18030", "cp1252"):
        if _first_bad(open_file, guess, path) is None and (guess == "cp1252" or _holds_han(open_file)):
            findings.append(note(path, "CSV_ENCODING", {"encoding": guess}))
            return guess
    raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": "UTF-8"}, line=line)


def _first_bad(open_file: Callable[[], Iterator[bytes]], encoding: str, path: str) -> tuple[int, bool] | None:
    """Return (line of the first bytes that are not of an encoding, whether all before is ASCII); None if all is of it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, is_ascii = 1, True
    for piece in (*_pieces(open_file()), b""):
        try:
            text = decoder.decode(piece, not piece)
        except UnicodeDecodeError as cause:
            good = cause.object[: cause.start]
            return line + good.count(b"\n"), is_ascii and good.isascii()
        if "\x00" in text:
            raise rejection(path, "CSV_NUL", line=line + text.count("\n", 0, text.index("\x00")))
        is_ascii = is_ascii and piece.isascii()
        line += piece.count(b"\n") if encoding != "utf-16" else text.count("\n")
    return None


def _holds_han(open_file: Callable[[], Iterator[bytes]]) -> bool:
    """Return whether a text that can be GB18030 holds a Chinese letter, or one of those beyond 16 bits."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    texts = (decoder.decode(piece) for piece in _pieces(open_file()))
    return any("\u4e00" <= letter <= "\u9fff" or letter > "\uffff" for text in texts for letter in set(text))


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in larger pieces."""
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= _PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)
