"""PO-SPAN: posts that lead more people than agreed, by the norm of the work that is led; claimed only where it is asked for."""

from dataclasses import replace

from tests.builders import process
from tests.enterprise_builder import Enterprise, unknown
from workbench.fit.detection import Detected
from workbench.fit.detectors.span import CODE, too_many_to_lead
from workbench.fit.policy import DecisionRules, Policy

ASKED = Policy().claiming([CODE])
BOSS = Enterprise().department("D").post("BOSS", "D").process(process("p").start().task("a").end())


def told(enterprise: Enterprise, policy: Policy = ASKED) -> Detected:
    return enterprise.told(CODE, too_many_to_lead, policy)


def objects(enterprise: Enterprise, policy: Policy = ASKED) -> list[tuple[str, ...]]:
    return [each.object for each in told(enterprise, policy).findings]


def team(size: int, enterprise: Enterprise = BOSS) -> Enterprise:
    return enterprise.post("CLERK", "D", headcount=size - 1, above="BOSS").post("LEAD", "D", above="BOSS")


def on_the_floor(enterprise: Enterprise, *posts: str) -> Enterprise:
    rows = enterprise.organization.posts or ()
    told = tuple(replace(each, attributes={"work": "shop_floor"}) if each.id in posts else each for each in rows)
    return replace(enterprise, organization=replace(enterprise.organization, posts=told))


def test_nine_are_too_many_to_lead_in_knowledge_work_and_eight_are_not() -> None:
    assert objects(team(9)) == [("BOSS",)]
    assert objects(team(8)) == []


def test_people_who_share_a_post_share_whom_it_leads() -> None:
    two = Enterprise().department("D").post("BOSS", "D", headcount=2).process(process("p").start().task("a").end())
    assert objects(team(16, two)) == []
    assert objects(team(17, two)) == [("BOSS",)]


def test_the_shop_floor_has_a_norm_of_its_own_where_most_are_led_there() -> None:
    assert objects(on_the_floor(team(16), "CLERK")) == []
    assert objects(on_the_floor(team(17), "CLERK")) == [("BOSS",)]
    assert objects(on_the_floor(team(9), "LEAD")) == [("BOSS",)]


def test_the_norm_is_that_of_the_policy_and_the_sentence_says_it() -> None:
    strict = replace(ASKED, rules=DecisionRules(span_knowledge=3))
    assert objects(team(3), strict) == []
    (finding,) = told(team(4), strict).findings
    assert finding.text() == "post BOSS leads 4 people directly; the agreed range is 1–3."


def test_nobody_asks_for_it_by_default() -> None:
    assert told(team(9), Policy()) == Detected()


def test_without_lines_of_report_it_is_unknown() -> None:
    assert unknown(told(BOSS)) == ["UNKNOWN_NO_POSTS"]
    assert unknown(told(Enterprise().process(process("p").start().task("a").end()))) == ["UNKNOWN_NO_POSTS"]
