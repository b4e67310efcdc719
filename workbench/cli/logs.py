"""Commands about logs alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.exit_codes import DONE, WARNED
from workbench.cli.options import (
    SHANGHAI,
    Identify,
    Limit,
    MappingFile,
    ObjectType,
    Speech,
    Timezone,
    limits_in,
    log_of,
    mapping_in,
)
from workbench.cli.output import write
from workbench.findings import Severity
from workbench.language import Language


def explore(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    log: Annotated[Path, typer.Argument(help="An event log.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The HTML file to write.")] = None,
    mapping: MappingFile = None,
    timezone: Timezone = None,
    object_type: ObjectType = None,
    limit: Limit = None,
    language: Speech = None,
    identify: Identify = False,
) -> None:
    """Look at a log: its rows, its quality, and first figures. Exits 0 clean, 1 with warnings, 2 rejected."""
    from workbench.eventlog import open_store
    from workbench.eventlog.engines.engine import is_store
    from workbench.eventlog.looks.exploration import explore as explored
    from workbench.privacy import ClearNames
    from workbench.report.lines.explored import explored_text, is_doubtful
    from workbench.study.identities import names_of

    known = mapping_in(mapping, timezone)
    read = open_store(log) if is_store(str(log)) else log_of([log], known, object_type, limit)
    people = names_of(ClearNames() if identify else None)
    exploration = explored(read, known.timezone or SHANGHAI, people.names.called)
    for each in people.findings:
        typer.echo(each.text(language or Language.EN), err=True)
    typer.echo(explored_text(exploration, language or Language.EN))
    if output is not None:
        from workbench.report.exploration import write_exploration

        write_exploration(exploration, output, language or Language.EN)
        typer.echo(str(output))
    raise typer.Exit(WARNED if is_doubtful(exploration.quality) else DONE)


def import_log(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    logs: Annotated[list[Path], typer.Argument(help="An event log, of one file or several parts.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder in which stores are kept.")] = Path("stores"),
    mapping: MappingFile = None,
    timezone: Timezone = None,
    object_type: ObjectType = None,
    limit: Limit = None,
    language: Speech = None,
) -> None:
    """Read a log once and keep it as a sealed store that opens at once. Exits 0 clean, 1 with warnings, 2 rejected."""
    from workbench.eventlog import write_store
    from workbench.report.lines.explored import read_text

    read = log_of(logs, mapping_in(mapping, timezone), object_type, limit)
    store = write_store(read, output)
    typer.echo(read_text(read, language or Language.EN))
    typer.echo(str(store))
    raise typer.Exit(WARNED if any(each.severity is not Severity.INFO for each in read.findings) else DONE)


def propose(
    log: Annotated[Path, typer.Argument(help="An event log as a table of delimited text.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The mapping file to write.")] = None,
    limit: Limit = None,
    language: Speech = None,
) -> None:
    """Propose what the columns of a table mean, from their content. Exits 0 decided, 1 to be confirmed, 2 rejected."""
    from workbench.eventlog import propose_mapping
    from workbench.eventlog.mappings.known_headers import named
    from workbench.eventlog.mappings.mapping_draft import mapping_draft
    from workbench.report.lines.proposed import is_open, proposed_text

    speech = language or Language.EN
    proposal = named(propose_mapping(log, limits_in(limit)))
    typer.echo(proposed_text(proposal, speech))
    if output is not None:
        write(output, mapping_draft(proposal, speech))
        typer.echo(str(output))
    raise typer.Exit(WARNED if is_open(proposal) else DONE)
