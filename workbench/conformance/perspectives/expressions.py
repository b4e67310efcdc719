"""Conditions on sequence flows, read and evaluated without running any code: comparisons joined by and, or, not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Final, Protocol

Value = float | bool | str
Values = Mapping[str, str | None]
"""What attributes hold, as the log writes it, by name; None where one is missing."""

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<number>-?\d+(?:\.\d+)?)(?![\w.])|(?P<text>"[^"]*"|'[^']*')|(?P<sign>==|!=|<>|<=|>=|&&|\|\||[=<>!()])|(?P<word>\w[\w.]*))"""
)
_WRAPPED: Final = re.compile(r"[$#]\{(.*)\}", re.DOTALL)
_COMPARISONS: Final[Mapping[str, Callable[[Value, Value], bool]]] = {
    "=": eq,
    "==": eq,
    "eq": eq,
    "!=": ne,
    "<>": ne,
    "ne": ne,
    "<": lt,
    "lt": lt,
    "<=": le,
    "le": le,
    ">": gt,
    "gt": gt,
    ">=": ge,
    "ge": ge,
}
_JOINS: Final = {"or": "or", "||": "or", "and": "and", "&&": "and", "not": "not", "!": "not"}
_TRUTH: Final = {"true": True, "yes": True, "是": True, "1": True, "false": False, "no": False, "否": False, "0": False}
_DEEPEST: Final = 50


class UnreadableError(Exception):
    """An expression is of no form that is known here; the text says where reading stopped."""


class Condition(Protocol):
    """A condition that was read."""

    def names(self) -> Iterator[str]:
        """Yield the words of the expression that may be attributes."""

    def holds(self, values: Values) -> bool | None:
        """Return whether the condition holds; None where an attribute is missing or cannot be compared."""


@dataclass(frozen=True)
class _Word:
    """A word: an attribute where the log has one of that name, else the word itself."""

    name: str


@dataclass(frozen=True)
class _Comparison:
    left: Value | _Word
    sign: str
    right: Value | _Word

    def names(self) -> Iterator[str]:
        yield from (side.name for side in (self.left, self.right) if isinstance(side, _Word))

    def holds(self, values: Values) -> bool | None:
        known = [side.name for side in (self.left, self.right) if isinstance(side, _Word) and side.name in values]
        left, right = (_value(side, values) for side in (self.left, self.right))
        if not known or left is None or right is None:
            return None
        left, right = _alike(left, right)
        if type(left) is not type(right) or (isinstance(left, bool | str) and _COMPARISONS[self.sign] not in (eq, ne)):
            return None
        return _COMPARISONS[self.sign](left, right)


@dataclass(frozen=True)
class _Joined:
    """Several conditions under `and` or `or`, or one under `not`; what is unknown stays so unless the others decide."""

    join: str
    parts: tuple[Condition, ...]

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()

    def holds(self, values: Values) -> bool | None:
        found = [part.holds(values) for part in self.parts]
        if self.join == "not":
            return None if found[0] is None else not found[0]
        decisive = self.join == "or"
        if decisive in found:
            return decisive
        return None if None in found else not decisive


def read_condition(text: str) -> Condition:
    """Read `${amount > 1000}`, `=amount <= 10 and kind = "x"`, `not(a == b) || c`: the common forms of JUEL and FEEL.

    Raises UnreadableError for anything else: arithmetic, calls, paths, lists.
    """
    inner = text.strip()
    wrapped = _WRAPPED.fullmatch(inner)
    inner = wrapped[1] if wrapped else inner.removeprefix("=")
    return _Reader(list(_tokens(inner))).whole()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while text[position:].strip():
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise UnreadableError(text[position:].strip())
        yield found.lastgroup, found[found.lastgroup]
        position = found.end()


class _Reader:
    """Reads by descent: or, and, not, comparison."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Condition:
        condition = self._either()
        if self._at < len(self._tokens):
            raise UnreadableError(self._tokens[self._at][1])
        return condition

    def _either(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableError("(")
        condition = self._joined("or", lambda: self._joined("and", self._negated))
        self._depth -= 1
        return condition

    def _joined(self, join: str, part: Callable[[], Condition]) -> Condition:
        parts = [part()]
        while self._is(join):
            self._at += 1
            parts.append(part())
        return parts[0] if len(parts) == 1 else _Joined(join, tuple(parts))

    def _negated(self) -> Condition:
        nots = 0
        while self._is("not"):
            self._at += 1
            nots += 1
        condition = self._single()
        return _Joined("not", (condition,)) if nots % 2 else condition

    def _single(self) -> Condition:
        if self._peek() == ("sign", "("):
            self._at += 1
            condition = self._either()
            if self._next() != ("sign", ")"):
                raise UnreadableError("(")
            return condition
        left = self._operand()
        if self._peek()[1] in _COMPARISONS:
            sign = self._next()[1]
            return _Comparison(left, sign, self._operand())
        return _Comparison(left, "=", True)

    def _operand(self) -> Value | _Word:
        kind, text = self._next()
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1]
        if kind != "word" or text.lower() in _JOINS or text in _COMPARISONS:
            raise UnreadableError(text)
        return {"true": True, "false": False}.get(text.lower(), _Word(text))

    def _is(self, join: str) -> bool:
        kind, text = self._peek()
        return kind != "text" and _JOINS.get(text.lower()) == join

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token


def _value(side: Value | _Word, values: Values) -> Value | None:
    if isinstance(side, _Word):
        return values.get(side.name, side.name)
    return side


def _alike(left: Value, right: Value) -> tuple[Value, Value]:
    """Bring what a log writes to the kind that it is compared with: numbers, truth (yes, 是, …), or plain text."""
    for kind in (_number, _truth):
        one, other = (kind(side) for side in (left, right))
        if one is not None and other is not None:
            return one, other
    return _plain(left), _plain(right)


def _number(side: Value) -> float | None:
    if isinstance(side, str):
        return float(side) if re.fullmatch(r"\s*[+-]?\d+(?:\.\d+)?\s*", side) else None
    return None if isinstance(side, bool) else side


def _truth(side: Value) -> bool | None:
    if isinstance(side, str):
        return _TRUTH.get(side.strip().lower())
    return side if isinstance(side, bool) else None


def _plain(side: Value) -> Value:
    return side.strip() if isinstance(side, str) else side
