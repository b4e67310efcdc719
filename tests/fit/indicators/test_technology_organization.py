"""TO1 to TO7 on small enterprises: their formulas, and that not applicable, unknown and 0 are three things."""

from dataclasses import replace
from datetime import date

import pytest

from tests.enterprises import (
    Did,
    accounts,
    cases,
    did,
    duties,
    evidence_of,
    functions,
    holdings,
    line,
    permissions,
    posts,
    systems,
)
from tests.fit.indicators.technology_readings import rows_of, said, untimed
from workbench.design import Subjects
from workbench.fit.detection import Evidence
from workbench.fit.indicators.access import access_adequacy, least_privilege, skill_coverage
from workbench.fit.indicators.accounts import identified_execution
from workbench.fit.indicators.adoption import adoption
from workbench.fit.indicators.governance import system_department_span, system_ownership
from workbench.organization import Holding, Organization, Post
from workbench.technology import Landscape, System, SystemKind

DAY = 24 * 60
PEOPLE = Organization(
    posts=posts("S1 S2"), holdings=holdings("anna:S1 eve:S1 bob:S2"), responsibilities=duties("a:R:S1 b:R:S2 b:A:S1")
)
TABLES = Landscape(
    systems=systems("ERP MES PAPER:offline"),
    functions=functions("ERP.A:a MES.B:b"),
    permissions=permissions("S1:ERP.A S2:MES.B"),
    accounts=accounts("pub:shared robot:system"),
)
SUBJECTS = Subjects(organization=PEOPLE, landscape=TABLES)


def enterprise(*events: Did, subjects: Subjects = SUBJECTS, tasks: str = "a b") -> Evidence:
    return evidence_of([line("p", tasks)], subjects, {"p": events} if events else None)


def granting(text: str) -> Subjects:
    return replace(SUBJECTS, landscape=replace(TABLES, permissions=permissions(text)))


def without(*tables: str) -> Subjects:
    """Return the enterprise without some of its tables."""
    landscape, organization = (
        replace(subject, **{name: None for name in tables if hasattr(subject, name)}) for subject in (TABLES, PEOPLE)
    )
    return Subjects(landscape=landscape, organization=organization)


# TO1, TO2


def test_what_is_needed_is_granted_or_missing() -> None:
    assert said(access_adequacy, enterprise()) == 1
    given = enterprise(subjects=granting("S1:ERP.A"))
    assert said(access_adequacy, given) == 1 / 2
    assert rows_of(access_adequacy, given) == {("S1", "ERP.A", "granted"): (1, 1), ("S2", "MES.B", "missing"): (0, 1)}


def test_what_is_granted_is_needed_or_too_much() -> None:
    assert said(least_privilege, enterprise()) == 1
    given = enterprise(subjects=granting("S1:ERP.A S2:MES.B S2:ERP.A"))
    assert said(least_privilege, given) == 2 / 3
    assert rows_of(least_privilege, given)["S2", "ERP.A", "excess"] == (0, 1)


def test_a_process_answers_for_the_permissions_of_its_own_functions() -> None:
    given = evidence_of([line("p", "a"), line("q", "b")], granting("S1:ERP.A S2:ERP.A"))
    assert [said(access_adequacy, given, *scope) for scope in ("p", "q", "pq")] == [1, 0, 1 / 2]
    assert [said(least_privilege, given, *scope) for scope in ("p", "q", "pq")] == [1 / 2, "n/a", 1 / 2]


def test_access_is_zero_unknown_or_not_applicable() -> None:
    assert said(access_adequacy, enterprise(subjects=granting("S2:ERP.A"))) == 0
    assert said(least_privilege, enterprise(subjects=granting("S2:ERP.A"))) == 0
    for table in ("permissions", "responsibilities", "functions"):
        assert said(access_adequacy, enterprise(subjects=without(table))) == table
        assert said(least_privilege, enterprise(subjects=without(table))) == table
    assert said(access_adequacy, enterprise(subjects=SUBJECTS, tasks="c")) == "n/a"
    assert said(least_privilege, enterprise(subjects=granting(""))) == "n/a"


# TO3


def test_people_work_under_their_own_name_or_under_a_shared_one() -> None:
    events = cases(3, did("a", by="anna"), did("b", by="pub"))
    assert said(identified_execution, enterprise(*events)) == 1 / 2
    assert rows_of(identified_execution, enterprise(*events)) == {("p", "a"): (3, 3), ("p", "b"): (0, 3)}
    assert said(identified_execution, enterprise(*cases(3, did("a", by="robot"), did("b", by="bob")))) == 1


def test_nobody_knows_whose_unknown_names_are() -> None:
    events = (*cases(3, did("a", by="anna"), did("b", by="bob")), Did(case="x", activity="a", by="?"))
    assert said(identified_execution, enterprise(*events, Did(case="x", activity="b", end=1))) == (1, 6 / 8)


def test_identity_is_zero_unknown_or_not_applicable() -> None:
    assert said(identified_execution, enterprise(*cases(3, did("a", by="pub")))) == 0
    assert said(identified_execution, enterprise(*cases(3, did("a")))) == "resources"
    assert said(identified_execution, enterprise(*cases(3, did("a", by="anna")), subjects=without("holdings"))) == "persons"
    assert said(identified_execution, enterprise()) == "log"
    assert said(identified_execution, enterprise(*cases(3, did("a", by="robot")), tasks="a:serviceTask")) == "n/a"


# TO4


def owned(*catalogue: System) -> Evidence:
    return enterprise(subjects=replace(SUBJECTS, landscape=replace(TABLES, systems=catalogue)))


FULL = System(id="ERP", name="ERP", business_owner="S1", technical_owner="S2", is_maintained=True)


def test_a_system_needs_two_owners_and_a_plan() -> None:
    assert said(system_ownership, owned(FULL)) == 1
    for lacking in ({"business_owner": None}, {"technical_owner": None}, {"is_maintained": None}, {"is_maintained": False}):
        assert said(system_ownership, owned(FULL, replace(FULL, id="MES", **lacking))) == 1 / 2


def test_paper_needs_no_owner_and_a_process_answers_for_the_systems_that_it_uses() -> None:
    assert said(system_ownership, owned(FULL, System(id="PAPER", name="P", kind=SystemKind.OFFLINE))) == 1
    assert said(system_ownership, owned(FULL, System(id="OTHER", name="O"))) == 1
    assert said(system_ownership, owned(FULL, System(id="OTHER", name="O")), "p", "q") == 1 / 2


def test_what_the_catalogue_never_tells_was_not_asked() -> None:
    assert said(system_ownership, enterprise()) == (1, 1 / 3)
    assert said(system_ownership, owned(FULL, replace(FULL, id="MES", business_owner=None))) == 1 / 2


def test_ownership_is_zero_unknown_or_not_applicable() -> None:
    assert said(system_ownership, owned(replace(FULL, business_owner=None))) == 0
    assert said(system_ownership, enterprise(subjects=without("systems"))) == "systems"
    assert said(system_ownership, owned(System(id="PAPER", name="P", kind=SystemKind.OFFLINE))) == "n/a"


# TO5


def skilled(**skills: str) -> Subjects:
    held = tuple(replace(each, skills=tuple(skills.get(each.person, "").split())) for each in PEOPLE.holdings or ())
    return replace(SUBJECTS, organization=replace(PEOPLE, holdings=held))


def test_persons_are_trained_in_what_their_post_needs_by_function_or_by_system() -> None:
    assert said(skill_coverage, enterprise(subjects=skilled(anna="ERP.A", bob="MES"))) == 2 / 3
    given = enterprise(subjects=skilled(anna="erp.a MES.B"))
    assert said(skill_coverage, given) == 1 / 3
    assert rows_of(skill_coverage, given) == {("ERP.A",): (1, 2), ("MES.B",): (0, 1)}


def test_skills_are_zero_unknown_or_not_applicable() -> None:
    assert said(skill_coverage, enterprise(subjects=skilled(anna="driving"))) == 0
    assert said(skill_coverage, enterprise()) == "skills"
    assert said(skill_coverage, enterprise(subjects=without("holdings"))) == "persons"
    assert said(skill_coverage, enterprise(subjects=skilled(anna="ERP.A"), tasks="c")) == "n/a"


# TO6


def test_users_with_demand_are_active_or_not() -> None:
    events = cases(3, did("a", by="anna", system="ERP"), did("b", by="bob", system="MES"))
    given = enterprise(*events)
    assert said(adoption, given) == 2 / 3
    assert rows_of(adoption, given) == {("ERP",): (1, 2), ("MES",): (1, 1)}


def test_only_the_last_thirty_days_count_for_activity_and_for_demand() -> None:
    long_ago = cases(1, did("a", by="eve", system="ERP"), did("b", by="bob", system="MES"))
    lately = [Did(case="x", activity="a", end=40 * DAY, by="anna", system="ERP")]
    assert said(adoption, enterprise(*long_ago, *lately)) == 1 / 2
    earlier = [replace(each, end=35 * DAY) for each in long_ago]
    assert said(adoption, enterprise(*earlier, *lately)) == 1


def test_who_may_have_worked_under_a_shared_name_is_not_known_to_be_idle() -> None:
    events = cases(2, did("a", by="pub", system="ERP"), did("b", by="bob", system="MES"))
    assert said(adoption, enterprise(*events)) == (1, 1 / 3)


def test_whoever_has_left_or_has_no_permission_is_no_user() -> None:
    left = replace(PEOPLE, holdings=(*holdings("anna:S1 bob:S2"), Holding(person="eve", post="S1", until=date(2020, 1, 1))))
    events = cases(2, did("a", by="anna", system="ERP"), did("b", by="anna", system="MES"))
    assert said(adoption, enterprise(*events, subjects=replace(SUBJECTS, organization=left))) == 1 / 2
    assert said(adoption, enterprise(*events, subjects=granting("S1:ERP.A"))) == 1 / 2


def test_adoption_is_zero_unknown_or_not_applicable() -> None:
    events = cases(2, did("a", by="bob", system="MES"))
    assert said(adoption, enterprise(*events, tasks="a")) == 0
    assert said(adoption, enterprise()) == "log"
    assert said(adoption, enterprise(*cases(2, did("a", by="bob")))) == "event_systems"
    assert said(adoption, enterprise(*cases(2, did("a", system="ERP")))) == "resources"
    assert said(adoption, enterprise(*events, subjects=without("holdings"))) == "persons"
    assert said(adoption, untimed(enterprise(*events))) == "times"
    assert said(adoption, enterprise(*events, subjects=granting("S2:ERP.A"))) == "n/a"


# TO7


def units(*, s2: str = "D2") -> Subjects:
    known = (Post(id="S1", name="S1", department="D1"), Post(id="S2", name="S2", department=s2))
    return replace(SUBJECTS, organization=replace(PEOPLE, posts=known))


def test_a_system_is_used_inside_of_the_departments_of_its_user_group() -> None:
    events = cases(3, did("a", by="anna", system="ERP"), did("b", by="bob", system="ERP"))
    given = enterprise(*events, subjects=units())
    assert said(system_department_span, given) == 1 / 2
    assert rows_of(system_department_span, given) == {("ERP",): (3, 6)}
    assert said(system_department_span, enterprise(*events, subjects=units(s2="D1"))) == 1


def test_what_is_granted_in_excess_makes_no_user_group() -> None:
    events = cases(3, did("a", by="anna", system="ERP"), did("b", by="bob", system="ERP"))
    excess = replace(units(), landscape=replace(TABLES, permissions=permissions("S1:ERP.A S2:ERP.A S2:MES.B")))
    assert said(system_department_span, enterprise(*events, subjects=excess)) == 1 / 2


def test_systems_without_owner_and_machines_do_not_count() -> None:
    events = cases(3, did("a", by="anna", system="ERP"), did("b", by="robot", system="ERP"))
    assert said(system_department_span, enterprise(*events, subjects=units())) == 1
    nobodys = replace(units(), landscape=replace(TABLES, systems=(System(id="ERP", name="ERP"), System(id="MES", name="MES"))))
    assert said(system_department_span, enterprise(*events, subjects=nobodys)) == "n/a"


@pytest.mark.parametrize("table", ["systems", "functions", "permissions"])
def test_span_is_unknown_without_a_table(table: str) -> None:
    events = cases(3, did("a", by="anna", system="ERP"))
    assert said(system_department_span, enterprise(*events, subjects=without(table))) == table


def test_span_is_zero_or_unknown_for_want_of_a_log_or_departments() -> None:
    outside = cases(3, did("b", by="bob", system="ERP"))
    assert said(system_department_span, enterprise(*outside, subjects=units())) == 0
    assert said(system_department_span, enterprise(subjects=units())) == "log"
    assert said(system_department_span, enterprise(*cases(3, did("a", by="anna")), subjects=units())) == "event_systems"
    nowhere = cases(3, did("c", by="pub", system="ERP"))
    assert said(system_department_span, enterprise(*nowhere, subjects=units(), tasks="c")) == "identities"
