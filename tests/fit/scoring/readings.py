"""Readings by hand: `TP1=0.9 PO3=? DT4=-` are 0.9, unknown and not applicable; `TP2=0.5@0.8` is known for four fifths."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from tests.enterprises import Did, did, evidence_of, line
from workbench.design import Subjects
from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence
from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.model import Indicator, Reading, Scope, measured, not_applicable, unknown
from workbench.fit.indicators.sample import Exact, Sample
from workbench.fit.policy import Policy
from workbench.fit.scoring.aggregation import weighting_of
from workbench.fit.scoring.scope_score import Read, Scored, drawn, scored
from workbench.fit.scoring_rules import ScoringRules

ANYWHERE = Scope(id="p", processes=("p",))
REASON = Finding(code="UNKNOWN_NO_LOG", severity=Severity.INFO, facts={"codes": "–", "process": "p"})


def reading(code: str, text: str) -> Reading:
    if text == "?":
        return unknown(code, ANYWHERE, REASON)
    if text == "-":
        return not_applicable(code, ANYWHERE)
    value, _, covered = text.partition("@")
    return measured(code, ANYWHERE, Exact(part=float(value), whole=1.0, units=10), covered=float(covered or 1))


def read(told: Mapping[str, str]) -> Read:
    readings = tuple(reading(code, text) for code, text in told.items())
    indicators = tuple(indicator(each.code, lambda *_: each.sample) for each in readings)  # noqa: B023 - never read again
    return Read(indicators=indicators, readings=readings, draws=drawn(readings, np.ones((20, 3))))


def score(rules: ScoringRules | None = None, **told: str) -> Scored:
    rules = rules or ScoringRules()
    return scored(read(told), weighting_of(rules.weights, list(told)), rules)


def indicator(code: str, sample: Callable[[Evidence, Scope], Sample | None]) -> Indicator:
    """Return an indicator that is measured by a sample, or unknown where there is none."""

    def reads(evidence: Evidence, scope: Scope) -> Reading:
        found = sample(evidence, scope)
        return unknown(code, scope, REASON) if found is None else measured(code, scope, found)

    return Indicator(code=code, dimension=Dimension(code[:2]), sources="L", read=reads)


def evidence(*processes: str, cases: int = 40, policy: Policy | None = None, days: int = 90) -> Evidence:
    """Return evidence of processes of two tasks with some cases each, begun over some days; every fourth case does only one."""
    events = {each: _events(cases, days) for each in processes}
    return evidence_of([line(each, "a b") for each in processes], Subjects(), events, policy)


def _events(cases: int, days: int) -> Sequence[Did]:
    minutes = [case * days * 1440 // cases for case in range(cases)]
    steps = [(did("a", end=at + 1), did("b", end=at + 2))[: 1 + (case % 4 > 0)] for case, at in enumerate(minutes)]
    return [Did(case=f"c{case:04}", activity=step.activity, end=step.end) for case, mine in enumerate(steps) for step in mine]
