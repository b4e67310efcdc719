"""A version is published by what was worked out once, and not behind a release that came between."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.normalization.plan.items import AT, TODAY, happened, in_work, item
from tests.study.test_releasing import on_trial, request
from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization.plan import Done, Plan, Planned, Reopened, plan_of
from workbench.normalization.release import Happened, Release, Released, State, TrialWindow, standing_in, version_of
from workbench.study import Assessment, assess, open_study
from workbench.study import releasing as module
from workbench.study.publishing import Basis, done_since, publish
from workbench.study.releasing import release_of
from workbench.templates import example_workspace, write_with_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_with_files(example_workspace(Language.ZH_CN), tmp_path / "ws")
    return tmp_path / "ws"


def no_documents(basis: Basis) -> Mapping[str, bytes]:
    assert basis.differences is None
    return {}


def test_what_a_release_asks_for_is_worked_out_once_and_stands_in_its_manifest(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[TrialWindow] = []
    count = module.quiet_weeks_of

    def counting(assessment: Assessment, trial: TrialWindow) -> Mapping[str, int]:
        counted.append(trial)
        return count(assessment, trial)

    monkeypatch.setattr(module, "quiet_weeks_of", counting)
    assessment, register = assess(open_study(root)), on_trial(root)
    frozen = publish(assessment, request(root), register, no_documents)
    assert len(counted) == 1
    assert {each.code for each in frozen.manifest.conditions if not each.is_met} == {"dimension", "quiet"}
    assert standing_in(register, frozen.manifest.at.date()).version["1.0.0"].state is State.MONITORED


def test_a_release_that_came_between_is_not_passed_over(root: Path) -> None:
    assessment, register = assess(open_study(root)), on_trial(root)
    on_trial(root, "1.1.0")

    def meanwhile(_: Basis) -> Mapping[str, bytes]:
        release_of(assessment, request(root, "1.1.0"), register)
        return {}

    with pytest.raises(UsageError) as refused:
        publish(assessment, request(root), register, meanwhile)
    assert refused.value.finding.code == "RELEASE_MEANWHILE"
    assert standing_in(register, request(root).at.date()).version["1.0.0"].state is State.TRIAL


def released_at(number: int) -> Release:
    """Return a release that was published on the day of all else, by the record of a number."""
    event = Released(effective=TODAY, approvals=(), manifest_sha256="0" * 64)
    return Release(version=version_of("1.0.0"), events=(Happened(number=number, by="质量部", at=AT, event=event),))


def done_by(*numbers: int) -> Plan:
    """Return a plan whose items were done on one day, by the records of these numbers."""
    done = {f"{each}": happened(Planned(item=item(f"{each}")), *in_work(), Done(on=TODAY), every=0) for each in numbers}
    return plan_of({key: (*its[:-1], replace(its[-1], number=int(key))) for key, its in done.items()}, TODAY)


def test_of_what_is_done_on_the_day_of_a_release_the_records_tell_what_came_after_it() -> None:
    assert [each.id for each in done_since(released_at(8), done_by(5, 7, 9))] == ["9"]
    assert [each.id for each in done_since(None, done_by(5, 7, 9))] == ["5", "7", "9"]


def test_what_is_to_be_done_again_is_not_done_until_that_is_recorded() -> None:
    again = (Planned(item=item()), *in_work(), Done(on=TODAY), Reopened(reason="复发"))
    opened = plan_of({"m": happened(*again, every=0)}, TODAY)
    assert done_since(None, opened) == ()
    done = plan_of({"m": happened(*again, *in_work(), Done(on=TODAY), every=0)}, date.max)
    assert [each.id for each in done_since(released_at(4), done)] == ["m"]
