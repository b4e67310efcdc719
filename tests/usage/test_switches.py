from hypothesis import given
from hypothesis import strategies as st

from tests.enterprises import Did, evidence_of, functions, holdings, line, systems
from workbench.design import Subjects
from workbench.organization import Organization
from workbench.technology import Landscape
from workbench.usage import SwitchRow, switches_in, switches_of

SUBJECTS = Subjects(
    organization=Organization(holdings=holdings("anna:S1 bob:S2")),
    landscape=Landscape(systems=systems("ERP MES OA"), functions=functions("ERP.A:a,b MES.B:b,c OA.C:c,d")),
)


def switches(*steps: str) -> SwitchRow:
    """Steps of one case: activity, person, system."""
    events = [
        Did(case="1", activity=activity, end=minute, by=person, system=system or None)
        for minute, (activity, person, system) in enumerate(step.split(":") for step in steps)
    ]
    return switches_of(evidence_of([line("p", "a b c d")], SUBJECTS, {"p": events}).linkage).rows[0]


def counted(*steps: str) -> tuple[int, int]:
    row = switches(*steps)
    return row.actual, row.designed


def test_a_person_who_changes_the_system_switches() -> None:
    assert counted("a:anna:ERP", "b:anna:MES", "c:anna:OA", "d:anna:OA") == (2, 1)
    assert counted("a:anna:ERP", "b:anna:ERP", "c:anna:OA", "d:anna:OA") == (1, 1)


def test_a_hand_over_is_no_switch_and_the_steps_of_others_between_do_not_matter() -> None:
    assert counted("a:anna:ERP", "b:bob:MES") == (0, 0)
    assert counted("a:anna:ERP", "b:bob:MES", "c:anna:ERP", "d:bob:OA") == (1, 2)


def test_steps_in_unknown_systems_and_of_unknown_persons_are_left_out() -> None:
    assert counted("a:anna:ERP", "b:anna:", "c:anna:ERP", "d:?:OA") == (0, 1)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["anna", "bob"]), st.sampled_from("012")), max_size=8))
def test_no_way_that_the_design_allows_switches_less_than_the_design(chosen: list[tuple[str, str, str]]) -> None:
    allowed = {"a": ["ERP"], "b": ["ERP", "MES"], "c": ["MES", "OA"], "d": ["OA"]}
    steps = [f"{activity}:{who}:{allowed[activity][int(way) % len(allowed[activity])]}" for activity, who, way in chosen]
    if steps:
        actual, designed = counted(*steps)
        assert designed <= actual


def test_switches_are_told_case_by_case() -> None:
    steps = [("1", "a", "ERP"), ("1", "c", "OA"), ("2", "a", "ERP"), ("2", "b", "ERP"), ("3", "a", "MES")]
    events = [
        Did(case=case, activity=activity, end=end, by="anna", system=system) for end, (case, activity, system) in enumerate(steps)
    ]
    linkage = evidence_of([line("p", "a b c d")], SUBJECTS, {"p": events}).linkage
    found = switches_in(linkage, linkage.processes[0])
    assert found.actual.tolist() == [1, 0, 0]
    assert found.designed.tolist() == [1, 0, 0]
