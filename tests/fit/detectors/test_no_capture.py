from tests.enterprises import Did, cases, claims, did, evidence_of, line, systems, unknown
from workbench.design import Subjects
from workbench.fit.detection import Evidence, detect
from workbench.fit.detectors.no_capture import CODE, not_captured
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

TABLES = Subjects(landscape=Landscape(systems=systems("ERP PAPER:offline"), functions=()))
PAPER = ActivityFacts(functions=("PAPER",))


def evidence(number: int, fact: ActivityFacts, *more: Did, tasks: str = "a b c") -> Evidence:
    return evidence_of([line("p", tasks, b=fact)], TABLES, {"p": (*cases(number, did("a"), did("c")), *more)})


def test_a_step_on_paper_that_never_shows_is_a_blind_spot_in_all_exposed_cases() -> None:
    (finding,) = detect(evidence(30, PAPER), {CODE: not_captured}).findings
    assert (finding.object, finding.count, finding.exposed, len(finding.cases)) == (("b",), None, 30, 30)
    assert finding.elements == ("b",)


def test_so_is_one_that_is_declared_unobservable() -> None:
    assert claims(not_captured(evidence(30, ActivityFacts(observable=False)))) == [("b", None, 30)]


def test_one_that_could_show_is_none() -> None:
    assert claims(not_captured(evidence(30, ActivityFacts()))) == []
    assert claims(not_captured(evidence(30, ActivityFacts(functions=("PAPER",), observable=True)))) == []


def test_too_few_exposed_cases_tell_nothing() -> None:
    assert claims(not_captured(evidence(29, PAPER))) == []


def test_one_that_showed_once_is_no_blind_spot() -> None:
    seen = [Did(case="x", activity=name, end=minute) for minute, name in enumerate("abc")]
    assert claims(not_captured(evidence(30, PAPER, *seen))) == []


def test_a_called_process_without_events_is_no_blind_spot() -> None:
    assert claims(not_captured(evidence(30, PAPER, tasks="a b:call c"))) == []


def test_without_a_log_it_is_unknown() -> None:
    assert unknown(not_captured(evidence_of([line("p", "a b c", b=PAPER)], TABLES))) == ["UNKNOWN_NO_LOG"]
