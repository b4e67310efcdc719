"""What an institutional document is made of: typed parts in one language, before any writer sets them on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workbench.language import Language


class DocumentKind(StrEnum):
    """The kinds of document that a release brings; the value is the letters of its number."""

    PROCESS = "PD"
    RESPONSIBILITY = "RT"
    JOB = "JD"
    DATA = "DD"
    CHANGES = "CR"
    REGISTER = "DR"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of level 1 or 2; documents number them."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is said in small letters about a table or picture."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table; `width` is its share of the room, against those of the others."""

    heading: str
    width: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells, one for each column; a line feed in a cell begins a new line."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels with their values, one below the other."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An SVG that stands alone, as broad as its room allows, and what it shows.

    Up to `titles`, in its own units, stand the titles of pools and lanes at its left; None where it has none.
    """

    svg: str
    caption: str
    titles: float | None = None


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A line to be signed: in which act, by which post; name and day are blank until somebody has signed."""

    act: str
    post: str
    name: str = ""
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """The table of those who prepared, checked and approved."""

    headings: tuple[str, ...]
    rows: tuple[Signature, ...]


@dataclass(frozen=True, kw_only=True)
class Wide:
    """Parts that stand on pages lying on their side."""

    parts: tuple[Upright, ...]


Upright = Heading | Paragraph | Remark | Table | Facts | Picture | Signatures
Part = Upright | Wide


@dataclass(frozen=True, kw_only=True)
class Document:
    """A controlled document in one language; `subject` is the id of what it is about, "" for all."""

    kind: DocumentKind
    subject: str
    name: str
    number: str
    title: str
    version: str
    effective: date
    organization: str
    language: Language
    control: Facts
    parts: tuple[Part, ...]


def numbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts with a number before each heading: 1, 2, 2.1, and so on."""
    return tuple(_numbered(parts, [0, 0]))


def _numbered(parts: Sequence[Part], counted: list[int]) -> Iterator[Part]:
    for part in parts:
        match part:
            case Heading(level=1):
                counted[:] = [counted[0] + 1, 0]
                yield replace(part, text=f"{counted[0]}  {part.text}")
            case Heading():
                counted[1] += 1
                yield replace(part, text=f"{counted[0]}.{counted[1]}  {part.text}")
            case Wide():
                inner = (each for each in _numbered(part.parts, counted) if not isinstance(each, Wide))
                yield Wide(parts=tuple(inner))
            case _:
                yield part


def upright(parts: Sequence[Part]) -> Iterator[Upright]:
    """Yield every part in its order, those of wide pages among them."""
    for part in parts:
        if isinstance(part, Wide):
            yield from part.parts
        else:
            yield part
