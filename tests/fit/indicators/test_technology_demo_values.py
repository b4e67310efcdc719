"""The demo's values of technology and data: what domain.md 3.3 expects, exactly where the design decides."""

import math

import pytest

from tests.fit.indicators.whole_enterprises import INDICATORS, PROCESSES, SCOPES, Readings, readings_of_demo
from workbench.findings import ENTERPRISE
from workbench.fit.indicators.model import Standing

EXACT = {
    ("TP1", "OTD"): 17 / 18,
    ("TP1", "ECM"): 1,
    ("TP1", "P2P"): 1,
    ("TP2", "OTD"): 17 / 18,
    ("TP2", "ECM"): 12 / 13,
    ("TP2", "P2P"): 1,
    ("TP3", "ECM"): 1,
    ("TP3", "P2P"): 1,
    ("TP4", "OTD"): 1,
    ("TP4", "ECM"): 41 / 102,
    ("TP5", ENTERPRISE): 56 / 57,
    ("TP7", ENTERPRISE): 39 / 40,
    ("TP8", ENTERPRISE): 1,
    ("TO1", ENTERPRISE): 38 / 39,
    ("TO2", ENTERPRISE): 38 / 39,
    ("TO4", ENTERPRISE): 8 / 9,
    ("DT1", ENTERPRISE): 31 / 33,
    ("DT2", ENTERPRISE): 32 / 33,
    ("DT3", ENTERPRISE): 1,
    ("TO5", ENTERPRISE): 1,
    ("DT6", "OTD"): 1,
    ("DT6", "ECM"): 1,
    ("DT6", "P2P"): 1,
}
COUNTED = {("TP3", "OTD"): 0.9536, ("TO3", "P2P"): 0.8985}
"""Values that rest on how many events the dice gave; the oracle of TP3 counts the events of incomplete cases too."""


@pytest.fixture(scope="module")
def readings() -> Readings:
    return readings_of_demo()


@pytest.mark.parametrize(("key", "value"), EXACT.items(), ids=map(" ".join, EXACT))
def test_what_the_design_decides_is_exactly_as_expected(readings: Readings, key: tuple[str, str], value: float) -> None:
    assert readings[key].standing is Standing.MEASURED
    assert readings[key].value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(("key", "value"), COUNTED.items(), ids=map(" ".join, COUNTED))
def test_what_events_decide_is_close_to_what_is_expected(readings: Readings, key: tuple[str, str], value: float) -> None:
    assert readings[key].value == pytest.approx(value, abs=0.001)


def test_a_process_without_automatic_tasks_has_none_to_realise(readings: Readings) -> None:
    assert readings["TP4", "P2P"].standing is Standing.NOT_APPLICABLE


def test_what_the_tables_never_tell_is_unknown_everywhere(readings: Readings) -> None:
    for scope in SCOPES:
        reading = readings["TP9", scope]
        assert reading.standing is Standing.UNKNOWN
        assert reading.reason is not None
        assert (reading.reason.code, reading.reason.scope) == ("UNKNOWN_NO_LATENCIES", scope)


def test_the_shared_account_covers_up_who_switched(readings: Readings) -> None:
    assert readings["TP6", "P2P"].standing is Standing.PARTIAL
    assert readings["TP6", "OTD"].standing is Standing.MEASURED


def test_the_blind_and_the_dead_activity_are_told_apart(readings: Readings) -> None:
    missed = {row.about for row in readings["TP2", ENTERPRISE].rows if not row.part}
    assert missed == {("OTD", "OTD-17", "blind"), ("ECM", "ECM-13", "absent")}


@pytest.mark.parametrize("code", [each.code for each in INDICATORS])
def test_rows_add_up_to_the_value_and_values_lie_between_nothing_and_all(readings: Readings, code: str) -> None:
    for scope in SCOPES:
        reading = readings[code, scope]
        assert reading.code == code
        assert reading.scope == scope
        if reading.value is not None:
            part, whole = (math.fsum(sums) for sums in zip(*((row.part, row.whole) for row in reading.rows), strict=True))
            assert 0 <= reading.value <= 1
            assert reading.value == pytest.approx(part / whole)
            assert reading.n > 0


def test_the_enterprise_lies_between_its_processes_where_nothing_is_shared(readings: Readings) -> None:
    for code in ("TP1", "TP2", "TP3", "TP4", "TP5", "TO3", "DT4"):
        values = [value for scope in PROCESSES if (value := readings[code, scope].value) is not None]
        whole = readings[code, ENTERPRISE].value
        assert whole is not None
        assert min(values) <= whole <= max(values)
