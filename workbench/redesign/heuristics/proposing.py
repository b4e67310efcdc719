"""All heuristics asked: what they propose, in order, and what they cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbench.fit.detection import Unknown
from workbench.redesign.heuristics import (
    accountability,
    assignment,
    automation,
    batching,
    capacity,
    composition,
    contacts,
    elimination,
    empowering,
    exceptions,
    generalists,
    integration,
    involvement,
    knock_out,
    outsiders,
    parallelism,
    resequencing,
    teams,
    triage,
)
from workbench.redesign.heuristics.proposal import Proposal, Proposer
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation

PROPOSERS: Final[Mapping[str, Proposer]] = MappingProxyType(
    {
        "H1": elimination.eliminate,
        "H2": composition.compose,
        "H3": triage.separate,
        "H4": batching.one_by_one,
        "H5": resequencing.resequence,
        "H6": knock_out.reorder,
        "H7": parallelism.side_by_side,
        "H8": exceptions.isolate,
        "H9": assignment.one_person_a_case,
        "H10": assignment.pool,
        "H11": accountability.single_out,
        "H12": teams.team_up,
        "H13": involvement.involve_fewer,
        "H14": capacity.hire,
        "H15": generalists.balance_skills,
        "H16": empowering.empower,
        "H17": resequencing.add_control,
        "H18": resequencing.check_earlier,
        "H19": contacts.ask_once,
        "H20": batching.kept_at_hand,
        "H21": automation.automate,
        "H22": integration.integrate,
        "H23": outsiders.interface,
    }
)
"""The heuristics of domain rules, section 5, by number."""


@dataclass(frozen=True, kw_only=True)
class Considered:
    """What the heuristics say: proposals, by heuristic, and where one cannot be judged, each reason once."""

    proposals: tuple[Proposal, ...] = ()
    unknown: tuple[Unknown, ...] = ()


def consider(
    situation: Situation, rules: HeuristicRules | None = None, proposers: Mapping[str, Proposer] = PROPOSERS
) -> Considered:
    """Ask the heuristics, each for itself."""
    rules = rules or HeuristicRules()
    said = [each for code in proposers for each in proposers[code](situation, rules)]
    unknown = {(each.codes, each.scope, each.reason.code): each for each in said if isinstance(each, Unknown)}
    return Considered(
        proposals=tuple(sorted((each for each in said if isinstance(each, Proposal)), key=lambda each: each.order)),
        unknown=tuple(unknown[key] for key in sorted(unknown)),
    )


def proposals_of(situation: Situation, rules: HeuristicRules | None = None) -> tuple[Proposal, ...]:
    """Return what the heuristics propose, by heuristic, measure, scope and what it is about."""
    return consider(situation, rules).proposals
