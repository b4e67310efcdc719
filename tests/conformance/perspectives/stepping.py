"""Small logs laid over small processes."""

from workbench.conformance import Conformance, Expectation, Thresholds, check_conformance
from workbench.conformance.perspectives.steps import AlignedExecutions, steps_of
from workbench.eventlog import EventLog
from workbench.eventlog.engines.executions import executions_of
from workbench.eventlog.engines.simple_log import simple_log_of
from workbench.process import Sidecar
from workbench.process.model import Process
from workbench.process.naming import naming_of


def expected(drawn: Process, sidecar: Sidecar | None = None) -> Expectation:
    sidecar = sidecar or Sidecar()
    return Expectation(scope="p", process=drawn, naming=naming_of(drawn, sidecar, {}), sidecar=sidecar)


def checked(drawn: Process, log: EventLog, sidecar: Sidecar | None = None) -> Conformance:
    return check_conformance(expected(drawn, sidecar), simple_log_of(log), Thresholds(edge_days=0))


def stepped(drawn: Process, log: EventLog) -> AlignedExecutions:
    conformance = checked(drawn, log)
    return steps_of(conformance.observable, executions_of(log, {}), conformance.complete)
