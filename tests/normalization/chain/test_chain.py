"""The chain leads down and up, from strategy to findings, and what followed from these."""

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.fit.indicators.cycle_times import cycle_hours
from workbench.language import Language
from workbench.normalization.chain import Chain, ChainKey, ChainLink, ChainNode, Followed, NodeKind, chain, finding_key
from workbench.normalization.chain.intended import intended_links
from workbench.organization import ALWAYS
from workbench.strategy import KPI, Strategy
from workbench.study import Assessment, assess, open_study
from workbench.study.chaining import chain_of, intentions_in
from workbench.study.following import items_below
from workbench.study.planning import planned_items

ROOT = Path(__file__).resolve().parents[3]


def key(kind: NodeKind, identity: str, scope: str = "") -> ChainKey:
    return ChainKey(kind=kind, id=identity, scope=scope)


def node(kind: NodeKind, identity: str) -> ChainNode:
    return ChainNode(key=key(kind, identity), name=identity)


S, A1, A2, C = (
    node(NodeKind.STRATEGY, "S"),
    node(NodeKind.ADVANTAGE, "A1"),
    node(NodeKind.ADVANTAGE, "A2"),
    node(NodeKind.CAPABILITY, "C"),
)
LINKS = tuple(ChainLink(above=above.key, below=below.key) for above, below in ((S, A1), (S, A2), (A1, C), (A2, C)))
DIAMOND = chain((S, A1, A2, C), LINKS)


@cache
def demo() -> Assessment:
    return assess(open_study(ROOT))


@cache
def demo_chain() -> Chain:
    return chain_of(demo())


def ids(nodes: tuple[ChainNode, ...]) -> list[str]:
    return [each.key.id for each in nodes]


def test_the_chain_is_walked_both_ways_and_along_every_path() -> None:
    assert ids(DIAMOND.down(S.key)) == ["A1", "A2", "C"]
    assert ids(DIAMOND.up(C.key)) == ["S", "A1", "A2"]
    assert [ids(path) for path in DIAMOND.paths(S.key, C.key)] == [["S", "A1", "C"], ["S", "A2", "C"]]
    assert [ids(path) for path in DIAMOND.paths(C.key, S.key)] == []
    assert [each.below.id for each in DIAMOND.below(S.key)] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("kpi", "below"),
    [
        (KPI(id="K", name="k", level="部门", of="D1"), {key(NodeKind.DEPARTMENT, "D1")}),
        (KPI(id="K", name="k", level=" Post ", of="P1"), {key(NodeKind.POST, "P1")}),
        (KPI(id="K", name="k", process="p", activity="a"), {key(NodeKind.PROCESS, "p"), key(NodeKind.ACTIVITY, "a", "p")}),
    ],
)
def test_a_kpi_stands_above_what_it_is_about_in_whatever_words_it_says_so(kpi: KPI, below: set[ChainKey]) -> None:
    design = Enterprise().department("D1").post("P1", "D1").process(process("p").start().task("a").end()).design()
    assert {each.below for each in intended_links(Strategy(kpis=(kpi,)), design)} == below


def test_the_order_of_nodes_and_links_does_not_matter() -> None:
    turned = chain((C, A2, A1, S), LINKS[::-1])
    assert (turned.nodes, turned.links) == (DIAMOND.nodes, DIAMOND.links)


def test_a_link_up_is_refused_and_one_to_nowhere_left_out() -> None:
    with pytest.raises(ValueError, match="leads down"):
        chain((S, A1), (ChainLink(above=A1.key, below=S.key),))
    assert chain((S,), LINKS).links == ()


def test_an_unknown_node_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        DIAMOND.up(key(NodeKind.KPI, "K"))


def test_the_strategy_of_the_demo_leads_to_every_finding_and_back() -> None:
    found, strategy = demo_chain(), key(NodeKind.STRATEGY, "S1")
    below = {each.key for each in found.down(strategy)}
    for finding in found.of_kind(NodeKind.FINDING):
        assert finding.key in below, finding
        assert strategy in {each.key for each in found.up(finding.key)}, finding
    assert len(found.of_kind(NodeKind.FINDING)) == len(demo().findings) == 30


def test_an_activity_stands_above_who_does_it_with_what_on_which_data() -> None:
    links = {
        (each.below.kind, each.below.id): each.relation for each in demo_chain().below(key(NodeKind.ACTIVITY, "OTD-07", "OTD"))
    }
    activity = next(each for each in demo().study.design.activities if each.id == "OTD-07")
    assert {f"duty:{letter}" for letter, posts in (activity.duties or {}).items() if posts} <= {*links.values()}
    assert {each for kind, each in links if kind is NodeKind.FUNCTION} == {*(activity.functions or ())}
    assert {each for kind, each in links if kind is NodeKind.DATA} == {*activity.uses}


def test_people_are_a_count_and_never_named() -> None:
    found = demo_chain()
    people = found.of_kind(NodeKind.PEOPLE)
    holdings = demo().study.design.organization.holdings or ()
    assert sum(each.count or 0 for each in people) == len(holdings)
    told = {text for each in found.nodes for text in (each.key.id, each.name, each.name_en)}
    assert told.isdisjoint({each.person for each in holdings})


def test_items_releases_and_signals_come_in_below_findings() -> None:
    finding = finding_key(demo().findings[0])
    item, release, signal = (ChainKey(kind=each, id="1") for each in (NodeKind.ITEM, NodeKind.RELEASE, NodeKind.SIGNAL))
    followed = Followed(
        nodes=tuple(ChainNode(key=each, name="1") for each in (item, release, signal)),
        links=(
            ChainLink(above=finding, below=item),
            ChainLink(above=item, below=release),
            ChainLink(above=release, below=signal),
            ChainLink(above=key(NodeKind.FINDING, "of another run"), below=item),
        ),
    )
    found = chain_of(demo(), intentions_in(demo()), followed)
    assert [each.key.kind for each in found.down(finding)] == [NodeKind.ITEM, NodeKind.RELEASE, NodeKind.SIGNAL]
    assert key(NodeKind.STRATEGY, "S1") in {each.key for each in found.up(signal)}


def test_the_items_of_a_plan_stand_below_the_findings_that_they_deal_with() -> None:
    items = planned_items(demo(), None, date(2025, 7, 1))
    found = chain_of(demo(), intentions_in(demo()), items_below(items, demo().study.design))
    assert len(found.of_kind(NodeKind.ITEM)) == len(items) > 0
    for item in items:
        above = {each.key.id for each in found.up(key(NodeKind.ITEM, item.id)) if each.key.kind is NodeKind.FINDING}
        assert above == {*item.findings}, item.id
    assert all(each.name and each.name_en for each in found.of_kind(NodeKind.ITEM))


def test_the_chain_shows_its_links_in_both_languages() -> None:
    shown = {language: demo_chain().to_html(language) for language in Language}
    assert "定制化产品快速交付" in shown[Language.ZH_CN]
    assert len(demo_chain().table) == len(demo_chain().links)


def test_the_baselines_of_the_demo_are_those_of_its_objectives() -> None:
    """P90 19.0 and 12.8 days, a median of 30.3, and 30 % of the plans made in the system (domain rules 6)."""
    figures = intentions_in(demo()).figures
    for kpi, days in (("K1", 19.0), ("K2", 12.8), ("K3", 30.3)):
        assert figures[kpi].value == pytest.approx(days, rel=0.03)
    assert (figures["K4"].value, figures["K4"].n) == (pytest.approx(0.3), 300)


def test_the_cycle_time_of_the_demo_is_that_of_its_timeliness() -> None:
    figures = intentions_in(demo()).figures
    for kpi, name, part in (("K1", "OTD", 0.9), ("K2", "ECM", 0.9), ("K3", "P2P", 0.5)):
        (linked,) = (each for each in demo().linkage.processes if each.id == name)
        hours = cycle_hours(linked, ALWAYS)[linked.complete]
        assert figures[kpi].value == pytest.approx(np.quantile(hours, part) / 24)
    on_time = {each.scope.id: each.indicator["PX6"].reading.value for each in demo().fit.fits}
    assert (figures["K1"].low or 0) > 16
    assert on_time["OTD"] is not None
    assert on_time["OTD"] < 0.9
