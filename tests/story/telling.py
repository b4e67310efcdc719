"""The demo's story gone through in one workspace with one register: assessed, planned, done, verified, released, watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from demo.seasons import SECOND, THIRD
from demo.story import DemoStory, Moment
from tests.story.managing import BY, audit, correct, review
from workbench.normalization import Author, Register, open_register
from workbench.normalization.plan import (
    Done,
    Happening,
    Item,
    ItemEvent,
    SignedOff,
    Started,
    enter_event,
    enter_items,
    plan_in,
)
from workbench.normalization.release import (
    Act,
    Approval,
    Drafted,
    Frozen,
    TrialBegun,
    TrialWindow,
    Waiver,
    advance,
    version_of,
)
from workbench.normalization.sightings import enter_run
from workbench.normalization.verification import Judgement, to_verify, verified_by
from workbench.normalization.watch import Watched
from workbench.report.normalization.publishing import Publication, publish
from workbench.study import Assessment, assess, open_study
from workbench.study.adjusting import verify
from workbench.study.case_steps import open_case
from workbench.study.monitoring import Asked, look_at
from workbench.study.planning import planned_items
from workbench.study.recording import run_of_assessment
from workbench.study.releasing import ReleaseRequest
from workbench.study.verifying import verify_items

VERSION: Final = "1.0.0"
LACKING: Final = ("score", "dimension", "critical", "quiet")
"""What a release needs and the trial does not show: high enough scores, no critical finding, eight weeks without a signal."""
Key = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Told:
    """What came of it; the register and the release stand in the workspace. `plant` says what each finding is, by its id."""

    story: DemoStory
    workspace: Path
    register: Register
    baseline: Assessment
    adjusted: Assessment
    watched: Assessment
    plant: Mapping[str, str]
    judgements: tuple[Judgement, ...]
    frozen: Frozen
    signals: Watched
    reopened: tuple[str, ...]


def tell(story: DemoStory, workspace: Path) -> Told:
    """Go through the story from its first moment to its last."""
    register = open_register(workspace)
    baseline = seen(story.baseline, workspace, register)
    enter_items(register, planned_items(baseline, None, story.baseline.day), BY, at(story.baseline.day))
    known = plants(story.baseline)
    plant = {each.id: known[each.code, each.scope, each.object] for each in baseline.findings}
    for item in plan_in(register, story.done).items:
        if {plant[each] for each in item.planned.findings} <= story.repaired | story.claimed:
            do(item, story.done, register)
    adjusted = seen(story.adjusted, workspace, register)
    judgements = verified(story.adjusted.day, register, adjusted, baseline)
    frozen = released(story.released, workspace, register)
    audit(adjusted, at(story.released), register)
    correct(adjusted.findings[0], adjusted, at(story.released), register)
    review(at(story.released), register)
    watched = seen(story.watched, workspace, register)
    looked = look_at(workspace, register, watched, Asked(on=story.watched.day, since=THIRD.first))
    open_case(register, looked, watched.study.design, Author(by=BY, at=at(story.watched.day)))
    reopened = verify(register, watched, Author(by=BY, at=at(story.watched.day)), baseline).reopened
    return Told(
        story=story,
        workspace=workspace,
        register=register,
        baseline=baseline,
        adjusted=adjusted,
        watched=watched,
        plant=plant,
        judgements=judgements,
        frozen=frozen,
        signals=looked.watched,
        reopened=reopened,
    )


def at(day: date) -> datetime:
    """Return nine in the morning of a day, on the clocks of the enterprise."""
    return datetime.combine(day, time(9), tzinfo=ZoneInfo("Asia/Shanghai"))


def plants(moment: Moment) -> dict[Key, str]:
    """Return each plant by what its finding is about."""
    return {(its.code, its.scope, its.object): plant for plant, its in moment.demo.truth.items()}


def seen(moment: Moment, workspace: Path, register: Register) -> Assessment:
    """Assess a moment, and record what was seen."""
    moment.write(workspace)
    assessment = assess(open_study(workspace))
    enter_run(register, run_of_assessment(assessment, BY, at(moment.day)))
    return assessment


def do(item: Item, day: date, register: Register) -> None:
    """Let whoever has to agree do so, and the item be done."""
    happen: Sequence[Happening] = (*(SignedOff(post=post) for post in item.unsigned), Started(on=day), Done(on=day))
    for happening in happen:
        enter_event(register, item.id, ItemEvent(happening=happening, by=BY, at=at(day)))


def verified(day: date, register: Register, new: Assessment, earlier: Assessment) -> tuple[Judgement, ...]:
    """Judge all that is done, and record the judgements."""
    judgements = verify_items(new, to_verify(plan_in(register, day).items), earlier)
    run = run_of_assessment(new, BY, at(day)).subject
    for each in judgements:
        enter_event(register, each.item, ItemEvent(happening=verified_by(each, run), by=BY, at=at(day)))
    return judgements


def released(day: date, workspace: Path, register: Register) -> Frozen:
    """Publish what was on trial as the command does, with all documents; what it lacks is waived for half a year."""
    version, window = version_of(VERSION), TrialWindow(start=SECOND.first, end=day - timedelta(days=1))
    for event in (Drafted(processes=("ECM", "OTD", "P2P")), TrialBegun(window=window)):
        advance(register, version, event, BY, at(SECOND.first))
    waiver = Waiver(conditions=LACKING, reason="按计划整改", by=BY, until=day + timedelta(days=183))
    request = ReleaseRequest(
        workspace=workspace,
        version=VERSION,
        effective=day,
        approvals=(Approval(name="李明", role="Q5", day=day, act=Act.CHECKED), Approval(name="王芳", role="GM", day=day)),
        by=BY,
        at=at(day),
        waiver=waiver,
    )
    return publish(Publication(request=request), lambda _: None)
