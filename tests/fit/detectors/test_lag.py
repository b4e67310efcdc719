from dataclasses import replace
from datetime import timedelta

from tests.enterprises import Did, claims, crud, data, did, evidence_of, functions, integrations, line, systems, unknown
from workbench.design import Subjects
from workbench.fit.detection import Evidence
from workbench.fit.detectors.lag import slower_than_declared
from workbench.fit.policy import DecisionRules, Policy
from workbench.information import Information
from workbench.technology import Landscape

HOUR = timedelta(hours=1)


def evidence(*begun: int, latency: timedelta | None = HOUR, uses: str = "a:D1:C c:D1:R", share: float = 0.1) -> Evidence:
    """Cases in which `a` writes until minute 10, `b` does something else, and `c` begins to read at a minute."""
    landscape = Landscape(
        systems=systems("CRM ERP"),
        functions=functions("CRM.A:a ERP.C:b,c"),
        integrations=tuple(replace(each, latency=latency) for each in integrations("CRM>ERP:D1")),
    )
    steps = [
        (
            did("a", end=10, system="CRM"),
            did("b", end=11, system="ERP"),
            did("c", start=minute, end=minute + 60, system="ERP"),
        )
        for minute in begun
    ]
    events = {"p": [replace(step, case=f"{case:03}") for case, trace in enumerate(steps) for step in trace]}
    information = Information(data_objects=data("D1"), uses=crud(uses))
    policy = Policy(rules=DecisionRules(lag_share=share))
    return evidence_of([line("p", "a b c")], Subjects(landscape=landscape, information=information), events, policy)


def test_data_that_arrives_after_the_declared_latency_is_late_among_all_that_passes() -> None:
    assert claims(slower_than_declared(evidence(70, 71, 100))) == [("CRM", "ERP", 2, 3)]


def test_as_much_as_the_policy_bears_is_no_finding() -> None:
    assert claims(slower_than_declared(evidence(70, 71, share=0.5))) == []
    assert claims(slower_than_declared(evidence(70, 71, share=0.49))) == [("CRM", "ERP", 1, 2)]


def test_only_declared_latencies_of_the_data_that_passes_are_judged() -> None:
    assert claims(slower_than_declared(evidence(500, latency=None))) == []
    assert claims(slower_than_declared(evidence(500, uses="a:D2:C c:D2:R"))) == []
    assert claims(slower_than_declared(evidence(500, uses="b:D1:C c:D1:R"))) == []


def test_what_is_missing_is_said() -> None:
    assert unknown(slower_than_declared(evidence_of([line("p", "a")], Subjects()))) == [
        "UNKNOWN_NO_INTEGRATIONS",
        "UNKNOWN_NO_CRUD",
    ]
    bare = [Did(case="1", activity=name, end=minute) for minute, name in enumerate("abc")]
    subjects = Subjects(landscape=Landscape(integrations=()), information=Information(uses=()))
    assert unknown(slower_than_declared(evidence_of([line("p", "a b c")], subjects, {"p": bare}))) == [
        "UNKNOWN_NO_EVENT_SYSTEMS",
        "UNKNOWN_NO_STARTS",
    ]
    assert unknown(slower_than_declared(evidence_of([line("p", "a b c")], subjects))) == ["UNKNOWN_NO_LOG"]
