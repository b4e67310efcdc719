from dataclasses import replace

from tests.enterprises import claims, evidence_of, line, systems, unknown
from workbench.design import Subjects
from workbench.fit.detectors.system_owner import system_without_owner
from workbench.technology import Landscape


def found(text: str, owner: str | None) -> list[tuple[object, ...]]:
    table = tuple(replace(each, business_owner=owner) for each in systems(text))
    return claims(system_without_owner(evidence_of([line("p", "a")], Subjects(landscape=Landscape(systems=table)))))


def test_an_application_or_equipment_needs_a_business_owner_and_paper_does_not() -> None:
    assert found("ERP CNC:equipment PAPER:offline", None) == [("CNC", None, None), ("ERP", None, None)]
    assert found("ERP CNC:equipment PAPER:offline", "S1") == []


def test_without_systems_it_is_unknown() -> None:
    assert unknown(system_without_owner(evidence_of([line("p", "a")], Subjects()))) == ["UNKNOWN_NO_SYSTEMS"]
