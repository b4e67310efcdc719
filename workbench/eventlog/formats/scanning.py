"""Delimited text cut into fields, and fields coded as numbers: compiled loops over bytes, one pass each."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

QUOTE = 34
CR = 13
LF = 10

WHOLE, UNFINISHED, BAD_QUOTE = 0, 1, 2
"""How a scan ended: at the end of the last record, inside one, or at text behind a closing quotation mark."""


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def code_fields(
    buffer: NDArray[np.uint8],
    begins: NDArray[np.int64],
    lengths: NDArray[np.int64],
    slots: NDArray[np.int32],
    hashes: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    data: NDArray[np.uint8],
    count: int,
    codes: NDArray[np.int32],
) -> int:
    """Give each field the number of its text, new texts the next numbers; an empty field is -1. Returns how many texts there are.

    Text i is `data[offsets[i]:offsets[i + 1]]`; `slots` is a hash table, a power of two long and at most half full.
    """
    mask = len(slots) - 1
    for number in range(len(begins)):
        length, begin = lengths[number], begins[number]
        if length == 0:
            codes[number] = -1
            continue
        end = offsets[count]
        hashed = np.uint64(14695981039346656037)
        if length > 0:
            for at in range(begin, begin + length):
                hashed = (hashed ^ np.uint64(buffer[at])) * np.uint64(1099511628211)
        else:
            at, last, length = begin, begin - length - 1, 0
            while at < last:
                byte = buffer[at]
                data[end + length] = byte
                hashed = (hashed ^ np.uint64(byte)) * np.uint64(1099511628211)
                length += 1
                at += 2 if byte == QUOTE else 1
            begin = -1
        hashed ^= hashed >> np.uint64(29)
        slot = np.int64(hashed & np.uint64(mask))
        while True:
            code = slots[slot]
            if code < 0:
                slots[slot] = count
                hashes[count] = hashed
                if begin >= 0:
                    for at in range(length):
                        data[end + at] = buffer[begin + at]
                count += 1
                offsets[count] = end + length
                codes[number] = count - 1
                break
            if hashes[code] == hashed and offsets[code + 1] - offsets[code] == length:
                same = True
                for at in range(length):
                    byte = buffer[begin + at] if begin >= 0 else data[end + at]
                    if data[offsets[code] + at] != byte:
                        same = False
                        break
                if same:
                    codes[number] = code
                    break
            slot = (slot + 1) & mask
    return count


@njit(cache=True, nogil=True)
def place_again(slots: NDArray[np.int32], hashes: NDArray[np.uint64], count: int) -> None:
    """Enter the first `count` texts into an empty, larger table."""
    mask = len(slots) - 1
    for code in range(count):
        slot = np.int64(hashes[code] & np.uint64(mask))
        while slots[slot] >= 0:
            slot = (slot + 1) & mask
        slots[slot] = code


@njit(cache=True, nogil=True)
def valid_utf8(buffer: NDArray[np.uint8]) -> tuple[int, bool]:
    """Return how many bytes from the beginning are whole letters of UTF-8 (RFC 3629), and whether one of them is NUL."""
    at, size, nul = 0, len(buffer), False
    while at < size:
        byte = buffer[at]
        if byte < 0x80:
            nul = nul or byte == 0
            at += 1
            continue
        if 0xC2 <= byte <= 0xDF:
            more = 1
        elif 0xE0 <= byte <= 0xEF:
            more = 2
        elif 0xF0 <= byte <= 0xF4:
            more = 3
        else:
            break
        if at + more >= size:
            break
        low, high = 0x80, 0xBF
        if byte == 0xE0:
            low = 0xA0
        elif byte == 0xED:
            high = 0x9F
        elif byte == 0xF0:
            low = 0x90
        elif byte == 0xF4:
            high = 0x8F
        if not low <= buffer[at + 1] <= high:
            break
        if more > 1 and not 0x80 <= buffer[at + 2] <= 0xBF:
            break
        if more > 2 and not 0x80 <= buffer[at + 3] <= 0xBF:
            break
        at += more + 1
    return at, nul
