"""Delimited text cut into fields, and fields coded as numbers: compiled loops over bytes, one pass each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import inlined, kernel

QUOTE = 34
CR = 13
LF = 10
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ZERO, _ONE, _EIGHT, _HALF = np.uint64(0), np.uint64(1), np.uint64(8), np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)

WHOLE, UNFINISHED, BAD_QUOTE = 0, 1, 2
"""How a scan ended: at the end of the last record, inside one, or at text behind a closing quotation mark."""


@kernel
def scan_records(
    buffer: NDArray[np.uint8],
    size: int,
    is_last: bool,
    delimiter: int,
    line: int,
    begins: NDArray[np.int64],
    lengths: NDArray[np.int64],
    firsts: NDArray[np.int64],
    lines: NDArray[np.int64],
) -> tuple[int, int, int, int, int]:
    """Cut `buffer[:size]` into records and fields as RFC 4180 has them, a line ending in CR, LF or both.

    Fields are `begins` and `lengths`, without their quotation marks; a length -n - 1 tells that marks inside are doubled.
    Record r has the fields `firsts[r]` to `firsts[r + 1]` and begins on line `lines[r]`; blank lines are no records. Returns
    (how it ended, records, bytes of whole records, line of what follows, line of the record that is bad or unfinished).
    """
    n_records = n_fields = 0
    firsts[0] = 0
    at, done, done_line = 0, 0, line
    while at < size:
        record_line, fields_before = line, n_fields
        blank, ended = True, False
        while not ended:
            if at < size and buffer[at] == QUOTE:
                blank = False
                at += 1
                begin, doubled, closed = at, 0, False
                while at < size:
                    byte = buffer[at]
                    if byte == QUOTE:
                        if at + 1 < size and buffer[at + 1] == QUOTE:
                            doubled += 1
                            at += 2
                            continue
                        if at + 1 == size and not is_last:
                            break
                        closed = True
                        break
                    if byte == LF or (byte == CR and not (at + 1 < size and buffer[at + 1] == LF)):
                        line += 1
                    at += 1
                if not closed:
                    return UNFINISHED, n_records, done, done_line, record_line
                begins[n_fields] = begin
                lengths[n_fields] = at - begin if doubled == 0 else -(at - begin) - 1
                n_fields += 1
                at += 1
                if at < size and buffer[at] != delimiter and buffer[at] != CR and buffer[at] != LF:
                    return BAD_QUOTE, n_records, done, done_line, record_line
            else:
                begin = at
                while at < size and buffer[at] != delimiter and buffer[at] != CR and buffer[at] != LF:
                    at += 1
                blank = blank and at == begin
                begins[n_fields] = begin
                lengths[n_fields] = at - begin
                n_fields += 1
            if at == size:
                if not is_last:
                    return UNFINISHED, n_records, done, done_line, record_line
                ended = True
            elif buffer[at] == delimiter:
                blank = False
                at += 1
                if at == size and not is_last:
                    return UNFINISHED, n_records, done, done_line, record_line
            else:
                if buffer[at] == CR and at + 1 == size and not is_last:
                    return UNFINISHED, n_records, done, done_line, record_line
                at += 2 if buffer[at] == CR and at + 1 < size and buffer[at + 1] == LF else 1
                line += 1
                ended = True
        if blank:
            n_fields = fields_before
        else:
            lines[n_records] = record_line
            n_records += 1
            firsts[n_records] = n_fields
        done, done_line = at, line
    return WHOLE, n_records, done, done_line, line


@kernel
def code_fields(
    buffer: NDArray[np.uint8],
    begins: NDArray[np.int64],
    lengths: NDArray[np.int64],
    slots: NDArray[np.uint64],
    hashes: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    data: NDArray[np.uint8],
    count: int,
    codes: NDArray[np.int32],
) -> int:
    """Give each field the number of its text, new texts the next numbers; an empty field is -1. Returns how many texts there are.

    Text i is `data[offsets[i]:offsets[i + 1]]`; `slots` is a hash table, a power of two long and at most half full, of the
    upper half of a text's hash and its number + 1.
    """
    mask = np.uint64(len(slots) - 1)
    for number in range(len(begins)):
        begin, length = np.uint64(begins[number]), np.uint64(lengths[number])
        if lengths[number] == 0:
            codes[number] = -1
            continue
        hashed = _hash(buffer, begin, begin + length)
        slot = hashed & mask
        while True:
            entry = slots[slot]
            if entry == _ZERO:
                slots[slot] = (hashed & ~_LOWER) | np.uint64(count + 1)
                hashes[count] = hashed
                end = np.uint64(offsets[count])
                for at in range(length):
                    data[end + np.uint64(at)] = buffer[begin + np.uint64(at)]
                codes[number] = count
                count += 1
                offsets[count] = end + length
                break
            if (entry ^ hashed) & ~_LOWER == _ZERO:
                code = (entry & _LOWER) - _ONE
                there = np.uint64(offsets[code])
                if np.uint64(offsets[code + _ONE]) - there == length and _same(buffer, begin, data, there, length):
                    codes[number] = code
                    break
            slot = (slot + _ONE) & mask
    return count


@kernel
def unescape(buffer: NDArray[np.uint8], begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> None:
    """Write doubled quotation marks once, where they stand, and give fields that have some the length they have then."""
    for number in range(len(begins)):
        if lengths[number] < 0:
            at = to = begins[number]
            last = at - lengths[number] - 1
            while at < last:
                buffer[to] = buffer[at]
                to += 1
                at += 2 if buffer[at] == QUOTE else 1
            lengths[number] = to - begins[number]


@inlined
def _word(buffer: NDArray[np.uint8], at: np.uint64) -> np.uint64:
    """Return eight bytes as one number, the first the lowest; unsigned positions let the compiler read them at once."""
    word = np.uint64(buffer[at])
    for place in range(1, 8):
        word |= np.uint64(buffer[at + np.uint64(place)]) << np.uint64(8 * place)
    return word


@inlined
def _hash(buffer: NDArray[np.uint8], at: np.uint64, end: np.uint64) -> np.uint64:
    """Mix the bytes of a text, eight at a time."""
    hashed = _ONE
    while at + _EIGHT <= end:
        hashed = (hashed ^ _word(buffer, at)) * _MIX
        hashed ^= hashed >> _HALF
        at += _EIGHT
    rest = _ONE
    while at < end:
        rest = (rest << _EIGHT) | np.uint64(buffer[at])
        at += _ONE
    hashed = (hashed ^ rest) * _MIX
    return np.uint64(hashed ^ (hashed >> _HALF))


@inlined
def _same(one: NDArray[np.uint8], at: np.uint64, other: NDArray[np.uint8], there: np.uint64, length: np.uint64) -> bool:
    end = at + length
    while at + _EIGHT <= end:
        if _word(one, at) != _word(other, there):
            return False
        at += _EIGHT
        there += _EIGHT
    while at < end:
        if one[at] != other[there]:
            return False
        at += _ONE
        there += _ONE
    return True


@kernel
def place_again(slots: NDArray[np.uint64], hashes: NDArray[np.uint64], count: int) -> None:
    """Enter the first `count` texts into an empty, larger table."""
    mask = np.uint64(len(slots) - 1)
    for code in range(count):
        slot = hashes[code] & mask
        while slots[slot] != _ZERO:
            slot = (slot + _ONE) & mask
        slots[slot] = (hashes[code] & ~_LOWER) | np.uint64(code + 1)
