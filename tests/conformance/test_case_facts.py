"""Months, kinds and costs of cases."""

from dataclasses import replace

from tests.eventlog.logs import column, event, log_of
from workbench.conformance.case_facts import CaseFacts, facts_of
from workbench.eventlog import EventLog
from workbench.eventlog.engines.engine import ArrayEngine
from workbench.eventlog.engines.simple_log import simple_log_of

DAY = 24 * 60


def facts(log: EventLog, timezone: str = "UTC") -> CaseFacts:
    return facts_of(simple_log_of(log), ArrayEngine(log=log), timezone)


def test_costs_are_summed_over_the_events_of_a_case() -> None:
    rows = [
        event("1", "a", 0),
        event("1", "b", 1),
        event("2", "a", 0),
        event("3", "a", 0),
        event("4", "a", 0),
        event("4", "b", 1),
    ]
    log = replace(log_of(*rows), columns={"cost": column(["2.5", "2.5", "10", None, "3", "free"])})
    known = facts(log)
    assert known.is_priced.tolist() == [True, True, False, False]
    assert known.cost.tolist() == [5, 10, 0, 0]


def test_months_are_those_of_a_time_zone_counted_from_the_first() -> None:
    evening = 28 * DAY + 17 * 60
    log = log_of(event("1", "a", 0), event("2", "a", evening), event("3", "a", 60 * DAY), empty=("4",))
    assert facts(log).first_month == (2025 - 1970) * 12 + 2
    assert facts(log).month.tolist() == [0, 0, 2, -1]
    assert facts(log, "Asia/Shanghai").month.tolist() == [0, 1, 2, -1]


def test_the_only_attribute_with_few_values_is_the_kind() -> None:
    log = log_of(event("1", "a", 0), event("2", "a", 0), event("3", "a", 0), kinds={"1": "x", "2": "y"})
    known = facts(log)
    assert (known.kinds, known.kind.tolist()) == ("kind", [0, 1, -1])
    both = replace(log, case_columns={**log.case_columns, "size": column(["big", "small", "small"])})
    assert (facts(both).kinds, facts(both).kind.tolist()) == (None, [-1, -1, -1])
    constant = replace(log, case_columns={**log.case_columns, "country": column(["CN"] * 3)})
    assert facts(constant).kinds == "kind"
