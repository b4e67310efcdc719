from dataclasses import replace

from tests.enterprises import claims, crud, data, evidence_of, functions, integrations, line, systems, unknown
from workbench.design import Subjects
from workbench.fit.detectors.rekey import rekeyed
from workbench.information import Information
from workbench.technology import Landscape

TABLES = Landscape(
    systems=systems("CRM ERP OA PAPER:offline"), functions=functions("CRM.A:a ERP.B:b OA.C:c"), integrations=integrations("")
)


def found(uses: str, joined: str = "", functions_: str = "", master: str | None = None) -> list[tuple[object, ...]]:
    tables = replace(TABLES, integrations=integrations(joined))
    tables = replace(tables, functions=functions(functions_)) if functions_ else tables
    objects = tuple(replace(each, master_system=master) for each in data("D1 D2"))
    information = Information(data_objects=objects, uses=crud(uses))
    return claims(rekeyed(evidence_of([line("p", "a b c")], Subjects(landscape=tables, information=information))))


def test_data_read_where_nobody_writes_it_and_nothing_brings_it_is_keyed_in_again() -> None:
    assert found("a:D1:C b:D1:R") == [("D1", "CRM", "ERP", None, None)]


def test_an_interface_brings_it_unless_it_carries_other_data() -> None:
    assert found("a:D1:C b:D1:R", joined="CRM>ERP") == []
    assert found("a:D1:C b:D1:R", joined="CRM>ERP:D1") == []
    assert found("a:D1:C b:D1:R", joined="CRM>ERP:D2") == [("D1", "CRM", "ERP", None, None)]
    assert found("a:D1:C b:D1:R", joined="ERP>CRM") == [("D1", "CRM", "ERP", None, None)]


def test_an_interface_from_any_writer_is_enough() -> None:
    assert found("a:D1:C c:D1:U b:D1:R", joined="OA>ERP") == []


def test_it_is_missed_from_the_master_else_from_the_first_writer() -> None:
    assert found("a:D1:C c:D1:U b:D1:R") == [("D1", "CRM", "ERP", None, None)]
    assert found("a:D1:C c:D1:U b:D1:R", master="OA") == [("D1", "OA", "ERP", None, None)]
    assert found("a:D1:C c:D1:U b:D1:R", master="ERP") == [("D1", "CRM", "ERP", None, None)]


def test_readers_in_one_system_are_one_finding_and_each_alternative_is_judged() -> None:
    assert found("a:D1:C b:D1:R c:D1:R", functions_="CRM.A:a ERP.B:b ERP.C:c") == [("D1", "CRM", "ERP", None, None)]
    assert found("a:D1:C b:D1:R", functions_="CRM.A:a,b ERP.B:b") == [("D1", "CRM", "ERP", None, None)]


def test_data_that_nobody_writes_and_readers_and_writers_without_a_system_are_not_judged() -> None:
    assert found("b:D1:R") == []
    assert found("a:D1:C b:D1:R", functions_="CRM.A:a") == []
    assert found("a:D1:C b:D1:R", functions_="ERP.B:b") == []


def test_a_writer_outside_the_assessed_processes_writes_all_the_same() -> None:
    assert found("a:D1:C elsewhere:D1:U b:D1:R", functions_="CRM.A:a ERP.B:b,elsewhere") == []


def test_without_tables_it_is_unknown() -> None:
    one = [line("p", "a")]
    everything = ["UNKNOWN_NO_INTEGRATIONS", "UNKNOWN_NO_FUNCTIONS", "UNKNOWN_NO_DATA_OBJECTS", "UNKNOWN_NO_CRUD"]
    assert unknown(rekeyed(evidence_of(one, Subjects()))) == everything
    assert unknown(rekeyed(evidence_of(one, Subjects(landscape=TABLES)))) == everything[2:]
