"""JSON (RFC 8259) pulled from a text piece by piece: one member or item at a time, numbers as they are written."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from workbench.findings import InputError
from workbench.tables.faults import over_limit, rejection
from workbench.tables.limits import Limits

_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_NOT_A_NUMBER: Final = re.compile(r'"(?:[^"\\]|\\.)*"|(NaN|-?Infinity)', re.DOTALL)


class _NotANumberError(ValueError):
    """NaN or Infinity, which JSON does not know."""


class JsonText:
    """A place in a JSON text. Whoever asks for members or items takes each before asking for the next."""

    def __init__(self, text: str, path: str, limits: Limits) -> None:
        self.repeats: list[tuple[int, str]] = []
        self._text = text
        self._path = path
        self._limits = limits
        self._place = self._after_blanks(0)
        self._counted = 0
        self._line = 1
        self._twice: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=str, parse_int=str, parse_constant=_refuse_constant
        )

    @property
    def line(self) -> int:
        """Return the line of the place."""
        self._line += self._text.count("\n", self._counted, self._place)
        self._counted = self._place
        return self._line

    @property
    def opens(self) -> str:
        """Return the character at the place: `{`, `[`, or how a plain value begins; empty at the end."""
        return self._text[self._place : self._place + 1]

    def members(self) -> Iterator[str]:
        """Yield the name of each member of an object, the place at its value; take the value before the next."""
        seen: set[str] = set()
        for _ in self._parts("{", "}"):
            line = self.line
            if self.opens != '"':
                raise self._syntax("Expecting property name enclosed in double quotes", self._place)
            name = str(self.value())
            if name in seen:
                self.repeats.append((line, name))
            seen.add(name)
            self._step(":")
            yield name

    def items(self) -> Iterator[int]:
        """Yield the number of each item of an array from 0, the place at the item; take the item before the next."""
        for number, _ in enumerate(self._parts("[", "]")):
            yield number

    def value(self) -> object:
        """Take the value at the place: dict, list, str (numbers too), bool or None."""
        begin = self._place
        try:
            value, end = self._decoder.raw_decode(self._text, begin)
        except json.JSONDecodeError as cause:
            raise self._syntax(cause.msg, cause.pos) from cause
        except _NotANumberError as cause:
            found = next(match for match in _NOT_A_NUMBER.finditer(self._text, begin) if match[1])
            raise self._syntax(f"{found[1]} is no JSON", found.start(1)) from cause
        except RecursionError as cause:
            raise self._too_deep() from cause
        self._refuse_depth(value, begin, end)
        if self._twice:
            self.repeats += [(self.line, name) for name in self._twice]
            self._twice.clear()
        self._place = self._after_blanks(end)
        return value

    def finish(self) -> None:
        """Demand that nothing follows."""
        if self._place < len(self._text):
            raise self._syntax("Extra data", self._place)

    def _parts(self, opening: str, closing: str) -> Iterator[None]:
        self._step(opening)
        if self.opens == closing:
            self._step(closing)
            return
        while True:
            yield
            if self.opens == closing:
                self._step(closing)
                return
            self._step(",")

    def _step(self, wanted: str) -> None:
        if self.opens != wanted:
            raise self._syntax(f"Expecting '{wanted}' delimiter", self._place)
        self._place = self._after_blanks(self._place + 1)

    def _after_blanks(self, place: int) -> int:
        match = _BLANKS.match(self._text, place)
        return match.end() if match else place

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """Make an object, remembering names that stand in it twice: the last counts."""
        made = dict(pairs)
        if len(made) < len(pairs):
            self._twice += [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
        return made

    def _refuse_depth(self, value: object, begin: int, end: int) -> None:
        text, limit = self._text, self._limits.depth
        if text.count("[", begin, end) + text.count("{", begin, end) <= limit:
            return
        level: list[object] = [value]
        for _ in range(limit + 1):
            level = [inner for each in level for inner in _inner(each)]
        if level:
            raise self._too_deep()

    def _too_deep(self) -> InputError:
        return over_limit(self._path, "LIMIT_DEPTH", {"limit": self._limits.depth}, line=self.line)

    def _syntax(self, detail: str, place: int) -> InputError:
        line = self._text.count("\n", 0, place) + 1
        return rejection(self._path, "JSON_SYNTAX", {"detail": detail}, line=line)


def _refuse_constant(_: str) -> object:
    raise _NotANumberError


def _inner(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        return iter(value.values())
    return iter(value) if isinstance(value, list) else iter(())
