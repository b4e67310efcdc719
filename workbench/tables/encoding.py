"""The encoding of a text file, found by reading all of it, and its content as UTF-8 piece by piece; no guess is silent."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final, TypeAlias

from workbench.findings import Finding
from workbench.tables.faults import note, rejection

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ENCODINGS: Final = ("utf-8", "gb18030", "utf-16", "big5", "cp1252", "shift_jis")
"""What a text may be declared to be written in."""

_LONGEST_LETTER: Final = 4
_CONTINUES, _BEGINS = 0x80, 0xC0
"""From where on a byte of UTF-8 belongs to a letter that is not ASCII, and begins one."""

_CHINESE: Final = re.compile("[\u3001-\u3017\u4e00-\u9fff\uff01-\uff5e]")
"""Letters, and signs such as `、` and `，`, which may be all that is not ASCII in a table of ids."""
_WRITTEN: Final = re.compile(f"[\u00c0-\u00ff]|{_CHINESE.pattern}")
"""What people write; other letters may be two bytes of GB18030 that happen to be UTF-8, such as those of `女`."""

Validator: TypeAlias = Callable[[bytes, int], bool]
"""Whether the first so many bytes are whole letters of UTF-8."""


def text_of(content: bytes, path: str, findings: list[Finding]) -> str:
    """Return what a small file says; its encoding is found, and said, as `utf8_by` does."""
    return b"".join(utf8_by(is_utf8, lambda: iter((content,)), path, findings)).decode()


def is_utf8(content: bytes, size: int) -> bool:
    """Return whether the first `size` bytes are whole letters of UTF-8 (RFC 3629)."""
    try:
        content[:size].decode()
    except UnicodeDecodeError:
        return False
    return True


def utf8_by(
    validator: Validator,
    open_file: Callable[[], Iterator[bytes]],
    path: str,
    findings: list[Finding],
    declared: str | None = None,
) -> Iterator[bytes]:
    """Yield a text file as UTF-8 without a byte-order mark, in pieces that end anywhere between letters.

    Takes what is not UTF-8 for GB18030 or Windows-1252 and says so, unless its encoding is `declared`, one of ENCODINGS. Raises
    InputError, with the line, for what begins in one encoding and goes on in another, and for NUL bytes.
    """
    encoding = _declared(declared, open_file, path) if declared else _encoding(validator, open_file, path, findings)
    if encoding in ("utf-8", "utf-8-sig"):
        mark = len(_MARKS[0][0]) if encoding == "utf-8-sig" else 0
        for number, piece in enumerate(open_file()):
            yield piece[mark:] if number == 0 else piece
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    for piece in open_file():
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", True).encode()


def _declared(encoding: str, open_file: Callable[[], Iterator[bytes]], path: str) -> str:
    """Return a declared encoding. Raises InputError, with the line, where the bytes are not of it."""
    bad = _first_bad(open_file, encoding, path)
    if bad is not None:
        raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": encoding}, line=bad[0])
    has_mark = next(open_file(), b"").startswith(_MARKS[0][0])
    return "utf-8-sig" if encoding == "utf-8" and has_mark else encoding


def _encoding(validator: Validator, open_file: Callable[[], Iterator[bytes]], path: str, findings: list[Finding]) -> str:
    start = next(open_file(), b"")
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    if marked == "utf-16":
        bad = _first_bad(open_file, marked, path)
        if bad is not None:
            raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": marked}, line=bad[0])
        return marked
    if _is_all_utf8(validator, open_file()):
        return marked or "utf-8"
    bad = _first_bad(open_file, "utf-8", path)
    line, is_written_before = bad or (1, False)
    if marked is not None or (is_written_before and line > 1):
        raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": marked or "UTF-8"}, line=line)
    for guess in ("gb18030", "cp1252"):
        if _first_bad(open_file, guess, path) is None and (guess == "cp1252" or _is_chinese(open_file)):
            findings.append(note(path, "CSV_ENCODING", {"encoding": guess}))
            return guess
    raise rejection(path, "CSV_ENCODING_BROKEN", {"encoding": "UTF-8"}, line=line)


def whole_letters(content: bytes | bytearray) -> int:
    """Return how many bytes of UTF-8 come before its last letter, which may be cut; all of them where that is ASCII."""
    for back in range(1, min(_LONGEST_LETTER, len(content)) + 1):
        if content[-back] < _CONTINUES:
            return len(content)
        if content[-back] >= _BEGINS:
            return len(content) - back
    return len(content)


def _is_all_utf8(validator: Validator, pieces: Iterator[bytes]) -> bool:
    """Return whether all is UTF-8 and no byte is NUL."""
    rest = b""
    for piece in pieces:
        content = rest + piece if rest else piece
        size = whole_letters(content)
        if b"\x00" in content or not validator(content, size):
            return False
        rest = content[size:]
    return validator(rest, len(rest))


def _first_bad(open_file: Callable[[], Iterator[bytes]], encoding: str, path: str) -> tuple[int, bool] | None:
    """Return (line of the first bytes that are not of an encoding, whether what is before surely is); None if all is of it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, is_written = 1, False
    for piece in chain(open_file(), (b"",)):
        try:
            text = decoder.decode(piece, not piece)
        except UnicodeDecodeError as cause:
            good = cause.object[: cause.start]
            return line + good.count(b"\n"), is_written or bool(_WRITTEN.search(good.decode(encoding)))
        if "\x00" in text:
            raise rejection(path, "CSV_NUL", line=line + text.count("\n", 0, text.index("\x00")))
        is_written = is_written or bool(_WRITTEN.search(text))
        line += text.count("\n")
    return None


def _is_chinese(open_file: Callable[[], Iterator[bytes]]) -> bool:
    """Return whether a text that can be GB18030 holds a Chinese letter or sign, or one of those beyond 16 bits."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    texts = (decoder.decode(piece) for piece in open_file())
    return any(letter > "\uffff" or _CHINESE.match(letter) for text in texts for letter in set(text))
