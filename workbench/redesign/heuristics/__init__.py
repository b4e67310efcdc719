"""The redesign heuristics H1 to H23 as proposers: what in design and log speaks for a change, and what the change is."""

from workbench.redesign.heuristics.proposal import EXPECTED, Effects, Proposal, Proposer, Said, Trigger
from workbench.redesign.heuristics.proposing import PROPOSERS, Considered, consider, proposals_of
from workbench.redesign.heuristics.rules import ASSUMED, HeuristicRules
from workbench.redesign.heuristics.situation import Situation

__all__ = [
    "ASSUMED",
    "EXPECTED",
    "PROPOSERS",
    "Considered",
    "Effects",
    "HeuristicRules",
    "Proposal",
    "Proposer",
    "Said",
    "Situation",
    "Trigger",
    "consider",
    "proposals_of",
]
