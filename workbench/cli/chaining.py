"""The command that walks the chain from strategy to findings, and writes the sheets for those who judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.desk import desk_of
from workbench.cli.options import RegisterUrl, Speech, Today, WorkspaceFolder
from workbench.cli.output import draw, draw_panel
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language, say

if TYPE_CHECKING:
    from workbench.normalization.chain import Chain
    from workbench.report.normalization.nodes import NodeLink, NodePage


def chain(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    node: Annotated[
        str | None,
        typer.Argument(
            help="A node: its address (objective/O1), its id, or how its id begins; or a kind (objective): all its nodes; "
            "without it all kinds."
        ),
    ] = None,
    objectives: Annotated[bool, typer.Option("--objectives", help="Show objectives and KPIs with their figures.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write the sheets for those who judge (bases to evidence annex): .xlsx, .csv or .json."
        ),
    ] = None,
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Walk the chain from strategy to findings and what followed: what stands above and below a node, and what is missing."""
    from workbench.report.normalization.objectives import kpis_panel, objectives_panel
    from workbench.report.normalization.sheets_file import require_sheets_file, write_sheets
    from workbench.study.chaining import chain_of, intentions_in, sheets_of
    from workbench.study.following import followed_in, release_days

    if node is not None and objectives:
        raise UsageError(Finding(code="CHAIN_ONE_WAY", severity=Severity.CRITICAL, facts={"node": node}))
    if output is not None:
        require_sheets_file(output)
    desk = desk_of(workspace, "", today, register, language)
    assessment = desk.assessed()
    intentions = intentions_in(assessment, release_days(desk.register, desk.today))
    if output is not None:
        write_sheets(sheets_of(assessment, intentions, assessment.standing.head), assessment.study.name, output, desk.speech)
    if objectives:
        for panel in (objectives_panel(assessment, intentions), kpis_panel(assessment, intentions)):
            draw_panel(panel, desk.speech)
        return
    made = chain_of(assessment, intentions, followed_in(desk.register, assessment.study.design, desk.today))
    if node is not None:
        _show(made, node, desk.speech)
    elif output is None:
        _show_kinds(made, desk.speech)


def _show_kinds(made: Chain, language: Language) -> None:
    from workbench.report.normalization.nodes import gaps_panel, kinds_panel

    for panel in (kinds_panel(made), gaps_panel(made)):
        draw_panel(panel, language)


def _show(made: Chain, named: str, language: Language) -> None:
    """Show all nodes of a kind where its name is given, else the node that is meant."""
    from workbench.normalization.chain import NodeKind
    from workbench.report.normalization.nodes import node_named, node_page, nodes_table

    if named in set(NodeKind):
        nodes = made.of_kind(NodeKind(named))
        typer.echo(say(f"chain-kind-{named}", language))
        draw(nodes_table(nodes), language) if nodes else typer.echo(say("chain-nothing", language))
    else:
        _show_node(node_page(made, node_named(made, named)), language)


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
