"""The commands of the adjustment plan: the board, one item, drafts, what comes into the plan, and what proved effective."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import plan_steps
from workbench.cli.assessing import assessment_of, progress
from workbench.cli.desk import Desk, desk_of
from workbench.cli.exit_codes import BREACHED, DONE
from workbench.cli.groups import SHOW, ShowingGroup
from workbench.cli.json_file import JsonCommand, JsonFile, is_stdout
from workbench.cli.options import By, RegisterUrl, Speech, Today, Where, WorkspaceFolder, one_of
from workbench.cli.output import draw, draw_panel, write
from workbench.findings import Finding, Severity, UsageError
from workbench.language import say

if TYPE_CHECKING:
    from workbench.normalization.plan import Item, Plan
    from workbench.report.normalization.plan_board import PlanChoice
    from workbench.study import Assessment
    from workbench.study.recommending import Recommendation

app = typer.Typer(
    cls=ShowingGroup,
    no_args_is_help=True,
    help="The adjustment plan: its board, and what people state about its items. Without a command of its own, show.",
)

_Recommended = Annotated[bool, typer.Option("--recommended", help="What is recommended as well; this takes a while.")]


class PlanLimit(StrEnum):
    """What a plan may not show."""

    OVERDUE = "overdue"


@app.command(SHOW, cls=JsonCommand)
def show(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: Annotated[
        str | None, typer.Option("--item", help="Show this one with all that is known of it, by its id or how that begins.")
    ] = None,
    state: Annotated[str | None, typer.Option(help="Only the items in this state, such as in-work or effective.")] = None,
    element: Annotated[
        str | None, typer.Option(help="Only the items that move this element: technology, process, organization or data.")
    ] = None,
    concerning: Annotated[
        str | None, typer.Option(help="Only the items that a post answers for, signs or is changed by; by its id or name.")
    ] = None,
    post: Annotated[str | None, typer.Option(help="Show what changes for this post instead, by its id or name.")] = None,
    json_file: JsonFile = None,
    fail_on: Annotated[list[PlanLimit] | None, typer.Option("--fail-on", help="Exit with 1 where an item is overdue.")] = None,
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Show the adjustment plan: every item in turn with its state, who answers, its window and its proof."""
    from workbench.fit.codes import Element
    from workbench.normalization.plan import ItemState, plan_in
    from workbench.report.normalization.plan_board import PlanChoice
    from workbench.report.normalization.plan_file import plan_json

    _check_alone(item, {"--state": state, "--element": element, "--concerning": concerning, "--post": post})
    desk = desk_of(workspace, "", today, register, language)
    plan = plan_in(desk.register, desk.today)
    choice = PlanChoice(
        item=None if item is None else plan.named(item).id,
        state=None if state is None else one_of(ItemState, "--state", state),
        element=None if element is None else one_of(Element, "--element", element),
        post=None if concerning is None else desk.posts.or_text(concerning),
    )
    if json_file is not None:
        posts = () if post is None else (desk.posts.or_text(post),)
        write(json_file, plan_json(plan, desk.register.head, desk.speech, posts, choice))
    if not is_stdout(json_file):
        _show(desk, plan, choice, post)
    raise typer.Exit(BREACHED if fail_on and plan.overdue else DONE)


def _check_alone(item: str | None, others: Mapping[str, str | None]) -> None:
    """Refuse to show one item and to narrow the board in one go."""
    given = [option for option, value in others.items() if value is not None]
    if item is not None and given:
        raise UsageError(Finding(code="PLAN_ITEM_ALONE", severity=Severity.CRITICAL, facts={"others": ", ".join(given)}))


def _show(desk: Desk, plan: Plan, choice: PlanChoice, post: str | None) -> None:
    """Show one item, what changes for a post, or the board."""
    from workbench.report.normalization.plan_board import changes_table
    from workbench.report.normalization.plan_lines import plan_lines

    if choice.item is not None:
        _show_item(desk, plan, plan.item[choice.item])
    elif post is not None:
        draw(changes_table(desk.posts.or_text(post), plan, desk.posts), desk.speech)
    else:
        typer.echo(plan_lines(plan, desk.register.head, desk.posts, desk.speech, choice))


def _show_item(desk: Desk, plan: Plan, item: Item) -> None:
    """Show one item: what is planned, what new evidence says, and what happened to it."""
    from workbench.normalization.plan import item_events
    from workbench.report.normalization.plan_item import item_page
    from workbench.report.normalization.plan_lines import item_lines

    page = item_page(item, plan, item_events(desk.register)[item.id], desk.posts)
    typer.echo(item_lines(page, desk.speech))
    for table in (page.proofs, page.effects, page.history):
        if table is not None:
            draw(table, desk.speech)


@app.command()
def drafts(
    workspace: WorkspaceFolder,
    recommended: _Recommended = False,
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace, and list what its findings ask for and is not in the plan yet, with the ids that adopt takes."""
    from workbench.normalization.plan import given_up
    from workbench.report.normalization.plan_board import drafts_table, plan_of_drafts
    from workbench.study.adjusting import drafted_items

    desk = desk_of(workspace, "", today, register, language)
    assessment = desk.assessed()
    advice = _recommended(assessment, desk) if recommended else None
    found = drafted_items(desk.register, assessment, advice, desk.today)
    plan = plan_of_drafts(found, desk.today, given_up(desk.register, found))
    draw(drafts_table(plan, desk.posts), desk.speech)


@app.command()
def adopt(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: Annotated[
        list[str] | None, typer.Option("--item", help="Only this draft, by its id or how that begins; repeatable.")
    ] = None,
    recommended: _Recommended = False,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace, and put what its findings ask for into the plan; what was cancelled only where --item names it."""
    from workbench.normalization.plan import given_up
    from workbench.study.adjusting import adopt as adopted
    from workbench.study.adjusting import chosen_drafts, drafted_items

    desk = desk_of(workspace, by, today, register, language)
    assessment = desk.assessed()
    advice = _recommended(assessment, desk) if recommended else None
    found = drafted_items(desk.register, assessment, advice, desk.today)
    chosen = chosen_drafts(found, item, given_up(desk.register, found))
    done = adopted(desk.register, assessment, chosen, desk.author)
    typer.echo(say("plan-adopted", desk.speech, {"count": len(done.recorded), "number": done.run.recorded.number}))


@app.command()
def verify(
    workspace: WorkspaceFolder,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="WORKSPACE", help="An earlier workspace, where this log begins too late.")
    ] = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace, and judge every item that is done by the cases that began since; record what is proven."""
    from workbench.normalization.plan import plan_in
    from workbench.report.normalization.plan_lines import verification_lines
    from workbench.study.adjusting import verify as verified

    desk = desk_of(workspace, by, today, register, language)
    assessment = desk.assessed()
    earlier = None if against is None else assessment_of([str(against)], None, Where())
    verification = verified(desk.register, assessment, desk.author, earlier)
    typer.echo(verification_lines(verification, plan_in(desk.register, desk.today), desk.speech))


@app.command()
def lifelines(workspace: WorkspaceFolder, today: Today = None, register: RegisterUrl = None, language: Speech = None) -> None:
    """Show findings over the recorded assessments: first and last seen, come back, what was decided, with gross and net rate."""
    from workbench.report.normalization.lifelines import lifelines_panel
    from workbench.study.findings_over_time import lifelines_in

    desk = desk_of(workspace, "", today, register, language)
    draw_panel(lifelines_panel(lifelines_in(desk.register, desk.today)), desk.speech)


for _step in plan_steps.STEPS:
    app.command()(_step)


def _recommended(assessment: Assessment, desk: Desk) -> Recommendation:
    """Work out what is recommended, and show how far that is."""
    from workbench.study.recommending import recommend

    with progress() as on_step:
        return recommend(assessment, tell=lambda key: on_step(say(key, desk.speech)))
