"""DT-LOGQ: logs of which too much is missing or invalid; claimed only where it is asked for."""

from dataclasses import replace

import pytest

from tests.enterprises import Did, accounts, cases, did, evidence_of, line, systems
from workbench.design import Subjects
from workbench.fit.detection import Detected, Evidence, detect
from workbench.fit.detectors.log_quality import CODE, poor_logs
from workbench.fit.indicators.data import log_quality
from workbench.fit.indicators.model import Scope
from workbench.fit.policy import DecisionRules, Policy
from workbench.technology import Landscape

ASKED = Policy().claiming([CODE])
SUBJECTS = Subjects(landscape=Landscape(systems=systems("ERP"), accounts=accounts("mine:personal:anna")))
WHOLE = did("a", start=0, end=1, by="mine", system="ERP")
"""An event with all six values; each that is left out costs a sixth of it."""


def evidence(*steps: Did, policy: Policy = ASKED) -> Evidence:
    return evidence_of([line("p", "a")], SUBJECTS, {"p": cases(10, *steps)} if steps else None, policy)


def told(*steps: Did, policy: Policy = ASKED) -> Detected:
    return detect(evidence(*steps, policy=policy), {CODE: poor_logs})


def test_a_log_without_starts_is_found_and_a_whole_one_is_not() -> None:
    assert [(each.scope, each.object) for each in told(replace(WHOLE, start=None)).findings] == [("p", ("p",))]
    assert told(WHOLE) == Detected()


def test_the_line_is_that_of_the_policy_and_the_sentence_says_both() -> None:
    poor = replace(WHOLE, start=None, system="elsewhere")
    share = log_quality(evidence(poor), Scope(id="p", processes=("p",))).value
    assert share == pytest.approx(4 / 6)
    assert told(poor, policy=replace(ASKED, rules=DecisionRules(log_quality_share=0.66))).findings == ()
    (finding,) = told(poor, policy=replace(ASKED, rules=DecisionRules(log_quality_share=0.67))).findings
    assert finding.text() == "The log of “p” is complete and valid only to 66.7%; 67% is agreed."


def test_nobody_asks_for_it_by_default() -> None:
    assert told(replace(WHOLE, start=None), policy=Policy()) == Detected()


def test_without_a_log_it_is_unknown() -> None:
    assert [each.reason.code for each in told().unknown] == ["UNKNOWN_NO_LOG"]
