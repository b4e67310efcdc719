"""Commands about models, and about files on their own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.assessing import assessment_of
from workbench.cli.exit_codes import DONE, REJECTED, WARNED
from workbench.cli.options import (
    Limit,
    MappingFile,
    ObjectType,
    Speech,
    Timezone,
    Where,
    limits_in,
    log_of,
    mapping_in,
    zone_named,
)
from workbench.cli.output import write
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language

if TYPE_CHECKING:
    from workbench.eventlog import Variants
    from workbench.process import ProcessModel
    from workbench.report.page import Diagram, HeatMap


class _Miner(StrEnum):
    """How a model is discovered."""

    INDUCTIVE = "inductive"
    DIRECTLY_FOLLOWS = "directly-follows"


def check(
    files: Annotated[list[Path], typer.Argument(help="Models (BPMN, PNML, PTML) and event logs, recognised by content.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a file on stdout, nothing else.")] = False,
    language: Speech = None,
    timezone: Timezone = None,
    object_type: ObjectType = None,
    limit: Limit = None,
) -> None:
    """Check files on their own: what they are, what was read, what is wrong. Exits 0 accepted, 1 with warnings, 2 rejected."""
    from workbench.recognition import Outcome, check_file
    from workbench.report.lines.checked import checked_json, checked_text

    codes = {Outcome.ACCEPTED: DONE, Outcome.WARNED: WARNED, Outcome.REJECTED: REJECTED}
    worst, limits, zone = DONE, limits_in(limit), zone_named(timezone)
    for file in files:
        checked = check_file(file, timezone=zone, object_type=object_type, limits=limits)
        show = checked_json if as_json else checked_text
        typer.echo(show(checked, language or Language.EN))
        worst = max(worst, codes[checked.outcome])
    raise typer.Exit(worst)


def compare(
    before: Annotated[Path, typer.Argument(help="The earlier BPMN model.")],
    after: Annotated[Path, typer.Argument(help="The later BPMN model.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write both diagrams as one HTML file.")] = None,
    language: Speech = None,
) -> None:
    """Compare two models: activities, flows, lanes, data, and which traces each allows. Exits 0 alike, 1 different."""
    from workbench.process import compare as compared
    from workbench.process import read_bpmn
    from workbench.report.comparison import write_comparison

    comparison = compared(read_bpmn(before), read_bpmn(after))
    speech = language or Language.EN
    typer.echo(comparison.behavior_text(speech))
    for difference in comparison.differences:
        typer.echo(f"{difference.change.value:8} {difference.text(speech)}")
    if output is not None:
        write_comparison(comparison, output, speech)
        typer.echo(str(output))
    raise typer.Exit(WARNED if comparison.differences or not comparison.same_behavior else DONE)


def discover(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    log: Annotated[Path, typer.Argument(help="An event log.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the discovered model as BPMN.")] = None,
    miner: Annotated[_Miner, typer.Option(help="How: inductive (blocks; needs pm4py), or directly-follows.")] = _Miner.INDUCTIVE,
    noise: Annotated[float, typer.Option(min=0, max=1, help="Share below which what is rare beside the frequent goes.")] = 0.2,
    against: Annotated[Path | None, typer.Option(help="A designed BPMN model to hold what happened against.")] = None,
    report: Annotated[Path | None, typer.Option(help="With --against: both on one diagram, as one HTML file.")] = None,
    mapping: MappingFile = None,
    object_type: ObjectType = None,
    limit: Limit = None,
    language: Speech = None,
) -> None:
    """Discover a model of what happened, and show it beside the design. Exits 0 done, 2 rejected."""
    from workbench.process import write_bpmn

    if (output is None and report is None) or (report is None) != (against is None):
        raise UsageError(Finding(code="DISCOVER_INPUTS_WRONG", severity=Severity.CRITICAL))
    if output is not None:
        from workbench.eventlog import variants_of

        write_bpmn(_discovered(miner, variants_of(log_of([log], mapping_in(mapping, None), object_type, limit)), noise), output)
        typer.echo(str(output))
    if report is not None and against is not None:
        from workbench.report.contrast import write_contrast
        from workbench.study import named_variants

        where = Where(object_type=object_type, limit=limit)
        (process,) = assessment_of([str(against), str(log)], mapping, where).processes
        as_is = _discovered(miner, named_variants(process.study), noise)
        write_contrast(process, as_is, report, language or Language.EN)
        typer.echo(str(report))


def layout(
    model: Annotated[Path, typer.Argument(help="A BPMN model without a drawing, or with part of one.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The BPMN file to write.")],
) -> None:
    """Write a model with a drawing of all that has none; what is drawn stays where it is, and nothing else changes."""
    from workbench.process import laid_out, read_bpmn, write_bpmn

    write_bpmn(laid_out(read_bpmn(model)), output)
    typer.echo(str(output))


def draw(
    model: Annotated[Path, typer.Argument(help="A BPMN model.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The SVG file to write, - for stdout.")] = Path("drawing.svg"),
    log: Annotated[Path | None, typer.Option(help="An event log: what it shows is marked on the diagram.")] = None,
    heat: Annotated[str | None, typer.Option(help="With --log: frequency or waiting, instead of what deviates.")] = None,
    mapping: MappingFile = None,
    language: Speech = None,
) -> None:
    """Draw a model as SVG, without a browser; what has no drawing is laid out first."""
    from workbench.process import read_bpmn
    from workbench.report.diagrams.process_diagram import diagram_of
    from workbench.report.diagrams.still_diagram import diagram_of_model, heat_svg, still_svg

    speech, diagram = language or Language.EN, diagram_of_model(read_bpmn(model))
    if log is not None:
        assessment = assessment_of([str(model), str(log)], mapping, Where())
        diagram = diagram_of(assessment.processes[0], assessment) or diagram
    write(output, still_svg(diagram, speech) if heat is None else heat_svg(diagram, _heat_named(diagram, heat), speech))


def _heat_named(diagram: Diagram, key: str) -> HeatMap:
    """Return what a diagram has to show by a name. Raises UsageError where it has no such thing."""
    found = next((each for each in diagram.heats if each.key == key), None)
    if found is None:
        facts = {"key": "--heat", "value": key, "wanted": ", ".join(each.key for each in diagram.heats) or "--log"}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return found


def _discovered(miner: _Miner, variants: Variants, noise: float) -> ProcessModel:
    from workbench.conformance import discover_directly_follows, discover_inductive

    return (discover_inductive if miner is _Miner.INDUCTIVE else discover_directly_follows)(variants, noise)
