"""The adjustment plan as every door changes it: a run recorded, items adopted, what is done held against new cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.design import Design, join
from workbench.fit.codes import Element
from workbench.fit.plan.items import longest_window
from workbench.language import say
from workbench.normalization import Author, Register
from workbench.normalization.id_beginnings import id_named
from workbench.normalization.plan import (
    AdjustmentWindow,
    Happening,
    Item,
    ItemEvent,
    PlannedItem,
    Reopened,
    enter_event,
    enter_items,
    plan_in,
    recurrences_in,
    window_from,
)
from workbench.normalization.sightings import EnteredRun, enter_run
from workbench.normalization.statement import Recorded
from workbench.normalization.verification import Judgement, to_verify, verified_by
from workbench.study.assessing import Assessment
from workbench.study.opening import policy_of
from workbench.study.planning import planned_items
from workbench.study.recommending import Recommendation
from workbench.study.recording import run_of_assessment
from workbench.study.subjects import read_subjects
from workbench.study.verifying import verify_items
from workbench.workspace import read_workspace


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """The run that items come from, and what was recorded of those that are new to the plan."""

    run: EnteredRun
    recorded: tuple[Recorded, ...]


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What a run proved: each judgement that it had not come to yet, and which items are opened again."""

    run: EnteredRun
    judgements: tuple[Judgement, ...]
    reopened: tuple[str, ...]


def state(register: Register, item: Item, happening: Happening, author: Author) -> Recorded:
    """Record what happens to an item as its author saw it. Raises as `enter_event` does."""
    said = ItemEvent(happening=happening, by=author.by, at=author.at)
    return enter_event(register, item.id, said, item.seen)


def record_run(register: Register, assessment: Assessment, author: Author) -> EnteredRun:
    """Record what an assessment saw, once. Raises as `Register.enter` does."""
    return enter_run(register, run_of_assessment(assessment, author.by, author.at))


def drafted_items(
    register: Register, assessment: Assessment, recommendation: Recommendation | None, today: date
) -> tuple[PlannedItem, ...]:
    """Return the items that an assessment, and what was recommended on it, would bring into the plan.

    What nothing but accepted deviations ask for is left out: those were decided otherwise.
    """
    accepted = register.standing(today).accepted
    items = planned_items(assessment, recommendation, today, plan_in(register, date.max).items)
    return tuple(each for each in items if not each.findings or not accepted.issuperset(each.findings))


def chosen_drafts(
    drafts: Sequence[PlannedItem], beginnings: Sequence[str] | None, cancelled: Collection[str]
) -> tuple[PlannedItem, ...]:
    """Return the drafts whose ids begin so; where nothing is named, all that were not `cancelled` (`given_up`).

    Raises UsageError where that is not the way to one.
    """
    ids = [each.id for each in drafts]
    wanted = set(ids).difference(cancelled) if beginnings is None else {id_named(each, ids, "ITEM_UNTOLD") for each in beginnings}
    return tuple(each for each in drafts if each.id in wanted)


def adopt(register: Register, assessment: Assessment, items: Collection[PlannedItem], author: Author) -> Adopted:
    """Put items that were drafted from an assessment into the plan, and record the assessment that they come from."""
    run = record_run(register, assessment, author)
    return Adopted(run=run, recorded=enter_items(register, items, author.by, author.at))


def verify(register: Register, assessment: Assessment, author: Author, earlier: Assessment | None = None) -> Verification:
    """Judge every item that is done by the cases that began since, record what is proven, and open again what came back.

    The same run judges an item once, but for what an `earlier` assessment adds. An item came back where it was effective and its
    finding is claimed of the cases since (`recurrences_in`): it is opened again behind all judgements, or by the next
    verification where this one is stopped before. `earlier` is an assessment of what was before, where this log does not reach
    back so far.
    """
    run = record_run(register, assessment, author)
    today = author.today
    plan, subject = plan_in(register, today), run.run.subject
    unjudged = [each for each in plan.items if earlier is not None or each.judgement is None or each.judgement.run != subject]
    found = verify_items(assessment, to_verify(unjudged), earlier)
    judgements = tuple(each for each in found if verified_by(each, subject) != plan.item[each.item].judgement)
    for each in judgements:
        state(register, plan.item[each.item], verified_by(each, subject), author)
    judged = plan_in(register, today)
    reopened = tuple(dict.fromkeys(each.item for each in recurrences_in(judged).rows))
    for key in reopened:
        state(register, judged.item[key], _again(judged.item[key], assessment, today), author)
    return Verification(run=run, judgements=judgements, reopened=reopened)


def moved_window(item: Item, first: date | None, last: date | None) -> AdjustmentWindow | None:
    """Return the window of an item with other days, None where none is given. Raises UsageError where it is none."""
    if first is None and last is None:
        return None
    return AdjustmentWindow(first=first or item.planned.window.first, last=last or item.planned.window.last)


def design_beside(workspace: Path) -> Design:
    """Return what a workspace designs beside its processes, without its models and logs. Raises as `read_workspace` does."""
    return join((), read_subjects(read_workspace(workspace)).subjects)


def usual_days(workspace: Path, elements: Iterable[Element]) -> int:
    """Return how many days there are to move some elements, by the policy of a workspace (`longest_window`)."""
    return longest_window(elements, policy_of(read_workspace(workspace).policy).rules)


def _again(item: Item, assessment: Assessment, today: date) -> Reopened:
    """Open an item again, from today on as long as it was planned for."""
    reason = say("item-came-back", assessment.study.language, {"day": item.proven})
    return Reopened(reason=reason, window=window_from(today, item.planned.window.days))
