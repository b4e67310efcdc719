"""A process held against cases that are written as their traces."""

from collections.abc import Sequence

from tests.builders import ProcessBuilder
from tests.eventlog.logs import event, log_of
from workbench.conformance import Conformance, Expectation, Thresholds, check_conformance
from workbench.eventlog import EventLog
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.process import Sidecar
from workbench.process.naming import naming_of


def log_of_traces(traces: Sequence[str]) -> EventLog:
    """One case a trace, one event a letter and minute; a comma puts its neighbours into the same minute."""
    rows = []
    for number, trace in enumerate(traces):
        minute = 0
        for letter in trace:
            if letter != ",":
                rows.append(event(f"{number:03}", letter, minute))
            minute += -1 if letter == "," else 1
    return log_of(*rows)


def held_against(
    drawn: ProcessBuilder, log: EventLog, sidecar: Sidecar | None = None, thresholds: Thresholds | None = None
) -> Conformance:
    process, sidecar = drawn.build(), sidecar or Sidecar()
    blind = frozenset(element for element, facts in sidecar.activities.items() if facts.observable is False)
    expectation = Expectation(
        scope="p", process=process, naming=naming_of(process, sidecar, {}), sidecar=sidecar, unobservable=blind
    )
    return check_conformance(expectation, simple_log_of(log), thresholds or Thresholds(edge_days=0))


def found(conformance: Conformance) -> set[tuple[str, tuple[str, ...], int | None, int | None]]:
    both = (*conformance.deviations.findings, *conformance.deviations.below_threshold)
    return {(each.code, each.object, each.count, each.exposed) for each in both}
