"""The commands of the adjustment plan: the board, and all that people state about its items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from workbench.cli.assessing import assessment_of, progress
from workbench.cli.exit_codes import BREACHED, DONE
from workbench.cli.groups import SHOW, ShowingGroup
from workbench.cli.options import RegisterUrl, Speech, Where
from workbench.cli.output import draw, write
from workbench.language import Language, say

if TYPE_CHECKING:
    from workbench.design.names import Names
    from workbench.normalization import Register
    from workbench.normalization.plan import Happening, Item
    from workbench.study import Assessment
    from workbench.study.author import Author
    from workbench.study.recommending import Recommendation

app = typer.Typer(
    cls=ShowingGroup,
    no_args_is_help=True,
    help="The adjustment plan: its board, and what people state about its items. Without a command of its own, show.",
)

_Workspace: TypeAlias = Annotated[Path, typer.Argument(help="A workspace folder.")]
_ItemId: TypeAlias = Annotated[str, typer.Argument(help="An item of the plan, by its id or how that begins.")]
_By: TypeAlias = Annotated[str, typer.Option(help="Who states it: a name or a post.")]
_Reason: TypeAlias = Annotated[str, typer.Option(help="Why.")]
_Day: TypeAlias = datetime | None
_Today: TypeAlias = Annotated[
    datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="The day that counts as today (default: today).")
]
_On: TypeAlias = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day on which it happened (default: today).")
]
_First: TypeAlias = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of the window.")]
_Last: TypeAlias = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of the window.")]


class PlanLimit(StrEnum):
    """What a plan may not show."""

    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where something is stated: the register, who states it when, how posts are called, and in which language."""

    register: Register
    author: Author
    posts: Names
    speech: Language

    @property
    def today(self) -> date:
        """Return the day on which it is stated."""
        return self.author.at.date()

    def item(self, beginning: str) -> Item:
        """Return the one item that is in the plan under an id that begins so."""
        from workbench.normalization.plan import plan_in

        return plan_in(self.register, date.max).named(beginning)

    def state(self, item: Item, happening: Happening) -> None:
        """Record what happens to an item as it was found, and say so."""
        from workbench.normalization.plan import enter_event

        recorded = enter_event(self.register, item.id, self.author.says(happening), item.seen)
        facts = {"number": recorded.number, "item": item.id, "event": say(f"item-event-{happening.name}", self.speech)}
        facts |= {"state": say(f"item-state-{self.item(item.id).state.value}", self.speech)}
        typer.echo(say("plan-recorded", self.speech, facts))


@app.command(SHOW)
def show(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the plan as a JSON object; - for stdout.")] = None,
    post: Annotated[str | None, typer.Option(help="Show what changes for this post instead, by its id or name.")] = None,
    fail_on: Annotated[list[PlanLimit] | None, typer.Option("--fail-on", help="Exit with 1 where an item is overdue.")] = None,
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Show the adjustment plan: every item in turn with its state, who answers, its window and its proof."""
    from workbench.normalization.plan import plan_in
    from workbench.report.normalization.plan_board import changes_table
    from workbench.report.normalization.plan_file import plan_json
    from workbench.report.normalization.plan_lines import plan_lines

    desk = _desk(workspace, "", today, register, language)
    plan, head = plan_in(desk.register, desk.today), desk.register.head
    concerned = None if post is None else desk.posts.or_text(post)
    if json_file is not None:
        write(json_file, plan_json(plan, head, desk.speech, () if concerned is None else (concerned,)))
    if json_file is None or str(json_file) != "-":
        if concerned is None:
            typer.echo(plan_lines(plan, head, desk.posts, desk.speech))
        else:
            draw(changes_table(concerned, plan, desk.posts), desk.speech)
    raise typer.Exit(BREACHED if fail_on and plan.overdue else DONE)


@app.command()
def adopt(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    item: Annotated[
        list[str] | None, typer.Option("--item", help="Only this draft, by its id or how that begins; repeatable.")
    ] = None,
    recommended: Annotated[bool, typer.Option("--recommended", help="What is recommended as well; this takes a while.")] = False,
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace, and put into the plan what its findings ask for and is not there yet."""
    from workbench.study.adjusting import adopt as adopted
    from workbench.study.adjusting import chosen_drafts, drafted_items

    desk = _desk(workspace, by, today, register, language)
    assessment = assessment_of([str(workspace)], None, Where(register=register))
    advice = _recommended(assessment, desk.speech) if recommended else None
    drafts = drafted_items(desk.register, assessment, advice, desk.today)
    done = adopted(desk.register, assessment, chosen_drafts(drafts, item), desk.author)
    typer.echo(say("plan-adopted", desk.speech, {"count": len(done.recorded), "number": done.run.recorded.number}))


@app.command()
def sign(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    item: _ItemId,
    post: Annotated[str, typer.Option(help="For which post, by its id or name.")],
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Sign an item off for a post that has to agree."""
    from workbench.normalization.plan import SignedOff

    desk = _desk(workspace, by, today, register, language)
    desk.state(desk.item(item), SignedOff(post=desk.posts.or_text(post)))


@app.command()
def start(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    item: _ItemId,
    on: _On = None,
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that the work on an item has begun."""
    from workbench.normalization.plan import Started

    desk = _desk(workspace, by, today, register, language)
    desk.state(desk.item(item), Started(on=_day(on) or desk.today))


@app.command()
def done(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    item: _ItemId,
    on: _On = None,
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that the change of an item is made; what it brought only new evidence shows."""
    from workbench.normalization.plan import Done

    desk = _desk(workspace, by, today, register, language)
    desk.state(desk.item(item), Done(on=_day(on) or desk.today))


@app.command()
def cancel(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    item: _ItemId,
    reason: _Reason = "",
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Give an item up."""
    from workbench.normalization.plan import Cancelled

    desk = _desk(workspace, by, today, register, language)
    desk.state(desk.item(item), Cancelled(reason=reason))


@app.command()
def revise(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    item: _ItemId,
    reason: _Reason = "",
    responsible: Annotated[
        list[str] | None, typer.Option(help="A post that answers for it, by its id or name; repeatable.")
    ] = None,
    first: _First = None,
    last: _Last = None,
    cost: Annotated[float | None, typer.Option(help="What it costs: 0 or more.")] = None,
    risk: Annotated[str | None, typer.Option(help="What can go wrong, in your own words.")] = None,
    control: Annotated[str | None, typer.Option(help="How that is kept in check, in your own words.")] = None,
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Change what is planned of an item; before the work begins all signatures are asked for again."""
    from workbench.normalization.plan import Revised
    from workbench.study.adjusting import moved_window

    desk = _desk(workspace, by, today, register, language)
    found = desk.item(item)
    revised = Revised(
        reason=reason,
        responsible=tuple(desk.posts.or_text(each) for each in responsible) if responsible else None,
        window=moved_window(found, _day(first), _day(last)),
        cost=cost,
        risk=risk,
        control=control,
    )
    desk.state(found, revised)


@app.command()
def reopen(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: _Workspace,
    item: _ItemId,
    reason: _Reason = "",
    first: _First = None,
    last: _Last = None,
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Open an item again that is done: it is to be done once more."""
    from workbench.normalization.plan import Reopened
    from workbench.study.adjusting import moved_window

    desk = _desk(workspace, by, today, register, language)
    found = desk.item(item)
    desk.state(found, Reopened(reason=reason, window=moved_window(found, _day(first), _day(last))))


@app.command()
def verify(
    workspace: _Workspace,
    before: Annotated[
        Path | None, typer.Option("--before", metavar="WORKSPACE", help="An earlier workspace, where this log begins too late.")
    ] = None,
    by: _By = "",
    today: _Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace, and judge every item that is done by the cases that began since; record what is proven."""
    from workbench.normalization.plan import plan_in
    from workbench.report.normalization.plan_lines import verification_lines
    from workbench.study.adjusting import verify as verified

    desk = _desk(workspace, by, today, register, language)
    assessment = assessment_of([str(workspace)], None, Where(register=register))
    earlier = None if before is None else assessment_of([str(before)], None, Where())
    verification = verified(desk.register, assessment, desk.author, earlier)
    typer.echo(verification_lines(verification, plan_in(desk.register, desk.today), desk.speech))


def _desk(workspace: Path, by: str, today: _Day, register: str | None, language: Language | None) -> _Desk:
    """Open the register of a workspace for somebody, at the time that the clock shows on a day."""
    from workbench.eventlog.rows.times import zone_of
    from workbench.normalization import open_register
    from workbench.study.adjusting import post_names
    from workbench.study.author import Author
    from workbench.workspace import read_workspace

    settings = read_workspace(workspace)
    now = datetime.now(zone_of(settings.timezone))
    at = now if today is None else datetime.combine(today.date(), now.timetz())
    return _Desk(
        register=open_register(workspace, register),
        author=Author(by=by, at=at),
        posts=post_names(workspace),
        speech=language or settings.language,
    )


def _day(given: _Day) -> date | None:
    return None if given is None else given.date()


def _recommended(assessment: Assessment, speech: Language) -> Recommendation:
    """Work out what is recommended, and show how far that is."""
    from workbench.study.recommending import recommend

    with progress() as on_step:
        return recommend(assessment, tell=lambda key: on_step(say(key, speech)))
