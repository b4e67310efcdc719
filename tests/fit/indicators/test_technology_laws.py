"""Laws of the indicators: repairs never lower a dimension; neither the order of rows nor the names of things matter."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.enterprises import (
    Did,
    accounts,
    crud,
    data,
    duties,
    evidence_of,
    functions,
    holdings,
    integrations,
    line,
    permissions,
    posts,
    systems,
)
from tests.fit.indicators.technology_readings import scope_of
from tests.fit.indicators.whole_enterprises import INDICATORS, PROCESSES, SCOPES, Readings, readings_of_demo
from workbench.design import Subjects
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence
from workbench.information import Information
from workbench.organization import Organization
from workbench.technology import Landscape

REPAIRED = {
    "M06": "TP3",
    "M07": "TP5",
    "M08": "TP4",
    "M09": "TP2",
    "M10": "TP7",
    "M21": "TO1",
    "M22": "TO3",
    "M23": "TO2",
    "M24": "TO4",
    "M25": "DT2",
    "M26": "DT1",
    "M27": "DT1",
    "M28": "DT4",
}
"""The indicator that each plant of a dimension lowers."""


@pytest.mark.parametrize(("plant", "code"), REPAIRED.items())
def test_a_repair_raises_its_indicator_and_lowers_no_other_of_its_dimension(plant: str, code: str) -> None:
    before, after = readings_of_demo(), readings_of_demo(plant)
    assert _value(after, code, ENTERPRISE) > _value(before, code, ENTERPRISE)
    for each in INDICATORS:
        if each.dimension == code[:2]:
            for scope in PROCESSES:
                assert _value(after, each.code, scope) >= _value(before, each.code, scope) - 1e-12


@pytest.mark.parametrize(("plant", "code"), REPAIRED.items())
def test_a_repair_never_lowers_its_dimension(plant: str, code: str) -> None:
    before, after = readings_of_demo(), readings_of_demo(plant)
    for scope in SCOPES:
        assert _dimension(after, code[:2], scope) >= _dimension(before, code[:2], scope) - 1e-12


def _value(readings: Readings, code: str, scope: str) -> float:
    """Return a value, 1 where it is unknown or does not apply."""
    value = readings[code, scope].value
    return 1.0 if value is None else value


def _dimension(readings: Readings, dimension: str, scope: str) -> float:
    """Return the geometric mean of what is known in a dimension."""
    values = [reading.value for (code, where), reading in readings.items() if code.startswith(dimension) and where == scope]
    known = [max(value, 0.01) for value in values if value is not None]
    return math.prod(known) ** (1 / len(known))


WORDS = tuple("ERP MES XLS FA FB FC S1 S2 anna bob eve pub robot D1 D2 a b c d p q".split())
"""Every id of the small enterprise."""


def enterprise(
    events: Sequence[Sequence[object]], named: Mapping[str, str], shuffle: Callable[[Sequence[object]], object]
) -> Evidence:
    """Build two processes with events (case, step, performer, system), every id by another name, every table in some order."""

    def told(text: str) -> str:
        spelled = re.sub(r"\w+", lambda word: named.get(word[0], word[0]), text)
        return " ".join(shuffle(spelled.split()))

    landscape = Landscape(
        systems=systems(told("ERP MES XLS:offline")),
        functions=functions(told("ERP.FA:a ERP.FB:b,c MES.FB:b MES.FC")),
        integrations=tuple(replace(each, latency=timedelta(minutes=1)) for each in integrations(told("ERP>MES"))),
        permissions=permissions(told("S1:ERP.FA S2:ERP.FB S1:MES.FC")),
        accounts=accounts(told("pub:shared robot:system")),
    )
    held = tuple(
        replace(each, skills=(named["ERP"],) if each.person == named["anna"] else ())
        for each in holdings(told("anna:S1 bob:S2 eve:S2"))
    )
    organization = Organization(
        posts=posts(told("S1 S2")), holdings=held, responsibilities=duties(told("a:R:S1 b:R:S2 b:A:S1 c:R:S1"))
    )
    information = Information(data_objects=data(told("D1 D2")), uses=crud(told("a:D1:C b:D1:R c:D2:RU d:D2:R")))
    flows = [line(named["p"], f"{named['a']} {named['b']}"), line(named["q"], f"{named['c']}:serviceTask {named['d']}")]
    happened = {process: [_did(each, process, named) for each in events] for process in "pq"}
    return evidence_of(
        shuffle(flows),
        Subjects(landscape=landscape, organization=organization, information=information),
        {named[process]: rows for process, rows in happened.items() if rows},
    )


def _did(event: Sequence[object], process: str, named: Mapping[str, str]) -> Did:
    case, step, performer, system = event
    activity = ("ab" if process == "p" else "cd")[int(str(step))]
    end = 2 * int(str(step)) + 1
    return Did(
        case=str(case),
        activity=named[activity],
        start=end - 1,
        end=end,
        by=named.get(str(performer)),
        system=named.get(str(system)),
        recorded=end + 200 * len(str(performer)),
    )


def values_of(evidence: Evidence, named: Mapping[str, str]) -> dict[tuple[str, str], object]:
    """Return what every indicator says of both processes and of the enterprise, but for names."""
    scopes = [scope_of(named["p"]), scope_of(named["q"]), scope_of(named["p"], named["q"])]
    found = {}
    for each in INDICATORS:
        for place, scope in enumerate(scopes):
            reading = each.read(evidence, scope)
            reason = reading.reason.code if reading.reason is not None else None
            rows = sorted((round(row.part, 9), round(row.whole, 9)) for row in reading.rows)
            figures = [None if reading.value is None else round(reading.value, 9), round(reading.covered, 9), reading.n]
            found[each.code, str(place)] = (reading.standing, reason, figures, rows)
    return found


EVENTS = st.lists(
    st.tuples(
        st.sampled_from("123"),
        st.integers(0, 1),
        st.sampled_from(["anna", "bob", "pub", "robot", "?"]),
        st.sampled_from(["ERP", "MES", "XLS", ""]),
    ),
    max_size=8,
    unique_by=lambda event: event[:2],
)
AS_THEY_ARE = {word: word for word in WORDS}


@settings(max_examples=40)
@given(EVENTS, st.permutations(WORDS))
def test_the_names_of_things_do_not_matter(events: list[tuple[object, ...]], order: list[str]) -> None:
    renamed = {word: f"{other}x{place}" for place, (word, other) in enumerate(zip(WORDS, order, strict=True))}
    usual = values_of(enterprise(events, AS_THEY_ARE, list), AS_THEY_ARE)
    assert values_of(enterprise(events, renamed, list), renamed) == usual


@settings(max_examples=40)
@given(EVENTS, st.integers(0, 10_000))
def test_the_order_of_rows_does_not_matter(events: list[tuple[object, ...]], seed: int) -> None:
    def shuffled(rows: Sequence[object]) -> object:
        return Random(seed).sample(list(rows), len(rows))

    usual = values_of(enterprise(events, AS_THEY_ARE, list), AS_THEY_ARE)
    others = enterprise(Random(seed).sample(events, len(events)), AS_THEY_ARE, shuffled)
    assert values_of(others, AS_THEY_ARE) == usual
