"""XML in its common form, cut into tags by a compiled loop over bytes; whatever else it meets is BAD, for a full parser to judge.

Known are elements and attributes with ASCII names, references, comments, and white space between tags: neither text nor any
declaration. The bytes must be UTF-8 already. Whether tags match and names differ is left to the caller.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel

WHOLE, UNFINISHED, BAD, FULL = 0, 1, 2, 3
"""How a scan ended: with the bytes, inside a tag or comment, at something it does not know, or for want of room."""

START_TAG, EMPTY_TAG, END_TAG = 0, 1, 2
FORM, NAME, NAME_SIZE, TAG_LINE, FIRST_PART, END_PART = 0, 1, 2, 3, 4, 5
"""What is said of a tag: its form, where its name begins and its size, its line, its attributes among all."""

PART, PART_SIZE, VALUE, VALUE_SIZE, CODED = 0, 1, 2, 3, 4
"""What is said of an attribute: where its name and its value begin and their sizes, whether the value had to be decoded."""

MOST_PARTS = 16
_TAB, _LF, _CR, _SPACE = 9, 10, 13, 32
_QUOTE, _HASH, _AMPERSAND, _APOSTROPHE, _HYPHEN, _SLASH, _SEMICOLON, _LESS, _EQUALS, _GREATER = (
    *(34, 35, 38, 39, 45, 47, 59, 60, 61, 62),
)
_IN_NAME, _BEGINS_NAME = 1, 2


def _letters() -> NDArray[np.uint8]:
    table = np.zeros(256, dtype=np.uint8)
    table[np.frombuffer(b"0123456789.-:", dtype=np.uint8)] = _IN_NAME
    table[np.frombuffer(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", dtype=np.uint8)] = _IN_NAME | _BEGINS_NAME
    return table


_LETTERS = _letters()
_ENDS_VALUE = np.array([byte < _SPACE or byte in (_QUOTE, _AMPERSAND, _APOSTROPHE, _LESS) for byte in range(256)])
"""Bytes that end a value, are not allowed in it, or mean another."""

_SPELLED = np.array([int.from_bytes(name, "big") for name in (b"amp", b"lt", b"gt", b"quot", b"apos")], dtype=np.int64)
_SPELT = np.array([_AMPERSAND, _LESS, _GREATER, _QUOTE, _APOSTROPHE], dtype=np.int64)


@kernel
def scan_tags(
    buffer: NDArray[np.uint8], done: int, line: int, longest: int, tags: NDArray[np.int64], parts: NDArray[np.int64]
) -> tuple[int, int, int, int, int]:
    """Cut what follows `done` into tags, and into `parts` their attributes; values are decoded where they stand.

    Names or values of more than `longest` bytes are BAD. Returns (how it ended, where the last tag or comment did, the line
    there, tags, attributes).
    """
    size, n_tags, n_parts = len(buffer), 0, 0
    while True:
        at, after = _skip_blanks(buffer, done, line)
        if at == size:
            return WHOLE, done, line, n_tags, n_parts
        if n_tags == len(tags) or n_parts + MOST_PARTS > len(parts):
            return FULL, done, line, n_tags, n_parts
        if buffer[at] != _LESS:
            return BAD, done, line, n_tags, n_parts
        if at + 1 == size:
            return UNFINISHED, done, line, n_tags, n_parts
        if buffer[at + 1] == 33:
            how, end, after = _comment(buffer, at + 2, after)
        else:
            tag = tags[n_tags]
            tag[TAG_LINE], tag[FIRST_PART] = after, n_parts
            if buffer[at + 1] == _SLASH:
                how, end, after = _end_tag(buffer, at + 2, after, tag)
            else:
                how, end, after = _start_tag(buffer, at + 1, after, longest, tag, parts)
            if how == WHOLE:
                n_tags += 1
                n_parts = tag[END_PART]
        if how != WHOLE:
            return how, done, line, n_tags, n_parts
        done, line = end, after


@kernel
def _start_tag(
    buffer: NDArray[np.uint8], at: int, line: int, longest: int, tag: NDArray[np.int64], parts: NDArray[np.int64]
) -> tuple[int, int, int]:
    """Read a tag whose name stands at `at`; return (how it ended, where, the line there)."""
    size, end = len(buffer), _name_end(buffer, at)
    first = number = tag[FIRST_PART]
    tag[NAME], tag[NAME_SIZE], tag[END_PART] = at, end - at, number
    while True:
        at, line = _skip_blanks(buffer, end, line)
        if at + 1 >= size:
            return UNFINISHED, at, line
        if buffer[at] == _GREATER or buffer[at] == _SLASH:
            break
        name, end = at, _name_end(buffer, at)
        if end == name or number == first + MOST_PARTS:
            return BAD, at, line
        at, line = _skip_blanks(buffer, end, line)
        if at < size and buffer[at] != _EQUALS:
            return BAD, at, line
        at, line = _skip_blanks(buffer, min(at + 1, size), line)
        if at == size:
            return UNFINISHED, at, line
        if buffer[at] != _QUOTE and buffer[at] != _APOSTROPHE:
            return BAD, at, line
        parts[number, PART], parts[number, PART_SIZE] = name, end - name
        how, end, line, coded = _value_end(buffer, at, line)
        if how != WHOLE:
            return how, at, line
        parts[number, VALUE], parts[number, VALUE_SIZE], parts[number, CODED] = at + 1, end - at - 1, coded
        number += 1
        end += 1
        if end - at > longest or (end < size and _LETTERS[buffer[end]]):
            return BAD, at, line
    for part in range(first, number):
        if parts[part, CODED]:
            parts[part, VALUE_SIZE] = _decode(buffer, parts[part, VALUE], parts[part, VALUE_SIZE])
            if parts[part, VALUE_SIZE] < 0:
                return BAD, at, line
    empty = buffer[at] == _SLASH
    if tag[NAME_SIZE] == 0 or (empty and buffer[at + 1] != _GREATER):
        return BAD, at, line
    tag[FORM], tag[END_PART] = (EMPTY_TAG if empty else START_TAG), number
    return WHOLE, at + (2 if empty else 1), line


@kernel
def _end_tag(buffer: NDArray[np.uint8], at: int, line: int, tag: NDArray[np.int64]) -> tuple[int, int, int]:
    """Read an end tag whose name stands at `at`; return (how it ended, where, the line there)."""
    end = _name_end(buffer, at)
    tag[FORM], tag[NAME], tag[NAME_SIZE], tag[END_PART] = END_TAG, at, end - at, tag[FIRST_PART]
    at, line = _skip_blanks(buffer, end, line)
    if at == len(buffer):
        return UNFINISHED, at, line
    return (WHOLE if buffer[at] == _GREATER else BAD), at + 1, line


@kernel
def _comment(buffer: NDArray[np.uint8], at: int, line: int) -> tuple[int, int, int]:
    """Read a comment whose hyphens stand at `at`; return (how it ended, where, the line there)."""
    size = len(buffer)
    if at + 1 >= size:
        return UNFINISHED, at, line
    if buffer[at] != _HYPHEN or buffer[at + 1] != _HYPHEN:
        return BAD, at, line
    at += 2
    while at + 2 < size:
        byte = buffer[at]
        if byte == _HYPHEN and buffer[at + 1] == _HYPHEN:
            return (WHOLE if buffer[at + 2] == _GREATER else BAD), at + 3, line
        if byte == _CR or (byte == _LF and buffer[at - 1] != _CR):
            line += 1
        elif byte < _SPACE and byte != _LF and byte != _TAB:
            return BAD, at, line
        at += 1
    return UNFINISHED, at, line


@kernel
def _skip_blanks(buffer: NDArray[np.uint8], at: int, line: int) -> tuple[int, int]:
    """Return (where the white space from `at` on ends, the line there)."""
    while at < len(buffer):
        byte = buffer[at]
        if byte == _CR or (byte == _LF and (at == 0 or buffer[at - 1] != _CR)):
            line += 1
        elif byte != _SPACE and byte != _TAB and byte != _LF:
            break
        at += 1
    return at, line


@kernel
def _name_end(buffer: NDArray[np.uint8], at: int) -> int:
    """Return where an ASCII name that begins at `at` ends; `at` itself where none begins."""
    if at < len(buffer) and _LETTERS[buffer[at]] & _BEGINS_NAME:
        while at < len(buffer) and _LETTERS[buffer[at]]:
            at += 1
    return at


@kernel
def _value_end(buffer: NDArray[np.uint8], at: int, line: int) -> tuple[int, int, int, bool]:
    """Return (how it ended, where its last quote stands, the line there, whether to decode it) of a value quoted from `at`."""
    quote, coded = buffer[at], False
    at += 1
    while at < len(buffer):
        byte = buffer[at]
        if not _ENDS_VALUE[byte]:
            at += 1
            continue
        if byte == quote:
            return WHOLE, at, line, coded
        if byte < _SPACE:
            coded = True
            if byte == _CR or (byte == _LF and buffer[at - 1] != _CR):
                line += 1
            elif byte != _LF and byte != _TAB:
                return BAD, at, line, coded
        elif byte == _AMPERSAND:
            coded = True
        elif byte == _LESS:
            return BAD, at, line, coded
        at += 1
    return UNFINISHED, at, line, coded


@kernel
def _decode(buffer: NDArray[np.uint8], begin: int, size: int) -> int:
    """Put the characters that a value stands for in its place, white space as blanks; return their size, -1 where it is BAD."""
    at, to, end = begin, begin, begin + size
    while at < end:
        byte = buffer[at]
        at += 1
        if byte == _AMPERSAND:
            last = at
            while last < end and buffer[last] != _SEMICOLON:
                last += 1
            letter = _referenced(buffer, at, last) if last < end else -1
            if letter < 0:
                return -1
            to = _put_letter(buffer, to, letter)
            at = last + 1
            continue
        if byte == _CR and at < end and buffer[at] == _LF:
            at += 1
        buffer[to] = _SPACE if byte < _SPACE else byte
        to += 1
    return to - begin


@kernel
def _referenced(buffer: NDArray[np.uint8], begin: int, end: int) -> int:
    """Return the code point that `&…;` names between `begin` and `end`, -1 where it names none that XML allows."""
    if buffer[begin] == _HASH:
        return _numbered(buffer, begin + 1, end)
    if end - begin > 4:
        return -1
    spelled = 0
    for at in range(begin, end):
        spelled = spelled << 8 | int(buffer[at])
    for number in range(len(_SPELLED)):
        if _SPELLED[number] == spelled:
            return int(_SPELT[number])
    return -1


@kernel
def _numbered(buffer: NDArray[np.uint8], begin: int, end: int) -> int:
    base = 16 if buffer[begin] == 120 else 10
    begin += base == 16
    if begin == end or end - begin > 7:
        return -1
    number = 0
    for at in range(begin, end):
        digit = int(buffer[at]) - 48
        if base == 16 and digit > 9:
            digit = (int(buffer[at]) | 32) - 87
            digit = digit if digit >= 10 else -1
        if digit < 0 or digit >= base:
            return -1
        number = number * base + digit
    if number < _SPACE:
        return number if number in (_TAB, _LF, _CR) else -1
    return -1 if 0xD800 <= number <= 0xDFFF or 0xFFFE <= number <= 0xFFFF or number > 0x10FFFF else number


@kernel
def _put_letter(buffer: NDArray[np.uint8], to: int, letter: int) -> int:
    """Write a code point as UTF-8, never longer than any reference to it; return where it ends."""
    if letter < 0x80:
        buffer[to] = letter
        return to + 1
    more = 1 if letter < 0x800 else 2 if letter < 0x10000 else 3
    buffer[to] = ((0xFF00 >> (more + 1)) & 0xFF) | (letter >> (6 * more))
    for left in range(more - 1, -1, -1):
        buffer[to + more - left] = 0x80 | ((letter >> (6 * left)) & 0x3F)
    return to + more + 1
