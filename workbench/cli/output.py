"""Results on stdout or in a file, complaints on stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from workbench.findings import Finding
from workbench.language import Language

if TYPE_CHECKING:
    from workbench.report.looks import Panel
    from workbench.report.page import Table

_WIDEST: Final = 1000


def write(path: Path, text: str) -> None:
    """Write a text to a file, to stdout where the path is -."""
    from workbench.atomic import write_atomically

    if str(path) == "-":
        typer.echo(text, nl=False)
    else:
        write_atomically(path, text.encode())


def draw(table: Table, language: Language) -> None:
    """Print a table, as wide as it is where nobody watches."""
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn()
    for heading in table.headings:
        drawn.add_column(Text(heading.text.said(language)), justify="right" if heading.is_number else "left")
    for row in table.rows:
        drawn.add_row(*(Text(cell.said(language)) for cell in row))
    console = Console()
    console = console if console.is_terminal else Console(width=Console(width=_WIDEST).measure(drawn).maximum)
    console.print(drawn)
    if table.more is not None:
        typer.echo(table.more.said(language))


def draw_panel(panel: Panel, language: Language) -> None:
    """Print a panel: its heading, what is said of it, its table."""
    typer.echo(panel.title.said(language))
    for note in panel.notes:
        typer.echo(note.said(language))
    if panel.missing is not None:
        typer.echo(panel.missing.said(language))
    if panel.table is not None:
        draw(panel.table, language)


def complain(finding: Finding) -> None:
    """Say on stderr what stopped the work, in both languages: where, what, and what to do next."""
    place = finding.place
    typer.echo(f"{place}: {finding.text(Language.EN)}" if str(place) else finding.text(Language.EN), err=True)
    typer.echo(finding.text(Language.ZH_CN), err=True)
