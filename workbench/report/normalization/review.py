"""The input of a management review on a page and as a file: every part with its table, or that nothing is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.atomic import write_atomically
from workbench.design.names import Names
from workbench.language import Language, say
from workbench.normalization.review import ReviewDecisions, ReviewedDecision
from workbench.report.html import rendered_still
from workbench.report.listed import listing_sheet, listing_table, texts_of
from workbench.report.looks import Panel
from workbench.report.markdown import escaped, register_lines, row
from workbench.report.outputs import unknown_output
from workbench.report.page import Table, Texts
from workbench.report.register_head import heads_said, sources_sheets
from workbench.report.tables import both, called, listed, table
from workbench.report.workbook import workbook_bytes
from workbench.shown import SHORT, Tabular
from workbench.study import ReviewPack


@dataclass(frozen=True, kw_only=True)
class ReviewSection:
    """One part of the input: its heading, what is said of it as a whole, and its table, None where nothing is known of it."""

    title: Texts
    notes: tuple[Texts, ...]
    table: Table | None


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """The input of a management review of a workspace as of a day; `language` is the one shown first.

    `sources` name the last record of the register that it was put together from.
    """

    language: str
    name: str
    on: date
    sections: tuple[ReviewSection, ...]
    sources: tuple[Texts, ...] = ()


def review_page(pack: ReviewPack, name: str, language: Language) -> ReviewPage:
    """Return the whole input of a review of a workspace of some name."""
    return ReviewPage(
        language=language.value,
        name=name,
        on=pack.on,
        sections=tuple(_section(part.value, its) for part, its in pack.parts.items()),
        sources=heads_said(pack.head),
    )


def decisions_panel(decisions: ReviewDecisions, posts: Names) -> Panel:
    """Return what reviews decided: by whom, until when, and what became of it."""
    if not decisions.rows:
        return Panel(key="review-decisions", missing=both("review-none"))
    return Panel(key="review-decisions", table=decisions_table(decisions, posts))


def decisions_table(decisions: ReviewDecisions, posts: Names) -> Table:
    """Return the decisions of reviews, the last column being what each is named by."""
    words = ("column-review", "column-text", "column-owner", "column-decided", "column-due", "column-done", "column-result")
    return table(
        (*words, "column-elements", "column-entered_by", "column-id"), (), [_decided(each, posts) for each in decisions.rows]
    )


def write_review(pack: ReviewPack, name: str, path: Path, language: Language) -> None:
    """Write the input of a review as the kind of file that a path asks for, whole or not at all.

    Raises UsageError where no kind of file ends so (`require_review_file` asks that before the work begins).
    """
    require_review_file(path)
    write_atomically(path, _WRITERS[path.suffix.lower()](pack, name, language))


def require_review_file(path: Path) -> None:
    """Raise UsageError where the input of a review cannot be written as a path asks for."""
    if path.suffix.lower() not in _WRITERS:
        raise unknown_output(path, _WRITERS)


def review_markdown(pack: ReviewPack, name: str, language: Language) -> str:
    """Return the input of a review as Markdown: a heading and a table for each part."""
    page = review_page(pack, name, language)
    lines = [f"# {escaped(say('review-title', language, {'name': name}))}", "", f"{page.on}"]
    for section in page.sections:
        lines += ["", f"## {escaped(section.title.said(language))}", "", *_in_markdown(section, language)]
    lines += register_lines(pack.head, language)
    return "\n".join((*lines, ""))


def review_html(pack: ReviewPack, name: str, language: Language) -> str:
    """Return the input of a review as an HTML document with both languages in it, which opens offline."""
    return rendered_still("review.html.jinja", review_page(pack, name, language))


def review_workbook(pack: ReviewPack, name: str, language: Language) -> bytes:
    """Return the input of a review as a workbook (XLSX), a sheet for each part of which something is known."""
    sheets = [listing_sheet(f"review-part-{part.value}", its) for part, its in pack.parts.items() if its is not None]
    sheets += sources_sheets(pack.head)
    return workbook_bytes(say("review-title", language, {"name": name}), sheets, language)


def _decided(each: ReviewedDecision, posts: Names) -> tuple[Texts | str, ...]:
    done = "" if each.done is None else each.done.isoformat()
    elements = listed([both(f"element-{element.value}") for element in each.elements])
    days = (each.decided.isoformat(), each.due.isoformat(), both("corrections-overdue") if each.is_overdue else done)
    return (
        each.review,
        each.text,
        called(posts.called(each.owner)),
        *days,
        each.result,
        elements,
        each.entered_by,
        each.decision[:SHORT],
    )


def _section(part: str, its: Tabular | None) -> ReviewSection:
    title = both(f"review-part-{part}")
    if its is None:
        return ReviewSection(title=title, notes=(both("review-part-unknown"),), table=None)
    notes = tuple(map(texts_of, its.said))
    return ReviewSection(
        title=title, notes=notes or (() if len(its) else (both("sheet-nothing"),)), table=listing_table(its) if len(its) else None
    )


def _in_markdown(section: ReviewSection, language: Language) -> Iterator[str]:
    yield from (f"- {escaped(each.said(language))}" for each in section.notes)
    if section.table is None:
        return
    if section.notes:
        yield ""
    yield row([escaped(each.text.said(language)) for each in section.table.headings])
    yield row(["--:" if each.is_number else ":--" for each in section.table.headings])
    yield from (row([escaped(cell.said(language)) for cell in cells]) for cells in section.table.rows)


_WRITERS: Final[Mapping[str, Callable[[ReviewPack, str, Language], bytes]]] = MappingProxyType(
    {
        ".html": lambda pack, name, language: review_html(pack, name, language).encode(),
        ".md": lambda pack, name, language: review_markdown(pack, name, language).encode(),
        ".xlsx": review_workbook,
    }
)
"""How a file's name ends → what its content is."""
