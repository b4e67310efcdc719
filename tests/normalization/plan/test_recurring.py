"""What was judged effective and is claimed again of newer cases has come back; a stray case, or what was not proven, has not."""

from datetime import timedelta

import pytest

from tests.normalization.plan.items import TODAY, happened, in_work, item
from workbench.fit.plan import Proof, Verification
from workbench.normalization import Subject
from workbench.normalization.plan import (
    Done,
    FindingCheck,
    FindingProof,
    Happening,
    Planned,
    Reopened,
    Verified,
    plan_of,
    recurrences_in,
)

ABOUT = Subject(id="f", code="CF-SKIP", scope="p", object=("b",), count=36, exposed=300)
CHECK = FindingCheck(subject=ABOUT, verification=Verification(rule="none", most=0.01, needed=300))
DONE = (*in_work(), Done(on=TODAY))


def judged(proof: Proof, *, claimed: bool = False) -> Verified:
    said = FindingProof(finding="f", proof=proof, violations=0 if proof is Proof.PROVEN else 5, exposed=400, is_claimed=claimed)
    return Verified(proof=proof, findings=(said,))


PROVEN, REFUTED = judged(Proof.PROVEN), judged(Proof.REFUTED, claimed=True)


def back(*told: Happening) -> list[str]:
    planned = Planned(item=item(findings=("f",), verifications=(CHECK,)))
    plan = plan_of({"m": happened(planned, *DONE, *told, every=30)}, TODAY + timedelta(days=365))
    return [each.finding for each in recurrences_in(plan).rows]


def test_what_is_claimed_of_new_cases_after_it_was_judged_effective_has_come_back() -> None:
    assert back(PROVEN, REFUTED) == ["f"]


def test_what_new_cases_show_too_rarely_to_be_claimed_has_not() -> None:
    assert back(PROVEN, judged(Proof.REFUTED)) == []


@pytest.mark.parametrize("proof", [Proof.NOT_YET, Proof.REFUTED])
def test_what_was_never_proven_cannot_come_back(proof: Proof) -> None:
    assert back(judged(proof), REFUTED) == []


def test_what_was_proven_anew_or_opened_again_is_not_told_any_more() -> None:
    assert back(PROVEN, REFUTED, PROVEN) == []
    assert back(PROVEN, REFUTED, Reopened(reason="复发")) == []
