"""PO-SOD where several processes share activity ids or case numbers."""

from tests.builders import process
from tests.enterprise_builder import Enterprise, found
from workbench.fit.detectors.separation import CODE, duties_not_separate
from workbench.organization import Reach

PEOPLE = Enterprise().department("D1").post("P1", "D1").person("x", "P1").person("y", "P1")
ORDERS = process("orders").start().task("ask").task("approve").end()
REPAIRS = process("repairs").start().task("test").task("approve").end()


def judged(enterprise: Enterprise) -> list[tuple[tuple[str, ...], int | None, int | None]]:
    return found(enterprise.told(CODE, duties_not_separate))


def test_a_case_in_which_one_person_did_both_is_claimed_however_rare() -> None:
    orders = PEOPLE.apart("ask", "approve").process(ORDERS).cases("orders", "ask:x approve:y", times=9)
    assert judged(orders) == []
    assert judged(orders.cases("orders", "ask:x approve:x")) == [(("approve", "ask"), 1, 10)]


def test_a_case_number_that_another_process_uses_too_is_another_case() -> None:
    both = PEOPLE.apart("ask", "approve").process(ORDERS).process(REPAIRS)
    apart = both.cases("orders", "ask:x approve:y").cases("repairs", "test:y approve:x")
    assert judged(apart) == [], "who approves the repair 000 has not asked for it"


def test_a_rule_between_two_processes_is_judged_across_them() -> None:
    both = PEOPLE.apart("ask", "test").process(ORDERS).process(REPAIRS)
    assert judged(both.cases("orders", "ask:x approve:y").cases("repairs", "test:x approve:y")) == [(("ask", "test"), 1, 1)]
    ever = PEOPLE.apart("ask", "test", reach=Reach.ANY).process(ORDERS).process(REPAIRS)
    (claimed,) = judged(ever.cases("orders", "ask:x approve:y").cases("repairs", "test:x approve:y", times=2))
    assert claimed[0] == ("ask", "test")
