"""Responsibilities in one form, whichever of three they are kept in: long, wide by letter, or a matrix with a column a post."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from workbench.findings import Finding, Place, Severity
from workbench.tables.cells import ids_in, texts_in
from workbench.tables.kinds import LETTER_COLUMNS, TableKind, names_a_column
from workbench.tables.table import Row, Table


class Letter(StrEnum):
    """What a post has to do with an activity: does it, answers for it, helps, is asked, is told."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    SUPPORTING = "S"
    CONSULTED = "C"
    INFORMED = "I"


class Form(StrEnum):
    """How a table of responsibilities is laid out: a row a letter, a column a letter, or a column a post."""

    LONG = "long"
    WIDE = "wide"
    MATRIX = "matrix"


@dataclass(frozen=True, kw_only=True)
class Responsibility:
    """One letter of one post for one activity, both as written; `place` is the cell that says so."""

    place: Place
    activity: str
    post: str
    letter: Letter


@dataclass(frozen=True, kw_only=True)
class NamedActivity:
    """An activity that a table names, with or without letters, and where it does first."""

    place: Place
    activity: str


@dataclass(frozen=True, kw_only=True)
class Responsibilities:
    """What a table of responsibilities says: each activity, post and letter once, in the order of the table.

    `posts` holds every post that is named, also those of a matrix column without letters, and where it is first.
    """

    activities: tuple[NamedActivity, ...]
    posts: Mapping[str, Place]
    entries: tuple[Responsibility, ...]
    findings: tuple[Finding, ...]


_Duty: TypeAlias = tuple[str, str, str]
"""Column, post and letters as written."""

_BETWEEN: Final = re.compile(r"[|/,;、，；+&\s]+")
_LETTER_LIKE: Final = re.compile(r"[a-z]{1,5}([|/,;、+&\s]+[a-z]{1,5})*", re.IGNORECASE)
_WORDS: Final[Mapping[str, Letter]] = MappingProxyType(
    {"负责": Letter.RESPONSIBLE, "执行": Letter.RESPONSIBLE}
    | {"批准": Letter.ACCOUNTABLE, "审批": Letter.ACCOUNTABLE, "问责": Letter.ACCOUNTABLE}
    | {"支持": Letter.SUPPORTING, "协助": Letter.SUPPORTING, "配合": Letter.SUPPORTING}
    | {"咨询": Letter.CONSULTED, "知会": Letter.INFORMED, "告知": Letter.INFORMED}
)


def form_of(columns: Collection[str]) -> Form | None:
    """Return the form that the columns of a table of responsibilities make, by standard name where known; None for none."""
    if {"post_id", "letter"} <= {*columns}:
        return Form.LONG
    if {*LETTER_COLUMNS} & {*columns}:
        return Form.WIDE
    return Form.MATRIX if any(not names_a_column(each, TableKind.RESPONSIBILITIES) for each in columns) else None


def is_letter_like(text: str) -> bool:
    """Return whether the cell of a matrix looks as if it meant letters, right or wrong ones; notes and numbers do not."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain in _WORDS or _LETTER_LIKE.fullmatch(plain) is not None


def normalized_responsibilities(table: Table, names: Sequence[str] = ()) -> Responsibilities:
    """Bring a table of responsibilities to one form; letters outside R A S C I, in any case and width, are findings.

    Blanks divide the posts in one cell of the wide form, unless a text is one of the `names` of posts.
    """
    form = form_of(table.columns) or Form.LONG
    columns = _post_columns(table) if form is Form.MATRIX else names
    activities: dict[str, Place] = {}
    posts = {post: Place(file=table.source, column=post) for post in columns if form is Form.MATRIX}
    entries: dict[tuple[str, str, Letter], Responsibility] = {}
    findings: list[Finding] = []
    for row in table.rows:
        activity = row.cell("activity_id")
        if not activity:
            continue
        activities.setdefault(activity, row.place)
        for column, post, text in _READERS[form](row, columns):
            posts.setdefault(post, row.at(column))
            letters, wrong = letters_in(text)
            for letter in letters:
                said = Responsibility(place=row.at(column), activity=activity, post=post, letter=letter)
                entries.setdefault((activity, post, letter), said)
            findings += (_bad_code(row.at(column), activity, post, each) for each in wrong)
    return Responsibilities(
        activities=tuple(NamedActivity(activity=activity, place=place) for activity, place in activities.items()),
        posts=MappingProxyType(posts),
        entries=tuple(entries.values()),
        findings=tuple(findings),
    )


def letters_in(text: str) -> tuple[tuple[Letter, ...], tuple[str, ...]]:
    """Return (letters, pieces that are none) of a cell; `AR` is two letters, and common words stand for theirs."""
    letters: list[Letter] = []
    wrong: list[str] = []
    for piece in filter(None, _BETWEEN.split(unicodedata.normalize("NFKC", text).strip())):
        named = [_WORDS[piece]] if piece in _WORDS else [Letter(each) for each in piece.upper() if each in set(Letter)]
        if piece in _WORDS or len(named) == len(piece):
            letters += named
        else:
            wrong.append(piece)
    return tuple(dict.fromkeys(letters)), tuple(dict.fromkeys(wrong))


def _long(row: Row, _: Sequence[str]) -> Iterator[_Duty]:
    if row.cell("post_id") and row.cell("letter"):
        yield "letter", row.cell("post_id"), row.cell("letter")


def _wide(row: Row, names: Sequence[str]) -> Iterator[_Duty]:
    for letter in LETTER_COLUMNS:
        for text in texts_in(row.cell(letter)):
            yield from ((letter, post, letter) for post in ((text,) if text in names else ids_in(text)))


def _matrix(row: Row, posts: Sequence[str]) -> Iterator[_Duty]:
    yield from ((post, post, row.attributes[post]) for post in posts if post in row.attributes)


_READERS: Final[Mapping[Form, Callable[[Row, Sequence[str]], Iterator[_Duty]]]] = MappingProxyType(
    {Form.LONG: _long, Form.WIDE: _wide, Form.MATRIX: _matrix}
)


def _post_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of a matrix that are posts: blank ones, too, but not those of which no cell looks like letters."""
    unknown = [column for column in table.columns if not names_a_column(column, TableKind.RESPONSIBILITIES)]
    cells = {column: [row.attributes[column] for row in table.rows if column in row.attributes] for column in unknown}
    return tuple(column for column in unknown if not cells[column] or any(map(is_letter_like, cells[column])))


def _bad_code(place: Place, activity: str, post: str, value: str) -> Finding:
    facts = {"row": place.row, "activity": activity, "post": post, "value": value}
    return Finding(code="RACI_BAD_CODE", severity=Severity.MINOR, place=place, facts=facts, object=(activity, post, value))
