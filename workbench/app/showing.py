"""What the report's data look like in Streamlit: sentences, tables with their download, figures, drawings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from workbench.app import state
from workbench.language import say
from workbench.report.csv_text import csv_text
from workbench.report.drawings.svg import text_width
from workbench.report.page import Drawing, Figure, Look, Table, Texts
from workbench.report.tables import percent

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
_CODE: Final = re.compile("(`[^`\\n]+`)")
_SHORT: Final = 240.0
_ROOMY: Final = 1.15
_PADDING: Final = 24
"""Letters of a table are a little larger than those of a drawing."""
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The kind of file that a workbook is, for downloads."""


def word(key: str, **facts: object) -> str:
    """Say a sentence of the catalogues in the session's language."""
    return say(key, state.language(), facts)


def said(texts: Texts) -> str:
    """Say a text of a page in the session's language."""
    return texts.said(state.language())


def plain(text: str) -> str:
    """Return a text as Markdown that shows it letter by letter: a label from a file is never markup.

    Only what stands between backticks is shown as code, in which nothing is markup either.
    """
    return "".join(part if _CODE.fullmatch(part) else _MARKUP.sub(r"\\\1", part) for part in _CODE.split(text))


def show_table(table: Table, key: str) -> None:
    """Show a table with its download as CSV; `key` names it on the page and names the file."""
    headings, rows = _told(table)
    columns = _columns(headings, rows)
    st.dataframe(columns, hide_index=True, width="stretch", key=f"table-{key}", column_config=_widths(columns))
    _show_rest(table, headings, rows, key)


def show_choice(table: Table, key: str, alt: str) -> int | None:
    """Show a table as `show_table` does, and return the row of the cell that is chosen in it, None where none is.

    `alt` says what the table shows to those who hear it.
    """
    headings, rows = _told(table)
    columns = _columns(headings, rows)
    chosen = st.dataframe(
        columns,
        hide_index=True,
        width="stretch",
        key=f"table-{key}",
        column_config=_widths(columns),
        on_select="rerun",
        selection_mode="single-cell",
        alt=alt,
    )
    _show_rest(table, headings, rows, key)
    return next((int(row) for row, _ in chosen.selection.cells), None)


def _told(table: Table) -> tuple[list[str], list[list[str]]]:
    return _unique([said(each.text) for each in table.headings]), [[said(cell) for cell in row] for row in table.rows]


def _columns(headings: list[str], rows: list[list[str]]) -> dict[str, list[str]]:
    return {heading: [row[number] for row in rows] for number, heading in enumerate(headings)}


def _widths(columns: dict[str, list[str]]) -> dict[str, Any]:
    """Return how wide each column is, in pixels, those with sentences as the table will; the first stays in sight."""
    widest = {heading: max(map(text_width, (heading, *cells))) for heading, cells in columns.items()}
    first = next(iter(columns), None)
    return {
        heading: st.column_config.TextColumn(
            width=round(width * _ROOMY) + _PADDING if width < _SHORT else None, pinned=heading == first
        )
        for heading, width in widest.items()
    }


def _show_rest(table: Table, headings: list[str], rows: list[list[str]], key: str) -> None:
    if table.more is not None:
        st.caption(plain(said(table.more)))
    kept = csv_text([headings, *rows]).encode("utf-8-sig")
    st.download_button(word("app-download-table"), kept, f"{key}.csv", "text/csv", key=f"download-{key}", on_click="ignore")


def show_figure(figure: Figure) -> None:
    """Show a figure with its denominator, or why there is none."""
    value = percent(figure.value)
    st.metric(said(figure.label), value, help=plain(said(figure.explanation)), border=True)
    if figure.reason is not None and figure.value is None:
        st.caption(plain(said(figure.reason)))
    else:
        st.caption(plain(word("app-of-whole", part=figure.part, whole=figure.whole)))


def show_drawing(drawing: Drawing, alt: str) -> None:
    """Show a drawing as an image as wide as there is room, in which nothing can run; `alt` tells it to who does not see it."""
    st.image(drawing.said(state.language()), alt=alt, width="stretch")


def show_look(look: Look, key: str, alt: str) -> None:
    """Show what a look has: why there is nothing, its drawing, which `alt` names, and its table with its download under `key`."""
    if look.nothing is not None:
        st.info(plain(said(look.nothing)))
    if look.drawing is not None:
        show_drawing(look.drawing, alt)
    if look.table is not None:
        show_table(look.table, key)


def show_picture(drawing: Drawing, alt: Texts) -> None:
    """Show a drawing as large as it is, in which nothing can run; `alt` tells it to those who do not see it."""
    st.image(drawing.said(state.language()), alt=said(alt))


def ask(label: str, options: Sequence[str], key: str, called: Callable[[str], str] = str) -> str | None:
    """Ask for one of some options, `called` by what they are named; None until one is chosen."""
    return st.selectbox(label, options, index=None, format_func=called, placeholder=word("app-choose"), key=key)


def _unique(headings: list[str]) -> list[str]:
    """Tell equal headings apart, since columns are told by them."""
    return [each if headings.index(each) == number else f"{each} ({number})" for number, each in enumerate(headings)]
