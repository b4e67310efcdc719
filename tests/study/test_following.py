"""What followed from findings stays in the chain when they are gone: items above the releases that they went into."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.normalization.plan.items import item
from tests.report.normalization.strategic import assessed
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.plan import Proof, Verification
from workbench.language import Language
from workbench.normalization import Acceptance, Decision, Register, open_register
from workbench.normalization.chain import Chain, ChainKey, NodeKind, intentions_of
from workbench.normalization.decision import subject_of
from workbench.normalization.plan import (
    Cancelled,
    Done,
    FindingCheck,
    ItemEvent,
    PlannedItem,
    Started,
    Verified,
    enter_event,
    enter_items,
)
from workbench.normalization.release import Approval, Drafted, Monitored, Released, TrialBegun, TrialWindow, version_of
from workbench.normalization.release.lifecycle import state_event
from workbench.study.chaining import chain_of
from workbench.study.following import followed_in

YEAR = 2026
SKIPPED = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="p", object=("a",), elements=("a",))
UNDRAWN = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="p", object=("redrawn",), elements=("redrawn",))


def at(month: int) -> datetime:
    return datetime(YEAR, month, 2, 9, tzinfo=UTC)


def about(*findings: Finding) -> PlannedItem:
    checks = tuple(
        FindingCheck(subject=subject_of(it), verification=Verification(rule="none"), elements=it.elements) for it in findings
    )
    return item(scopes=("p",), findings=tuple(each.id for each in findings), verifications=checks)


def chain_with(register: Register) -> Chain:
    evidence = assessed().evidence
    return chain_of(assessed(), intentions_of(evidence), followed_in(register, evidence.design, date(YEAR, 12, 31)))


def done(register: Register, planned: PlannedItem, month: int) -> None:
    """Plan an item, do it, and prove that it is effective in the month after."""
    enter_items(register, [planned], by="QM", at=at(month))
    day = at(month).date()
    for happening, said in ((Started(on=day), month), (Done(on=day), month), (Verified(proof=Proof.PROVEN), month + 1)):
        enter_event(register, planned.id, ItemEvent(happening=happening, by="QM", at=at(said)))


def released(register: Register, version: str, month: int) -> None:
    """Release a version after a trial that ended the month before."""
    window = TrialWindow(start=date(YEAR, 1, 1), end=at(month - 1).date())
    approved = Approval(name="王芳", role="管理者代表", day=window.end)
    frozen = Released(effective=at(month).date(), approvals=(approved,), manifest_sha256="a" * 64)
    for event in (Drafted(processes=("p",)), TrialBegun(window=window), frozen):
        state_event(register, version_of(version), event, "QM", at(month))


def above(chain: Chain, kind: NodeKind, identity: str) -> set[tuple[NodeKind, str]]:
    return {(each.key.kind, each.key.id) for each in chain.up(ChainKey(kind=kind, id=identity))}


@pytest.mark.parametrize(("finding", "place"), [(SKIPPED, (NodeKind.ACTIVITY, "a")), (UNDRAWN, (NodeKind.PROCESS, "p"))])
def test_an_item_whose_finding_is_gone_still_stands_below_it_and_the_strategy(
    tmp_path: Path, finding: Finding, place: tuple[NodeKind, str]
) -> None:
    register = open_register(tmp_path)
    assert finding.id not in {each.id for each in assessed().findings}
    done(register, about(finding), 3)
    chain = chain_with(register)
    assert {(NodeKind.FINDING, finding.id), place, (NodeKind.STRATEGY, "S1")} <= above(chain, NodeKind.ITEM, "m")
    key = ChainKey(kind=NodeKind.FINDING, id=finding.id)
    assert chain.node[key].count is None
    assert {each.relation for each in chain.above(key)} == {"showed"}


def test_a_finding_that_is_still_there_is_told_as_it_is_now(tmp_path: Path) -> None:
    register, now = open_register(tmp_path), assessed().findings[0]
    enter_items(register, [about(now)], by="QM", at=at(3))
    key = ChainKey(kind=NodeKind.FINDING, id=now.id)
    assert chain_with(register).node[key].count == now.count
    assert {each.relation for each in chain_with(register).above(key)} == {"shows"}


def test_a_finding_has_its_item_under_another_code_of_the_same_deviation(tmp_path: Path) -> None:
    register, dead = open_register(tmp_path), replace(SKIPPED, code="CF-DEAD")
    enter_items(register, [about(SKIPPED)], by="QM", at=at(3))
    settled = followed_in(register, assessed().evidence.design, date(YEAR, 12, 31)).settled
    assert settled >= {SKIPPED.id, dead.id}


def test_an_item_of_the_enterprise_stands_below_all_processes(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    enter_items(register, [item(scopes=(ENTERPRISE,))], by="QM", at=at(3))
    assert (NodeKind.PROCESS, "p") in above(chain_with(register), NodeKind.ITEM, "m")


def test_a_release_stands_below_the_items_that_were_done_since_the_one_before(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    done(register, item("first", scopes=("p",)), 2)
    released(register, "1.0.0", 5)
    done(register, item("second", scopes=(ENTERPRISE,)), 6)
    released(register, "1.1.0", 9)
    done(register, item("third", scopes=("p",)), 10)
    enter_items(register, [item("open", scopes=("p",))], by="QM", at=at(10))
    links = [(each.above.id, each.below.id) for each in chain_with(register).links if each.relation == "went_into"]
    assert links == [("first", "1.0.0"), ("second", "1.1.0")]


def gaps(register: Register) -> dict[str, list[str]]:
    """Return what is told to be missing below the activities: whereof, by code."""
    told: dict[str, list[str]] = {}
    for each in chain_with(register).gaps:
        if each.code in {"GAP_NO_PLAN", "GAP_FINDING_WITHOUT_ITEM", "GAP_ITEM_UNRELEASED", "GAP_RELEASE_UNWATCHED"}:
            assert all("{" not in each.text(language) for language in Language)
            told.setdefault(each.code, []).append(each.about)
    return told


def test_findings_without_an_item_are_one_gap_before_there_is_a_plan_and_one_each_then(tmp_path: Path) -> None:
    register, (found,) = open_register(tmp_path), assessed().findings
    assert gaps(register) == {"GAP_NO_PLAN": ["–"]}
    enter_items(register, [item("else", scopes=("p",))], by="QM", at=at(3))
    assert gaps(register) == {"GAP_FINDING_WITHOUT_ITEM": [found.id]}
    enter_items(register, [about(found)], by="QM", at=at(3))
    assert gaps(register) == {}
    enter_event(register, "m", ItemEvent(happening=Cancelled(reason="无用"), by="QM", at=at(4)))
    assert gaps(register) == {"GAP_FINDING_WITHOUT_ITEM": [found.id]}


def test_an_accepted_finding_asks_for_no_item(tmp_path: Path) -> None:
    register, (found,) = open_register(tmp_path), assessed().findings
    accepted = Acceptance(reason="已知", owner="QM", until=date(YEAR, 12, 31))
    register.decide(Decision(subject=subject_of(found), verdict=accepted, by="QM", at=at(3)))
    assert gaps(register) == {}


def test_nobody_asked_for_the_plan_tells_no_gap_of_it() -> None:
    assert {each.code for each in chain_of(assessed()).gaps}.isdisjoint({"GAP_NO_PLAN", "GAP_FINDING_WITHOUT_ITEM"})


def test_an_effective_item_waits_for_a_release_and_a_release_for_its_watch(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    done(register, about(*assessed().findings), 2)
    assert gaps(register) == {"GAP_ITEM_UNRELEASED": ["m"]}
    released(register, "1.0.0", 5)
    assert gaps(register) == {"GAP_RELEASE_UNWATCHED": ["1.0.0"]}
    state_event(register, version_of("1.0.0"), Monitored(), "QM", at(6))
    assert gaps(register) == {}


def test_records_tell_into_which_version_an_item_went_not_the_day(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    released(register, "1.0.0", 4)
    done(register, about(SKIPPED), 4)
    released(register, "1.1.0", 6)
    (item,) = (each for each in chain_with(register).node if each.kind is NodeKind.ITEM)
    down = {each.key.id for each in chain_with(register).down(item) if each.key.kind is NodeKind.RELEASE}
    assert down == {"1.1.0"}


def test_a_strategy_whose_day_of_review_has_passed_is_a_gap_from_the_day_after(tmp_path: Path) -> None:
    design, register = assessed().evidence.design, open_register(tmp_path)
    (stated,) = design.strategy.statements
    dated = replace(design.strategy, statements=(replace(stated, review_date=date(YEAR, 3, 1)),))
    for on, told in ((date(YEAR, 3, 1), []), (date(YEAR, 3, 2), ["GAP_STRATEGY_REVIEW_PASSED"])):
        assert [each.code for each in followed_in(register, replace(design, strategy=dated), on).gaps] == told
