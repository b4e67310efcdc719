"""What was judged effective and is seen again later has come back; what was not proven, or is gone, has not."""

from datetime import timedelta

import pytest

from tests.normalization.plan.items import TODAY, happened, in_work, item
from tests.normalization.sightings.runs import run, seen
from workbench.fit.plan import Proof
from workbench.normalization.plan import Done, Planned, Reopened, Verified, plan_of, recurrences_in
from workbench.normalization.register import UNDECIDED
from workbench.normalization.sightings import Run, lifelines

SKIP = seen("CF-SKIP", "b")
JUDGED = TODAY + timedelta(days=90)


def back(*runs: Run, proof: Proof = Proof.PROVEN) -> list[tuple[str, int]]:
    """Return what came back of an item that was judged after ninety days, and how often."""
    planned = Planned(item=item(findings=(SKIP.id,)))
    events = happened(planned, *in_work(), Done(on=TODAY), Verified(proof=proof), every=30)
    plan = plan_of({"m": events}, TODAY + timedelta(days=365))
    return [(each.finding, each.recurrences) for each in recurrences_in(plan, lifelines(runs, UNDECIDED)).rows]


def test_what_is_claimed_again_after_it_was_judged_effective_has_come_back() -> None:
    assert back(run(0, SKIP), run(3), run(6, SKIP)) == [(SKIP.id, 1)]


@pytest.mark.parametrize(
    "later",
    [(), (run(6),), (run(6, SKIP), run(7)), (run(6, seen("CF-SKIP", "b", count=2, claimed=False)),)],
    ids=["no later run", "still gone", "gone again", "too rare to be claimed"],
)
def test_what_is_not_claimed_in_the_last_run_has_not(later: tuple[Run, ...]) -> None:
    assert back(run(0, SKIP), run(3), *later) == []


def test_what_was_seen_before_the_judgement_is_no_recurrence() -> None:
    assert back(run(0, SKIP), run(3, SKIP)) == []


@pytest.mark.parametrize("proof", [Proof.NOT_YET, Proof.REFUTED])
def test_what_was_never_proven_cannot_come_back(proof: Proof) -> None:
    assert back(run(0, SKIP), run(3), run(6, SKIP), proof=proof) == []


def test_what_was_proven_and_is_refuted_has_come_back_until_it_is_opened_again() -> None:
    skip = (run(0, SKIP), run(3), run(6, SKIP))
    told = (Planned(item=item(findings=(SKIP.id,))), *in_work(), Done(on=TODAY), Verified(proof=Proof.PROVEN))
    refuted = (*told, Verified(proof=Proof.REFUTED))
    opened = (*refuted, Reopened(reason="复发"))
    found = [plan_of({"m": happened(*each, every=30)}, TODAY + timedelta(days=365)) for each in (told, refuted, opened)]
    assert [len(recurrences_in(plan, lifelines(skip, UNDECIDED))) for plan in found] == [1, 1, 0]
