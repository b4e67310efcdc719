from tests.enterprises import cases, claims, did, evidence_of, functions, line, systems, unknown
from workbench.design import Subjects
from workbench.fit.detectors.unused import unused
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape


def found(listed: str, used: str | None = None, **facts: ActivityFacts) -> list[tuple[object, ...]]:
    tables = Landscape(systems=systems("ERP PAPER:offline"), functions=functions(listed))
    events = {"p": cases(1, did("a", function=used))} if used else None
    return claims(unused(evidence_of([line("p", "a", **facts)], Subjects(landscape=tables), events)))


def test_a_function_that_nothing_names_is_idle() -> None:
    assert found("ERP.A:a ERP.B") == [("ERP.B", None, None)]


def test_one_event_is_a_use() -> None:
    assert found("ERP.A:a ERP.B", used="ERP.B") == []


def test_what_the_sidecar_says_counts_in_place_of_the_table() -> None:
    assert found("ERP.A:a ERP.B", a=ActivityFacts(functions=("ERP.B",))) == [("ERP.A", None, None)]


def test_a_function_of_an_activity_out_of_scope_and_one_of_paper_are_not_judged() -> None:
    assert found("ERP.A:a ERP.B:elsewhere") == []
    assert found("ERP.A:a PAPER.B") == []


def test_without_functions_it_is_unknown() -> None:
    assert unknown(unused(evidence_of([line("p", "a")], Subjects()))) == ["UNKNOWN_NO_FUNCTIONS"]
