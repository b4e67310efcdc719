"""Cases that the log's window cuts are told from whole ones."""

from tests.builders import process
from tests.eventlog.logs import event, log_of
from workbench.conformance import Expectation, Thresholds, check_conformance
from workbench.eventlog import EventLog
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.process import Sidecar
from workbench.process.naming import naming_of

DAY = 24 * 60


def complete(log: EventLog) -> dict[str, bool]:
    drawn = process("p").start().task("a").task("b").end().build()
    expectation = Expectation(scope="p", process=drawn, naming=naming_of(drawn, Sidecar(), {}), sidecar=Sidecar())
    conformance = check_conformance(expectation, simple_log_of(log), Thresholds(edge_days=7))
    return dict(zip(log.cases, conformance.complete.tolist(), strict=True))


def test_a_case_that_an_edge_cuts_is_not_complete() -> None:
    rows = [event("headless", "b", 0), event("whole", "a", 1), event("whole", "b", 40 * DAY), event("cut", "a", 40 * DAY)]
    inside = [event("skips a", "b", 20 * DAY), event("skips b", "a", 20 * DAY)]
    assert complete(log_of(*rows, *inside)) == {
        "headless": False,
        "whole": True,
        "cut": False,
        "skips a": True,
        "skips b": True,
    }


def test_a_case_without_events_is_never_complete() -> None:
    assert complete(log_of(event("2", "a", 0), event("2", "b", 1), empty=("1", "3"))) == {"1": False, "2": True, "3": False}


def test_a_log_without_events_has_no_complete_case() -> None:
    assert complete(log_of(empty=("1",))) == {"1": False}
