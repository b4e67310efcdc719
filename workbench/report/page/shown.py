"""What every part of a page is made of: texts in both languages, tables, drawings, and looks that hold them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.language import Language


@dataclass(frozen=True, kw_only=True)
class Texts:
    """One sentence in both languages."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Return it in one language."""
        return self.zh if language is Language.ZH_CN else self.en


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands above a column; numbers stand to the right."""

    text: Texts
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells under their headings, and what is said of the rows left out."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Texts, ...], ...]
    more: Texts | None = None

    def with_texts(self, headings: tuple[Texts, ...]) -> Table:
        """Return the table with further headings, those of words that a file brings."""
        return replace(self, headings=(*self.headings, *(Heading(text=each) for each in headings)))

    def with_numbers(self, headings: tuple[Texts, ...]) -> Table:
        """Return the table with further headings, those of numbers."""
        return replace(self, headings=(*self.headings, *(Heading(text=each, is_number=True) for each in headings)))


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One drawing as SVG markup, in each language."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Return it in one language."""
        return self.zh if language is Language.ZH_CN else self.en


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look: its heading, what is said of it, and what is shown – a drawing, a table, or both – or why nothing is."""

    key: str
    drawing: Drawing | None = None
    table: Table | None = None
    nothing: Texts | None = None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A figure at the head of the page."""

    label: Texts
    value: Texts


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What the result was made from: one label and its value, such as a file and its SHA-256, or a filter."""

    label: str
    value: str | Texts
