"""From what was observed in single cases to findings: exposure, count, cases, and the floor below which nothing is claimed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments
from workbench.conformance.association import Association, CaseOutcomes, associations_of
from workbench.conformance.expectation import Expectation
from workbench.conformance.exposure import Exposure, exposure_of
from workbench.conformance.observations import Observation, observer_of
from workbench.conformance.order_rules import JudgedRule, critical_orders, elements_of, judged_rules
from workbench.conformance.result_tables import deviation_table
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language, say
from workbench.process.sidecar import ActivityFacts, Sidecar, UndesignedLabel
from workbench.shown import Columns, Tabled

_SEVERITIES = {
    "CF-SKIP": Severity.MAJOR,
    "CF-ORDER": Severity.MAJOR,
    "CF-EXTRA": Severity.MINOR,
    "CF-REWORK": Severity.MINOR,
    "CF-DEAD": Severity.MAJOR,
    "CF-CTRL": Severity.MAJOR,
    "PO-APPR": Severity.MINOR,
}
_CONTROL: Final = "CF-CTRL"
OPTIONAL: Final = (_CONTROL,)
"""The codes that are off by default."""

_CONTROLS: Final = ("approval", "control")
"""The kinds of activity, as the sidecar names them, whose omission is that of a control."""


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """When a finding is claimed (defaults of the domain's decision rules): shares in [0, 1], counts of cases, days.

    `also` are codes that are off by default: CF-CTRL, a declared control that was skipped or broken. Raises UsageError for
    one that is not known.
    """

    least_share: float = 0.01
    least_cases: int = 5
    dead_exposure: int = 30
    edge_days: int = 7
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = sorted(set(self.also) - set(OPTIONAL))
        if unknown:
            facts = {"key": "also", "value": ", ".join(unknown), "wanted": ", ".join(OPTIONAL)}
            raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))


@dataclass(frozen=True, kw_only=True)
class Incidence:
    """A finding, the variants whose cases it affects, those in which it could have been, and what goes along with it.

    `observation` is what their alignments show; None for a rule that is judged without them.
    """

    finding: Finding
    affected: frozenset[int]
    exposed: frozenset[int]
    associations: tuple[Association, ...] = ()
    observation: Observation | None = None


@dataclass(frozen=True, kw_only=True)
class Deviations(Tabled):
    """What was found in one process, ranked by severity, then rate: claimed, and below the reporting floor."""

    claimed: tuple[Incidence, ...]
    rare: tuple[Incidence, ...]

    @property
    def table(self) -> Columns:
        """Return what is claimed."""
        return deviation_table(self)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is claimed."""
        return tuple(each.finding for each in self.claimed)

    @property
    def below_threshold(self) -> tuple[Finding, ...]:
        """Return what was seen too rarely to be claimed."""
        return tuple(each.finding for each in self.rare)

    def associated(self, outcomes: CaseOutcomes) -> Deviations:
        """Return the same, each claimed finding with what goes along with it."""
        claimed = (
            replace(each, associations=associations_of(each.finding, each.affected, each.exposed, outcomes))
            for each in self.claimed
        )
        return replace(self, claimed=tuple(claimed))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Evidence:
    """What was observed and exposed, variant by variant, and the complete cases of each."""

    observed: dict[Observation, list[int]]
    exposure: Exposure
    cases_of: Sequence[Sequence[str]]

    def cases(self, variants: Collection[int]) -> tuple[str, ...]:
        return tuple(sorted(case for variant in variants for case in self.cases_of[variant]))


def find_deviations(
    alignments: Alignments,
    log: SimpleLog,
    complete: NDArray[np.bool_],
    expectation: Expectation,
    thresholds: Thresholds,
) -> Deviations:
    """Turn the alignments of the complete cases into findings, ranked by severity, then rate."""
    matches = expectation.matches(log.activities)
    evidence = _gathered(alignments, log.cases, complete, expectation)
    _add_critical_orders(evidence, critical_orders(log.variants, alignments.automaton, matches, expectation), expectation)
    found = [_incidence(_named(each, expectation, thresholds), each, evidence, expectation) for each in evidence.observed]
    if _CONTROL in thresholds.also:
        judged = judged_rules(log.variants, alignments.automaton, matches, expectation)
        found += [_broken_rule(each, evidence, expectation) for each in judged if evidence.exposure.count(each.broken)]
    never = {symbol for symbol in alignments.symbols if not _occurs(symbol, alignments.variants.activities, matches)}
    claimed: list[Incidence] = []
    rare: list[Incidence] = []
    for each in found:
        if _is_dead(each.finding, never, thresholds):
            claimed.append(replace(each, finding=_dead(each.finding)))
        else:
            (claimed if _is_claimed(each.finding, thresholds) else rare).append(each)
    return Deviations(claimed=ranked(claimed), rare=ranked(rare))


def _gathered(
    alignments: Alignments, case_ids: Sequence[str], complete: NDArray[np.bool_], expectation: Expectation
) -> _Evidence:
    cases_of: list[list[str]] = [[] for _ in range(len(alignments.variants))]
    for case in np.flatnonzero(complete).tolist():
        cases_of[alignments.variants.of_case[case]].append(case_ids[case])
    observer = observer_of(alignments, expectation)
    observed: dict[Observation, list[int]] = {}
    for variant, cases in enumerate(cases_of):
        if not cases:
            continue
        for observation in sorted({each.observation for each in observer.deviations(variant)}):
            observed.setdefault(observation, []).append(variant)
    return _Evidence(observed=observed, exposure=exposure_of(alignments, complete), cases_of=cases_of)


def _add_critical_orders(evidence: _Evidence, judged: Iterable[JudgedRule], expectation: Expectation) -> None:
    """Observe each critical order in all variants that reverse it, whatever the moves of their alignments are called."""
    for each in judged:
        before, after = (elements_of(activity, expectation) for activity in (each.rule.before, each.rule.after))
        orders = [Observation("CF-ORDER", (first, then)) for first in before for then in after]
        told = {variant for order in orders for variant in evidence.observed.get(order, ())}
        untold = sorted(variant for variant in each.reversed - told if evidence.cases_of[variant])
        if untold:
            order = next((each for each in orders if each in evidence.observed), orders[0])
            evidence.observed[order] = sorted([*evidence.observed.get(order, ()), *untold])


def _occurs(symbol: str, activities: Sequence[str], matches: Mapping[str, Sequence[str]]) -> bool:
    return any(symbol in matches.get(label, ()) for label in activities)


def _named(observation: Observation, expectation: Expectation, thresholds: Thresholds) -> str:
    """Return the code under which an observation is reported, which its kind in the sidecar may decide."""
    about, sidecar = observation.about[0], expectation.sidecar
    if observation.code == "CF-EXTRA" and _undesigned(about, expectation).kind == "approval":
        return "PO-APPR"
    if observation.code == "CF-SKIP" and _CONTROL in thresholds.also:
        return _CONTROL if sidecar.activities.get(about, ActivityFacts()).kind in _CONTROLS else "CF-SKIP"
    return observation.code


def _undesigned(about: str, expectation: Expectation) -> UndesignedLabel:
    known = about in expectation.naming.nodes
    return UndesignedLabel() if known else expectation.sidecar.labels.get(about, UndesignedLabel())


def _incidence(code: str, observation: Observation, evidence: _Evidence, expectation: Expectation) -> Incidence:
    """Count an observation among the cases that were exposed to it: those in which its activities were due or done."""
    affected = frozenset(evidence.observed[observation])
    exposed = evidence.exposure.to(observation.code, observation.about) | affected
    ids = tuple(expectation.naming.activity_id(about) for about in observation.about)
    severity = _severity(code, ids, expectation.sidecar)
    finding = Finding(
        code=code, severity=severity, scope=expectation.scope, object=ids, elements=observation.about,
        facts=_names(code, observation.about, expectation),
    )  # fmt: skip
    return replace(_counted(finding, affected, exposed, evidence), observation=observation)


def _broken_rule(judged: JudgedRule, evidence: _Evidence, expectation: Expectation) -> Incidence:
    """Report a declared order that the log breaks and the flow does not demand."""
    rule = judged.rule
    about = [(elements_of(activity, expectation) or (activity,))[0] for activity in (rule.before, rule.after)]
    finding = Finding(
        code=_CONTROL, severity=rule.severity, scope=expectation.scope, object=(rule.before, rule.after), elements=tuple(about),
        facts=_names(_CONTROL, about, expectation),
    )  # fmt: skip
    return _counted(finding, judged.broken, judged.exposed, evidence)


def _names(code: str, about: Sequence[str], expectation: Expectation) -> Mapping[str, object]:
    names = [expectation.texts(each) for each in about]
    facts: dict[str, object] = {"activity": names[0], "other": names[-1]}
    if code == _CONTROL:
        key = "control-order" if len(about) > 1 else "control-activity"
        facts["control"] = {language.value: say(key, language, facts) for language in Language}
    return facts


def _counted(finding: Finding, affected: frozenset[int], exposed: frozenset[int], evidence: _Evidence) -> Incidence:
    """Give a finding its cases and figures, and its sentence their words."""
    cases = evidence.cases(affected)
    counted = replace(finding, count=len(cases), exposed=evidence.exposure.count(exposed), cases=cases)
    return Incidence(finding=replace(counted, facts={**finding.facts, **figures(counted)}), affected=affected, exposed=exposed)


def figures(finding: Finding) -> Mapping[str, object]:
    """Return the figures of a counted finding as its sentence says them."""
    rate, interval = finding.rate, finding.interval
    return {
        "count": finding.count,
        "exposed": finding.exposed,
        "percent": "–" if rate is None else f"{rate:.1%}",
        "interval": "–" if interval is None else f"{interval.low:.1%}–{interval.high:.1%}",
    }


def _severity(code: str, ids: tuple[str, ...], sidecar: Sidecar) -> Severity:
    """A declared order rule gives its own severity to the order that it demands."""
    for rule in sidecar.order_rules:
        if code == "CF-ORDER" and (rule.before, rule.after) == ids:
            return rule.severity
    return _SEVERITIES[code]


def _is_claimed(finding: Finding, thresholds: Thresholds) -> bool:
    """Apply the reporting floor; a critical finding, such as a broken order rule declared critical, has none."""
    if finding.severity is Severity.CRITICAL:
        return True
    return (finding.count or 0) >= thresholds.least_cases and (finding.rate or 0) >= thresholds.least_share


def _is_dead(finding: Finding, never: Collection[str], thresholds: Thresholds) -> bool:
    """Return whether an activity was due often enough, and never once done."""
    skipped = finding.code in ("CF-SKIP", _CONTROL) and len(finding.elements) == 1
    return skipped and finding.elements[0] in never and (finding.exposed or 0) >= thresholds.dead_exposure


def _dead(skipped: Finding) -> Finding:
    """Return the finding that an activity, often due, never once occurred: it happened in 0 of the exposed cases."""
    finding = replace(skipped, code="CF-DEAD", severity=_SEVERITIES["CF-DEAD"], count=0)
    return replace(finding, facts={**skipped.facts, **figures(finding)})


def ranked(incidences: Iterable[Incidence]) -> tuple[Incidence, ...]:
    """Return incidences in the order of their findings."""
    return tuple(sorted(incidences, key=lambda each: each.finding.order))
