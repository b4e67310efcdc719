from dataclasses import replace

from tests.enterprises import cases, claims, did, evidence_of, line, unknown
from workbench.design import Subjects
from workbench.fit.detection import Evidence
from workbench.fit.detectors.late import recorded_late
from workbench.fit.policy import DecisionRules, Policy


def evidence(*minutes: int | None, hours: float = 4.0) -> Evidence:
    events = [replace(did("a", end=1, recorded=each), case=f"{number:03}") for number, each in enumerate(minutes)]
    policy = Policy(rules=DecisionRules(late_hours=hours))
    return evidence_of([line("p", "a")], Subjects(), {"p": events}, policy)


def test_a_record_is_late_after_more_than_four_hours() -> None:
    assert claims(recorded_late(evidence(241, 242, 1, None))) == [("a", 1, 3)]


def test_the_policy_says_how_late_is_late() -> None:
    assert claims(recorded_late(evidence(241, 242, 1, hours=3.5))) == [("a", 2, 3)]
    assert claims(recorded_late(evidence(241, 242, 1, hours=5))) == []


def test_what_is_missing_is_said() -> None:
    assert unknown(recorded_late(evidence(None, None))) == ["UNKNOWN_NO_RECORDED"]
    assert unknown(recorded_late(evidence_of([line("p", "a")], Subjects()))) == ["UNKNOWN_NO_LOG"]
    assert unknown(recorded_late(evidence_of([line("p", "a")], Subjects(), {"p": cases(1, did("a", recorded=1))}))) == []
