"""Commands that hold processes against their logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.batch import exit_code, run_orders
from workbench.cli.json_file import JsonFile, is_stdout
from workbench.cli.options import (
    Against,
    Also,
    EngineName,
    FailOn,
    Identify,
    Inputs,
    Jobs,
    Limit,
    MappingFile,
    MinLevel,
    Net,
    ObjectType,
    Quiet,
    RegisterUrl,
    Search,
    Speech,
    Timeout,
    Today,
    Where,
    as_of,
    moment_on,
    thresholds_in,
)
from workbench.cli.output import complain, draw, write
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language, preferred_language, say
from workbench.released import refuse_released

if TYPE_CHECKING:
    from workbench.fit.scoring import FitComparison
    from workbench.normalization import Author, Register
    from workbench.report.assessing import Item, Setting
    from workbench.report.batch import Order
    from workbench.report.thresholds import Threshold
    from workbench.study import Assessment

Explained = Annotated[
    list[str],
    typer.Argument(help="A workspace folder, or a model and an event log; or a code alone, such as PO-SOD or TP5: its page."),
]


def assess(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: Inputs,
    json_file: JsonFile = None,
    cases: Annotated[Path | None, typer.Option(help="Write a CSV with every affected case.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Draft an adjustment plan: what moves, who, how it is verified.")] = False,
    against: Against = None,
    fail_on: FailOn = None,
    min_level: MinLevel = None,
    net: Net = False,
    jobs: Jobs = 1,
    timeout: Timeout = None,
    mapping: MappingFile = None,
    language: Speech = None,
    also: Also = None,
    engine: EngineName = "local",
    object_type: ObjectType = None,
    limit: Limit = None,
    search: Search = None,
    identify: Identify = False,
    quiet: Quiet = False,
    today: Today = None,
    register: RegisterUrl = None,
    record: Annotated[bool, typer.Option("--record", help="Put on record what was found, once; needs --by.")] = False,
    by: Annotated[str, typer.Option(help="Who has it recorded: a name or a post.")] = "",
) -> None:
    """Assess a workspace, or one model and one log; of several inputs, tell what was found in each."""
    from workbench.normalization import Author
    from workbench.report.assessing import items_of

    items, thresholds = items_of(inputs), thresholds_in(fail_on, min_level, net)
    where = Where(
        engine=engine,
        object_type=object_type,
        limit=limit,
        search=search,
        identify=identify,
        register=register,
        today=as_of(today),
    )
    asked = _Asked(
        json_file=json_file, cases=cases, plan=plan, against=against, language=language, thresholds=thresholds, record=record
    )
    if len(items) == 1 and timeout is None:
        assessment = assessment_of(inputs, mapping, where, also)
        compared = _compared(against, assessment, where, also)
        code = _told(assessment, compared, asked)
        if record:
            author = Author(by=by, at=moment_on(today, assessment.study.timezone))
            _record(assessment, author, _register_for(items[0], register), language)
        raise typer.Exit(code)
    orders = [_order(each, where.setting(mapping, also), asked, len(items)) for each in items]
    dones = run_orders(orders, jobs, timeout, quiet)
    for done in dones:
        if len(items) > 1:
            typer.echo(f"== {done.item.name}: {say(f'standing-{done.standing.name.lower()}', done.language)}")
        typer.echo(done.said, nl=not done.said.endswith("\n"))
    raise typer.Exit(exit_code(dones))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a user wants to be told of an assessment, and where."""

    json_file: Path | None
    cases: Path | None
    plan: bool
    against: Path | None
    language: Language | None
    thresholds: tuple[Threshold, ...]
    record: bool


def _told(assessment: Assessment, compared: FitComparison | None, asked: _Asked) -> int:
    """Tell an assessment as asked; return the exit code."""
    from workbench.report.batch import standing_under
    from workbench.report.findings_file import cases_csv, findings_json
    from workbench.report.fit_comparison import comparison_text
    from workbench.report.lines.assessed import assessed_text
    from workbench.report.planned import plan_text
    from workbench.report.verdicts import verdicts_of

    speech = asked.language or assessment.study.language
    if assessment.standing.fault is not None:
        complain(assessment.standing.fault)
    if asked.cases is not None:
        write(asked.cases, cases_csv(assessment))
    if asked.json_file is not None:
        write(asked.json_file, findings_json(assessment, speech, compared))
    if not is_stdout(asked.json_file):
        typer.echo(assessed_text(assessment, speech))
        if asked.plan:
            typer.echo(plan_text(assessment, speech))
        if compared is not None:
            typer.echo(comparison_text(compared, speech))
    return standing_under(assessment, verdicts_of(assessment), asked.thresholds).value


def _register_for(item: Item, url: str | None) -> Register:
    """Return where what is found of an input is put on record. Raises UsageError where it has no register."""
    from workbench.normalization import open_register

    if item.is_pair and url is None:
        raise UsageError(Finding(code="RECORD_WHERE", severity=Severity.CRITICAL))
    return open_register(item.path, url)


def _record(assessment: Assessment, author: Author, register: Register, language: Language | None) -> None:
    """Put on record what an assessment saw, and say so. Raises UsageError where nobody stands behind it."""
    from workbench.study.adjusting import record_run

    entered = record_run(register, assessment, author)
    known = entered.recorded.statement
    facts = {"number": entered.recorded.number, "by": known.by, "at": f"{known.at:%Y-%m-%d}", "hash": entered.recorded.hash}
    typer.echo(say("run-recorded" if entered.is_new else "run-known", language or assessment.study.language, facts), err=True)


def _order(item: Item, setting: Setting, asked: _Asked, of: int) -> Order:
    """Return what is to be done apart for one input of several, or of one. Raises UsageError for what is for one input alone."""
    from workbench.report.batch import Order
    from workbench.report.findings_file import findings_json
    from workbench.report.lines.assessed import assessed_text
    from workbench.report.outputs import writer_for
    from workbench.report.planned import text_and_plan

    single = {"--json": asked.json_file, "--cases": asked.cases}
    refused = {"--against": asked.against, "--record": asked.record or None, **(single if of > 1 else {})}
    for key, value in refused.items():
        if value is not None:
            raise UsageError(Finding(code="BATCH_ONE_INPUT", severity=Severity.CRITICAL, facts={"key": key}))
    is_json = is_stdout(asked.json_file)
    files = [path for path in single.values() if path is not None and str(path) != "-"]
    said = findings_json if is_json else text_and_plan if asked.plan else assessed_text
    return Order(
        item=item,
        setting=setting,
        outputs=tuple((path, writer_for(path)) for path in files),
        said=said,
        language=asked.language,
        thresholds=asked.thresholds,
    )


def explain(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: Explained,
    case: Annotated[str | None, typer.Option(help="A case, by its id in the log: its steps against the design.")] = None,
    process: Annotated[str | None, typer.Option(help="The process whose case it is, where several have it.")] = None,
    finding: Annotated[str | None, typer.Option(help="A finding, by its id or how that begins: where it concentrates.")] = None,
    json_file: JsonFile = None,
    mapping: MappingFile = None,
    language: Speech = None,
    also: Also = None,
    identify: Identify = False,
) -> None:
    """Explain one case step by step, where one finding concentrates, or what a finding code or an indicator says."""
    if case is None and finding is None and (code := _code_in(inputs)) is not None:
        _tell_code(code, json_file, language or preferred_language())
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
        shown, table = case_text(of_case, speech), case_table(of_case, zone)
        written = case_json(of_case, zone, speech)
    else:
        of_finding = explained(assessment, finding_of(assessment, finding or ""))
        shown, table = deviation_text(of_finding, speech), deviation_table(of_finding)
        written = deviation_json(of_finding, speech)
    if json_file is not None:
        write(json_file, written)
    if is_stdout(json_file):
        return
    typer.echo(shown)
    if table.rows:
        draw(table, speech)


def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.")] = Path("reports/demo.html"),
    language: Speech = None,
) -> None:
    """Assess the sample enterprise and write its report; a relative file stands in the checkout, where this is one, else here."""
    from workbench.report.batch import standing_of
    from workbench.report.html import write_report
    from workbench.report.lines.assessed import assessed_text
    from workbench.setup import is_checkout
    from workbench.templates import sample_folder

    root = sample_folder()
    target = root / output if is_checkout(root) else output
    refuse_released(target)
    assessment = assessment_of([str(root)], None, Where())
    write_report(assessment, target, language)
    typer.echo(assessed_text(assessment, language or assessment.study.language))
    typer.echo(str(target))
    raise typer.Exit(standing_of(assessment).value)


def assessment_of(inputs: list[str], mapping: Path | None, where: Where, also: list[str] | None = None) -> Assessment:
    """Assess a workspace, or a model and a log, and show how far it is.

    Raises UsageError where the inputs are neither, and what `open_study` and `study_of` do.
    """
    from workbench.report.assessing import assessment_in, items_of

    items = items_of(inputs)
    if len(items) != 1:
        raise UsageError(Finding(code="INPUTS_WRONG", severity=Severity.CRITICAL))
    with progress() as on_process, assessment_in(items[0], where.setting(mapping, also), on_process=on_process) as assessment:
        return assessment


def _compared(against: Path | None, assessment: Assessment, where: Where, also: list[str] | None) -> FitComparison | None:
    """Compare with an earlier workspace, None where none is given."""
    if against is None:
        return None
    from workbench.fit.scoring import compare_fits

    return compare_fits(assessment_of([str(against)], None, where, also).fit, assessment.fit)


def _code_in(inputs: list[str]) -> str | None:
    """Return the code that stands in place of a workspace, None where there is none; what exists on disk is no code."""
    from workbench.fit.pages import looks_like_code
    from workbench.report.lines.indicator_page import looks_like_indicator

    match inputs:
        case [text] if (looks_like_code(text) or looks_like_indicator(text)) and not Path(text).exists():
            return text
    return None


def _page(code: str, language: Language) -> str:
    from workbench.fit.pages import page_of
    from workbench.report.lines.indicator_page import indicator_page, looks_like_indicator

    return indicator_page(code, language) if looks_like_indicator(code) else page_of(code, language)


def _tell_code(code: str, json_file: Path | None, language: Language) -> None:
    """Tell what a finding code or an indicator says."""
    from workbench.report.explanation import page_json

    page = _page(code, language)
    if json_file is not None:
        write(json_file, page_json(code, page, language))
    if not is_stdout(json_file):
        typer.echo(page, nl=False)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show a progress bar on stderr where somebody watches it."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def on_process(name: str) -> None:
            bar.update(task, description=name)

        yield on_process
