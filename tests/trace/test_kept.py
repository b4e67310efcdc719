"""What stands in register and releases is evidence, as of a day; nothing is where nothing was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workbench.findings import InputError
from workbench.language import Language
from workbench.normalization import Confirmation, Decision, Register, open_register, subject_of
from workbench.normalization.plan import SignedOff, enter_event, enter_items, plan_in
from workbench.normalization.plan.events import ItemEvent
from workbench.normalization.release import Approval, Drafted, TrialBegun, TrialWindow, Waiver, advance, version_of
from workbench.normalization.release.conditions import CONDITIONS
from workbench.normalization.review import ReviewDecision, enter_review_decision
from workbench.normalization.sightings import enter_run
from workbench.normalization.watch import Baseline
from workbench.study import Assessment, assess, open_study
from workbench.study.planning import planned_items
from workbench.study.recording import run_of_assessment
from workbench.study.releasing import Enclosed, ReleaseRequest, release_of
from workbench.templates import example_workspace, write_with_files
from workbench.trace import Kept, Requirement, Status, checklist_in, holdings_of, trace
from workbench.trace.kept import recorded

BY = "质量部"
DRAFTED, BEGUN, RELEASED = (datetime(2025, month, 6, 9, tzinfo=UTC) for month in (3, 4, 6))
WINDOW = TrialWindow(start=date(2025, 4, 1), end=date(2025, 4, 30))


@dataclass(frozen=True, kw_only=True)
class Made:
    """A workspace with a register, and what was assessed of it."""

    root: Path
    register: Register
    assessment: Assessment

    def held(self, on: datetime) -> Mapping[str, int]:
        return dict(recorded(Kept(workspace=self.root, register=self.register, on=on.date())))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("kept") / "ws"
    write_with_files(example_workspace(Language.ZH_CN), root)
    made = Made(root=root, register=open_register(root), assessment=assess(open_study(root)))
    planned(made)
    released(made)
    return made


def planned(made: Made) -> None:
    """Record the run and a decision, plan all items, and sign one off."""
    assessment, register = made.assessment, made.register
    enter_run(register, run_of_assessment(assessment, BY, BEGUN))
    subject = subject_of(assessment.findings[0])
    register.decide(Decision(subject=subject, verdict=Confirmation(reason="属实"), by=BY, at=BEGUN))
    enter_items(register, planned_items(assessment, None, BEGUN.date()), BY, BEGUN)
    item = next(each for each in plan_in(register, BEGUN.date()).items if each.unsigned)
    enter_event(register, item.id, ItemEvent(happening=SignedOff(post=item.unsigned[0]), by=BY, at=BEGUN))
    decision = ReviewDecision(review="评审", text="补充岗位", responsible="总经理", due=RELEASED.date())
    enter_review_decision(register, decision, BY, BEGUN)


def released(made: Made) -> None:
    """Try the standard out, and release it with a document and a baseline."""
    version = version_of("1.0.0")
    for event in (Drafted(processes=("REP",)), TrialBegun(window=WINDOW)):
        advance(made.register, version, event, BY, DRAFTED)
    request = ReleaseRequest(
        workspace=made.root,
        version="1.0.0",
        effective=RELEASED.date(),
        approvals=(Approval(name="王芳", role="管理者代表", day=RELEASED.date()),),
        by=BY,
        at=RELEASED,
        waiver=Waiver(conditions=CONDITIONS, reason="首次发布", by="总经理", until=date(2025, 12, 31)),
    )
    enclosed = Enclosed(documents={"职责表.docx": b"PK"}, baseline=Baseline(timezone="UTC"))
    release_of(made.assessment, request, made.register, enclosed)


def test_a_workspace_without_a_register_has_nothing_recorded(tmp_path: Path) -> None:
    kept = Kept(workspace=tmp_path, register=open_register(tmp_path), on=RELEASED.date())
    assert list(recorded(kept)) == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_planned_and_decided_is_counted(made: Made) -> None:
    held, items = made.held(BEGUN), plan_in(made.register, BEGUN.date()).items
    assert held["record:items"] == len(items) > 0
    assert held["record:verifications"] == sum(len(each.planned.verifications) for each in items)
    assert (held["record:runs"], held["record:decisions"], held["record:reviews"]) == (1, 1, 1)
    assert held["record:lifelines"] == len(made.assessment.findings)


def test_what_has_not_happened_is_left_out(made: Made) -> None:
    never = ("done", "judgements", "audits", "corrections", "cases", "differences", "recurrences", "costs")
    assert {f"record:{name}" for name in never} & made.held(RELEASED).keys() == set()


def test_a_release_counts_with_all_that_was_frozen_in_it(made: Made) -> None:
    held = made.held(RELEASED)
    names = ("trials", "releases", "approvals", "documents", "baselines")
    assert [held[f"record:{name}"] for name in names] == [1, 1, 1, 1, 1]
    assert 0 <= held.get("record:conditions_met", 0) < held["record:conditions"]


def test_it_is_told_as_of_a_day(made: Made) -> None:
    assert {"record:items", "record:releases"} & made.held(DRAFTED).keys() == set()
    assert "record:releases" not in made.held(BEGUN)


def test_records_are_evidence_beside_what_was_assessed(made: Made) -> None:
    wanted = Requirement(id="R", zh="要求", en="requirement", evidence=("process:assessed", "record:releases"))
    kept = Kept(workspace=made.root, register=made.register, on=RELEASED.date())
    (without,), (traced,) = (trace([wanted], holdings_of(made.assessment, each)) for each in (None, kept))
    assert (without.status, traced.status) == (Status.PARTLY, Status.EVIDENCED)


def test_an_audit_asks_about_what_is_recorded(made: Made) -> None:
    wanted = Requirement(id="R", zh="要求", en="requirement", evidence=("record:items", "record:releases"))
    before, after = (Kept(workspace=made.root, register=made.register, on=each.date()) for each in (DRAFTED, RELEASED))
    asked = [[each.held for each in checklist_in(made.assessment, [wanted], kept).rows] for kept in (before, after)]
    assert asked == [[None, None], [len(plan_in(made.register, RELEASED.date()).items), 1]]


def test_a_register_that_is_none_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "register" / "register.sqlite"
    broken.parent.mkdir()
    broken.write_bytes(b"no register")
    with pytest.raises(InputError):
        list(recorded(Kept(workspace=tmp_path, register=open_register(tmp_path), on=RELEASED.date())))
