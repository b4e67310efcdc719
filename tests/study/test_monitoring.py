"""A release under watch: what a look tells, the case that is opened, planned and closed, and the states that follow."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import process
from tests.study.test_releasing import WAIVER, WINDOW, request
from tests.study.watched import MOVED, REMEDY, TODAY, Made, with_release
from workbench.findings import InputError, UsageError
from workbench.language import Language
from workbench.normalization import Author, Recorded, Register, Statement, open_register
from workbench.normalization.plan import plan_in
from workbench.normalization.release import (
    CONDITIONS,
    Drafted,
    State,
    TrialBegun,
    Withdrawn,
    advance,
    standing_in,
    version_of,
)
from workbench.normalization.watch import AdjustmentCase, CaseClosed, CaseState, Monitor, Trigger
from workbench.normalization.watch.calendar import is_review
from workbench.normalization.watch.recorded import case_named, cases_in
from workbench.report.normalization.monitor import signals_panel
from workbench.report.normalization.monitor_file import decided_lines, monitor_content
from workbench.report.tables import both
from workbench.shown import SHORT
from workbench.study import assess, open_study
from workbench.study.case_steps import begin_monitoring, close_case, open_case, open_cases, plan_case
from workbench.study.monitoring import Asked, look_at, nothing_to_watch
from workbench.study.releasing import Enclosed, release_of
from workbench.study.watching import baseline_from

AUTHOR = Author(by="管理者代表", at=datetime(2025, 7, 1, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return with_release(tmp_path_factory.mktemp("released") / "ws")


@pytest.fixture
def made(released: Made, tmp_path: Path) -> Made:
    """Return a copy that a test may write to."""
    shutil.copytree(released.root, tmp_path / "ws")
    return replace(released, root=tmp_path / "ws")


def state(register: Register) -> State:
    return standing_in(register, TODAY).version["1.0.0"].state


def test_the_same_log_again_has_no_signal_and_says_what_it_cannot_tell(made: Made) -> None:
    seen = look_at(made.root, open_register(made.root), made.assessment, Asked(on=TODAY))
    assert (seen.version, seen.watched.signals) == ("1.0.0", ())
    assert {each.process for each in seen.watched.unknown} >= {"REP"}


def test_a_case_is_opened_planned_and_closed_and_the_state_of_the_release_follows(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    seen = look_at(made.root, register, made.assessment, MOVED)
    assert begin_monitoring(register, seen.release, AUTHOR).state is State.MONITORED
    case = open_case(register, seen, design, AUTHOR)
    assert case is not None
    assert (case.opened.triggers, state(register)) == ((Trigger.DECLARED,), State.ADJUSTING)
    assert case.opened.touched.processes == ("REP",)
    plan_case(register, case, REMEDY, design, AUTHOR)
    planned = case_named(register, case.id[:6], TODAY)
    (item,) = plan_in(register, TODAY).items
    assert (planned.state, planned.items) == (CaseState.PLANNED, (item.id,))
    assert "客户改用电子订单" in item.planned.moved_from[0].text(Language.ZH_CN)
    closed = close_case(register, planned, CaseClosed(reason="已上线"), AUTHOR)
    assert (closed.state, state(register)) == (CaseState.CLOSED, State.MONITORED)


def test_what_is_in_an_open_case_opens_no_second_one(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    first = open_case(register, look_at(made.root, register, made.assessment, MOVED), design, AUTHOR)
    again = look_at(made.root, register, made.assessment, MOVED)
    assert first is not None
    assert again.case_of(again.watched.signals[0].key) == first
    assert open_case(register, again, design, AUTHOR) is None


def test_what_a_closed_case_decided_of_is_told_as_such_and_is_no_signal(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    case = opened_case(made, register)
    close_case(register, case, CaseClosed(reason="无需调整"), AUTHOR)
    seen = look_at(made.root, register, made.assessment, MOVED)
    assert (seen.watched.signals, [each.key for each in seen.watched.decided]) == ((), [case.opened.signals[0].key])
    assert seen.decided_in(case.opened.signals[0].key) == case_named(register, case.id, TODAY)
    (line,) = decided_lines(seen, design, Language.EN)
    assert case.id[:SHORT] in line
    content = monitor_content(seen, design, register.head, Language.EN)
    assert (content["signals"], [each["case"] for each in content["decided"]]) == ([], [case.id])
    panel = signals_panel(seen, made.assessment)
    assert panel.table is not None
    assert [row[5] for row in panel.table.rows] == [both("monitor-decided", case=case.id[:SHORT])]
    assert open_case(register, seen, design, AUTHOR) is None


def test_a_remedy_that_nobody_answers_for_is_refused(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    case = open_case(register, look_at(made.root, register, made.assessment, MOVED), design, AUTHOR)
    assert case is not None
    with pytest.raises(UsageError) as refused:
        plan_case(register, case, replace(REMEDY, responsible=()), design, AUTHOR)
    assert refused.value.finding.code == "REMEDY_HALF"
    assert case_named(register, case.id, TODAY).state is CaseState.OPENED


def test_a_review_is_due_a_year_after_the_release(made: Made) -> None:
    seen = look_at(made.root, open_register(made.root), made.assessment, Asked(on=date(2026, 5, 10)))
    assert [each.monitor for each in seen.watched.signals if is_review(each)] == [Monitor.PERIOD]


def test_a_waiver_that_ran_out_opens_a_case_which_is_no_review(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    day = WAIVER.until + timedelta(days=1)
    author = replace(AUTHOR, at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    assert look_at(made.root, register, made.assessment, Asked(on=WAIVER.until)).watched.signals == ()
    seen = look_at(made.root, register, made.assessment, Asked(on=day))
    assert [(each.detail, each.since) for each in seen.watched.signals] == [("waiver", day)]
    case = open_case(register, seen, design, author)
    assert case is not None
    close_case(register, case, CaseClosed(reason="延至下一版本"), author)
    later = look_at(made.root, register, made.assessment, Asked(on=date(2026, 5, 10)))
    assert [each.detail for each in later.watched.decided] == ["waiver"]
    assert [is_review(each) for each in later.watched.signals] == [True]


def test_a_review_that_decided_nothing_is_done_when_its_case_is_closed_and_due_again_a_period_later(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    due, again = date(2026, 5, 10), date(2027, 5, 20)
    at = datetime(2026, 5, 20, 9, tzinfo=UTC)
    case = open_case(register, look_at(made.root, register, made.assessment, Asked(on=due)), design, replace(AUTHOR, at=at))
    assert case is not None
    close_case(register, case, CaseClosed(reason="评审过，无需调整"), replace(AUTHOR, at=at))
    quiet, later = (look_at(made.root, register, made.assessment, Asked(on=on)) for on in (again - timedelta(days=1), again))
    assert quiet.watched.signals == ()
    assert [each.since for each in later.watched.signals] == [again]
    assert open_case(register, later, design, replace(AUTHOR, at=datetime(2027, 5, 20, 9, tzinfo=UTC))) is not None


def test_a_workspace_without_a_release_says_so(tmp_path: Path) -> None:
    nothing = nothing_to_watch(tmp_path, open_register(tmp_path), Asked(on=TODAY))
    assert nothing is not None
    assert nothing.code == "WATCH_NO_RELEASE"


def test_a_baseline_that_somebody_changed_is_not_relied_on(made: Made) -> None:
    baseline = made.root / "register" / "releases" / "1.0.0" / "baseline.json"
    baseline.chmod(0o600)
    baseline.write_bytes(baseline.read_bytes() + b" ")
    with pytest.raises(InputError) as refused:
        look_at(made.root, open_register(made.root), made.assessment, Asked(on=TODAY))
    assert "baseline.json" in refused.value.finding.text(Language.EN)


@contextmanager
def stopped_at(kind: str) -> Iterator[None]:
    """Stop whoever is about to state something of a kind, as a kill would."""
    enter = Register.enter

    def stopping(register: Register, statement: Statement) -> Recorded:
        if statement.kind == kind:
            raise KeyboardInterrupt
        return enter(register, statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Register, "enter", stopping)
        with pytest.raises(KeyboardInterrupt):
            yield


def opened_case(made: Made, register: Register) -> AdjustmentCase:
    case = open_case(register, look_at(made.root, register, made.assessment, MOVED), made.assessment.study.design, AUTHOR)
    assert case is not None
    return case


def test_a_case_whose_author_was_stopped_before_he_stated_the_rest_is_completed_by_the_next(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    seen = look_at(made.root, register, made.assessment, MOVED)
    before = state(register)
    with stopped_at("release"):
        open_case(register, seen, design, AUTHOR)
    assert (state(register), len(cases_in(register, TODAY))) == (before, 1)
    assert open_case(register, seen, design, AUTHOR) is None
    assert state(register) is State.ADJUSTING


@pytest.mark.parametrize("is_closed_again", [False, True], ids=["the next look", "closed again"])
def test_a_closing_whose_author_was_stopped_before_he_stated_the_rest_is_completed_by_the_next(
    made: Made, is_closed_again: bool
) -> None:
    register = open_register(made.root)
    case = opened_case(made, register)
    with stopped_at("release"):
        close_case(register, case, CaseClosed(reason="r"), AUTHOR)
    assert state(register) is State.ADJUSTING
    (closed,) = cases_in(register, TODAY)
    if is_closed_again:
        with pytest.raises(UsageError, match=case.id):
            close_case(register, closed, CaseClosed(reason="r"), AUTHOR)
    else:
        begin_monitoring(register, standing_in(register, TODAY).version["1.0.0"], AUTHOR)
    assert state(register) is State.MONITORED


def test_an_item_is_in_the_plan_before_a_case_says_that_it_is_planned(made: Made) -> None:
    register, design = open_register(made.root), made.assessment.study.design
    case = opened_case(made, register)
    with stopped_at("case"):
        plan_case(register, case, REMEDY, design, AUTHOR)
    assert case_named(register, case.id, TODAY).state is CaseState.OPENED
    (item,) = plan_in(register, TODAY).items
    assert plan_case(register, case, REMEDY, design, AUTHOR) == ()
    assert case_named(register, case.id, TODAY).items == (item.id,)


def test_a_release_that_cannot_be_adjusted_gets_no_case(made: Made) -> None:
    register = open_register(made.root)
    seen = look_at(made.root, register, made.assessment, MOVED)
    advance(register, seen.release.version, Withdrawn(reason="r"), AUTHOR.by, AUTHOR.at)
    with pytest.raises(UsageError) as refused:
        open_case(register, seen, made.assessment.study.design, AUTHOR)
    assert (refused.value.finding.code, cases_in(register, TODAY)) == ("RELEASE_TRANSITION", ())


def written(root: Path, name: str) -> None:
    """Write a process of two steps with a log of it, a case a day."""
    (root / "models").mkdir(parents=True, exist_ok=True)
    (root / "event_logs").mkdir(exist_ok=True)
    (root / "models" / f"{name}.bpmn").write_bytes(process(name).start().task("a").task("b").end().xml())
    moments = [(case, datetime(2025, 3, 3, hour, tzinfo=UTC) + timedelta(days=case)) for case in range(56) for hour in (8, 9)]
    rows = "".join(f"{case},{'ab'[at.hour - 8]},{at.isoformat()}\n" for case, at in moments)
    (root / "event_logs" / f"{name}.csv").write_text("case_id,activity,end\n" + rows, encoding="utf-8")


def released_apart(root: Path, logged: Collection[str] = ("p", "q")) -> Made:
    """Release two processes together, and one of them once more; those that are not `logged` have no log yet."""
    for name in ("p", "q"):
        written(root, name)
        if name not in logged:
            (root / "event_logs" / f"{name}.csv").unlink()
    links = "".join(f"  {name}: {{model: models/{name}.bpmn, log: event_logs/{name}.csv}}\n" for name in ("p", "q"))
    (root / "workbench.yaml").write_text(f"processes:\n{links}", encoding="utf-8")
    assessment, register = assess(open_study(root)), open_register(root)
    for version, processes, month in (("1.0.0", ("p", "q"), 5), ("1.1.0", ("q",), 6)):
        for event in (Drafted(processes=processes), TrialBegun(window=WINDOW)):
            advance(register, version_of(version), event, AUTHOR.by, datetime(2025, 3, 1, tzinfo=UTC))
        asked = replace(request(root, version, month), waiver=replace(WAIVER, conditions=CONDITIONS))
        release_of(assessment, asked, register, Enclosed(baseline=baseline_from(assessment)))
    return Made(root=root, assessment=assessment)


def test_every_process_is_watched_by_the_release_that_holds_for_it(tmp_path: Path) -> None:
    made = released_apart(tmp_path / "ws")
    register = open_register(made.root)
    seen = look_at(made.root, register, made.assessment, MOVED)
    watched = [(each.version, [it.id for it in each.baseline.processes]) for each in seen.all]
    assert watched == [
        ("1.1.0", ["q"]),
        ("1.0.0", ["p"]),
    ]
    assert [[each.monitor for each in look.watched.signals] for look in seen.all] == [[Monitor.DECLARED], []]
    structure = [{each.monitor for each in (*look.watched.looks, *look.watched.unknown)} for look in seen.all]
    assert [Monitor.STRUCTURE in each for each in structure] == [True, False]
    opened = open_cases(register, seen, made.assessment.study.design, AUTHOR)
    assert [len(each.cases) for each in opened.all] == [1, 0]


def test_a_process_that_had_no_log_when_it_was_released_is_unknown_and_stays_so_once_it_has_one(tmp_path: Path) -> None:
    made = released_apart(tmp_path / "ws", logged=("p",))
    written(made.root, "q")
    for assessment in (made.assessment, assess(open_study(made.root))):
        (seen, older) = look_at(made.root, open_register(made.root), assessment, Asked(on=TODAY)).all
        assert [each.id for each in older.baseline.processes] == ["p"]
        assert ("q", "WATCH_NOTHING_FROZEN") in {(each.process, each.reason) for each in seen.watched.unknown}
        assert "q" not in {each.process for each in seen.watched.looks}


def test_a_release_that_does_not_hold_yet_or_no_more_is_not_watched(made: Made) -> None:
    register = open_register(made.root)
    early = nothing_to_watch(made.root, register, Asked(on=date(2025, 5, 9)))
    assert early is not None
    assert early.code == "WATCH_NO_RELEASE"
    advance(register, version_of("1.0.0"), Withdrawn(reason="流程取消"), AUTHOR.by, AUTHOR.at)
    for asked in (Asked(on=TODAY), Asked(on=TODAY, version="1.0.0")):
        nothing = nothing_to_watch(made.root, register, asked)
        assert nothing is not None
        assert nothing.code == "WATCH_NO_RELEASE"
