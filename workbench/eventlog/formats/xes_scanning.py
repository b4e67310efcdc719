"""The regular form of XES out of the tags of a document: a compiled loop that finds events and attributes, or something else.

It knows a log with what describes it, then traces of attributes and events of attributes, none of them nested.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel
from workbench.eventlog.formats.xml_scanning import (
    EMPTY_TAG,
    END_PART,
    END_TAG,
    FIRST_PART,
    FORM,
    NAME,
    NAME_SIZE,
    PART,
    PART_SIZE,
    TAG_LINE,
    VALUE,
    VALUE_SIZE,
)

ELEMENTS: Final = (
    *("string", "date", "int", "float", "boolean", "id", "list", "container"),
    *("event", "trace", "log", "objects", "object-types", "event-types"),
)
"""Elements told apart: attributes, what bears them, and those of OCEL. An element's number is its place, -1 of any other."""

_EVENT, _TRACE, _LOG = 8, 9, 10
DEPTH, BEARER, TRACES, EVENTS, ENDED = 0, 1, 2, 3, 4
"""What one piece hands to the next: how many elements are open, what bears the attributes met (0 the log, 1 a trace, 2 an
event), traces and events begun, whether the log has ended."""

KEY, KEY_SIZE, TEXT, TEXT_SIZE, ROW, TYPE = 0, 1, 2, 3, 4, 5
"""What is said of an attribute: where its key and its value begin and their sizes, number of its trace or event, element."""

LONGEST_NAME: Final = 32
_REFUSED, _OTHER, _AN_EVENT, _AN_ATTRIBUTE = -1, 0, 1, 2
_SIZES = np.array([len(name) for name in ELEMENTS], dtype=np.int64)
_NAMES = np.frombuffer("".join(name.ljust(LONGEST_NAME) for name in ELEMENTS).encode(), dtype=np.uint8)
_KEY_NAME = np.frombuffer(b"key", dtype=np.uint8)
_VALUE_NAME = np.frombuffer(b"value", dtype=np.uint8)


@kernel
def scan_events(
    buffer: NDArray[np.uint8],
    tags: NDArray[np.int64],
    parts: NDArray[np.int64],
    deepest: int,
    state: NDArray[np.int64],
    names: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    fields: NDArray[np.int64],
    events: NDArray[np.int64],
) -> tuple[bool, int, int, int]:
    """Go through tags as `scan_tags` cuts them.

    `names` and `sizes` are of the elements open, at most `deepest`. Attributes of traces go to `fields[0]`, those of events to
    `fields[1]`; line and trace of each event to `events`. Returns (whether all is regular, attributes of traces, of events,
    events).
    """
    counts = np.zeros(2, dtype=np.int64)
    n_events = 0
    for number in range(len(tags)):
        tag = tags[number]
        if tag[FORM] == END_TAG:
            if not _leaves(buffer, tag, state, names, sizes):
                return False, counts[0], counts[1], n_events
            continue
        met = _entered(buffer, tag, deepest, state, names, sizes)
        if met == _REFUSED or not _named_once(buffer, tag, parts):
            return False, counts[0], counts[1], n_events
        if met == _AN_EVENT:
            events[0, n_events], events[1, n_events] = tag[TAG_LINE], state[TRACES] - 1
            n_events += 1
        elif met >= _AN_ATTRIBUTE:
            bearer = state[BEARER] - 1
            field = fields[bearer, :, counts[bearer]]
            field[ROW], field[TYPE] = state[TRACES + bearer] - 1, met - _AN_ATTRIBUTE
            counts[bearer] += 1
            if not _has_key(buffer, tag, parts, field):
                return False, counts[0], counts[1], n_events
        if tag[FORM] == EMPTY_TAG:
            _leave(state)
    return True, counts[0], counts[1], n_events


@kernel
def _entered(
    buffer: NDArray[np.uint8],
    tag: NDArray[np.int64],
    deepest: int,
    state: NDArray[np.int64],
    names: NDArray[np.uint8],
    sizes: NDArray[np.int64],
) -> int:
    """Enter an element; return what it is, for an attribute _AN_ATTRIBUTE and its number."""
    depth, bearer, begin, size = state[DEPTH], state[BEARER], tag[NAME], tag[NAME_SIZE]
    if size > LONGEST_NAME or depth == deepest:
        return _REFUSED
    for at in range(size):
        names[LONGEST_NAME * depth + at] = buffer[begin + at]
        if buffer[begin + at] == 58:
            return _REFUSED
    sizes[depth] = size
    state[DEPTH] = depth + 1
    element = _element(buffer, begin, size)
    if depth == 0:
        return _OTHER if element == _LOG and not state[ENDED] else _REFUSED
    if bearer == 0:
        if depth == 1 and element == _TRACE:
            state[TRACES] += 1
            state[BEARER] = 1
            return _OTHER
        return _REFUSED if element >= _EVENT and element != _LOG else _OTHER
    if bearer == 1 and depth == 2 and element == _EVENT:
        state[EVENTS] += 1
        state[BEARER] = 2
        return _AN_EVENT
    if depth != bearer + 1 or element < 0 or element >= _EVENT:
        return _REFUSED
    return _AN_ATTRIBUTE + element


@kernel
def _leaves(
    buffer: NDArray[np.uint8],
    tag: NDArray[np.int64],
    state: NDArray[np.int64],
    names: NDArray[np.uint8],
    sizes: NDArray[np.int64],
) -> bool:
    """Leave the element whose end tag this is; return whether it is that of the last one entered."""
    last = state[DEPTH] - 1
    if last < 0 or sizes[last] != tag[NAME_SIZE]:
        return False
    if not _same(buffer, tag[NAME], names, LONGEST_NAME * last, sizes[last]):
        return False
    _leave(state)
    return True


@kernel
def _leave(state: NDArray[np.int64]) -> None:
    """Leave an element: an event for its trace, a trace for the log, the log for good."""
    state[DEPTH] -= 1
    if state[BEARER] and state[DEPTH] <= state[BEARER]:
        state[BEARER] -= 1
    if state[DEPTH] == 0:
        state[ENDED] = 1


@kernel
def _element(buffer: NDArray[np.uint8], begin: int, size: int) -> int:
    for number in range(len(_SIZES)):
        if _SIZES[number] == size and _same(buffer, begin, _NAMES, LONGEST_NAME * number, size):
            return number
    return -1


@kernel
def _named_once(buffer: NDArray[np.uint8], tag: NDArray[np.int64], parts: NDArray[np.int64]) -> bool:
    for number in range(tag[FIRST_PART], tag[END_PART]):
        size = parts[number, PART_SIZE]
        for other in range(tag[FIRST_PART], number):
            if parts[other, PART_SIZE] == size and _same(buffer, parts[number, PART], buffer, parts[other, PART], size):
                return False
    return True


@kernel
def _has_key(buffer: NDArray[np.uint8], tag: NDArray[np.int64], parts: NDArray[np.int64], field: NDArray[np.int64]) -> bool:
    """Fill in where the key and the value of an attribute stand; return whether it has a key."""
    field[KEY], field[KEY_SIZE], field[TEXT], field[TEXT_SIZE] = 0, 0, 0, 0
    for number in range(tag[FIRST_PART], tag[END_PART]):
        begin, size = parts[number, PART], parts[number, PART_SIZE]
        if size == 3 and _same(buffer, begin, _KEY_NAME, 0, size):
            field[KEY], field[KEY_SIZE] = parts[number, VALUE], parts[number, VALUE_SIZE]
        elif size == 5 and _same(buffer, begin, _VALUE_NAME, 0, size):
            field[TEXT], field[TEXT_SIZE] = parts[number, VALUE], parts[number, VALUE_SIZE]
    return bool(field[KEY_SIZE] > 0)


@kernel
def _same(buffer: NDArray[np.uint8], begin: int, other: NDArray[np.uint8], at: int, size: int) -> bool:
    """Return whether two stretches of bytes of one size are the same."""
    for ahead in range(size):  # noqa: SIM110
        if buffer[begin + ahead] != other[at + ahead]:
            return False
    return True
