"""A release alone, on another machine, gives every number again: scores, net figures, conditions, baseline and KPIs."""

import csv
import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from workbench.findings import Severity, UsageError
from workbench.language import Language
from workbench.normalization import Acceptance, Decision, Register, open_register, subject_of
from workbench.normalization.release import (
    Approval,
    Drafted,
    Frozen,
    Releases,
    TrialBegun,
    TrialWindow,
    Waiver,
    advance,
    version_of,
)
from workbench.normalization.release.conditions import CONDITIONS
from workbench.normalization.watch.baseline_file import BASELINE, baseline_bytes, read_baseline
from workbench.report.assessing import Setting, assessment_in, items_of
from workbench.report.verdicts import verdicts_under
from workbench.study import Assessment
from workbench.study.chaining import intentions_in
from workbench.study.frozen import conditions_for, frozen_standing, standing_on
from workbench.study.releasing import DECISIONS, Enclosed, ReleaseRequest, release_of
from workbench.study.target_figures import target_figures
from workbench.study.watching import baseline_from
from workbench.templates import example_workspace, write_with_files

AT = datetime(2025, 5, 6, 9, tzinfo=UTC)
YEARS_LATER = datetime(2031, 1, 1, 9, tzinfo=UTC)
WINDOW = TrialWindow(start=date(2025, 3, 1), end=date(2025, 4, 30))
NOTHING = Releases(on=YEARS_LATER.date())
POLICY = """\
severities: {CF-SKIP: critical}
watch: {least_weeks: 3, least_cases: 1, draws: 199}
levels: {stable_weeks: 2}
"""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was assessed and frozen, and what the release gives again where nothing else is."""

    assessment: Assessment
    frozen: Frozen
    alone: Path
    again: Assessment


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Release the example with one accepted finding, and assess a copy of the release years later."""
    root = tmp_path_factory.mktemp("made") / "ws"
    write_with_files(example_workspace(Language.ZH_CN), root)
    go_on(root / "event_logs" / "REP.csv")
    with (root / "policy.yaml").open("a", encoding="utf-8") as policy:
        policy.write(POLICY)
    register = open_register(root)
    accept(register, assessed_in(root, AT))
    assessment = assessed_in(root, AT)
    frozen = released(root, register, assessment)
    alone = Path(shutil.copytree(frozen.folder, tmp_path_factory.mktemp("elsewhere") / "standard"))
    return Made(assessment=assessment, frozen=frozen, alone=alone, again=assessed_in(alone, YEARS_LATER))


def go_on(path: Path) -> None:
    """Let a log go on as it is, under other case ids, so that it holds a whole month."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        names, *rows = csv.reader(file)
    later = [
        [f"{case}+{days}", activity, moved(start, days), moved(end, days), *who]
        for days in (28, 56)
        for case, activity, start, end, *who in rows
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((names, *rows, *later))


def moved(time: str, days: int) -> str:
    return (datetime.fromisoformat(time) + timedelta(days=days)).isoformat()


def assessed_in(root: Path, now: datetime) -> Assessment:
    (item,) = items_of([str(root)])
    with assessment_in(item, Setting(now=now)) as assessment:
        return assessment


def accept(register: Register, assessment: Assessment) -> None:
    """Accept the critical finding until the end of the year."""
    (critical,) = (each for each in assessment.findings if each.severity is Severity.CRITICAL)
    verdict = Acceptance(reason="已知", owner="质量部", until=date(2025, 12, 31))
    register.decide(Decision(subject=subject_of(critical), verdict=verdict, by="质量部", at=AT))


def released(root: Path, register: Register, assessment: Assessment) -> Frozen:
    begun = datetime(2025, 3, 1, tzinfo=UTC)
    for event in (Drafted(processes=("REP",)), TrialBegun(window=WINDOW)):
        advance(register, version_of("1.0.0"), event, "质量部", begun)
    request = ReleaseRequest(
        workspace=root,
        version="1.0.0",
        effective=date(2025, 5, 10),
        approvals=(Approval(name="王芳", role="管理者代表", day=AT.date()),),
        by="质量部",
        at=AT,
        waiver=Waiver(conditions=CONDITIONS, reason="首次发布", by="总经理", until=date(2025, 12, 31)),
    )
    baseline = baseline_from(assessment, target_figures(intentions_in(assessment)))
    return release_of(assessment, request, register, Enclosed(baseline=baseline))


def scores(assessment: Assessment) -> list[tuple[object, ...]]:
    """Return every score, whole and by side, with its interval, its bounds and what is known of it."""
    named = ((of.scope.id, each) for of in assessment.fit.fits for each in (of.score, *(side.score for side in of.dimensions)))
    return [
        (scope, *((it.value, it.low, it.high) if (it := each.estimate) else ()), each.least, each.most, each.coverage)
        for scope, each in named
    ]


def test_scores_come_again_with_their_intervals(made: Made) -> None:
    assert scores(made.again) == scores(made.assessment)
    (estimate,) = (each.score.estimate for each in made.again.fit.processes)
    assert estimate is not None
    assert estimate.low < estimate.value < estimate.high


def test_decisions_hold_as_when_it_was_frozen_and_give_the_net_figures_again(made: Made) -> None:
    standing = made.again.standing
    assert standing.accepted == made.assessment.standing.accepted
    assert len(standing.in_force) == 1
    assert (standing.on, standing.head) == (AT.date(), made.frozen.manifest.head)
    net = [verdicts_under(each, each.standing) for each in (made.again, made.assessment)]
    assert net[0] == net[1]
    assert net[0] != verdicts_under(made.again, replace(standing, latest={}))


def test_conditions_come_again_as_the_manifest_has_them(made: Made) -> None:
    again = conditions_for(made.again, made.alone, "1.0.0", NOTHING)
    assert again == made.frozen.manifest.conditions
    known = {each.code: each.figure for each in again}
    assert known["quiet"] is not None
    undecided = replace(made.again, standing=replace(made.again.standing, latest={}))
    assert conditions_for(undecided, made.alone, "1.0.0", NOTHING) != again


def test_another_version_than_that_of_the_release_has_no_conditions_in_it(made: Made) -> None:
    with pytest.raises(UsageError):
        conditions_for(made.again, made.alone, "2.0.0", NOTHING)


def test_baseline_and_kpi_figures_come_again_byte_for_byte(made: Made) -> None:
    figures = target_figures(intentions_in(made.again))
    assert read_baseline(made.alone / BASELINE).figures == figures
    assert figures
    assert baseline_bytes(baseline_from(made.again, figures)) == (made.alone / BASELINE).read_bytes()


def test_decisions_that_are_not_those_of_the_manifest_count_as_none(made: Made, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made.alone, tmp_path / "changed"))
    path = folder / DECISIONS
    path.chmod(0o644)
    entries = json.loads(path.read_bytes())
    entries[0]["decision"]["verdict"]["until"] = "2099-12-31"
    path.write_text(json.dumps(entries), encoding="utf-8")
    standing = standing_on(folder, None, AT.date())
    assert standing.fault is not None
    assert standing.fault.code == "RELEASE_FILE_CHANGED"
    assert standing.accepted == frozenset()
    assert frozen_standing(made.alone).accepted
