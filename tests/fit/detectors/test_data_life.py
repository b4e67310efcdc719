from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.enterprises import claims, crud, data, evidence_of, functions, integrations, line, systems, unknown
from workbench.design import Subjects
from workbench.fit.detection import Evidence, Verdict
from workbench.fit.detectors.data_life import created_by_none, data_without_owner, read_by_none, with_several_masters
from workbench.information import DataObject, Information
from workbench.technology import Landscape

Detector = Callable[[Evidence], Iterator[Verdict]]
TABLES = Landscape(
    systems=systems("CRM ERP OA"), functions=functions("CRM.A:a ERP.B:b OA.C:c,outside"), integrations=integrations("")
)


def found(
    detector: Detector, uses: str, objects: tuple[DataObject, ...] = data("D1"), tables: Landscape = TABLES
) -> list[object]:
    information = Information(data_objects=objects, uses=crud(uses))
    given = evidence_of([line("p", "a b c")], Subjects(landscape=tables, information=information))
    return [each[0] for each in claims(detector(given))]


@pytest.mark.parametrize("letter", "RUD")
def test_data_that_is_used_and_never_created_comes_from_nowhere(letter: str) -> None:
    assert found(created_by_none, f"a:D1:{letter}") == ["D1"]
    assert found(created_by_none, f"a:D1:{letter} b:D1:C") == []
    assert found(created_by_none, f"a:D1:{letter}", data("D1", external_origin="customer")) == []


@pytest.mark.parametrize("letter", "CU")
def test_data_that_is_written_and_never_read_is_an_orphan(letter: str) -> None:
    assert found(read_by_none, f"a:D1:{letter}") == ["D1"]
    assert found(read_by_none, f"a:D1:{letter} b:D1:R") == []
    assert found(read_by_none, f"a:D1:{letter}", data("D1", external_consumer="customer")) == []


def test_an_activity_out_of_scope_creates_and_reads_all_the_same() -> None:
    assert found(created_by_none, "a:D1:R outside:D1:C") == []
    assert found(read_by_none, "a:D1:C outside:D1:R") == []


@pytest.mark.parametrize("detector", [created_by_none, read_by_none, with_several_masters])
def test_data_that_no_assessed_activity_uses_is_not_judged(detector: Detector) -> None:
    assert found(detector, "outside:D1:U a:D2:CR b:D2:R") == []


def test_deleting_makes_no_orphan() -> None:
    assert found(read_by_none, "a:D1:D") == []


def test_two_writing_systems_need_a_master_joined_to_the_other() -> None:
    mastered = data("D1", master_system="CRM")
    joined, other, back = (replace(TABLES, integrations=integrations(text)) for text in ("CRM>ERP", "CRM>ERP:D2", "ERP>CRM"))
    assert found(with_several_masters, "a:D1:C b:D1:U") == ["D1"]
    assert found(with_several_masters, "a:D1:C b:D1:U", tables=joined) == ["D1"]
    assert found(with_several_masters, "a:D1:C b:D1:U", mastered) == ["D1"]
    assert found(with_several_masters, "a:D1:C b:D1:U", mastered, joined) == []
    assert found(with_several_masters, "a:D1:C b:D1:U", mastered, other) == ["D1"]
    assert found(with_several_masters, "a:D1:C b:D1:U", mastered, back) == ["D1"]


def test_a_master_is_joined_to_every_other_writer() -> None:
    tables = replace(TABLES, integrations=integrations("CRM>ERP"))
    assert found(with_several_masters, "a:D1:C b:D1:U c:D1:U", data("D1", master_system="CRM"), tables) == ["D1"]


def test_one_writing_system_is_one_source_and_alternatives_of_one_activity_are_two() -> None:
    alternatives = replace(TABLES, functions=functions("CRM.A:a ERP.B:a"))
    assert found(with_several_masters, "a:D1:C b:D1:R") == []
    assert found(with_several_masters, "a:D1:C", tables=alternatives) == ["D1"]


def test_data_needs_an_owner_department() -> None:
    orphaned = tuple(replace(each, owner_department=None) for each in data("D1"))
    assert found(data_without_owner, "", orphaned) == ["D1"]
    assert found(data_without_owner, "") == []


@pytest.mark.parametrize(
    ("detector", "more"), [(created_by_none, []), (read_by_none, []), (with_several_masters, ["UNKNOWN_NO_FUNCTIONS"])]
)
def test_without_tables_it_is_unknown(detector: Detector, more: list[str]) -> None:
    nothing, objects = Subjects(), Subjects(information=Information(data_objects=data("D1")))
    assert unknown(detector(evidence_of([line("p", "a")], nothing))) == ["UNKNOWN_NO_DATA_OBJECTS", "UNKNOWN_NO_CRUD", *more]
    assert unknown(detector(evidence_of([line("p", "a")], objects))) == ["UNKNOWN_NO_CRUD", *more]


def test_without_data_objects_owners_are_unknown() -> None:
    assert unknown(data_without_owner(evidence_of([line("p", "a")], Subjects()))) == ["UNKNOWN_NO_DATA_OBJECTS"]


def test_a_master_is_not_judged_where_no_table_tells_what_it_is_joined_to() -> None:
    information = Information(data_objects=data("D1", master_system="CRM"), uses=crud("a:D1:C b:D1:U"))
    given = evidence_of([line("p", "a b")], Subjects(landscape=replace(TABLES, integrations=None), information=information))
    verdicts = list(with_several_masters(given))
    assert (claims(verdicts), unknown(verdicts)) == ([], ["UNKNOWN_NO_INTEGRATIONS"])
