"""Gaps between strategy and process, each told in both languages with what to do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.language import Language
from workbench.normalization.chain import ChainKey, Gap, Intentions, NodeKind, intentions_of
from workbench.normalization.chain.gaps import gaps_of
from workbench.strategy import DETERMINANTS, KPI, Advantage, Capability, Objective, Scope, Strategy, StrategyStatement

EVIDENCE = (
    Enterprise()
    .department("D1")
    .post("P1", "D1")
    .duty("a", R="P1", A="P1")
    .process(process("p").start().task("a").end())
    .cases("p", "a", times=3)
    .evidence()
)
WHOLE = Strategy(
    statements=(StrategyStatement(id="S1", statement="fast"),),
    advantages=(Advantage(id="A1", statement="speed", strategies=("S1",), evidence=dict.fromkeys(DETERMINANTS, "as told")),),
    capabilities=(Capability(id="C1", name="delivery", advantages=("A1",), processes=("p",)),),
    objectives=(Objective(id="O1", capability="C1", kpi="K1", target=1, due=date(2026, 1, 1), owner="P1"),),
    kpis=(KPI(id="K1", name="time", process="p", measure="cycle_time", direction="down"),),
    scope=Scope(processes_in=("p",), departments_in=("D1",)),
)


def gaps(strategy: Strategy) -> tuple[Gap, ...]:
    evidence = replace(EVIDENCE, design=replace(EVIDENCE.design, strategy=strategy))
    found: Intentions = intentions_of(evidence)
    return gaps_of(found, evidence.design)


def one(strategy: Strategy, field: str, **says: object) -> Strategy:
    """Change the only entry of a part of the strategy."""
    (entry,) = getattr(strategy, field)
    changed: dict[str, Any] = {field: (replace(entry, **says),)}
    return replace(strategy, **changed)


def test_a_whole_chain_has_no_gap() -> None:
    assert gaps(WHOLE) == ()


def test_a_target_that_cannot_be_used_is_a_gap() -> None:
    (gap,) = gaps(one(WHOLE, "objectives", target=0.95, target_unit="%"))
    assert (gap.code, gap.about) == ("GAP_OBJECTIVE_UNTOLD", "O1")
    assert all("95%" in gap.text(language) for language in Language)


def test_a_department_in_scope_decides_for_what_belongs_to_it() -> None:
    design = Enterprise().department("D1").department("D2", above="D1").department("D3").evidence().design
    scope = Strategy(statements=WHOLE.statements, scope=Scope(departments_in=("D1",)))
    found = gaps_of(Intentions(strategy=scope, figures={}, states={}), design)
    assert [each.about for each in found if each.code == "GAP_SCOPE_UNDECIDED"] == ["D3"]


def test_an_empty_strategy_is_one_gap() -> None:
    assert [each.code for each in gaps(Strategy())] == ["GAP_NO_STRATEGY"]


@pytest.mark.parametrize(
    ("strategy", "told"),
    [
        (one(WHOLE, "advantages", strategies=()), {"GAP_STRATEGY_WITHOUT_ADVANTAGE:S1", "GAP_ADVANTAGE_WITHOUT_STRATEGY:A1"}),
        (
            one(WHOLE, "capabilities", advantages=()),
            {"GAP_ADVANTAGE_WITHOUT_CAPABILITY:A1", "GAP_CAPABILITY_WITHOUT_ADVANTAGE:C1", "GAP_OBJECTIVE_WITHOUT_ADVANTAGE:O1"},
        ),
        (one(WHOLE, "advantages", evidence={"market": "asked for"}), {"GAP_ADVANTAGE_WITHOUT_EVIDENCE:A1"}),
        (one(WHOLE, "capabilities", owner="P9"), {"GAP_CAPABILITY_POST_UNKNOWN:C1"}),
        (one(WHOLE, "capabilities", owner="P1"), set()),
        (one(WHOLE, "capabilities", processes=()), {"GAP_CAPABILITY_WITHOUT_PROCESS:C1", "GAP_PROCESS_WITHOUT_CAPABILITY:p"}),
        (one(WHOLE, "capabilities", processes=("p", "q")), {"GAP_CAPABILITY_PROCESS_UNKNOWN:C1"}),
        (
            replace(WHOLE, objectives=()),
            {"GAP_CAPABILITY_WITHOUT_OBJECTIVE:C1", "GAP_KPI_WITHOUT_OBJECTIVE:K1"},
        ),
        (one(WHOLE, "objectives", owner=None), {"GAP_OBJECTIVE_WITHOUT_POST:O1"}),
        (one(WHOLE, "objectives", owner="P9"), {"GAP_OBJECTIVE_POST_UNKNOWN:O1"}),
        (one(WHOLE, "objectives", target=None), {"GAP_OBJECTIVE_WITHOUT_TARGET:O1"}),
        (one(WHOLE, "objectives", due=None), {"GAP_OBJECTIVE_WITHOUT_DUE:O1"}),
        (one(WHOLE, "kpis", measure=None), {"GAP_KPI_WITHOUT_SOURCE:K1"}),
        (one(WHOLE, "kpis", measure="cycletime"), {"GAP_KPI_UNTOLD:K1"}),
        (replace(WHOLE, scope=None), {"GAP_NO_SCOPE:–"}),
        (replace(WHOLE, scope=Scope(processes_in=("p", "q"))), {"GAP_SCOPE_UNKNOWN:q", "GAP_SCOPE_UNDECIDED:D1"}),
    ],
)
def test_what_is_missing_is_told(strategy: Strategy, told: set[str]) -> None:
    found = gaps(strategy)
    assert {f"{each.code}:{each.about}" for each in found} == told
    assert all("{" not in each.text(language) for each in found for language in Language)


def told_of(enterprise: Enterprise, scope: Scope) -> set[str]:
    evidence = enterprise.process(process("p").start().task("a").task("b").end()).evidence()
    design = replace(evidence.design, strategy=replace(WHOLE, scope=scope))
    return {
        each.about
        for each in gaps_of(intentions_of(replace(evidence, design=design)), design)
        if each.code == "GAP_ACTIVITY_BARE"
    }


def test_an_activity_with_nothing_below_it_is_a_gap_unless_it_is_out_of_scope() -> None:
    enterprise = Enterprise().duty("a").duty("b", R="P1").system("S").function("F", "S", "b").use("b", "D", "R")
    assert told_of(enterprise, Scope(processes_in=("p",))) == {"a"}
    assert told_of(enterprise, Scope(processes_out=("p",))) == set()


def test_what_no_table_says_is_no_gap() -> None:
    assert told_of(Enterprise().duty("a"), Scope(processes_in=("p",))) == set()


def test_a_gap_is_about_one_kind_whatever_else_bears_the_same_id() -> None:
    """A department p beside the process p, an activity a in two processes: the other one lacks nothing."""
    enterprise = Enterprise().department("p").duty("b", R="P1").system("S").function("F", "S", "b").use("b", "D", "R")
    both = enterprise.process(process("p").start().task("b").end()).process(process("q").start().task("a").end())
    evidence = both.duty("a").evidence()
    design = replace(evidence.design, strategy=replace(WHOLE, scope=Scope(processes_in=("p", "q"))))
    keys = {each.code: each.key for each in gaps_of(intentions_of(replace(evidence, design=design)), design)}
    assert keys["GAP_SCOPE_UNDECIDED"] == ChainKey(kind=NodeKind.DEPARTMENT, id="p")
    assert keys["GAP_ACTIVITY_BARE"] == ChainKey(kind=NodeKind.ACTIVITY, id="a", scope="q")
