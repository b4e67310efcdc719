"""The model doctor: what is wrong with a process, where, how to see it, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from workbench.findings import Finding
from workbench.process import practice_rules as practice
from workbench.process import standard_rules as standard
from workbench.process import structure_rules as structure
from workbench.process.flow_model import FlowModel
from workbench.process.model import Process, ProcessModel
from workbench.process.process_tree import ProcessTree
from workbench.process.soundness_rules import check_soundness

Rule = Callable[[ProcessModel, Process], Iterator[Finding]]
"""A rule looks at one process of a model and yields what it finds; it is extended by passing another."""

RULES: Final[Sequence[Rule]] = (
    structure.missing_start,
    structure.missing_end,
    structure.implicit_end,
    structure.implicit_start,
    structure.undecided_choice,
    structure.unmatched_link,
    structure.empty_lane,
    structure.lane_membership,
    structure.flow_across,
    structure.forbidden_flow,
    structure.boundary_host,
    structure.default_flow,
    structure.call_cycle,
    structure.message_inside_one_pool,
    standard.event_in_ad_hoc,
    standard.empty_condition,
    standard.some_conditions,
    standard.event_gateway_form,
    standard.untyped_event_start,
    standard.typed_inner_start,
    standard.duplicate_flow,
    practice.several_starts,
    practice.several_definitions,
    practice.implicit_merge,
    practice.implicit_split,
    practice.joins_and_splits,
    practice.superfluous_gateway,
    practice.unlabelled,
    practice.same_label,
    practice.same_name,
    practice.called_elsewhere,
    practice.not_drawn,
    practice.overlapping,
    check_soundness,
)


def check_process(model: FlowModel, process: Process, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Apply every rule to a process that has a flow; what no rule can decide is said, never guessed.

    Of a Petri net only soundness is judged: all other rules are about what BPMN draws. A process tree is sound by construction.
    """
    if not process.nodes or isinstance(model, ProcessTree):
        return ()
    if not isinstance(model, ProcessModel):
        return tuple(check_soundness(model, process))
    return tuple(finding for rule in rules for finding in rule(model, process))


def check_model(model: FlowModel, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Apply every rule to every process of a file."""
    return tuple(finding for process in model.processes for finding in check_process(model, process, rules))
