from tests.enterprises import claims, duties, evidence_of, functions, line, systems, unknown
from workbench.design import Subjects
from workbench.fit.detectors.unsupported import unsupported
from workbench.organization import Organization
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

TABLES = Landscape(systems=systems("ERP PAPER:offline"), functions=functions("ERP.SO:a"))


def found(tasks: str, responsible: str = "", **facts: ActivityFacts) -> list[tuple[object, ...]]:
    organization = Organization(responsibilities=duties(responsible)) if responsible else Organization()
    return claims(unsupported(evidence_of([line("p", tasks, **facts)], Subjects(organization=organization, landscape=TABLES))))


def test_an_activity_that_no_function_names_is_unsupported() -> None:
    assert found("a b") == [("b", None, None)]


def test_paper_is_enough_unless_a_system_is_needed() -> None:
    assert found("a b", b=ActivityFacts(functions=("PAPER",))) == []
    assert found("a b", b=ActivityFacts(functions=("PAPER",), needs_system=True)) == [("b", None, None)]


def test_what_needs_no_system_is_never_unsupported() -> None:
    assert found("a b", b=ActivityFacts(needs_system=False)) == []


def test_handwork_and_waiting_need_no_system_unless_they_say_so() -> None:
    assert found("a b:manualTask c", c=ActivityFacts(kind="wait")) == []
    assert found("a b:manualTask", b=ActivityFacts(needs_system=True)) == [("b", None, None)]


def test_what_is_left_to_an_outsider_needs_no_system_but_what_a_post_does_with_him_does() -> None:
    assert found("a b", "b:R:EXT") == []
    assert found("a b", "b:R:EXT b:R:S1") == [("b", None, None)]


def test_what_a_system_is_to_do_needs_one() -> None:
    assert found("a b:serviceTask", "b:R:SYS") == [("b", None, None)]


def test_functions_that_nobody_knows_say_nothing() -> None:
    assert found("a b", b=ActivityFacts(functions=("ERP.TYPO",), needs_system=True)) == []


def test_without_functions_it_is_unknown() -> None:
    verdicts = list(unsupported(evidence_of([line("p", "a")], Subjects())))
    assert unknown(verdicts) == ["UNKNOWN_NO_FUNCTIONS"]
    assert claims(verdicts) == []
