"""A finding lives from its first sighting; it is gone where a run that can judge it does not see it, and may come back."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from tests.normalization.decisions import AT
from tests.normalization.sightings.runs import BEGIN, run, seen
from workbench.language import Language
from workbench.normalization import Acceptance, Confirmation, Decision, Dispute, Entry, Standing, Subject, Verdict, Withdrawal
from workbench.normalization.register import UNDECIDED
from workbench.normalization.sightings import Lifeline, LifelineState, Run, Unjudged, lifelines

SKIP = seen("CF-SKIP", "b")
NO_LOG = (Unjudged(code="CF-SKIP", scope="p", because="PROCESS_WITHOUT_LOG"),)
TODAY = date(2025, 12, 1)


def life(*runs: Run, standing: Standing = UNDECIDED) -> Lifeline:
    (found,) = lifelines(runs, standing).rows
    return found


def decided(verdict: Verdict) -> Standing:
    subject = Subject(id=SKIP.id, code=SKIP.code, scope=SKIP.scope)
    entry = Entry(number=1, hash="", decision=Decision(subject=subject, verdict=verdict, by="王工", at=AT))
    return Standing(on=TODAY, latest={SKIP.id: entry})


def test_what_is_seen_in_every_run_is_open_since_the_first() -> None:
    found = life(run(0, SKIP), run(1, SKIP))
    assert found.state is LifelineState.OPEN
    assert (found.first_seen, found.last_seen) == (BEGIN.date(), (BEGIN + timedelta(days=30)).date())
    assert (found.runs_seen, found.runs_judged, found.recurrences) == (2, 2, 0)


def test_what_a_judging_run_does_not_see_is_gone() -> None:
    found = life(run(0, SKIP), run(1))
    assert (found.state, found.last_seen, found.runs_judged) == (LifelineState.GONE, BEGIN.date(), 2)


def test_what_comes_back_counts_as_one_recurrence_each_time() -> None:
    assert life(run(0, SKIP), run(1), run(2, SKIP)).recurrences == 1
    assert life(run(0, SKIP), run(1), run(2, SKIP), run(3), run(4), run(5, SKIP)).recurrences == 2


def test_the_first_sighting_after_clean_runs_is_no_recurrence() -> None:
    assert life(run(0), run(1, SKIP)).recurrences == 0


@pytest.mark.parametrize("blind", [run(1, unjudged=NO_LOG), run(1, codes="PO-COORD")], ids=["no log", "not claimed"])
def test_a_run_that_cannot_judge_it_neither_ends_nor_continues(blind: Run) -> None:
    assert life(run(0, SKIP), blind).state is LifelineState.OPEN
    after = life(run(0, SKIP), blind, run(2, SKIP))
    assert (after.runs_judged, after.recurrences) == (2, 0)


def test_a_finding_of_the_enterprise_is_judged_only_where_no_process_is_left_out() -> None:
    coordination = seen("PO-COORD", "D1", "D2", scope="enterprise")
    without = run(1, unjudged=(Unjudged(code="PO-COORD", scope="p", because="UNKNOWN_NO_LOG"),))
    assert life(run(0, coordination), without).state is LifelineState.OPEN
    assert life(run(0, coordination), run(1)).state is LifelineState.GONE


@pytest.mark.parametrize("cases", [0, 3, 29])
def test_a_run_with_too_few_cases_neither_ends_a_life_nor_makes_a_recurrence(cases: int) -> None:
    few = run(1, cases=cases)
    assert life(run(0, SKIP), few).state is LifelineState.OPEN
    assert life(run(0, SKIP), few, run(2, SKIP)).recurrences == 0


def test_a_life_ends_with_as_many_cases_as_would_have_shown_it_three_times() -> None:
    """30 of 300 are one in ten: thirty cases."""
    assert life(run(0, SKIP), run(1, cases=30)).state is LifelineState.GONE
    rare = seen("CF-SKIP", "b", count=3)
    assert [life(run(0, rare), run(1, cases=each)).state.value for each in (299, 300)] == ["open", "gone"]


def test_cases_of_several_runs_add_up_where_their_windows_do_not_overlap() -> None:
    months = [run(month, cases=17, begin=BEGIN.date() + timedelta(days=30 * month - 29)) for month in (1, 2)]
    assert life(run(0, SKIP), months[0]).state is LifelineState.OPEN
    assert life(run(0, SKIP), *months).state is LifelineState.GONE
    growing = [run(month, cases=17) for month in (1, 2, 3)]
    assert life(run(0, SKIP), *growing).state is LifelineState.OPEN


def test_what_is_told_only_above_a_threshold_needs_as_many_cases_as_there_were_then() -> None:
    coordination = seen("PO-COORD", "D1", "D2", scope="enterprise")
    assert [life(run(0, coordination), run(1, cases=each)).state.value for each in (299, 300)] == ["open", "gone"]


def test_what_the_design_shows_needs_no_case() -> None:
    excess = seen("TO-EXCESS", "S1", "F1", count=None)
    assert life(run(0, excess), run(1, cases=0)).state is LifelineState.GONE


def test_one_deviation_lives_on_under_another_code() -> None:
    """Never done, then done once, then never again: it was never mended."""
    dead, once = seen("CF-DEAD", "b", count=0), seen("CF-SKIP", "b", count=299)
    found = life(run(0, dead), run(1, once))
    assert (found.finding, found.code, found.runs_seen) == (once.id, "CF-SKIP", 2)
    assert life(run(0, dead), run(1, once), run(2, dead)).recurrences == 0
    assert life(run(0, seen("TP-NOCAP", "b", count=None)), run(1, dead)).state is LifelineState.OPEN
    assert life(run(0, seen("PO-APPR", "b")), run(1, seen("CF-EXTRA", "b"))).runs_seen == 2


def test_what_is_never_done_goes_wrong_every_time() -> None:
    found = life(run(0, seen("CF-DEAD", "b", count=0)))
    assert (found.gross, found.net, found.count) == (1.0, 1.0, 0)


def test_what_becomes_too_rare_is_still_there_and_no_recurrence_when_it_grows() -> None:
    rare = seen("CF-SKIP", "b", count=2, claimed=False)
    found = life(run(0, SKIP), run(1, rare))
    assert (found.state, found.reached_threshold, found.count) == (LifelineState.OPEN, False, 2)
    assert life(run(0, SKIP), run(1, rare), run(2, SKIP)).recurrences == 0


def test_what_was_never_claimed_has_no_lifeline() -> None:
    assert lifelines([run(0, seen("CF-SKIP", "b", claimed=False))], UNDECIDED).rows == ()


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Confirmation(reason="a"), LifelineState.CONFIRMED),
        (Dispute(reason="a"), LifelineState.DISPUTED),
        (Acceptance(reason="a", owner="b", until=TODAY), LifelineState.ACCEPTED),
        (Acceptance(reason="a", owner="b", until=date(2025, 11, 30)), LifelineState.OPEN),
        (Withdrawal(reason="a"), LifelineState.OPEN),
    ],
    ids=["confirmed", "disputed", "accepted", "expired", "withdrawn"],
)
def test_the_state_is_what_was_decided_and_holds_today(verdict: Verdict, state: LifelineState) -> None:
    assert life(run(0, SKIP), standing=decided(verdict)).state is state
    assert life(run(0, SKIP), run(1), standing=decided(verdict)).state is LifelineState.GONE


def test_where_it_is_accepted_the_gross_rate_stands_beside_the_net_one() -> None:
    accepted = decided(Acceptance(reason="a", owner="b", until=TODAY))
    found = life(run(0, SKIP), standing=accepted)
    assert (found.gross, found.net) == (0.1, 0.0)
    assert life(run(0, SKIP)).net == 0.1
    uncounted = seen("CF-SKIP", "b", count=None)
    assert life(run(0, uncounted), standing=accepted).net is None


def test_all_of_them_are_counted_gross_and_net() -> None:
    other = seen("CF-SKIP", "c")
    found = lifelines([run(0, SKIP, other), run(1, SKIP)], decided(Acceptance(reason="a", owner="b", until=TODAY)))
    (said,) = found.said
    assert said == {
        "zh-CN": "现有发现项 1 项（毛），扣除已接受的 1 项为 0 项（净）；已消失 1 项，曾复发 0 项。",
        "en": "1 findings stand (gross), 0 without the 1 accepted ones (net); 1 are gone, 0 have come back.",
    }
    assert "首次出现" in found.to_html(Language.ZH_CN)
    assert found.of[other.id].state is LifelineState.GONE


def test_the_order_in_which_runs_are_given_does_not_matter() -> None:
    runs = [run(0, SKIP), run(1), run(2, SKIP)]
    assert len({lifelines(each, UNDECIDED).rows for each in permutations(runs)}) == 1


def test_a_run_knows_its_day_on_the_clock_that_it_names() -> None:
    assert run(0).day == datetime(2025, 7, 1, tzinfo=UTC).date()
