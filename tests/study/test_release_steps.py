"""The steps of a release: which version is next, what is waived, who approves."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.normalization.release.trials import APPROVED, BY, at, on_trial
from tests.study.test_several_processes import TOGETHER
from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization import Author, Register, open_register
from workbench.normalization.release import (
    CONDITIONS,
    Act,
    Adjusting,
    Answer,
    Condition,
    Drafted,
    Monitored,
    Released,
    Waiver,
    standing_in,
    version_of,
)
from workbench.normalization.release.lifecycle import state_event
from workbench.normalization.watch import (
    AdjustmentCase,
    CaseClosed,
    CaseOpened,
    Monitor,
    Signal,
    TouchedObjects,
    closing,
    opening,
)
from workbench.normalization.watch.recorded import cases_in
from workbench.study.release_steps import (
    Answers,
    answer_from,
    before,
    draft,
    named,
    proposed_version,
    state,
    waiver_from,
)
from workbench.study.releasing import narrowed
from workbench.templates import example_workspace, write_with_files

DAY = date(2025, 5, 5)
AUTHOR = Author(by="QM", at=datetime(2025, 5, 5, tzinfo=UTC))
LATER = Author(by="QM", at=datetime(2026, 4, 23, 9, tzinfo=UTC))


def condition(code: str, is_met: bool | None) -> Condition:
    return Condition(process="REP", code=code, is_met=is_met, figure=None, limit=0.0)


def test_a_draft_of_nothing_named_is_one_of_every_process_in_the_proposed_version(tmp_path: Path) -> None:
    write_with_files(example_workspace(Language.EN), tmp_path / "factory")
    register = open_register(tmp_path / "factory")
    recorded = draft(tmp_path / "factory", register, None, Drafted(processes=()), AUTHOR)
    releases = standing_in(register, DAY)
    assert (recorded.statement.subject, named(releases, "1.0.0").processes) == ("1.0.0", ("REP",))
    assert str(proposed_version(tmp_path / "factory", releases)) == "1.0.0"
    assert before(releases, version_of("1.0.0")) is None
    with pytest.raises(UsageError) as refused:
        named(releases, "2.0.0")
    assert refused.value.finding.code == "RELEASE_UNKNOWN"


def test_what_is_drafted_are_processes_and_not_the_files_that_hold_them(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/both.bpmn").write_bytes(TOGETHER)
    (tmp_path / "workbench.yaml").write_text("processes:\n  both: {model: models/both.bpmn}\n", encoding="utf-8")
    register = open_register(tmp_path)
    draft(tmp_path, register, None, Drafted(processes=()), AUTHOR)
    assert standing_in(register, DAY).version["1.0.0"].processes == ("repair", "customer")
    draft(tmp_path, register, None, Drafted(processes=("customer",)), AUTHOR)
    assert standing_in(register, DAY).version["1.0.0"].processes == ("customer",)
    for unknown in ("both", "Costumer"):
        with pytest.raises(UsageError, match=r"There are: repair, customer") as refused:
            draft(tmp_path, register, None, Drafted(processes=("repair", unknown)), AUTHOR)
        assert refused.value.finding.code == "RELEASE_PROCESS_UNKNOWN"
    assert refused.value.finding.facts["nearest"] == "customer"


@pytest.mark.parametrize("text", ["Wang Fang:Manager", "Wang Fang\N{FULLWIDTH COLON}Manager", " Wang Fang : Manager "])
def test_an_approval_is_a_name_and_a_role_with_a_colon_of_either_width(text: str) -> None:
    approval = answer_from(text, DAY)
    assert (approval.name, approval.role, approval.day) == ("Wang Fang", "Manager", DAY)


@pytest.mark.parametrize(
    "text", ["", "Wang Fang", ":Manager", "Wang Fang:", "Wang Fang:Manager:yesterday", "Wang Fang:Manager:9999-01-01"]
)
def test_what_lacks_name_or_role_is_no_approval(text: str) -> None:
    with pytest.raises(UsageError):
        answer_from(text, DAY)


def test_an_answer_may_have_its_own_day_and_a_note() -> None:
    answer = answer_from("王芳：管理者代表：2025-01-02：同意：附条件", date(2025, 1, 3))
    assert (answer.role, answer.day, answer.note) == ("管理者代表", date(2025, 1, 2), "同意:附条件")


def test_who_checks_and_who_refuses_is_told_from_who_approves() -> None:
    said = Answers(approved=("A:GM",), checked=("B:QM",), refused=("C:PM",)).on(DAY)
    assert [(each.name, each.act, each.answer) for each in said] == [
        ("B", Act.CHECKED, Answer.APPROVED),
        ("A", Act.APPROVED, Answer.APPROVED),
        ("C", Act.APPROVED, Answer.REJECTED),
    ]


def test_a_waiver_has_a_reason_and_an_end_or_is_none() -> None:
    assert waiver_from("", None, (), "QM") is None
    waiver = waiver_from("First", DAY, (), "QM")
    assert waiver is not None
    assert waiver.conditions == CONDITIONS
    for reason, until in (("First", None), (" ", DAY)):
        with pytest.raises(UsageError):
            waiver_from(reason, until, (), "QM")


def test_a_waiver_is_narrowed_to_what_is_not_met_and_keeps_what_is_no_condition_to_be_refused() -> None:
    conditions = (condition("score", is_met=True), condition("quiet", is_met=None), condition("dimension", is_met=False))
    waiver = Waiver(conditions=("score", "quiet", "weather"), reason="so", by="QM", until=DAY)
    kept = narrowed(waiver, conditions)
    assert kept is not None
    assert kept.conditions == ("quiet", "weather")
    assert narrowed(Waiver(conditions=("score",), reason="so", by="QM", until=DAY), conditions) is None
    assert narrowed(None, conditions) is None


def with_case(workspace: Path, release: str = "1.0.0") -> tuple[Register, AdjustmentCase]:
    """Return a register with version 1.0.0, released, and a case of dynamic adjustment."""
    register = on_trial(workspace)
    released = Released(effective=at(4, 20).date(), approvals=(APPROVED,), manifest_sha256="a" * 64)
    state_event(register, version_of("1.0.0"), released, BY, at(4, 20))
    change = Signal(monitor=Monitor.DECLARED, object=("new users",), since=DAY)
    opened = CaseOpened(release=release, on=DAY, triggers=(), signals=(change,), touched=TouchedObjects())
    register.enter(opening(opened, BY, at(4, 21)))
    return register, cases_in(register, date.max)[0]


def refusal(register: Register, event: Adjusting | Monitored) -> str:
    with pytest.raises(UsageError) as refused:
        state(register, "1.0.0", event, LATER)
    return refused.value.finding.code


def test_a_version_is_adjusted_for_an_open_case_of_its_own_and_watched_again_once_none_is_open(tmp_path: Path) -> None:
    register, case = with_case(tmp_path)
    assert refusal(register, Adjusting(case="nobody")) == "WATCH_CASE_UNKNOWN"
    state(register, "1.0.0", Adjusting(case=case.id[:6]), LATER)
    assert standing_in(register, LATER.at.date()).version["1.0.0"].case == case.id
    assert refusal(register, Monitored()) == "RELEASE_CASE_OPEN"
    register.enter(closing(case, CaseClosed(reason="r"), BY, at(4, 22)))
    assert refusal(register, Adjusting(case=case.id)) == "RELEASE_CASE_NOT_ITS"
    state(register, "1.0.0", Monitored(), LATER)


def test_a_version_is_not_adjusted_for_the_case_of_another(tmp_path: Path) -> None:
    register, case = with_case(tmp_path, release="2.0.0")
    assert refusal(register, Adjusting(case=case.id)) == "RELEASE_CASE_NOT_ITS"
