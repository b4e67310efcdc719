"""The command line: every command prints its result on stdout, everything else on stderr, and exits with the agreed code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.findings import Finding, Place, Severity, UsageError, WorkbenchError
from workbench.language import Language, say

if TYPE_CHECKING:
    from workbench.conformance import Budget
    from workbench.eventlog import EventLog, Limits, LogMapping, Variants
    from workbench.process import ProcessModel
    from workbench.report.page import Table
    from workbench.study import Assessment

DONE: Final = 0
WARNED: Final = 1
REJECTED: Final = 2
NOTHING_ASSESSED: Final = 3
INTERNAL_ERROR: Final = 4
_SHANGHAI: Final = "Asia/Shanghai"
_WIDEST: Final = 1000

_Inputs = Annotated[list[str], typer.Argument(help="A workspace folder, or a model (BPMN, PNML, PTML) and an event log.")]
_Mapping = Annotated[Path | None, typer.Option(help="Mapping file of the log: which column means what.")]
_Speech = Annotated[Language | None, typer.Option("--language", help="Language of sentences (default: the workspace's).")]
_Search = Annotated[
    int | None,
    typer.Option(
        "--search",
        min=1,
        help="Markings that the search of alignments with a wide process may meet in all (default: 20 million).",
    ),
]
_ObjectType = Annotated[str | None, typer.Option("--object-type", help="What is a case of an object-centric log (OCEL).")]
_Limit = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=VALUE", help="Raise a limit of what is read, such as unpacked_bytes=2GiB; repeatable."),
]
_Timezone = Annotated[
    str | None,
    typer.Option("--timezone", help="Time zone of times without an offset (default: the mapping file's, or Asia/Shanghai)."),
]
_Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="CODE", help="Report what is off by default too, such as CF-CTRL; repeatable."),
]
_Engine = Annotated[
    str,
    typer.Option(help="Where to work: local (in this process), spark (Spark on this machine), or spark://HOST:PORT (a cluster)."),
]


class _Miner(StrEnum):
    """How a model is discovered."""

    INDUCTIVE = "inductive"
    DIRECTLY_FOLLOWS = "directly-follows"


@dataclass(frozen=True, kw_only=True)
class _Where:
    """Where logs are read, as what, and how much of them."""

    engine: str = "local"
    object_type: str | None = None
    limit: list[str] | None = None
    search: int | None = None


app = typer.Typer(
    name="workbench",
    help="Hold event logs against BPMN models: what deviates, where, how often, in which cases.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def assess(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: _Inputs,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the findings file; - for stdout.")] = None,
    cases: Annotated[Path | None, typer.Option(help="Write a CSV with every affected case.")] = None,
    mapping: _Mapping = None,
    language: _Speech = None,
    also: _Also = None,
    engine: _Engine = "local",
    object_type: _ObjectType = None,
    limit: _Limit = None,
    search: _Search = None,
) -> None:
    """Assess a workspace, or one model and one log."""
    from workbench.report.assessed import assessed_text
    from workbench.report.findings_file import cases_csv, findings_json

    assessment = _assessment(inputs, mapping, _Where(engine=engine, object_type=object_type, limit=limit, search=search), also)
    speech = language or assessment.study.language
    if cases is not None:
        _write(cases, cases_csv(assessment))
    if json_file is not None:
        _write(json_file, findings_json(assessment, speech))
    if json_file is None or str(json_file) != "-":
        typer.echo(assessed_text(assessment, speech))
    raise typer.Exit(_exit_code(assessment))


@app.command()
def report(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: _Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.")] = Path("report.html"),
    mapping: _Mapping = None,
    language: _Speech = None,
    also: _Also = None,
    engine: _Engine = "local",
    object_type: _ObjectType = None,
    limit: _Limit = None,
    search: _Search = None,
) -> None:
    """Write a self-contained HTML report that opens offline."""
    from workbench.report.html import write_report

    assessment = _assessment(inputs, mapping, _Where(engine=engine, object_type=object_type, limit=limit, search=search), also)
    write_report(assessment, output, language)
    typer.echo(str(output))
    raise typer.Exit(_exit_code(assessment))


@app.command()
def explain(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: _Inputs,
    case: Annotated[str | None, typer.Option(help="A case, by its id in the log: its steps against the design.")] = None,
    process: Annotated[str | None, typer.Option(help="The process whose case it is, where several have it.")] = None,
    finding: Annotated[str | None, typer.Option(help="A finding, by its id or how that begins: where it concentrates.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
    mapping: _Mapping = None,
    language: _Speech = None,
    also: _Also = None,
) -> None:
    """Explain one case step by step, or where one finding concentrates."""
    from workbench.explanation import Case, finding_of
    from workbench.explanation import explain as explained
    from workbench.report.explanation import case_json, case_table, case_text, deviation_json, deviation_table, deviation_text

    if (case is None) == (finding is None):
        raise UsageError(Finding(code="EXPLAIN_WHAT", severity=Severity.CRITICAL))
    assessment = _assessment(inputs, mapping, _Where(), also)
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
        _draw(table, speech)


@app.command()
def explore(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    log: Annotated[Path, typer.Argument(help="An event log.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The HTML file to write.")] = None,
    mapping: _Mapping = None,
    timezone: _Timezone = None,
    object_type: _ObjectType = None,
    limit: _Limit = None,
    language: _Speech = None,
) -> None:
    """Look at a log: its rows, its quality, and first figures. Exits 0 clean, 1 with warnings, 2 rejected."""
    from workbench.eventlog import open_store
    from workbench.eventlog.engines.engine import is_store
    from workbench.eventlog.looks.exploration import explore as explored
    from workbench.report.explored import explored_text, is_doubtful

    known = _mapping(mapping, timezone)
    read = open_store(log) if is_store(str(log)) else _read([log], known, object_type, limit)
    exploration = explored(read, known.timezone or _SHANGHAI)
    typer.echo(explored_text(exploration, language or Language.EN))
    if output is not None:
        from workbench.report.exploration import write_exploration

        write_exploration(exploration, output, language or Language.EN)
        typer.echo(str(output))
    raise typer.Exit(WARNED if is_doubtful(exploration.quality) else DONE)


@app.command("import")
def import_log(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    logs: Annotated[list[Path], typer.Argument(help="An event log, of one file or several parts.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder in which stores are kept.")] = Path("stores"),
    mapping: _Mapping = None,
    timezone: _Timezone = None,
    object_type: _ObjectType = None,
    limit: _Limit = None,
    language: _Speech = None,
) -> None:
    """Read a log once and keep it as a sealed store that opens at once. Exits 0 clean, 1 with warnings, 2 rejected."""
    from workbench.eventlog import write_store
    from workbench.report.explored import read_text

    read = _read(logs, _mapping(mapping, timezone), object_type, limit)
    store = write_store(read, output)
    typer.echo(read_text(read, language or Language.EN))
    typer.echo(str(store))
    raise typer.Exit(WARNED if any(each.severity is not Severity.INFO for each in read.findings) else DONE)


@app.command()
def propose(
    log: Annotated[Path, typer.Argument(help="An event log as a table of delimited text.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The mapping file to write.")] = None,
    limit: _Limit = None,
    language: _Speech = None,
) -> None:
    """Propose what the columns of a table mean, from their content. Exits 0 decided, 1 to be confirmed, 2 rejected."""
    from workbench.eventlog import propose_mapping
    from workbench.eventlog.mappings.known_headers import named
    from workbench.eventlog.mappings.mapping_draft import mapping_draft
    from workbench.report.proposed import is_open, proposed_text

    speech = language or Language.EN
    proposal = named(propose_mapping(log, _limits(limit)))
    typer.echo(proposed_text(proposal, speech))
    if output is not None:
        _write(output, mapping_draft(proposal, speech))
        typer.echo(str(output))
    raise typer.Exit(WARNED if is_open(proposal) else DONE)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Models (BPMN, PNML, PTML) and event logs, recognised by content.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a file on stdout, nothing else.")] = False,
    language: _Speech = None,
    timezone: _Timezone = None,
    object_type: _ObjectType = None,
    limit: _Limit = None,
) -> None:
    """Check files on their own: what they are, what was read, what is wrong. Exits 0 accepted, 1 with warnings, 2 rejected."""
    from workbench.recognition import Outcome, check_file
    from workbench.report.checked import checked_json, checked_text

    codes = {Outcome.ACCEPTED: DONE, Outcome.WARNED: WARNED, Outcome.REJECTED: REJECTED}
    worst, limits, zone = DONE, _limits(limit), _zone(timezone)
    for file in files:
        checked = check_file(file, timezone=zone, object_type=object_type, limits=limits)
        show = checked_json if as_json else checked_text
        typer.echo(show(checked, language or Language.EN))
        worst = max(worst, codes[checked.outcome])
    raise typer.Exit(worst)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="The earlier BPMN model.")],
    after: Annotated[Path, typer.Argument(help="The later BPMN model.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write both diagrams as one HTML file.")] = None,
    language: _Speech = None,
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


@app.command()
def discover(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    log: Annotated[Path, typer.Argument(help="An event log.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the discovered model as BPMN.")] = None,
    miner: Annotated[_Miner, typer.Option(help="How: inductive (blocks; needs pm4py), or directly-follows.")] = _Miner.INDUCTIVE,
    noise: Annotated[float, typer.Option(min=0, max=1, help="Share below which what is rare beside the frequent goes.")] = 0.2,
    against: Annotated[Path | None, typer.Option(help="A designed BPMN model to hold what happened against.")] = None,
    report: Annotated[Path | None, typer.Option(help="With --against: both on one diagram, as one HTML file.")] = None,
    mapping: _Mapping = None,
    object_type: _ObjectType = None,
    limit: _Limit = None,
    language: _Speech = None,
) -> None:
    """Discover a model of what happened, and show it beside the design. Exits 0 done, 2 rejected."""
    from workbench.process import write_bpmn

    if (output is None and report is None) or (report is None) != (against is None):
        raise UsageError(Finding(code="DISCOVER_INPUTS_WRONG", severity=Severity.CRITICAL))
    if output is not None:
        from workbench.eventlog import variants_of

        write_bpmn(_discovered(miner, variants_of(_read([log], _mapping(mapping, None), object_type, limit)), noise), output)
        typer.echo(str(output))
    if report is not None and against is not None:
        from workbench.report.contrast import write_contrast
        from workbench.study import named_variants

        where = _Where(object_type=object_type, limit=limit)
        (process,) = _assessment([str(against), str(log)], mapping, where).processes
        as_is = _discovered(miner, named_variants(process.study), noise)
        write_contrast(process, as_is, report, language or Language.EN)
        typer.echo(str(report))


@app.command()
def layout(
    model: Annotated[Path, typer.Argument(help="A BPMN model without a drawing, or with part of one.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The BPMN file to write.")],
) -> None:
    """Write a model with a drawing of all that has none; what is drawn stays where it is, and nothing else changes."""
    from workbench.process import laid_out, read_bpmn, write_bpmn

    write_bpmn(laid_out(read_bpmn(model)), output)
    typer.echo(str(output))


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.")] = Path("reports/demo.html"),
    language: _Speech = None,
) -> None:
    """Assess the demo enterprise of this repository and write its report."""
    from workbench.report.assessed import assessed_text
    from workbench.report.html import write_report

    root = Path(__file__).resolve().parents[1]
    if not (root / "workbench.yaml").is_file():
        raise UsageError(Finding(code="DEMO_MISSING", severity=Severity.CRITICAL, place=Place(file=str(root))))
    assessment = _assessment([str(root)], None, _Where())
    target = output if output.is_absolute() else root / output
    target.parent.mkdir(parents=True, exist_ok=True)
    write_report(assessment, target, language)
    typer.echo(assessed_text(assessment, language or assessment.study.language))
    typer.echo(str(target))
    raise typer.Exit(_exit_code(assessment))


def main() -> None:
    """Run a command; a fault that is known is one message and its exit code, never a traceback."""
    try:
        app()
    except WorkbenchError as error:
        _complain(error.finding)
        sys.exit(REJECTED)
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        _complain(Finding(code="OUTPUT_FAILED", severity=Severity.CRITICAL, place=Place(file=error.filename), facts=facts))
        sys.exit(REJECTED)
    except Exception:  # noqa: BLE001 - the outermost edge: whatever else happens is our fault, and said so
        traceback.print_exc(file=sys.stderr)
        typer.echo(say("INTERNAL_ERROR", Language.EN), err=True)
        sys.exit(INTERNAL_ERROR)


def _limits(settings: list[str] | None) -> Limits | None:
    if not settings:
        return None
    from workbench.eventlog.limits import limits_of

    return limits_of(settings)


def _zone(timezone: str | None) -> str:
    if timezone is None:
        return _SHANGHAI
    from workbench.eventlog.rows.times import zone_of

    return str(zone_of(timezone))


def _mapping(path: Path | None, timezone: str | None) -> LogMapping:
    """Return the mapping of a file, or an empty one, with the time zone that is asked for."""
    from workbench.eventlog import LogMapping, read_mapping

    known = read_mapping(path) if path is not None else LogMapping()
    return replace(known, timezone=timezone or known.timezone or _SHANGHAI)


def _read(logs: list[Path], mapping: LogMapping, object_type: str | None, limit: list[str] | None) -> EventLog:
    from workbench.eventlog import read_log

    return read_log(logs, mapping, object_type=object_type, limits=_limits(limit))


def _discovered(miner: _Miner, variants: Variants, noise: float) -> ProcessModel:
    from workbench.conformance import discover_directly_follows, discover_inductive

    return (discover_inductive if miner is _Miner.INDUCTIVE else discover_directly_follows)(variants, noise)


def _budget(items: int | None) -> Budget | None:
    from workbench.conformance import Budget

    return None if items is None else Budget.of(items)


def _assessment(inputs: list[str], mapping: Path | None, where: _Where, also: list[str] | None = None) -> Assessment:
    from workbench.conformance import Thresholds
    from workbench.eventlog.engines.runtime import open_runtime
    from workbench.study import assess, open_study, study_of

    thresholds = Thresholds(also=tuple(also or ()))
    with open_runtime(where.engine, where.object_type, _limits(where.limit)) as runtime:
        match inputs:
            case [workspace] if Path(workspace).is_dir() or not Path(workspace).exists():
                study = open_study(workspace, runtime)
            case [model, log]:
                study = study_of(model, log, mapping, runtime=runtime)
            case _:
                raise UsageError(Finding(code="INPUTS_WRONG", severity=Severity.CRITICAL))
        with _progress(len(study.processes)) as on_process:
            return assess(study, thresholds, on_process=on_process, budget=_budget(where.search))


def _draw(table: Table, language: Language) -> None:
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


def _exit_code(assessment: Assessment) -> int:
    refused = sum(process.conformance is None for process in assessment.processes)
    if refused == len(assessment.processes):
        return NOTHING_ASSESSED
    return REJECTED if refused else DONE


def _write(path: Path, text: str) -> None:
    from workbench.atomic import write_atomically

    if str(path) == "-":
        typer.echo(text, nl=False)
    else:
        write_atomically(path, text.encode())


def _complain(finding: Finding) -> None:
    place = finding.place
    typer.echo(f"{place}: {finding.text(Language.EN)}" if str(place) else finding.text(Language.EN), err=True)
    typer.echo(finding.text(Language.ZH_CN), err=True)
