"""DT1 to DT6 on small enterprises: their formulas, and that not applicable, unknown and 0 are three things."""

from dataclasses import replace

import pytest

from tests.builders import ProcessBuilder, process
from tests.enterprises import Did, cases, crud, data, did, evidence_of, functions, holdings, integrations, line, systems
from tests.fit.indicators.technology_readings import rows_of, said, untimed
from workbench.design import DesignedProcess, Subjects
from workbench.fit.detection import Evidence
from workbench.fit.indicators.data import capture_timeliness, crud_closure, data_ownership, log_quality, single_source
from workbench.fit.indicators.decision_data import decision_data_availability
from workbench.information import DataObject, Information
from workbench.organization import Organization
from workbench.process import Sidecar
from workbench.process.naming import naming_of
from workbench.technology import Landscape

TABLES = Landscape(
    systems=systems("ERP MES PAPER:offline"), functions=functions("ERP.A:a MES.B:b ERP.C:c PAPER.D:d"), integrations=()
)


def using(
    uses: str, objects: tuple[DataObject, ...] = data("D1 D2"), tables: Landscape = TABLES, tasks: str = "a b c"
) -> Evidence:
    known = Information(data_objects=objects, uses=crud(uses) if uses else None)
    return evidence_of([line("p", tasks)], Subjects(landscape=tables, information=known))


# DT1


def test_data_comes_from_somewhere_and_goes_somewhere() -> None:
    assert said(crud_closure, using("a:D1:C b:D1:R a:D2:C b:D2:R")) == 1
    given = using("a:D1:C b:D1:R a:D2:C")
    assert said(crud_closure, given) == 1 / 2
    assert rows_of(crud_closure, given) == {("D1",): (1, 1), ("D2",): (0, 1)}
    assert said(crud_closure, using("a:D1:U b:D1:R")) == 0
    assert said(crud_closure, using("b:D1:R", data("D1", external_origin="elsewhere"))) == 1
    assert said(crud_closure, using("a:D1:C", data("D1", external_consumer="bank"))) == 1


def test_a_process_answers_for_the_data_that_it_uses_wherever_that_comes_from() -> None:
    known = Information(data_objects=data("D1 D2 D3"), uses=crud("a:D1:C b:D1:R b:D2:C"))
    given = evidence_of([line("p", "a"), line("q", "b")], Subjects(landscape=TABLES, information=known))
    assert [said(crud_closure, given, *scope) for scope in ("p", "q", "pq")] == [1, 1 / 2, 1 / 2]


def test_closure_is_unknown_or_not_applicable() -> None:
    assert said(crud_closure, using("")) == "crud"
    assert said(crud_closure, evidence_of([line("p", "a")], Subjects())) == "data_objects"
    assert said(crud_closure, using("x:D1:C")) == "n/a"


# DT2


def test_data_is_written_in_one_system_or_its_master_feeds_the_others() -> None:
    assert said(single_source, using("a:D1:C c:D1:U")) == 1
    assert said(single_source, using("a:D1:C b:D1:U")) == 0
    joined = replace(TABLES, integrations=integrations("ERP>MES"))
    assert said(single_source, using("a:D1:C b:D1:U", data("D1", master_system="ERP"), joined)) == 1
    assert said(single_source, using("a:D1:C b:D1:U", data("D1", master_system="MES"), joined)) == 0
    assert said(single_source, using("a:D1:C b:D1:U", tables=joined)) == 0


def test_sources_are_partial_unknown_or_not_applicable() -> None:
    unjoined = replace(TABLES, integrations=None)
    mastered = data("D1 D2", master_system="ERP")
    assert said(single_source, using("a:D1:C b:D1:U a:D2:C", mastered, unjoined)) == (1, 1 / 2)
    assert said(single_source, using("a:D1:C b:D1:U", mastered, unjoined)) == "integrations"
    assert said(single_source, using("a:D1:C", tables=Landscape())) == "functions"
    assert said(single_source, using("")) == "crud"
    assert said(single_source, using("x:D1:C")) == "n/a"


# DT3


def test_data_has_an_owner_and_a_steward() -> None:
    objects = (*data("D1", steward_post="S1"), *data("D2"))
    assert said(data_ownership, using("a:D1:C b:D2:C", objects)) == 1 / 2
    assert said(data_ownership, using("a:D1:C", objects)) == 1
    assert said(data_ownership, using("a:D1:C", objects), "p", "q") == 1 / 2


def test_owners_alone_are_half_of_what_is_asked() -> None:
    assert said(data_ownership, using("a:D1:C")) == (1, 1 / 2)
    assert said(data_ownership, using("a:D1:C", data("D1", owner_department=None))) == (0, 1 / 2)


def test_data_ownership_is_unknown_or_not_applicable() -> None:
    assert said(data_ownership, evidence_of([line("p", "a")], Subjects())) == "data_objects"
    assert said(data_ownership, using("x:D1:C")) == "n/a"


# DT4


def recorded(*events: Did) -> Evidence:
    return evidence_of([line("p", "a b")], Subjects(), {"p": events} if events else None)


def test_events_are_recorded_in_time_or_late() -> None:
    events = [Did(case=f"{n}", activity="a", end=10, recorded=minute) for n, minute in enumerate((10, 250, 251))]
    assert said(capture_timeliness, recorded(*events)) == 2 / 3
    assert rows_of(capture_timeliness, recorded(*events)) == {("p", "a"): (2, 3)}
    assert said(capture_timeliness, recorded(*events, Did(case="x", activity="b"))) == (2 / 3, 3 / 4)


def test_timeliness_is_zero_unknown_or_not_applicable() -> None:
    assert said(capture_timeliness, recorded(Did(case="1", activity="a", recorded=999))) == 0
    assert said(capture_timeliness, recorded(Did(case="1", activity="a"))) == "recorded"
    assert said(capture_timeliness, recorded()) == "log"
    assert said(capture_timeliness, recorded(Did(case="1", activity="?", recorded=1))) == "n/a"


# DT5

STAFF = Organization(holdings=holdings("anna:S1"))
WHOLE = did("a", start=1, end=2, by="anna", system="ERP")


def quality(*events: Did, organization: Organization = STAFF, landscape: Landscape = TABLES) -> object:
    subjects = Subjects(organization=organization, landscape=landscape)
    return said(log_quality, evidence_of([line("p", "a")], subjects, {"p": events} if events else None))


def test_an_event_tells_all_that_it_should() -> None:
    assert quality(*cases(2, WHOLE)) == 1


@pytest.mark.parametrize(
    "worse", [{"activity": "?"}, {"start": None}, {"start": 3}, {"by": None}, {"by": "?"}, {"system": None}, {"system": "SAP"}]
)
def test_each_thing_that_is_missing_or_wrong_takes_a_sixth(worse: dict[str, object]) -> None:
    assert quality(*cases(2, replace(WHOLE, **worse))) == 5 / 6
    assert quality(*cases(1, WHOLE), replace(WHOLE, case="x", **worse)) == 11 / 12


def test_what_no_table_can_judge_is_left_out() -> None:
    assert quality(*cases(2, replace(WHOLE, by="?")), organization=Organization()) == 1
    assert quality(*cases(2, WHOLE), landscape=Landscape()) == (1, 5 / 6)
    assert quality() == "log"


def test_the_order_of_a_log_without_times_is_no_completion() -> None:
    given = evidence_of([line("p", "a")], Subjects(organization=STAFF, landscape=TABLES), {"p": cases(2, WHOLE)})
    assert said(log_quality, untimed(given)) == 5 / 6


# DT6


def drawn(built: ProcessBuilder) -> DesignedProcess:
    flow, sidecar = built.build(), Sidecar()
    return DesignedProcess(id=flow.id, model=built.model(), process=flow, sidecar=sidecar, naming=naming_of(flow, sidecar, {}))


def deciding(condition: str, uses: str, objects: tuple[DataObject, ...] = data("D1"), tables: Landscape = TABLES) -> Evidence:
    """Draw a, then a choice between b, which ends the process, and c, which leads back to the choice."""
    built = process("p").start().task("a").xor("merge").xor("choice").to("b", condition).to("c")
    built = built.at(None).task("b").end().at(None).task("c").to("merge")
    known = Information(data_objects=objects, uses=crud(uses))
    return evidence_of([drawn(built)], Subjects(landscape=tables, information=known))


def test_data_is_there_when_it_is_decided_on() -> None:
    given = deciding("D1 > 5", "a:D1:C")
    assert said(decision_data_availability, given) == 1
    assert rows_of(decision_data_availability, given) == {("p", "choice", "D1"): (1, 1)}


@pytest.mark.parametrize("uses", ["b:D1:C", "c:D1:C", "a:D1:R"])
def test_what_is_written_only_after_the_choice_or_never_is_not_there(uses: str) -> None:
    assert said(decision_data_availability, deciding("D1 > 5", uses)) == 0


def test_data_on_paper_is_in_no_system_and_data_from_outside_is_in_its_master() -> None:
    paper = replace(TABLES, functions=functions("PAPER.A:a"))
    assert said(decision_data_availability, deciding("D1 > 5", "a:D1:C", tables=paper)) == 0
    outside = data("D1", external_origin="bank", master_system="ERP")
    assert said(decision_data_availability, deciding("D1 > 5", "b:D1:R", outside)) == 1
    assert said(decision_data_availability, deciding("D1 > 5", "b:D1:R", data("D1", external_origin="bank"))) == 0


@pytest.mark.parametrize("condition", ["d1 ok", "if Credit limit is enough", "ｃｒｅｄｉｔ  ｌｉｍｉｔ > 3", "信用额度足够"])
def test_data_is_called_by_id_or_name_however_it_is_spelled(condition: str) -> None:
    objects = (DataObject(id="D1", name="信用额度", name_en="Credit limit"),)
    assert said(decision_data_availability, deciding(condition, "a:D1:C", objects)) == 1


@pytest.mark.parametrize("condition", ["D10 > 5", "credit limits", "授信", ""])
def test_what_only_looks_like_a_name_declares_nothing(condition: str) -> None:
    objects = (DataObject(id="D1", name="信用额度", name_en="Credit limit"),)
    assert said(decision_data_availability, deciding(condition, "a:D1:C", objects)) == "n/a"


def test_the_longest_name_is_meant() -> None:
    objects = (DataObject(id="D1", name="订单"), DataObject(id="D2", name="采购订单"))
    assert set(rows_of(decision_data_availability, deciding("采购订单已批准", "a:D2:C", objects))) == {("p", "choice", "D2")}


def test_decisions_inside_of_a_sub_process_know_what_was_done_before_it() -> None:
    built = process("p").start().task("a").sub("s").start("s1").xor("choice").to("b", "D1 > 5").to("c")
    built = built.at(None).task("b").end("s2").at(None).task("c").end("s3").leave().task("d").end()
    for writer, value in {"a": 1, "b": 0, "d": 0}.items():
        known = Information(data_objects=data("D1"), uses=crud(f"{writer}:D1:C"))
        given = evidence_of([drawn(built)], Subjects(landscape=TABLES, information=known))
        assert said(decision_data_availability, given) == value


def test_decision_data_is_unknown_without_tables() -> None:
    told = Information(data_objects=data("D1"), uses=crud("a:D1:C"))
    flow = [line("p", "a")]
    assert said(decision_data_availability, evidence_of(flow, Subjects(landscape=TABLES))) == "data_objects"
    assert said(decision_data_availability, evidence_of(flow, Subjects(information=told))) == "systems"
    untold = replace(TABLES, functions=None)
    assert said(decision_data_availability, deciding("D1 > 5", "a:D1:C", tables=untold)) == "functions"
