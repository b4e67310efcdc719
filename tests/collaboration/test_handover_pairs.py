"""Pairs of units: how much goes from one to the other, whether it is as designed, and how long it waits."""

from dataclasses import replace

import numpy as np

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.collaboration import HandoverPair, pairs_of_departments, pairs_of_posts
from workbench.eventlog import NO_TIME

MINUTE = 60_000_000
SHOP = (
    Enterprise()
    .department("D1")
    .department("D2")
    .post("P1", "D1")
    .post("P2", "D2")
    .person("x", "P1")
    .person("w", "P1")
    .person("y", "P2")
    .duty("a", R="P1")
    .duty("b", R="P2")
    .duty("c", R="P1")
    .process(process("p").start().task("a").task("b").task("c").end())
)


def told(pairs: tuple[HandoverPair, ...]) -> list[tuple[str, str, int, int]]:
    return [(each.source, each.target, each.count, each.as_designed) for each in pairs]


def test_the_heaviest_pairs_come_first_and_all_is_designed_where_duties_and_order_are_kept() -> None:
    linkage = SHOP.cases("p", "a:x b:y c:x", times=3).linkage()
    assert told(pairs_of_posts(linkage).rows) == [("P1", "P2", 3, 3), ("P2", "P1", 3, 3)]
    assert told(pairs_of_departments(linkage).rows) == [("D1", "D2", 3, 3), ("D2", "D1", 3, 3)]


def test_a_handover_to_somebody_without_authority_is_not_as_designed() -> None:
    linkage = SHOP.cases("p", "a:x b:y c:x").cases("p", "a:x b:w c:y").linkage()
    assert told(pairs_of_posts(linkage).rows) == [("P1", "P2", 2, 1), ("P1", "P1", 1, 0), ("P2", "P1", 1, 1)]


def test_a_pair_tells_its_median_wait_and_the_people_of_its_smaller_unit() -> None:
    linkage = SHOP.cases("p", "a:x b:y c:w").linkage()
    first = pairs_of_posts(linkage).rows[0]
    assert (first.wait, first.persons, first.is_across) == (30 * MINUTE, 1, True)
    unstarted = replace(linkage.processes[0], start=np.full(3, NO_TIME))
    assert pairs_of_posts(replace(linkage, processes=(unstarted,))).rows[0].wait is None


def test_an_enterprise_without_logs_hands_nothing_over() -> None:
    assert pairs_of_posts(SHOP.linkage()).rows == ()


def test_the_table_has_a_row_a_pair() -> None:
    pairs = pairs_of_posts(SHOP.cases("p", "a:x b:y c:x").linkage())
    columns = pairs.columns(slice(None))
    assert list(columns) == ["source", "target", "count", "designed", "duration"]
    assert columns["duration"].tolist() == [np.timedelta64(30 * MINUTE, "us").astype(object)] * 2
