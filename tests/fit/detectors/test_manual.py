from tests.enterprises import Did, accounts, cases, claims, did, evidence_of, holdings, line, unknown
from workbench.design import Subjects
from workbench.fit.detection import Evidence
from workbench.fit.detectors.manual import done_by_hand
from workbench.organization import Organization
from workbench.technology import Landscape

PEOPLE = Subjects(
    organization=Organization(holdings=holdings("anna:S1")),
    landscape=Landscape(accounts=accounts("robot:system pub:shared")),
)


def evidence(tasks: str, events: tuple[Did, ...], subjects: Subjects = PEOPLE) -> Evidence:
    return evidence_of([line("p", tasks)], subjects, {"p": events})


def test_an_automatic_task_done_by_people_is_claimed_among_all_its_executions() -> None:
    events = (
        *cases(6, did("a", by="anna")),
        Did(case="s", activity="a", by="pub"),
        Did(case="r", activity="a", by="robot"),
        Did(case="u", activity="a", by="nobody knows"),
    )
    assert claims(done_by_hand(evidence("a:serviceTask", events))) == [("a", 7, 9)]
    assert claims(done_by_hand(evidence("a:userTask", events))) == []


def test_an_automatic_task_that_runs_by_itself_is_none() -> None:
    assert claims(done_by_hand(evidence("a:businessRuleTask", cases(6, did("a", by="robot"))))) == []


def test_what_is_missing_is_said() -> None:
    assert unknown(done_by_hand(evidence_of([line("p", "a:serviceTask")], PEOPLE))) == ["UNKNOWN_NO_LOG"]
    assert unknown(done_by_hand(evidence("a:serviceTask", cases(2, did("a"))))) == ["UNKNOWN_NO_RESOURCES"]
    assert unknown(done_by_hand(evidence("a:scriptTask", cases(2, did("a", by="x")), Subjects()))) == ["UNKNOWN_NO_PERSONS"]
    assert unknown(done_by_hand(evidence("a:userTask", cases(2, did("a"))))) == []
