"""The heuristics on the demo enterprise: the planted improvements are among what is proposed, and nothing nonsensical is."""

import pytest

from demo.files import write
from demo.generate import generate
from tests.redesign.changes.designs import assert_same
from workbench.fit.detection import Evidence
from workbench.language import Language, catalogue
from workbench.redesign.changes import Changes
from workbench.redesign.heuristics import EXPECTED, PROPOSERS, Considered, Proposal, Situation, consider, proposals_of
from workbench.simulation.calibration import calibrated
from workbench.simulation.edits import Hire, LeaveOut, Ungate
from workbench.study import assess, open_study

BESIDE_AUTOMATION = {
    ("H4", "P2P", "P2P-12"),
    ("H8", "P2P", "采购价格调整"),
    ("H11", "OTD", "OTD-15"),
    ("H12", "ECM", "ECM"),
    ("H12", "OTD", "OTD"),
    ("H12", "P2P", "P2P"),
    ("H13", "P2P", "P2P-10"),
    ("H14", "enterprise", "P1"),
    ("H15", "ECM", "ECM-09"),
    ("H16", "P2P", "总经理审批"),
    ("H17", "ECM", "ECM-07"),
    ("H19", "OTD", "OTD-02"),
    ("H22", "OTD", "OTD-07"),
    ("H22", "enterprise", "DO01"),
    ("H23", "P2P", "P2P-06"),
}


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    folder = tmp_path_factory.mktemp("demo")
    write(generate(), folder)
    return assess(open_study(folder)).evidence


@pytest.fixture(scope="module")
def considered(evidence: Evidence) -> Considered:
    return consider(Situation(evidence=evidence))


def the(considered: Considered, heuristic: str) -> Proposal:
    (found,) = (each for each in considered.proposals if each.heuristic == heuristic)
    return found


def test_the_planted_improvements_are_proposed(considered: Considered) -> None:
    assert the(considered, "H4").edits == (Ungate(process="P2P", activity="P2P-12"),)
    assert the(considered, "H14").edits == (Hire(post="P1", number=1),)
    assert the(considered, "H16").edits == (LeaveOut(process="P2P", activity="总经理审批"),)
    assert len(the(considered, "H4").trigger.cases) == 400
    assert len(the(considered, "H16").trigger.cases) == 120


def test_what_else_is_proposed_is_what_was_planted_or_drawn_so(considered: Considered) -> None:
    told = {(each.heuristic, each.scope, each.about[0]) for each in considered.proposals}
    assert {each for each in told if each[0] != "H21"} == BESIDE_AUTOMATION
    automated = {about: scope for heuristic, scope, about in told if heuristic == "H21"}
    assert automated.pop("ECM-08") == "ECM"
    assert set(automated) <= {"OTD-05", "OTD-09", "OTD-14", "OTD-18", "P2P-05", "P2P-07", "P2P-10", "P2P-13"}
    assert considered.unknown == ()


def test_every_proposal_is_said_in_both_languages_with_every_gap_filled(considered: Considered) -> None:
    for each in considered.proposals:
        for language in Language:
            said = (each.name(language), each.reason(language), each.text(language), *each.assumptions(language))
            assert all(said)
            assert not any("{" in text for text in said), each.heuristic


@pytest.mark.parametrize("language", Language)
def test_every_heuristic_has_a_name_and_expected_effects(language: Language) -> None:
    assert PROPOSERS.keys() == EXPECTED.keys() == {f"H{number}" for number in range(1, 24)}
    assert all(f"heuristic-{each}-name" in catalogue(language) for each in PROPOSERS)


def test_the_same_evidence_gives_the_same_proposals_in_order(considered: Considered) -> None:
    assert list(considered.proposals) == sorted(considered.proposals, key=lambda each: each.order)


def test_what_is_proposed_can_be_done_to_the_design_and_undone(considered: Considered, evidence: Evidence) -> None:
    for each in considered.proposals:
        changes = Changes(parts=each.changes)
        changed = changes.apply(evidence.design)
        assert (changed == evidence.design) == (not each.changes)
        assert_same(changes.undo(evidence.design).apply(changed), evidence.design)


def test_every_edit_changes_the_calibrated_world_and_names_people_of_it(evidence: Evidence) -> None:
    world = calibrated(evidence.linkage, evidence.timezone).world
    for each in proposals_of(Situation(evidence=evidence, world=world)):
        for edit in each.edits:
            assert edit.apply(world) is not world, (each.heuristic, edit)
