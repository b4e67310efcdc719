"""The same session through the command line and through the app ends in the same register, record for record."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

import pytest

from tests.app.doors import Dealing, Sent, Typed, drawn, opened_in
from workbench.findings import Finding, Severity
from workbench.fit import DEFAULT_POLICY
from workbench.fit.codes import Element
from workbench.language import Language
from workbench.normalization import Register, open_register
from workbench.normalization.audit import CaseResult, SampleRequest, Strata
from workbench.normalization.corrections import CorrectionState, corrections_in
from workbench.normalization.plan import Item, ItemState, plan_in
from workbench.normalization.release import State, standing_in
from workbench.normalization.watch import AdjustmentCase, Monitor, Signal
from workbench.normalization.watch.case import opening
from workbench.normalization.watch.recorded import case_named, cases_in
from workbench.templates import example_workspace, write_with_files

SKIPPED: Final = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="REP", object=("REP-05",)).id
BEGUN, DONE, LATER = date(2025, 5, 5), date(2025, 5, 10), date(2025, 7, 21)
TRIAL: Final = (date(2025, 3, 1), date(2025, 7, 20))
REVIEW: Final = date(2025, 9, 30)
YEAR: Final = date(2026, 7, 1)
AUDIT: Final = SampleRequest(process="REP", seed="2025-1", strata=Strata.DEVIATING, size=6)


class Clock(datetime):
    """A clock that stands still at nine in the morning of a day."""

    day: date = BEGUN

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(cls.day.year, cls.day.month, cls.day.day, 9, tzinfo=tz)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A workspace after the session."""

    root: Path
    register: Register


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        for place in ("workbench.cli.options.datetime", "workbench.app.recording.datetime"):
            patch.setattr(place, Clock)
        yield patch


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> dict[str, Ended]:
    """Play the session by each door, in a workspace of its own."""
    roots = {door: tmp_path_factory.mktemp(door) / "works" for door in ("typed", "sent")}
    for root in roots.values():
        write_with_files(example_workspace(Language.ZH_CN), root)
    play(Typed(root=roots["typed"], by="质量部", patch=patch))
    play(Sent(root=roots["sent"], by="质量部", patch=patch, opened=opened_in(roots["sent"])))
    return {door: Ended(root=root, register=open_register(root)) for door, root in roots.items()}


def play(door: Typed | Sent) -> None:
    """Assess, decide, adjust, correct, audit, review, release, watch: what a management system goes through in three months."""
    Clock.day = BEGUN
    door.record()
    decide_and_adjust(door)
    Clock.day = DONE
    item, (correction,) = skipped(door.root), corrections_in(open_register(door.root), DONE).corrections
    door.find_cause(correction.id, "method", "没有规定谁来做")
    door.agree(correction.id, "写入作业指导书", "P1", TRIAL[1])
    door.carry_out(correction.id, DONE)
    door.finish(item.id, DONE)
    go_on(door.root / "event_logs" / "REP.csv")
    Clock.day = LATER
    door.look()
    door.verify()
    door.judge()
    door.close(correction.id, "已有效")
    audit_and_review(door)
    release_and_watch(door)


def decide_and_adjust(door: Typed | Sent) -> None:
    door.accept(SKIPPED, "等待新系统", "P1", YEAR)
    door.decide(SKIPPED, "withdraw", "不再等待")
    door.decide(SKIPPED, "dispute", "日志不全")
    door.decide(SKIPPED, "confirm", "已到现场查看")
    door.call_nonconformity(SKIPPED, "五份维修单没有验收记录", "8.5.1")
    door.adopt()
    item = skipped(door.root)
    for post in item.unsigned:
        door.sign(item.id, post)
    door.start(item.id)


def audit_and_review(door: Typed | Sent) -> None:
    first, second, *_ = drawn(opened_in(door.root), AUDIT)
    deviating = CaseResult(case=first, deviates=True, remark="没有签字")
    door.audit(AUDIT, (deviating, CaseResult(case=second, deviates=False)))
    door.decide_in_review("年度管理评审", "补充技能表", "P1", REVIEW, Element.ORGANIZATION)


def release_and_watch(door: Typed | Sent) -> None:
    door.draft("首次发布")
    door.begin_trial("1.0.0", *TRIAL)
    door.publish("1.0.0", LATER, "王芳:管理者代表", "首次发布，试运行期内尚无足够数据", YEAR)
    door.open_case(("客户改用电子报修", "维修班合并"), since=DONE)
    (case,) = cases_in(open_register(door.root), LATER)
    door.plan_case(case.id, Dealing(text="改为线上接单", element=Element.TECHNOLOGY, responsible="P1", scope="REP", days=45))
    door.close_case(case.id, "已上线")
    slower = case_of_slow_cases(door.root, case)
    door.plan_case(slower.id, Dealing(text="增加一名维修工", element=Element.ORGANIZATION, responsible="P1", scope="REP"))
    door.close_case(slower.id, "已增员")


def case_of_slow_cases(root: Path, like: AdjustmentCase) -> AdjustmentCase:
    """Record that a case like another was opened, of a signal that names a process and one of its activities."""
    about = Signal(
        monitor=Monitor.RULE, process="REP", object=("REP-05",), statistic=0.4, limit=0.2, usual=0.1, n=40, unit="share"
    )
    register = open_register(root)
    recorded = register.enter(opening(replace(like.opened, signals=(about,)), like.by, like.at))
    return case_named(register, recorded.statement.subject, LATER)


def skipped(root: Path) -> Item:
    """Return the item of the step that is skipped."""
    return next(each for each in plan_in(open_register(root), LATER).items if SKIPPED in each.planned.findings)


def go_on(log: Path) -> None:
    """Write on a log: nine times the cases of March and April that lacked nothing, begun from the middle of May on."""
    with log.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    whole = {row["case_id"] for row in rows if row["activity"] == "REP-05"}
    further = [moved(row, again) for again in range(9) for row in rows if row["case_id"] in whole]
    with log.open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.DictWriter(file, list(rows[0]))
        written.writeheader()
        written.writerows([*rows, *further])


def moved(row: dict[str, str], again: int) -> dict[str, str]:
    """Return an event of a case that is like another and begins eleven weeks later."""
    times = {key: datetime.fromisoformat(row[key]) + timedelta(days=75 + again) for key in ("start", "end")}
    said = {key: moment.isoformat(timespec="minutes") for key, moment in times.items()}
    return {**row, **said, "case_id": f"{row['case_id']}-{again}"}


def test_the_session_went_through_all_of_it(ended: dict[str, Ended]) -> None:
    register = ended["typed"].register
    (correction,) = corrections_in(register, LATER).corrections
    assert (skipped(ended["typed"].root).state, correction.state) == (ItemState.EFFECTIVE, CorrectionState.CLOSED)
    assert standing_in(register, LATER).version["1.0.0"].state is State.MONITORED
    case, slower = cases_in(register, LATER)
    assert [each.object for each in case.opened.signals] == [("客户改用电子报修",), ("维修班合并",)]
    assert [(len(each.items), each.is_open) for each in (case, slower)] == [(1, False), (1, False)]
    kinds = {each.draft.kind for each in register.storage.records()}
    assert kinds == {"run", "decision", "item", "correction", "audit", "review", "release", "case"}


def test_an_item_tells_what_speaks_for_it_by_the_names_of_process_and_activity(ended: dict[str, Ended]) -> None:
    register = ended["typed"].register
    _, slower = cases_in(register, LATER)
    planned = plan_in(register, LATER).item[slower.items[0]].planned
    said = planned.moved_from[0].text(Language.ZH_CN)
    assert ("REP" in said, "报修" in said) == (False, True)
    assert planned.window.days == DEFAULT_POLICY.rules.organization_window_days


def test_every_statement_is_the_same(ended: dict[str, Ended]) -> None:
    """Kind, subject, what it says, by whom, when, and what its author had seen."""
    typed, sent = ([each.draft for each in ended[door].register.storage.records()] for door in ("typed", "sent"))
    assert [(each.kind, each.subject, each.seen) for each in typed] == [(each.kind, each.subject, each.seen) for each in sent]
    assert [json.loads(each.content) for each in typed] == [json.loads(each.content) for each in sent]


def test_both_registers_end_in_the_same_head(ended: dict[str, Ended]) -> None:
    assert ended["typed"].register.head == ended["sent"].register.head
