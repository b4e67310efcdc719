"""From system to system: the commonest way and where it breaks, all changes, and who uses which function."""

from dataclasses import replace

import pytest

from tests.enterprises import Did, evidence_of, functions, holdings, integrations, line, systems
from workbench.design import Subjects
from workbench.linkage import Linkage
from workbench.organization import Organization
from workbench.technology import Landscape
from workbench.usage import Passage, Way, commonest_way, function_users_of, passage_between, passages_of

LANDSCAPE = Landscape(
    systems=systems("ERP MES OA PAPER:offline"),
    functions=functions("ERP.A:a MES.B:b OA.C:c"),
    integrations=integrations("ERP>MES"),
)


def linkage(*cases: str, landscape: Landscape = LANDSCAPE) -> Linkage:
    """Link cases, each `activity:person:system …`."""
    events = [
        Did(case=f"{number}", activity=activity, end=10 * number + minute, by=person, system=system or None)
        for number, steps in enumerate(cases)
        for minute, (activity, person, system) in enumerate(step.split(":") for step in steps.split())
    ]
    subjects = Subjects(organization=Organization(holdings=holdings("anna:S1 bob:S2")), landscape=landscape)
    return evidence_of([line("p", "a b c")], subjects, {"p": events}).linkage


def way(*cases: str) -> Way:
    linked = linkage(*cases)
    found = commonest_way(linked, linked.processes[0])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "target", "passage"),
    [
        ("ERP", "ERP", Passage.SAME),
        ("ERP", "MES", Passage.INTEGRATED),
        ("MES", "ERP", Passage.BROKEN),
        ("MES", "PAPER", Passage.OFFLINE),
        ("PAPER", "OA", Passage.OFFLINE),
        ("ERP", None, Passage.UNKNOWN),
    ],
)
def test_a_passage_is_what_is_declared_between_two_systems(source: str, target: str | None, passage: Passage) -> None:
    assert passage_between(source, target, LANDSCAPE) is passage


def test_without_integrations_nobody_knows_whether_it_breaks() -> None:
    assert passage_between("MES", "ERP", replace(LANDSCAPE, integrations=None)) is Passage.UNKNOWN
    assert passage_between("MES", "PAPER", replace(LANDSCAPE, integrations=None)) is Passage.OFFLINE


def test_the_commonest_way_names_the_system_used_most_at_each_step() -> None:
    found = way("a:anna:ERP b:bob:MES c:anna:OA", "a:anna:ERP b:bob:MES c:anna:OA", "a:anna:ERP b:bob:PAPER c:anna:OA")
    assert (found.cases, found.of_cases) == (3, 3)
    assert [(each.activity, each.system, each.count) for each in found.steps] == [
        ("a", "ERP", 3),
        ("b", "MES", 2),
        ("c", "OA", 3),
    ]
    assert [each.passage for each in found.steps] == [None, Passage.INTEGRATED, Passage.BROKEN]


def test_the_order_of_cases_does_not_decide_between_two_ways_alike() -> None:
    one, other = "a:anna:ERP b:bob:MES c:anna:OA", "a:anna:ERP c:bob:OA b:anna:MES"
    assert (
        [each.activity for each in way(one, other).steps] == [each.activity for each in way(other, one).steps] == ["a", "b", "c"]
    )


def test_a_step_whose_system_nobody_names_is_unknown() -> None:
    found = way("a:anna:ERP b:bob: c:anna:OA")
    assert [each.system for each in found.steps] == ["ERP", None, "OA"]
    assert found.steps[2].passage is Passage.UNKNOWN


def test_all_changes_of_system_are_counted_by_case() -> None:
    rows = passages_of(linkage("a:anna:ERP b:bob:MES c:anna:OA", "a:anna:ERP b:bob:ERP c:anna:MES")).rows
    assert [(each.source, each.target, each.passage, each.count) for each in rows] == [
        ("ERP", "MES", Passage.INTEGRATED, 2),
        ("MES", "OA", Passage.BROKEN, 1),
    ]


def test_who_uses_a_function_is_counted_by_post() -> None:
    given = linkage("a:anna:ERP b:bob:MES c:anna:OA", "a:anna:ERP b:bob:MES c:bob:OA")
    process = replace(given.processes[0], function=given.processes[0].system)
    named = replace(given, processes=(process,), functions=given.systems)
    rows = function_users_of(named).rows
    assert [(each.post, each.function, each.count, each.persons) for each in rows] == [
        ("S1", "ERP", 2, 1),
        ("S1", "OA", 1, 1),
        ("S2", "MES", 2, 1),
        ("S2", "OA", 1, 1),
    ]
