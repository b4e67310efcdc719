"""A standard goes from draft over trial to release and beyond, one step at a time; a later one takes its place."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.normalization.release.trials import APPROVED, BY, WINDOW, at, on_trial
from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization import Register, open_register
from workbench.normalization.release import (
    Adjusting,
    Drafted,
    Event,
    ListedReleases,
    Monitored,
    Released,
    State,
    Step,
    TrialBegun,
    TrialWindow,
    Withdrawn,
    advance,
    standing_in,
    version_of,
)
from workbench.normalization.release.lifecycle import state_event

RELEASED = Released(effective=date(2026, 4, 10), approvals=(APPROVED,), manifest_sha256="a" * 64)
DAY = date(2026, 12, 31)


def state(register: Register, version: str = "1.0.0", day: date = DAY) -> State:
    return standing_in(register, day).version[version].state


def say_of(register: Register, event: Event, version: str = "1.0.0", month: int = 4) -> None:
    state_event(register, version_of(version), event, BY, at(month, 20))


def test_a_version_goes_through_all_states(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    steps: list[tuple[Event, State]] = [
        (Drafted(processes=("P",)), State.DRAFT),
        (TrialBegun(window=WINDOW), State.TRIAL),
        (RELEASED, State.RELEASED),
        (Monitored(), State.MONITORED),
        (Adjusting(case="DA-1"), State.ADJUSTING),
        (Monitored(), State.MONITORED),
        (Withdrawn(reason="流程取消"), State.WITHDRAWN),
    ]
    for event, then in steps:
        say_of(register, event)
        assert state(register) is then
    release = standing_in(register, DAY).version["1.0.0"]
    assert [each.event for each in release.events] == [event for event, _ in steps]
    assert release.trial == WINDOW


@pytest.mark.parametrize("event", [TrialBegun(window=WINDOW), RELEASED, Monitored(), Adjusting(case="x"), Withdrawn(reason="r")])
def test_nothing_comes_before_the_draft(tmp_path: Path, event: Event) -> None:
    with pytest.raises(UsageError) as refused:
        say_of(open_register(tmp_path), event)
    assert refused.value.finding.code == "RELEASE_TRANSITION"
    assert "尚无草案" in refused.value.finding.text(Language.ZH_CN)
    assert "建立草案" in refused.value.finding.text(Language.ZH_CN)


def test_nothing_follows_a_withdrawal(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    say_of(register, Withdrawn(reason="试运行失败"))
    for event in (Drafted(processes=("P",)), TrialBegun(window=WINDOW), RELEASED, Monitored()):
        with pytest.raises(UsageError):
            say_of(register, event)
    assert state(register) is State.WITHDRAWN


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (Drafted(processes=()), "RELEASE_OF_NOTHING"),
        (TrialBegun(window=TrialWindow(start=date(2026, 2, 2), end=date(2026, 2, 1))), "RELEASE_TRIAL_BACKWARDS"),
        (Withdrawn(reason=" "), "RELEASE_NO_REASON"),
        (replace(RELEASED, approvals=()), "RELEASE_UNAPPROVED"),
    ],
)
def test_what_an_event_lacks_is_said(tmp_path: Path, event: Event, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        say_of(on_trial(tmp_path), event)
    assert refused.value.finding.code == code


def test_nobody_states_a_release_by_hand(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    with pytest.raises(UsageError) as refused:
        advance(register, version_of("1.0.0"), RELEASED, BY, at(4, 20))
    assert refused.value.finding.code == "RELEASE_BY_HAND"
    assert state(register) is State.TRIAL


def test_a_trial_may_be_lengthened_and_the_last_window_counts(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    longer = TrialWindow(start=WINDOW.start, end=date(2026, 6, 30))
    say_of(register, TrialBegun(window=longer))
    assert standing_in(register, DAY).version["1.0.0"].trial == longer
    with pytest.raises(UsageError) as refused:
        say_of(register, RELEASED, month=5)
    assert refused.value.finding.code == "RELEASE_TRIAL_RUNNING"


def test_the_state_is_told_as_of_a_day_on_the_clock_of_who_said_it(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    early = datetime(2026, 4, 20, 7, tzinfo=timezone(timedelta(hours=8)))
    state_event(register, version_of("1.0.0"), RELEASED, BY, early)
    assert state(register, day=date(2026, 4, 19)) is State.TRIAL
    assert state(register, day=date(2026, 4, 20)) is State.RELEASED


def test_a_later_release_takes_the_place_of_the_one_before_from_its_day_on(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    say_of(register, RELEASED)
    on_trial(tmp_path, "1.1.0")
    say_of(register, replace(RELEASED, effective=date(2026, 7, 1)), "1.1.0", 6)
    before, after = (standing_in(register, day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert [str(each.standing("P").version) for each in (before, after) if each.standing("P")] == ["1.0.0", "1.1.0"]  # type: ignore[union-attr]
    assert before.version["1.0.0"].state is State.RELEASED
    assert [[str(each.version) for each in known.in_force] for known in (before, after)] == [["1.0.0"], ["1.1.0"]]
    assert after.version["1.0.0"].state is State.WITHDRAWN
    assert after.version["1.0.0"].superseded == {"P": "1.1.0"}


def test_a_version_may_abolish_a_process_whose_standard_ends_with_it(tmp_path: Path) -> None:
    register = on_trial(tmp_path, processes=("P", "Q"))
    say_of(register, RELEASED)
    on_trial(tmp_path, "1.1.0", ("Q",))
    say_of(register, Drafted(processes=("P",), abolished=("Q",)), "2.0.0")
    say_of(register, TrialBegun(window=WINDOW), "2.0.0")
    say_of(register, replace(RELEASED, effective=date(2026, 7, 1)), "2.0.0", 6)
    assert standing_in(register, date(2026, 6, 30)).standing("Q") is not None
    after = standing_in(register, date(2026, 7, 1))
    assert (after.standing("Q"), after.before("Q"), after.version["1.0.0"].state) == (None, None, State.WITHDRAWN)
    with pytest.raises(UsageError) as refused:
        say_of(register, RELEASED, "1.1.0", 7)
    assert refused.value.finding.code == "RELEASE_OVERTAKEN"
    say_of(register, Withdrawn(reason="r"), "2.0.0", 8)
    assert [str(each.version) for each in standing_in(register, DAY).in_force] == ["1.0.0"]
    with pytest.raises(UsageError) as refused:
        say_of(register, Drafted(processes=("P",), abolished=("P",)), "3.0.0")
    assert refused.value.finding.code == "RELEASE_ABOLISHED_AND_KEPT"


def test_a_version_below_one_that_holds_for_its_process_is_not_released(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    for version in ("1.1.0", "1.2.0", "2.0.0"):
        on_trial(tmp_path, version, ("Q",) if version == "1.2.0" else ("P",))
    say_of(register, RELEASED, "2.0.0")
    with pytest.raises(UsageError) as refused:
        say_of(register, RELEASED, "1.1.0")
    assert (refused.value.finding.code, refused.value.finding.facts["later"]) == ("RELEASE_OVERTAKEN", "2.0.0")
    assert state(register, "1.1.0") is State.TRIAL
    say_of(register, RELEASED, "1.2.0")  # of a process that the higher one says nothing of
    say_of(register, Withdrawn(reason="r"), "2.0.0")
    say_of(register, RELEASED, "1.1.0")


@pytest.mark.parametrize("effective", [date(2015, 4, 10), WINDOW.end])
def test_a_standard_holds_from_a_day_after_its_trial_on(tmp_path: Path, effective: date) -> None:
    register = on_trial(tmp_path)
    with pytest.raises(UsageError) as refused:
        say_of(register, replace(RELEASED, effective=effective))
    assert refused.value.finding.code == "RELEASE_EFFECTIVE_EARLY"


def test_a_release_of_other_processes_leaves_it_in_force_for_the_rest(tmp_path: Path) -> None:
    register = on_trial(tmp_path, processes=("P", "Q"))
    say_of(register, RELEASED)
    on_trial(tmp_path, "1.1.0", ("Q",))
    say_of(register, RELEASED, "1.1.0", 6)
    releases = standing_in(register, DAY)
    assert releases.version["1.0.0"].state is State.RELEASED
    held = {process: releases.standing(process) for process in ("P", "Q", "R")}
    assert {process: str(each.version) if each else None for process, each in held.items()} == {
        "P": "1.0.0",
        "Q": "1.1.0",
        "R": None,
    }
    assert [(str(each.version), releases.governed(each)) for each in releases.in_force] == [("1.1.0", ("Q",)), ("1.0.0", ("P",))]


def test_the_next_version_follows_from_how_much_differs(tmp_path: Path) -> None:
    register = on_trial(tmp_path, "1.9.4")
    assert str(standing_in(register, DAY).proposed(Step.MAJOR)) == "1.0.0"
    say_of(register, RELEASED, "1.9.4")
    proposed = {step: str(standing_in(register, DAY).proposed(step)) for step in Step}
    assert proposed == {Step.PATCH: "1.9.5", Step.MINOR: "1.10.0", Step.MAJOR: "2.0.0"}


def test_the_number_of_a_draft_that_was_withdrawn_is_not_proposed_again(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    say_of(register, Withdrawn(reason="试运行失败"))
    proposed = standing_in(register, DAY).proposed(Step.PATCH)
    assert str(proposed) == "1.0.1"
    advance(register, proposed, Drafted(processes=("P",)), BY, at(4, 21))


def test_versions_show_themselves_with_state_and_approvals(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    say_of(register, RELEASED)
    on_trial(tmp_path, "1.1.0")
    columns = ListedReleases(releases=standing_in(register, DAY).releases).columns(slice(None))
    assert list(columns["version"]) == ["1.0.0", "1.1.0"]
    assert [said["zh-CN"] for said in columns["state"]] == ["已发布（固化）", "试运行"]
    assert list(columns["approved_by"]) == ["王芳", ""]
    assert list(columns["effective"]) == ["2026-04-10", ""]


def test_versions_are_ordered_by_number_not_by_letter() -> None:
    versions = [version_of(text) for text in ("1.10.0", "1.9.0", "2.0.0", "1.9.10")]
    assert [str(each) for each in sorted(versions)] == ["1.9.0", "1.9.10", "1.10.0", "2.0.0"]


@pytest.mark.parametrize("text", ["1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "1.0.0\n", "../1.0.0", "１.0.0", ""])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        version_of(text)


def test_of_two_who_say_something_at_once_the_second_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = on_trial(tmp_path)
    stale = register.entered("release")
    say_of(register, RELEASED)
    monkeypatch.setattr(Register, "entered", lambda *_: stale)
    with pytest.raises(UsageError) as refused:
        say_of(register, RELEASED)
    assert refused.value.finding.code == "STATEMENT_OVERTAKEN"


def test_what_an_author_had_seen_counts_not_what_is_there_by_then(tmp_path: Path) -> None:
    register, window = on_trial(tmp_path), TrialBegun(window=TrialWindow(start=date(2026, 1, 1), end=date(2026, 6, 30)))
    seen = register.head.number
    advance(register, version_of("1.1.0"), Drafted(processes=("P",)), BY, at(4, 1))
    recorded = advance(register, version_of("1.0.0"), window, BY, at(4, 1), seen)
    assert recorded.statement.seen == seen
    with pytest.raises(UsageError) as refused:
        advance(register, version_of("1.0.0"), window, "李工", at(4, 1), seen)
    assert refused.value.finding.code == "STATEMENT_OVERTAKEN"
