"""The designed flow: BPMN models, what is kept of them, what they allow."""

from workbench.process.automaton import Automaton
from workbench.process.behavior import Behavior, behavior_of
from workbench.process.bpmn_xml import labels_of, parse_bpmn, read_bpmn, xml_text
from workbench.process.doctor import check_model, check_process
from workbench.process.model import Process, ProcessModel, Standing
from workbench.process.sidecar import Sidecar, read_sidecar

__all__ = [
    "Automaton",
    "Behavior",
    "Process",
    "ProcessModel",
    "Sidecar",
    "Standing",
    "behavior_of",
    "check_model",
    "check_process",
    "labels_of",
    "parse_bpmn",
    "read_bpmn",
    "read_sidecar",
    "xml_text",
]
