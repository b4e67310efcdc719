"""Commands that hold processes against their logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.exit_codes import BREACHED, DONE, NOTHING_ASSESSED, REJECTED
from workbench.cli.options import (
    Against,
    Also,
    EngineName,
    Identify,
    Inputs,
    Limit,
    MappingFile,
    MinLevel,
    ObjectType,
    RegisterUrl,
    Search,
    Speech,
    Where,
    limits_in,
)
from workbench.cli.output import draw, write
from workbench.cli.standing import standing_of
from workbench.findings import Finding, Place, Severity, UsageError
from workbench.language import Language, preferred_language

if TYPE_CHECKING:
    from workbench.conformance import Budget
    from workbench.fit.scoring import FitComparison, Level
    from workbench.study import Assessment

Explained = Annotated[
    list[str],
    typer.Argument(help="A workspace folder, or a model and an event log; or a code alone, such as PO-SOD or TP5: its page."),
]


def assess(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: Inputs,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the findings file; - for stdout.")] = None,
    cases: Annotated[Path | None, typer.Option(help="Write a CSV with every affected case.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Draft an adjustment plan: what moves, who, how it is verified.")] = False,
    against: Against = None,
    mapping: MappingFile = None,
    language: Speech = None,
    also: Also = None,
    engine: EngineName = "local",
    object_type: ObjectType = None,
    limit: Limit = None,
    search: Search = None,
    identify: Identify = False,
    min_level: MinLevel = None,
    register: RegisterUrl = None,
) -> None:
    """Assess a workspace, or one model and one log."""
    least = _level_named(min_level)
    from workbench.report.assessed import assessed_text
    from workbench.report.findings_file import cases_csv, findings_json
    from workbench.report.fit_comparison import comparison_text
    from workbench.report.planned import plan_text

    where = Where(engine=engine, object_type=object_type, limit=limit, search=search, identify=identify)
    assessment = assessment_of(inputs, mapping, where, also)
    compared = _compared(against, assessment, where, also)
    speech, standing = language or assessment.study.language, standing_of(inputs, register, assessment)
    if cases is not None:
        write(cases, cases_csv(assessment))
    if json_file is not None:
        write(json_file, findings_json(assessment, speech, compared, standing))
    if json_file is None or str(json_file) != "-":
        typer.echo(assessed_text(assessment, speech, standing))
        if plan:
            typer.echo(plan_text(assessment, speech))
        if compared is not None:
            typer.echo(comparison_text(compared, speech))
    code = _exit_code(assessment)
    is_breached = least is not None and any(each.rating.level.rank < least.rank for each in assessment.fit.fits)
    raise typer.Exit(BREACHED if code == DONE and is_breached else code)


def report(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.")] = Path("report.html"),
    mapping: MappingFile = None,
    language: Speech = None,
    also: Also = None,
    engine: EngineName = "local",
    object_type: ObjectType = None,
    limit: Limit = None,
    search: Search = None,
    identify: Identify = False,
    register: RegisterUrl = None,
) -> None:
    """Write a self-contained HTML report that opens offline."""
    from workbench.report.html import write_report

    assessment = assessment_of(
        inputs, mapping, Where(engine=engine, object_type=object_type, limit=limit, search=search, identify=identify), also
    )
    write_report(assessment, output, language, standing_of(inputs, register, assessment))
    typer.echo(str(output))
    raise typer.Exit(_exit_code(assessment))


def explain(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: Explained,
    case: Annotated[str | None, typer.Option(help="A case, by its id in the log: its steps against the design.")] = None,
    process: Annotated[str | None, typer.Option(help="The process whose case it is, where several have it.")] = None,
    finding: Annotated[str | None, typer.Option(help="A finding, by its id or how that begins: where it concentrates.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
    mapping: MappingFile = None,
    language: Speech = None,
    also: Also = None,
    identify: Identify = False,
) -> None:
    """Explain one case step by step, where one finding concentrates, or what a finding code or an indicator says."""
    if case is None and finding is None and (code := _code_in(inputs)) is not None:
        page = _page(code, language or preferred_language())
        typer.echo(_as_json(code, page, language or preferred_language()) if as_json else page, nl=False)
        return
    from workbench.explanation import Case, finding_of
    from workbench.explanation import explain as explained
    from workbench.report.explanation import case_json, case_table, case_text, deviation_json, deviation_table, deviation_text

    if (case is None) == (finding is None):
        raise UsageError(Finding(code="EXPLAIN_WHAT", severity=Severity.CRITICAL))
    assessment = assessment_of(inputs, mapping, Where(identify=identify), also)
    speech, zone = language or assessment.study.language, assessment.study.timezone
    if case is not None:
        of_case = explained(assessment, Case(id=case, process=process))
        shown = case_json(of_case, zone, speech) if as_json else case_text(of_case, speech)
        table = case_table(of_case, zone)
    else:
        of_finding = explained(assessment, finding_of(assessment, finding or ""))
        shown = deviation_json(of_finding, speech) if as_json else deviation_text(of_finding, speech)
        table = deviation_table(of_finding)
    typer.echo(shown, nl=not as_json)
    if table.rows and not as_json:
        draw(table, speech)


def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.")] = Path("reports/demo.html"),
    language: Speech = None,
) -> None:
    """Assess the demo enterprise of this repository and write its report."""
    from workbench.report.assessed import assessed_text
    from workbench.report.html import write_report

    root = Path(__file__).resolve().parents[2]
    if not (root / "workbench.yaml").is_file():
        raise UsageError(Finding(code="DEMO_MISSING", severity=Severity.CRITICAL, place=Place(file=str(root))))
    assessment = assessment_of([str(root)], None, Where())
    target = output if output.is_absolute() else root / output
    target.parent.mkdir(parents=True, exist_ok=True)
    write_report(assessment, target, language)
    typer.echo(assessed_text(assessment, language or assessment.study.language))
    typer.echo(str(target))
    raise typer.Exit(_exit_code(assessment))


def assessment_of(inputs: list[str], mapping: Path | None, where: Where, also: list[str] | None = None) -> Assessment:
    """Assess a workspace, or a model and a log, and show how far it is.

    Raises UsageError where the inputs are neither, and what `open_study` and `study_of` do.
    """
    from workbench.eventlog.engines.runtime import open_runtime
    from workbench.privacy import ClearNames
    from workbench.study import assess, open_study, study_of

    names = ClearNames() if where.identify else None
    with open_runtime(where.engine, where.object_type, limits_in(where.limit)) as runtime:
        match inputs:
            case [workspace] if Path(workspace).is_dir() or not Path(workspace).exists():
                study = open_study(workspace, runtime, names)
            case [model, log]:
                study = study_of(model, log, mapping, runtime=runtime, names=names)
            case _:
                raise UsageError(Finding(code="INPUTS_WRONG", severity=Severity.CRITICAL))
        study = replace(study, policy=study.policy.claiming(also or ()))
        with _progress(len(study.processes)) as on_process:
            return assess(study, on_process=on_process, budget=_budget(where.search))


def _compared(against: Path | None, assessment: Assessment, where: Where, also: list[str] | None) -> FitComparison | None:
    """Compare with an earlier workspace, None where none is given."""
    if against is None:
        return None
    from workbench.fit.scoring import compare_fits

    return compare_fits(assessment_of([str(against)], None, where, also).fit, assessment.fit)


def _code_in(inputs: list[str]) -> str | None:
    """Return the code that stands in place of a workspace, None where there is none; what exists on disk is no code."""
    from workbench.fit.pages import looks_like_code
    from workbench.report.indicator_page import looks_like_indicator

    match inputs:
        case [text] if (looks_like_code(text) or looks_like_indicator(text)) and not Path(text).exists():
            return text
    return None


def _page(code: str, language: Language) -> str:
    from workbench.fit.pages import page_of
    from workbench.report.indicator_page import indicator_page, looks_like_indicator

    return indicator_page(code, language) if looks_like_indicator(code) else page_of(code, language)


def _as_json(code: str, page: str, language: Language) -> str:
    from workbench.report.explanation import page_json

    return page_json(code, page, language)


def _budget(items: int | None) -> Budget | None:
    from workbench.conformance import Budget

    return None if items is None else Budget.of(items)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on stderr where somebody watches it."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def on_process(name: str) -> None:
            bar.update(task, description=name, advance=1)

        yield on_process


def _level_named(name: str | None) -> Level | None:
    """Return the level of a name, None where none is asked for. Raises UsageError where there is no such level."""
    from workbench.fit.scoring import Level

    if name is not None and name.upper() not in list(Level):
        facts = {"key": "--min-level", "value": name, "wanted": ", ".join(Level)}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return None if name is None else Level(name.upper())


def _exit_code(assessment: Assessment) -> int:
    """Without a log or a model a process is not refused: what the rest shows is told, all else is unknown.

    A table or another file that could not be read was rejected, too, though it cost itself alone.
    """
    refused = [each for each in assessment.processes if each.conformance is None and not each.lacks_a_file]
    told = any(each.conformance is not None for each in assessment.processes) or assessment.study.has_tables
    if len(refused) == len(assessment.processes) or not told:
        return NOTHING_ASSESSED
    unread = any(each.severity is Severity.CRITICAL for each in assessment.study.findings)
    return REJECTED if refused or unread else DONE
