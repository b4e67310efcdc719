"""The weeks without a sign of drift that a level rests on are those that its release counts, and those of the watch since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.study.test_releasing import on_trial, request
from workbench.fit.scoring import Fit, Level
from workbench.fit.watch_rules import WatchRules
from workbench.language import Language
from workbench.normalization import Register, open_register
from workbench.normalization.release import Drafted, Withdrawn, advance, standing_in, version_of
from workbench.normalization.watch import Baseline, NewData, Watched
from workbench.normalization.watch.record import ProcessRecord
from workbench.normalization.watch.signal import Monitor, Signal, Untold
from workbench.study import Assessment, assess, open_study
from workbench.study.quiet_weeks import quiet_weeks_in, quiet_weeks_on
from workbench.study.recording import run_of_assessment
from workbench.study.releasing import conditions_asked, release_of
from workbench.study.under_watch import UnderWatch
from workbench.templates import example_workspace, write_with_files

DRAFTED, EFFECTIVE = date(2025, 5, 6), date(2025, 5, 10)
MONDAY = date(2025, 5, 12)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A workspace with version 1.0.0 on trial, and what was assessed of it."""

    root: Path
    register: Register
    assessment: Assessment

    def quiet(self, on: date, seen: UnderWatch | None = None) -> Mapping[str, int]:
        return quiet_weeks_in(self.root, standing_in(self.register, on), self.assessment, seen)


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """The example, whose trial is long enough for two weeks to be held against three, and whose level lacks nothing else."""
    root = tmp_path_factory.mktemp("assessed") / "ws"
    write_with_files(example_workspace(Language.ZH_CN), root)
    study = open_study(root)
    levels = replace(study.policy.scoring.levels, stable_weeks=2, stable_dimension_score=0.7)
    policy = replace(
        study.policy,
        watch=WatchRules(least_weeks=3, least_cases=1, draws=199),
        scoring=replace(study.policy.scoring, levels=levels),
    )
    return Tried(root=root, register=open_register(root), assessment=assess(replace(study, policy=policy)))


@pytest.fixture
def tried(assessed: Tried, tmp_path: Path) -> Tried:
    root = tmp_path / "ws"
    write_with_files(example_workspace(Language.ZH_CN), root)
    return replace(assessed, root=root, register=on_trial(root))


def asking(tried: Tried, weeks: int) -> Tried:
    """Ask for some weeks."""
    policy = tried.assessment.study.policy
    levels = replace(policy.scoring.levels, stable_weeks=weeks)
    policy = replace(policy, scoring=replace(policy.scoring, levels=levels))
    return replace(tried, assessment=replace(tried.assessment, study=replace(tried.assessment.study, policy=policy)))


def rated(tried: Tried) -> Fit:
    weeks = quiet_weeks_on(tried.root, tried.register, tried.assessment, DRAFTED)
    return replace(tried.assessment, quiet_weeks=weeks).fit.process["REP"]


def test_without_a_trial_nobody_knows_how_long_it_has_been_quiet(assessed: Tried) -> None:
    assert assessed.quiet(DRAFTED) == {}
    fit = assessed.assessment.fit.process["REP"]
    assert (fit.rating.level, [each.code for each in fit.rating.reasons]) == ("M3", ["LEVEL_DRIFT_UNKNOWN"])


@pytest.mark.parametrize(("asked", "level"), [(2, "M4"), (4, "M4"), (5, "M3"), (20, "M3")])
def test_the_level_rests_on_the_weeks_that_the_release_counts(tried: Tried, asked: int, level: str) -> None:
    """The trial has seven settled weeks, of which three are the least that others can be held against."""
    asked_for = asking(tried, asked)
    fit, counted = rated(asked_for), asked_for.quiet(DRAFTED)
    releases = standing_in(tried.register, DRAFTED)
    (quiet,) = (it for it in conditions_asked(asked_for.assessment, "1.0.0", releases) if it.code == "quiet")
    assert (fit.rating.level, quiet.is_met) == (level, level == "M4")
    assert counted == {"REP": quiet.figure}
    assert [(it.code, it.facts["value"], it.facts["limit"]) for it in fit.rating.reasons] == (
        [] if level == "M4" else [("LEVEL_STABLE_DRIFT", quiet.figure, asked)]
    )


def test_a_run_is_the_same_whatever_the_register_has_counted(tried: Tried) -> None:
    at = datetime(2025, 5, 6, 9, tzinfo=UTC)
    weeks = quiet_weeks_on(tried.root, tried.register, tried.assessment, DRAFTED)
    watched = replace(tried.assessment, quiet_weeks=weeks)
    assert watched.fit.process["REP"].rating.level is Level.M4
    assert run_of_assessment(watched, "质量部", at) == run_of_assessment(tried.assessment, "质量部", at)


def test_a_draft_that_is_to_be_tried_anew_and_a_withdrawn_version_tell_nothing(tried: Tried) -> None:
    at = datetime(2025, 5, 6, 9, tzinfo=UTC)
    advance(tried.register, version_of("1.0.0"), Drafted(processes=("REP",)), "质量部", at)
    assert tried.quiet(DRAFTED) == {}
    advance(tried.register, version_of("1.0.0"), Withdrawn(reason="不再需要"), "质量部", at)
    assert tried.quiet(DRAFTED) == {}


@pytest.fixture
def released(tried: Tried) -> Tried:
    release_of(tried.assessment, request(tried.root), tried.register)
    return tried


def look(tried: Tried, weeks: int, watched: Watched | None = None) -> UnderWatch:
    """Return a look at some new weeks."""
    days = {"first": MONDAY, "last": MONDAY + timedelta(days=7 * (weeks - 1))} if weeks else {}
    return UnderWatch(
        release=standing_in(tried.register, EFFECTIVE).version["1.0.0"],
        baseline=Baseline(timezone="UTC", processes=()),
        new=NewData(processes=(ProcessRecord(id="REP", **days),), structure=()),
        watched=watched or Watched(on=EFFECTIVE),
    )


def test_a_release_keeps_what_it_counted_until_it_is_in_force_and_is_then_watched(released: Tried) -> None:
    assert released.quiet(EFFECTIVE - timedelta(days=1)) == {"REP": 2}
    assert released.quiet(EFFECTIVE) == {}
    assert released.quiet(EFFECTIVE, look(released, 0)) == {"REP": 2}
    assert released.quiet(EFFECTIVE, look(released, 3)) == {"REP": 5}


def test_a_signal_since_the_release_leaves_no_week_quiet_and_too_few_cases_add_none(released: Tried) -> None:
    signal = Signal(monitor=Monitor.CYCLE_TIME, process="REP")
    untold = Untold(monitor=Monitor.CONFORMANCE, process="REP", reason="WATCH_TOO_FEW")
    assert released.quiet(EFFECTIVE, look(released, 3, Watched(on=EFFECTIVE, signals=(signal,)))) == {"REP": 0}
    assert released.quiet(EFFECTIVE, look(released, 3, Watched(on=EFFECTIVE, unknown=(untold,)))) == {"REP": 2}


def test_a_manifest_that_is_not_the_released_one_is_not_relied_on(released: Tried) -> None:
    manifest = released.root / "register/releases/1.0.0/manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text("utf-8").replace('"figure": 2.0', '"figure": 9.0'), encoding="utf-8")
    assert released.quiet(EFFECTIVE, look(released, 0)) == {}
