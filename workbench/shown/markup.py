"""The little HTML in which a result shows itself: tables and lists of texts, every one of them escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def html_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return texts as a table."""
    header = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"


def html_list(sentences: Iterable[str]) -> str:
    """Return sentences as a list, nothing where there is none."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>{items}</ul>" if items else ""
