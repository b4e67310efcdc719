"""A version is published by what was worked out once, and not behind a release that came between."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.study.test_releasing import on_trial, request
from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization.release import State, TrialWindow, standing_in
from workbench.study import Assessment, assess, open_study
from workbench.study import releasing as module
from workbench.study.publishing import Basis, publish
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
