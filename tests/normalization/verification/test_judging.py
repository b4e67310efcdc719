"""What is proven, refuted or not yet provable, in enterprises of a line or two."""

from dataclasses import replace

import pytest

from tests.enterprises import Did, cases, did, duties, evidence_of, functions, holdings, line, posts, systems
from tests.normalization.verification.periods import item, only, period
from workbench.design import Subjects
from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence
from workbench.fit.plan import Proof
from workbench.fit.policy import DecisionRules, Policy
from workbench.normalization.verification import FindingJudgement, Judgement, judge
from workbench.organization import Coordination, Department, Organization, Post
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

WHOLE, SKIPPED = (did("a"), did("b"), did("c")), (did("a"), did("c"))
SUPPORTED = Subjects(
    landscape=Landscape(systems=systems("ERP XLS:offline"), functions=functions("ERP.A:a ERP.B:b")),
    organization=Organization(
        posts=posts("S1 S2"), holdings=holdings("anna:S1 bob:S2"), responsibilities=duties("a:R:S1 a:A:S2 b:R:S1 b:A:S2")
    ),
)


def flowing(whole: int, skipped: int = 0, line_of: str = "a b c", policy: Policy | None = None) -> Evidence:
    """Return a process in which some cases are as designed, and `b` is left out in others."""
    events = (
        *cases(whole, *(replace(each, case="x") for each in WHOLE)),
        *cases(skipped, *(replace(each, case="y") for each in SKIPPED)),
    )
    return evidence_of([line("p", line_of)], Subjects(), {"p": events}, policy)


BEFORE = flowing(40, 20)
SKIP = only("CF-SKIP", BEFORE)


def judged(after: Evidence, *findings: Finding, before: Evidence = BEFORE) -> Judgement:
    return judge(item(before, *(findings or (SKIP,))), period(after))


def the_only(judgement: Judgement) -> FindingJudgement:
    (found,) = judgement.findings
    return found


@pytest.mark.parametrize(("cases", "proof", "more"), [(299, Proof.NOT_YET, 1), (300, Proof.PROVEN, None)])
def test_never_again_takes_three_over_the_rate(cases: int, proof: Proof, more: int | None) -> None:
    found = the_only(judged(flowing(cases)))
    assert (found.proof, found.violations, found.exposed, found.needed, found.more) == (proof, 0, cases, 300, more)


def test_how_long_the_rest_takes_is_told_at_the_pace_of_before() -> None:
    found = the_only(judged(flowing(100)))
    assert found.verification.a_day == 60
    assert (found.more, found.days) == (200, 4)


def test_the_largest_rate_that_is_still_possible_is_told() -> None:
    found = the_only(judged(flowing(300)))
    assert found.upper == pytest.approx(1 - 0.05 ** (1 / 300))
    assert found.upper < 0.01


def test_once_is_too_often_be_it_too_rare_to_be_claimed() -> None:
    after = flowing(999, 1)
    assert period(after).claimed == ()
    found = the_only(judged(after))
    assert (found.proof, found.violations, found.exposed, found.more) == (Proof.REFUTED, 1, 1000, None)


def test_what_is_refuted_may_have_become_clearly_rarer() -> None:
    found = the_only(judged(flowing(290, 10)))
    assert found.proof is Proof.REFUTED
    assert found.change is not None
    assert found.change.difference == pytest.approx(10 / 300 - 20 / 60)
    assert found.change.is_clearly_less


def test_what_never_happens_any_more_is_judged_as_what_was_left_out() -> None:
    found = the_only(judged(flowing(0, 40)))
    assert (found.proof, found.violations, found.exposed) == (Proof.REFUTED, 40, 40)


def test_what_never_happened_and_still_fails_once_is_refuted() -> None:
    dead = flowing(0, 40)
    found = the_only(judged(flowing(300, 1), only("CF-DEAD", dead), before=dead))
    assert (found.proof, found.violations, found.exposed) == (Proof.REFUTED, 1, 301)
    assert found.change is not None
    assert found.change.before == found.change.before_exposed == 40


def test_without_a_new_case_nothing_is_proven() -> None:
    found = the_only(judged(evidence_of([line("p", "a b c")], Subjects(), {"p": ()})))
    assert found.proof is Proof.NOT_YET
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NO_NEW_CASES"


def test_an_activity_that_is_designed_no_more_leaves_nothing_to_count() -> None:
    found = the_only(judged(flowing(300, line_of="a c")))
    assert (found.proof, found.exposed) == (Proof.NOT_YET, None)
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NO_EXPOSURE"


def test_a_code_that_the_policy_no_longer_claims_is_not_judged() -> None:
    policy = Policy()
    quiet = replace(policy, switched_on=tuple(code for code in policy.switched_on if code != "CF-SKIP"))
    found = the_only(judged(flowing(400, policy=quiet)))
    assert (found.proof, found.needed) == (Proof.NOT_YET, 300)
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NOT_CLAIMED"


def test_no_number_of_cases_shows_a_rate_below_nothing() -> None:
    strict = flowing(40, 20, policy=Policy(rules=DecisionRules(least_share=0.0)))
    found = the_only(judged(flowing(400), only("CF-SKIP", strict), before=strict))
    assert (found.proof, found.needed, found.exposed) == (Proof.NOT_YET, None, 400)
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NO_RATE"


def test_a_log_that_no_longer_says_where_work_is_done_proves_nothing_of_it() -> None:
    on_paper = evidence_of(
        [line("p", "a b")], SUPPORTED, {"p": cases(40, did("a", system="XLS", by="anna"), did("b", system="ERP", by="anna"))}
    )
    silent = evidence_of([line("p", "a b")], SUPPORTED, {"p": cases(400, did("a", by="anna"), did("b", by="anna"))})
    found = the_only(judged(silent, only("TP-OFFLINE", on_paper), before=on_paper))
    assert found.proof is Proof.NOT_YET
    assert found.reason is not None
    assert found.reason.key == "UNKNOWN_NO_EVENT_SYSTEMS"


def with_facts(number: int, *steps: Did, design: Subjects = SUPPORTED, **facts: ActivityFacts) -> Evidence:
    """Return a process of a, b and c with so many equal cases; `facts` are those of its activities."""
    return evidence_of([line("p", "a b c", **facts)], design, {"p": cases(number, *steps)})


BLIND, SEEN = ActivityFacts(observable=False), ActivityFacts(observable=True)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("CF-SKIP", BEFORE, with_facts(400, *SKIPPED, design=Subjects(), b=BLIND)),
        ("CF-DEAD", flowing(0, 40), with_facts(400, *SKIPPED, design=Subjects(), b=BLIND)),
        (
            "TP-OFFLINE",
            with_facts(40, did("a", system="XLS"), did("b", system="ERP"), did("c")),
            with_facts(
                400,
                *(did("a", system="XLS"), did("b", system="ERP"), did("c")),
                design=Subjects(landscape=Landscape(systems=systems("ERP XLS:offline"), functions=functions("ERP.B:b"))),
            ),
        ),
    ],
)
def test_a_design_that_no_longer_asks_for_it_does_not_prove_that_it_is_done(code: str, before: Evidence, after: Evidence) -> None:
    found = the_only(judged(after, only(code, before), before=before))
    assert found.proof is Proof.NOT_YET
    assert found.reason is not None
    assert found.reason.key == "VERIFY_NO_EXPOSURE"


def test_what_is_merely_called_observable_and_still_never_shows_is_not_captured() -> None:
    before = with_facts(40, *SKIPPED, design=Subjects(), b=BLIND)
    nocap = only("TP-NOCAP", before)
    captured, called = (with_facts(40, *steps, design=Subjects(), b=SEEN) for steps in (WHOLE, SKIPPED))
    assert the_only(judged(called, nocap, before=before)).proof is Proof.REFUTED
    assert the_only(judged(captured, nocap, before=before)).proof is Proof.PROVEN


def test_work_that_only_one_may_do_any_more_is_not_shared() -> None:
    """Taking the right away from all others mends nothing."""
    both = Subjects(
        organization=Organization(
            posts=posts("S1 S2"), holdings=holdings("anna:S1 bob:S1 eve:S2"), responsibilities=duties("a:R:S1 b:R:S1 c:R:S2")
        )
    )
    alone = Subjects(
        organization=Organization(
            posts=posts("S1 S2"), holdings=holdings("anna:S1 bob:S2 eve:S2"), responsibilities=duties("a:R:S1 b:R:S1 c:R:S2")
        )
    )
    steps = (did("a", by="anna"), did("b", by="anna"), did("c", by="eve"))
    before, after = (with_facts(40, *steps, design=each) for each in (both, alone))
    concentrated = next(each for each in period(before).claimed if each.code == "PO-CONC" and each.object == ("a",))
    assert the_only(judged(before, concentrated, before=before)).proof is Proof.REFUTED
    assert the_only(judged(after, concentrated, before=before)).proof is Proof.NOT_YET


def test_what_stands_in_the_design_is_mended_without_any_case() -> None:
    nobody = Subjects(organization=Organization(responsibilities=duties("a:A:S2 b:R:S1")))
    somebody = Subjects(organization=Organization(responsibilities=duties("a:R:S1 a:A:S2 b:R:S1")))
    before, after = (evidence_of([line("p", "a b")], each) for each in (nobody, somebody))
    nor = only("PO-NOR", before)
    assert the_only(judged(after, nor, before=before)).proof is Proof.PROVEN
    assert the_only(judged(before, nor, before=before)).proof is Proof.REFUTED


def test_without_its_table_a_design_proves_nothing() -> None:
    before = evidence_of([line("p", "a b")], Subjects(organization=Organization(responsibilities=duties("a:A:S2 b:R:S1"))))
    found = the_only(judged(evidence_of([line("p", "a b")], Subjects()), only("PO-NOR", before), before=before))
    assert found.proof is Proof.NOT_YET
    assert found.reason is not None
    assert found.reason.key == "UNKNOWN_NO_RESPONSIBILITIES"


def handing_over(number: int, *, declared: bool = False) -> Evidence:
    """Return two departments that hand over to each other once a case, in some of 40 cases."""
    organization = Organization(
        departments=(Department(id="D1", name="one"), Department(id="D2", name="two")),
        posts=(Post(id="S1", name="S1", department="D1"), Post(id="S2", name="S2", department="D2")),
        holdings=holdings("anna:S1 bob:S2"),
        responsibilities=duties("a:R:S1 b:R:S1 b:R:S2"),
        coordinations=(Coordination(department_a="D1", department_b="D2", mechanism="meeting"),) if declared else (),
    )
    events = (
        *cases(number, did("a", by="anna"), did("b", by="bob")),
        *cases(40 - number, replace(did("a", by="anna"), case="y"), replace(did("b", by="anna"), case="y")),
    )
    return evidence_of([line("p", "a b")], Subjects(organization=organization), {"p": events})


@pytest.mark.parametrize(
    ("after", "proof"),
    [
        (handing_over(40, declared=True), Proof.PROVEN),
        (handing_over(0), Proof.PROVEN),
        (handing_over(19), Proof.NOT_YET),
        (handing_over(20), Proof.REFUTED),
    ],
)
def test_departments_that_still_hand_over_without_a_mechanism_are_not_proven_for_being_few(after: Evidence, proof: Proof) -> None:
    before = handing_over(40)
    assert the_only(judged(after, only("PO-COORD", before), before=before)).proof is proof


def test_an_item_is_refuted_where_one_finding_is_and_proven_only_where_all_are() -> None:
    rework = replace(SKIP, code="CF-REWORK", severity=Severity.MINOR)
    assert judged(flowing(300), SKIP, rework).proof is Proof.PROVEN
    assert judged(flowing(299), SKIP, rework).proof is Proof.NOT_YET
    mixed = judged(flowing(300, 1), SKIP, rework)
    assert [each.proof for each in mixed.findings] == [Proof.REFUTED, Proof.PROVEN]
    assert mixed.proof is Proof.REFUTED


def test_an_item_without_findings_proves_nothing() -> None:
    assert judge(item(BEFORE), period(flowing(300))).proof is Proof.NOT_YET
