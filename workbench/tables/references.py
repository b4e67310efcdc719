"""Ids that tables name: what is named twice, what is named and does not exist, and what was probably meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final, Protocol
from unicodedata import normalize

from workbench.findings import Finding, Place, Severity
from workbench.language import Language, say

_COMPARED: Final = 100_000
"""How many pairs of an unknown and a known id are compared at most; beyond, only other spellings are suggested."""

_SHOWN: Final = 10
"""How many of many ids a sentence lists."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An id as a cell names it; `place` is its row, `column` its column."""

    id: str
    column: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Register:
    """The ids that a table holds: everything by which one may be named, and which it is."""

    table: str
    ids: Mapping[str, str]


def register_of(table: str, ids: Iterable[str]) -> Register:
    """Return the register of a table whose rows are named by nothing but their ids."""
    return Register(table=table, ids={each: each for each in ids})


def mentions(column: str, named: Iterable[tuple[str | None, Place]]) -> tuple[Mention, ...]:
    """Return what a column names, row by row; an empty cell names nothing."""
    return tuple(Mention(id=value, column=column, place=place) for value, place in named if value)


def check_references(code: str, named: Iterable[Mention], register: Register) -> tuple[Finding, ...]:
    """Return a finding for every id that a column names and the register does not hold, with the nearest one that it does.

    What stands in many rows is found once, where it stands first. Facts of the sentence: value, column, row, count, table, near.
    """
    known = register.ids
    unknown: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for mention in named:
        if mention.id not in known:
            unknown[mention.column, mention.id].append(mention.place)
    suggest = _Suggestions(known, compared=known if len(unknown) * len(known) <= _COMPARED else {})
    return tuple(
        finding_at(
            code,
            replace(min(places, key=_position), column=column, element=value),
            {"value": value, "column": column, "count": len(places), "table": register.table, "near": suggest(value)},
            about=(_table_of(min(places, key=_position)), column, value),
            severity=Severity.MAJOR,
        )
        for (column, value), places in sorted(unknown.items())
    )


def check_unique(code: str, named: Iterable[Mention], severity: Severity = Severity.MAJOR) -> tuple[Finding, ...]:
    """Return a finding for every id that stands in several rows. Facts of the sentence: value, column, row, others, count."""
    found: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for mention in named:
        found[mention.column, mention.id].append(mention.place)
    findings = []
    for (column, value), places in sorted(found.items()):
        if len(places) > 1:
            first, *others = sorted(places, key=_position)
            facts = {"value": value, "others": shown([str(row_of(each)) for each in others]), "count": len(places)}
            place = replace(first, column=column, element=value)
            findings.append(finding_at(code, place, facts, about=(_table_of(place), column, value), severity=severity))
    return tuple(findings)


class Identified(Protocol):
    """What stands in a row and bears an id."""

    @property
    def id(self) -> str:
        """Return the id."""
        ...

    @property
    def place(self) -> Place:
        """Return where the row stands."""
        ...


class Named(Identified, Protocol):
    """What stands in a row and bears an id, a name and perhaps an English name."""

    @property
    def name(self) -> str:
        """Return the name."""
        ...

    @property
    def name_en(self) -> str | None:
        """Return the English name."""
        ...


def check_names(code: str, rows: Iterable[Named]) -> tuple[Finding, ...]:
    """Return a finding for every name that several rows bear: what is called by it cannot be told apart.

    Facts of the sentence: name, values (the ids that bear it), count.
    """
    bearers: defaultdict[str, list[Named]] = defaultdict(list)
    for row in rows:
        for name in {row.name, row.name_en or ""} - {""}:
            bearers[name].append(row)
    findings = []
    for name, same in sorted(bearers.items()):
        if len(same) > 1:
            first, *_ = sorted(same, key=lambda row: row.id)
            facts = {"name": name, "values": shown(sorted(each.id for each in same)), "count": len(same)}
            findings.append(finding_at(code, first.place, facts, about=("name", name)))
    return tuple(findings)


def shown(texts: Sequence[str], between: str = ", ") -> str:
    """Return the first of some texts, and how many more there are."""
    more = [f"… (+{len(texts) - _SHOWN})"] if len(texts) > _SHOWN else []
    return between.join([*texts[:_SHOWN], *more])


def finding_at(
    code: str, place: Place, facts: Mapping[str, object], *, about: tuple[str, ...], severity: Severity = Severity.MINOR
) -> Finding:
    """Return a finding about a row of a table; its sentence may also say `{row}`, `{file}` and `{column}`."""
    where = {"row": row_of(place), "column": place.column or "?", "file": place.file or "?"}
    return Finding(code=code, severity=severity, place=place, facts={**where, **facts}, object=about)


def row_of(place: Place) -> object:
    """Return the number of a row, else its line; a question mark where neither is known."""
    return next((each for each in (place.row, place.line) if each is not None), "?")


class _Suggestions:
    """What an unknown id was probably meant to be."""

    def __init__(self, known: Mapping[str, str], *, compared: Mapping[str, str]) -> None:
        self._compared = compared
        self._folded = {_folded(each): known[each] for each in sorted(known, reverse=True)}

    def __call__(self, value: str) -> Mapping[str, str]:
        """Return the question whether another id was meant, by language; empty where none is near."""
        near = self._folded.get(_folded(value))
        if near is None:
            near = next((self._compared[each] for each in get_close_matches(value, self._compared, n=1, cutoff=0.5)), None)
        return {language.value: say("reference-near", language, {"id": near}) if near else "" for language in Language}


def _folded(text: str) -> str:
    """Return a text without what is easily mistyped: case, width, blanks and punctuation."""
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())


def _table_of(place: Place) -> str:
    """Return how the table is called in which a row stands: the stem of its file, and its sheet."""
    name = PurePath(place.file or "").name
    return name.rpartition(".csv")[0] or name


def _position(place: Place) -> tuple[str, int, int]:
    return (place.file or "", place.line or 0, place.row or 0)
