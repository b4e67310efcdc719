"""What people state about items of the plan, each a command of its own: signed, begun, done, revised, opened again, given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.desk import Desk, day_of, desk_of
from workbench.cli.options import DAY, By, Elements, On, Reason, RegisterUrl, Speech, Today, WorkspaceFolder, elements_in
from workbench.language import say

if TYPE_CHECKING:
    from workbench.normalization.plan import Happening, Item

_ItemId = Annotated[str, typer.Argument(help="An item of the plan, by its id or how that begins.")]
_First = Annotated[datetime | None, typer.Option(formats=DAY, help="First day of the window.")]
_Last = Annotated[datetime | None, typer.Option(formats=DAY, help="Last day of the window.")]
_Responsible = Annotated[list[str] | None, typer.Option(help="A post that answers for it, by its id or name; repeatable.")]


def sign(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: _ItemId,
    post: Annotated[str, typer.Option(help="For which post, by its id or name.")],
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Sign an item off for a post that has to agree."""
    from workbench.normalization.plan import SignedOff

    desk = desk_of(workspace, by, today, register, language)
    _state(desk, _item(desk, item), SignedOff(post=desk.posts.or_text(post)))


def start(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: _ItemId,
    on: On = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that the work on an item has begun."""
    from workbench.normalization.plan import Started

    desk = desk_of(workspace, by, today, register, language)
    _state(desk, _item(desk, item), Started(on=day_of(on) or desk.today))


def done(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: _ItemId,
    on: On = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """State that the change of an item is made; what it brought only new evidence shows."""
    from workbench.normalization.plan import Done

    desk = desk_of(workspace, by, today, register, language)
    _state(desk, _item(desk, item), Done(on=day_of(on) or desk.today))


def cancel(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: _ItemId,
    reason: Reason = "",
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Give an item up."""
    from workbench.normalization.plan import Cancelled

    desk = desk_of(workspace, by, today, register, language)
    _state(desk, _item(desk, item), Cancelled(reason=reason))


def revise(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: _ItemId,
    reason: Reason = "",
    responsible: _Responsible = None,
    first: _First = None,
    last: _Last = None,
    cost: Annotated[float | None, typer.Option(help="What it costs: 0 or more.")] = None,
    risk: Annotated[str | None, typer.Option(help="What can go wrong, in your own words.")] = None,
    control: Annotated[str | None, typer.Option(help="How that is kept in check, in your own words.")] = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Change what is planned of an item; before the work begins all signatures are asked for again."""
    from workbench.normalization.plan import Revised, departments_under
    from workbench.study.adjusting import moved_window

    desk = desk_of(workspace, by, today, register, language)
    found = _item(desk, item)
    answering = _posts(desk, responsible) if responsible else None
    revised = Revised(
        reason=reason,
        responsible=answering,
        departments=None if answering is None else departments_under(answering, found.planned, desk.design),
        window=moved_window(found, day_of(first), day_of(last)),
        cost=cost,
        risk=risk,
        control=control,
    )
    _state(desk, found, revised)


def reopen(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    item: _ItemId,
    reason: Reason = "",
    first: _First = None,
    last: _Last = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Open an item again that is done: it is to be done once more."""
    from workbench.normalization.plan import Reopened
    from workbench.study.adjusting import moved_window

    desk = desk_of(workspace, by, today, register, language)
    found = _item(desk, item)
    _state(desk, found, Reopened(reason=reason, window=moved_window(found, day_of(first), day_of(last))))


def case(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    case: Annotated[str, typer.Argument(help="A case of dynamic adjustment, by its id or how that begins.")],
    text: Annotated[str, typer.Option(help="What is to be done, in your own words.")] = "",
    element: Elements = None,
    responsible: _Responsible = None,
    days: Annotated[
        int | None, typer.Option(min=1, help="How long it may take (default: as the slowest of its elements).")
    ] = None,
    scope: Annotated[str | None, typer.Option(help="Of which process it is (default: of the enterprise).")] = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Put what is to be done about a case of dynamic adjustment into the plan; its window begins today."""
    from workbench.findings import ENTERPRISE
    from workbench.normalization.watch.recorded import case_named
    from workbench.study.adjusting import usual_days
    from workbench.study.case_steps import plan_case
    from workbench.study.opening import design_of
    from workbench.study.remedies import Remedy

    desk = desk_of(workspace, by, today, register, language)
    found, elements = case_named(desk.register, case, desk.today), elements_in(element)
    remedy = Remedy(
        text=text,
        elements=elements,
        responsible=_posts(desk, responsible or ()),
        days=days or usual_days(workspace, elements),
        scope=scope or ENTERPRISE,
    )
    for each in plan_case(desk.register, found, remedy, design_of(workspace), desk.author):
        typer.echo(say("case-planned", desk.speech, {"number": each.number, "item": each.statement.subject, "case": found.id}))


def warning(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    workspace: WorkspaceFolder,
    warning: Annotated[str, typer.Argument(help="A preventive warning, by its id or how that begins (correct warnings).")],
    text: Annotated[str, typer.Option(help="What is to be done, in your own words.")] = "",
    element: Elements = None,
    responsible: _Responsible = None,
    days: Annotated[
        int | None, typer.Option(min=1, help="How long it may take (default: as the slowest of its elements).")
    ] = None,
    by: By = "",
    today: Today = None,
    register: RegisterUrl = None,
    language: Speech = None,
) -> None:
    """Assess the workspace, and put what is to be done about a warning into the plan; its window begins today."""
    from workbench.study.adjusting import usual_days
    from workbench.study.findings_over_time import runs_until
    from workbench.study.opening import design_of
    from workbench.study.preventing import plan_warning
    from workbench.study.remedies import Remedy
    from workbench.study.reviewing import forecasts_of

    desk = desk_of(workspace, by, today, register, language)
    found = forecasts_of(desk.assessed(), runs_until(desk.register, desk.today)).warning(warning)
    elements = elements_in(element)
    remedy = Remedy(
        text=text,
        elements=elements,
        responsible=_posts(desk, responsible or ()),
        days=days or usual_days(workspace, elements),
        scope=found.scope,
    )
    for each in plan_warning(desk.register, found, remedy, design_of(workspace), desk.author):
        facts = {"number": each.number, "item": each.statement.subject, "warning": found.id}
        typer.echo(say("warning-planned", desk.speech, facts))


def _item(desk: Desk, beginning: str) -> Item:
    """Return the one item that is in the plan under an id that begins so."""
    from workbench.normalization.plan import plan_in

    return plan_in(desk.register, date.max).named(beginning)


def _posts(desk: Desk, texts: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(desk.post, texts))


def _state(desk: Desk, item: Item, happening: Happening) -> None:
    """Record what happens to an item as it was found, and say so."""
    from workbench.study.adjusting import state

    recorded = state(desk.register, item, happening, desk.author)
    facts = {"number": recorded.number, "item": item.id, "event": say(f"item-event-{happening.name}", desk.speech)}
    facts |= {"state": say(f"item-state-{_item(desk, item.id).state.value}", desk.speech)}
    typer.echo(say("plan-recorded", desk.speech, facts))


STEPS: Final[tuple[Callable[..., None], ...]] = (sign, start, done, cancel, revise, reopen, case, warning)
"""The commands, in the order in which they are told."""
