"""A node of the chain leads up and down by addresses, and is found by what somebody types."""

import pytest

from workbench.findings import UsageError
from workbench.normalization.chain import ChainKey, ChainLink, ChainNode, Gap, NodeKind, chain
from workbench.report.normalization.nodes import (
    address_of,
    addresses_of,
    gaps_panel,
    kinds_table,
    node_named,
    node_page,
)

OBJECTIVE = ChainKey(kind=NodeKind.OBJECTIVE, id="O1")
PROCESS = ChainKey(kind=NodeKind.PROCESS, id="P2P")
ACTIVITY = ChainKey(kind=NodeKind.ACTIVITY, id="a", scope="P2P")
PEOPLE = ChainKey(kind=NodeKind.PEOPLE, id="P1")
POST = ChainKey(kind=NodeKind.POST, id="P1")
FINDING = ChainKey(kind=NodeKind.FINDING, id="c0ffee01")
CHAIN = chain(
    (
        ChainNode(key=OBJECTIVE, name="周期", name_en="cycle"),
        ChainNode(key=PROCESS, name="采购"),
        ChainNode(key=ACTIVITY, name="申请", name_en="Ask"),
        ChainNode(key=POST, name="采购员", name_en="Buyer"),
        ChainNode(key=PEOPLE, name="采购员", name_en="Buyer", count=1200),
        ChainNode(key=FINDING, name="CF-SKIP a"),
    ),
    (
        ChainLink(above=OBJECTIVE, below=PROCESS, relation="about"),
        ChainLink(above=PROCESS, below=ACTIVITY, relation="part"),
        ChainLink(above=ACTIVITY, below=POST, relation="duty:R"),
        ChainLink(above=ACTIVITY, below=POST, relation="duty:A"),
        ChainLink(above=POST, below=PEOPLE, relation="held_by"),
        ChainLink(above=ACTIVITY, below=FINDING, relation="unheard of"),
    ),
    (Gap(code="GAP_OBJECTIVE_WITHOUT_DUE", key=OBJECTIVE),),
)


def test_an_activity_is_addressed_within_its_process_and_every_address_is_one_nodes() -> None:
    assert address_of(ACTIVITY) == "activity/P2P/a"
    assert len(addresses_of(CHAIN)) == len(CHAIN.nodes)


@pytest.mark.parametrize(
    ("text", "found"), [("post/P1", POST), ("O1", OBJECTIVE), ("c0ffee", FINDING), ("activity/P2P/a", ACTIVITY), ("P2P", PROCESS)]
)
def test_a_node_is_found_by_its_address_its_id_or_how_that_begins(text: str, found: ChainKey) -> None:
    assert node_named(CHAIN, text).key == found


@pytest.mark.parametrize(
    ("text", "count", "near"), [("P1", 2, "post/P1, people/P1"), ("objective/O2", 0, "objective/O1"), ("", 0, "")]
)
def test_what_is_meant_by_none_or_several_says_which_come_near(text: str, count: int, near: str) -> None:
    with pytest.raises(UsageError) as raised:
        node_named(CHAIN, text)
    facts = raised.value.finding.facts
    assert facts["count"] == count
    assert near in str(facts["nearest"])


def test_a_page_links_to_each_neighbour_once_with_all_relations_and_tells_all_further_ones() -> None:
    page = node_page(CHAIN, CHAIN.node[ACTIVITY])
    assert [(each.address, each.relation.en) for each in page.above] == [("process/P2P", "part")]
    assert [(each.address, each.relation.en) for each in page.below] == [
        ("post/P1", "duty A, duty R"),
        ("finding/c0ffee01", "unheard of"),
    ]
    assert [row[2].en for row in page.up.rows] == ["objective/O1", "process/P2P"]
    assert [row[1].zh for row in page.down.rows] == ["P1 采购员", "P1 采购员（1,200）", "CF-SKIP a"]


def test_a_gap_stands_with_the_node_that_it_is_about_and_with_all_gaps() -> None:
    told = [each.en for each in node_page(CHAIN, CHAIN.node[OBJECTIVE]).gaps]
    assert told == ["Objective O1 has no due date. Fill `due`."]
    whole = gaps_panel(CHAIN)
    assert whole.table is not None
    assert [[cell.en for cell in row] for row in whole.table.rows] == [["Objective", "objective/O1", *told]]
    assert node_page(CHAIN, CHAIN.node[POST]).gaps == ()
    assert gaps_panel(chain((), ())).missing is not None


def test_a_gap_of_what_bears_the_same_id_stands_with_that_alone() -> None:
    made = chain(CHAIN.nodes, CHAIN.links, (Gap(code="GAP_SCOPE_UNDECIDED", key=POST),))
    assert [node_page(made, made.node[each]).gaps != () for each in (POST, PEOPLE)] == [True, False]


def test_what_the_whole_lacks_stands_with_no_node() -> None:
    whole = gaps_panel(chain(CHAIN.nodes, CHAIN.links, (Gap(code="GAP_NO_SCOPE"),))).table
    assert whole is not None
    assert [cell.zh for cell in whole.rows[0][:2]] == ["–", "–"]


def test_of_very_many_gaps_the_first_are_listed_and_the_rest_counted() -> None:
    many = tuple(Gap(code="GAP_FINDING_WITHOUT_ITEM", key=FINDING, facts={"finding": each}) for each in range(1_234))
    whole = gaps_panel(chain(CHAIN.nodes, CHAIN.links, many)).table
    assert whole is not None
    assert whole.more is not None
    assert (len(whole.rows), "1,134" in whole.more.en) == (100, True)


def test_kinds_are_counted_with_those_that_hang_loose() -> None:
    rows = {row[0].en: [cell.en for cell in row[1:]] for row in kinds_table(CHAIN).rows}
    assert rows["Objective"] == ["objective", "1", "1", "0"]
    assert rows["Finding"] == ["finding", "1", "0", "1"]
