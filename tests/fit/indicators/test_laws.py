"""What holds of every PO and PX indicator: order and names of things change nothing, and what is missing is said, not raised."""

import random
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import BY_CODE, whole
from workbench.findings import Severity
from workbench.fit.indicators.model import Reading, Standing
from workbench.language import Language, catalogue
from workbench.organization import ALWAYS, Organization, Responsibilities
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, LaneMeaning, OrderRule, TimeLimit
from workbench.technology import AccountKind

NAMES = {"a": "a", "b": "b", "x": "x", "y": "y", "P1": "P1", "P2": "P2", "D1": "D1", "D2": "D2"}
OTHERS = {"a": "z9", "b": "c1", "x": "zoe", "y": "adam", "P1": "Z1", "P2": "A1", "D1": "unit9", "D2": "unit1"}


def enterprise(names: dict[str, str] = NAMES) -> Enterprise:
    """Tell one enterprise in some names."""
    a, b, x, y, p1, p2, d1, d2 = names.values()
    drawn = process("p").start().lane(p1).task(a).lane(p2).task(b).end()
    sidecar = Sidecar(
        lane_means=LaneMeaning.POST,
        owner=p1,
        calendar="DAY",
        target=TimeLimit(hours=30, is_elapsed=True),
        activities={a: ActivityFacts(criticality="high"), b: ActivityFacts(kind="approval")},
        order_rules=(OrderRule(before=a, after=b, severity=Severity.CRITICAL),),
    )
    people = Enterprise().department(d1, head=p1).department(d2, head=p2).calendar(replace(ALWAYS, id="DAY"))
    people = people.post(p1, d1, level=1, calendar="DAY").post(p2, d2, level=2, calendar="DAY").person(x, p1).person(y, p2)
    ruled = people.duty(a, R=p1, A=p2).duty(b, R=p2, S=p1).apart(a, b).coordination(d1, d2).authority(b, lowest=p2)
    told = ruled.account("pub", AccountKind.SHARED).process(drawn, sidecar)
    done = (
        told.cases("p", f"{a}:{x} {b}:{y}", times=3).cases("p", f"{a}:{y} {b}:{x}", day=1).cases("p", f"{a}:{x} {b}:{x}", day=9)
    )
    return done.cases("p", f"{a}:pub {b}:{y}", day=10).cases("p", f"{a}:{x}", day=20).cases("p", f"{a}:{x} {b}:{y}", day=30)


def readings(told: Enterprise) -> list[Reading]:
    evidence = told.evidence()
    return [each.read(evidence, whole(evidence)) for each in BY_CODE.values()]


def outcome(told: Enterprise) -> list[object]:
    """Return all but the rows' names."""
    return [
        (each.code, each.standing, each.value and round(each.value, 9), each.n, round(each.covered, 9), len(each.rows))
        for each in readings(told)
    ]


def test_all_of_them_are_known_in_one_enterprise() -> None:
    assert {each.code for each in readings(enterprise()) if each.value is None} == set()
    assert all(0 <= each.value <= 1 for each in readings(enterprise()) if each.value is not None)


def test_what_things_are_called_changes_nothing() -> None:
    assert outcome(enterprise(OTHERS)) == outcome(enterprise())


@given(st.integers(0, 1_000))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    chance, told = random.Random(seed), enterprise()
    tables: dict[str, object] = {}
    for field in fields(Organization):
        table = getattr(told.organization, field.name)
        if field.name != "findings" and isinstance(table, tuple):
            tables[field.name] = tuple(chance.sample(table, len(table)))
    duties = told.organization.responsibilities
    assert duties is not None
    tables["responsibilities"] = Responsibilities(
        duties=tuple(chance.sample(duties.duties, len(duties.duties))), activities=duties.activities
    )
    events = told.events["p"]
    mixed = replace(
        told,
        organization=replace(told.organization, **tables),
        events={"p": tuple(chance.sample(events, len(events)))},
    )
    first, second = readings(told), readings(mixed)
    assert [(each.value, each.rows, each.covered) for each in first] == [(each.value, each.rows, each.covered) for each in second]


@pytest.mark.parametrize("table", [field.name for field in fields(Organization) if field.name != "findings"])
def test_a_table_that_is_missing_is_said_and_an_empty_one_is_another_thing(table: str) -> None:
    told = enterprise()
    without = replace(told, organization=replace(told.organization, **{table: None}))
    for each in readings(without):
        assert (each.standing is Standing.UNKNOWN) == (each.reason is not None)
        assert (each.standing in (Standing.UNKNOWN, Standing.NOT_APPLICABLE)) == (each.value is None)
        for language in Language:
            assert each.reason is None or each.code in each.reason.text(language) or each.reason.code.startswith("MEASURE")
    if isinstance(getattr(told.organization, table), tuple):
        assert readings(replace(told, organization=replace(told.organization, **{table: ()})))


def test_a_draw_of_every_case_once_is_the_value() -> None:
    evidence = enterprise().evidence()
    n_cases = int(evidence.linkage.processes[0].complete.sum())
    for each in BY_CODE.values():
        found = each.read(evidence, whole(evidence))
        assert found.sample is not None
        drawn = found.sample.drawn(np.full((1, n_cases), 1.0))
        np.testing.assert_allclose(drawn, [found.value], err_msg=each.code)


@pytest.mark.parametrize("code", BY_CODE)
@pytest.mark.parametrize("language", Language)
def test_every_indicator_has_its_name_its_formula_and_its_reference(code: str, language: Language) -> None:
    sentences = catalogue(language)
    assert all(sentences[f"indicator-{code}{part}"] for part in ("", "-formula", "-reference"))
