"""The designed flow: BPMN models in and out, nets and trees in; what they allow, and what is wrong with them."""

from workbench.process.account import Account, AccountRow, account_of, tag_in_words
from workbench.process.automaton import Automaton
from workbench.process.behavior import Behavior, behavior_of
from workbench.process.bpmn_xml import labels_of, parse_bpmn, read_bpmn, xml_text
from workbench.process.builder import CollaborationBuilder, ProcessBuilder, build_collaboration, build_process
from workbench.process.collaboration import collaboration_behavior
from workbench.process.comparison import Comparison, compare
from workbench.process.differences import Change, Difference
from workbench.process.doctor import check_model, check_process
from workbench.process.flow_model import FlowModel
from workbench.process.inlining import inlined
from workbench.process.layout import laid_out
from workbench.process.model import Process, ProcessModel, Standing
from workbench.process.net_process import NetProcess
from workbench.process.petri_net import PetriNet, behavior_of_net, parse_pnml, read_pnml
from workbench.process.process_tree import ProcessTree, parse_ptml, read_ptml
from workbench.process.reading import read_model
from workbench.process.sidecar import Sidecar, read_sidecar
from workbench.process.tree_model import bpmn_of_tree
from workbench.process.writing import bpmn_bytes, with_name, write_bpmn
from workbench.process.xml_source import root_name

__all__ = [
    "Account",
    "AccountRow",
    "Automaton",
    "Behavior",
    "Change",
    "CollaborationBuilder",
    "Comparison",
    "Difference",
    "FlowModel",
    "NetProcess",
    "PetriNet",
    "Process",
    "ProcessBuilder",
    "ProcessModel",
    "ProcessTree",
    "Sidecar",
    "Standing",
    "account_of",
    "behavior_of",
    "behavior_of_net",
    "bpmn_bytes",
    "bpmn_of_tree",
    "build_collaboration",
    "build_process",
    "check_model",
    "check_process",
    "collaboration_behavior",
    "compare",
    "inlined",
    "labels_of",
    "laid_out",
    "parse_bpmn",
    "parse_pnml",
    "parse_ptml",
    "read_bpmn",
    "read_model",
    "read_pnml",
    "read_ptml",
    "read_sidecar",
    "root_name",
    "tag_in_words",
    "with_name",
    "write_bpmn",
    "xml_text",
]
