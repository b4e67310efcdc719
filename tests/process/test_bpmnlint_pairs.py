"""The correct and incorrect example of every bpmnlint rule on structure or soundness is judged the same way here."""

from pathlib import Path

import pytest

from workbench.process import check_model, read_bpmn

JUDGED = {
    "ad-hoc-sub-process": "BPMN_ADHOC_EVENT",
    "conditional-event": "BPMN_EMPTY_CONDITION",
    "conditional-flows": "BPMN_SOME_CONDITIONS",
    "end-event-required": "BPMN_NO_END",
    "event-based-gateway": "BPMN_EVENT_GATEWAY",
    "event-sub-process-typed-start-event": "BPMN_UNTYPED_START",
    "fake-join": "BPMN_IMPLICIT_MERGE",
    "label-required": "BPMN_UNLABELLED",
    "link-event": "BPMN_LINK_UNMATCHED",
    "no-bpmndi": "BPMN_NOT_DRAWN",
    "no-disconnected": "BPMN_IMPLICIT_START",
    "no-duplicate-sequence-flows": "BPMN_DUPLICATE_FLOW",
    "no-gateway-join-fork": "BPMN_JOIN_FORK",
    "no-implicit-end": "BPMN_NO_END",
    "no-implicit-split": "BPMN_IMPLICIT_SPLIT",
    "no-implicit-start": "BPMN_NO_START",
    "no-overlapping-elements": "BPMN_OVERLAP",
    "single-blank-start-event": "BPMN_SEVERAL_STARTS",
    "single-event-definition": "BPMN_SEVERAL_DEFINITIONS",
    "start-event-required": "BPMN_NO_START",
    "sub-process-blank-start-event": "BPMN_TYPED_INNER_START",
    "superfluous-gateway": "BPMN_SUPERFLUOUS_GATEWAY",
    "superfluous-termination": "BPMN_SUPERFLUOUS_TERMINATE",
}

NOT_JUDGED = {"no-complex-gateway", "no-inclusive-gateway", "standard-size"}
"""Matters of taste, see docs/decisions/0005-model-doctor.md."""


def codes(shared: Path, example: str) -> set[str]:
    model = read_bpmn(shared / "data/bpmn/bpmnlint/docs/rules/examples" / f"{example}.bpmn")
    return {finding.code for finding in check_model(model)}


@pytest.mark.parametrize("rule", JUDGED)
def test_the_incorrect_example_is_found_and_the_correct_one_is_not(shared: Path, rule: str) -> None:
    assert JUDGED[rule] in codes(shared, f"{rule}-incorrect")
    assert JUDGED[rule] not in codes(shared, f"{rule}-correct")


def test_every_rule_with_a_pair_is_judged_or_named_as_not(shared: Path) -> None:
    examples = (shared / "data/bpmn/bpmnlint/docs/rules/examples").glob("*-incorrect.bpmn")
    assert {path.stem.removesuffix("-incorrect") for path in examples} == {*JUDGED, *NOT_JUDGED}
