"""A released standard watched: an assessment of what is new held against the baseline that the release froze."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from workbench.normalization.release import TrialWindow
from workbench.normalization.watch import (
    Baseline,
    Circumstances,
    Observation,
    TargetFigure,
    Watched,
    WatchRules,
    Window,
    baseline_of,
    new_data,
    quiet_weeks,
    watch,
)
from workbench.normalization.watch.baseline_file import BASELINE, read_baseline
from workbench.study.assessing import Assessment


def baseline_from(assessment: Assessment, figures: Iterable[TargetFigure] = (), rules: WatchRules | None = None) -> Baseline:
    """Freeze what an assessment shows, for a release."""
    return baseline_of(observation_of(assessment), figures, rules)


def watch_release(
    baseline: Baseline | str | Path,
    assessment: Assessment,
    circumstances: Circumstances,
    rules: WatchRules | None = None,
    since: date | None = None,
) -> Watched:
    """Hold what an assessment shows of new data against a baseline, or that of a release folder.

    What deviates is judged by the design and policy of that assessment: `look_at` is the look of every door, which takes those of
    the release itself, targets and reviews.
    New is what the baseline has not seen: cases begun after its last judged week, events after its last day; or all from `since`
    on. Raises InputError where the folder has no baseline that can be read.
    """
    frozen = baseline if isinstance(baseline, Baseline) else read_baseline(Path(baseline) / BASELINE)
    rules = rules or assessment.study.policy.watch
    return watch(frozen, new_data(frozen, observation_of(assessment), since), circumstances, rules)


def observation_of(assessment: Assessment) -> Observation:
    """Return what the watch may look at of an assessment."""
    executions = {each.id: each.executions for each in assessment.processes if each.executions is not None}
    return Observation(evidence=assessment.evidence, executions=executions)


def quiet_weeks_of(assessment: Assessment, trial: TrialWindow) -> Mapping[str, int]:
    """Return for each process how many of the last weeks of a trial went without a sign of drift (`quiet_weeks`).

    As many are looked at as level M4 asks for; a process of which it is not known is left out.
    """
    policy = assessment.study.policy
    window = Window(first=trial.start, last=trial.end)
    return quiet_weeks(observation_of(assessment), window, policy.scoring.levels.stable_weeks, policy.watch)
