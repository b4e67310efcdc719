"""The command that walks the chain from strategy to findings, and writes the sheets for those who judge."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.assessing import assessment_of
from workbench.cli.options import RegisterUrl, Speech, Where
from workbench.cli.output import draw
from workbench.language import Language, say

if TYPE_CHECKING:
    from workbench.report.looks import Panel
    from workbench.report.normalization.nodes import NodeLink, NodePage


def chain(
    workspace: Annotated[Path, typer.Argument(help="A workspace folder.")],
    node: Annotated[
        str | None, typer.Argument(help="A node: its address (objective/O1), its id, or how its id begins; without it all kinds.")
    ] = None,
    objectives: Annotated[bool, typer.Option("--objectives", help="Show objectives and KPIs with their figures.")] = False,
    sheets: Annotated[
        Path | None,
        typer.Option(help="Write the sheets for those who judge (bases to evidence annex): .xlsx, .csv or .json."),
    ] = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Walk the chain from strategy to findings and what followed: what stands above and below a node, and what is missing."""
    from workbench.eventlog.rows.times import zone_of
    from workbench.normalization import open_register
    from workbench.report.normalization.nodes import gaps_panel, kinds_panel, node_named, node_page
    from workbench.report.normalization.objectives import kpis_panel, objectives_panel
    from workbench.report.normalization.sheet_panels import require_sheets_file, write_sheets
    from workbench.study.chaining import chain_of, followed_in, intentions_in, release_days, sheets_of

    if sheets is not None:
        require_sheets_file(sheets)
    assessment = assessment_of([str(workspace)], None, Where())
    study, opened = assessment.study, open_register(workspace, register)
    speech, today = language or study.language, datetime.now(zone_of(study.timezone)).date()
    intentions = intentions_in(assessment, release_days(opened, today))
    if sheets is not None:
        write_sheets(sheets_of(assessment, intentions), study.name, sheets, speech)
    if objectives:
        _show((objectives_panel(assessment, intentions), kpis_panel(assessment, intentions)), speech)
        return
    made = chain_of(assessment, intentions, followed_in(opened, assessment.study.design, today))
    if node is not None:
        _show_node(node_page(made, node_named(made, node)), speech)
    elif sheets is None:
        _show((kinds_panel(made), gaps_panel(made)), speech)


def _show_node(page: NodePage, language: Language) -> None:
    typer.echo(f"{page.kind.said(language)} {page.name.said(language)}")
    for gap in page.gaps:
        typer.echo(f"! {gap.said(language)}")
    for key, links in (("chain-above", page.above), ("chain-below", page.below)):
        typer.echo(f"\n{say(key, language)}")
        for link in links:
            typer.echo(_line(link, language))
        if not links:
            typer.echo(f"  {say('chain-nothing', language)}")


def _line(link: NodeLink, language: Language) -> str:
    return f"  {link.address}  {link.name.said(language)} · {link.relation.said(language)}"


def _show(panels: tuple[Panel, ...], language: Language) -> None:
    """Print panels: heading, what is said of each, its table."""
    for panel in panels:
        typer.echo(panel.title.said(language))
        for note in panel.notes:
            typer.echo(note.said(language))
        if panel.missing is not None:
            typer.echo(panel.missing.said(language))
        if panel.table is not None:
            draw(panel.table, language)
