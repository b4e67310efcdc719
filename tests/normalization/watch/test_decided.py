"""A closed case decides of what was seen: what came after it is judged by itself, and nothing is silenced for ever."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.normalization.watch.drifting import Way, record_of
from tests.normalization.watch.test_case import design
from tests.normalization.watch.test_monitors import FIRST, MONDAY, RULES, WEEKS
from workbench.normalization import Register, open_register
from workbench.normalization.watch import (
    AdjustmentCase,
    Baseline,
    CaseClosed,
    Circumstances,
    Monitor,
    NewData,
    Signal,
    Watched,
    case_for,
    cases_of,
    closing,
    opening,
    quiet_weeks_since,
    undecided,
    watch,
)
from workbench.normalization.watch.case import KIND
from workbench.normalization.watch.record import WEEK

USUAL = Way(cases=60)
BAD = replace(USUAL, deviating=0.5)
ENDED = FIRST + WEEK * 2 + timedelta(days=3)
"""The day on which the case of a bad first week is closed."""


def looks(ways: list[Way]) -> Callable[[date], Watched]:
    """Return a look at some new weeks, or those from a Monday on."""
    dice = np.random.default_rng(0)
    baseline = Baseline(timezone="UTC", processes=(record_of(dice, [USUAL] * WEEKS),))

    def look(since: date) -> Watched:
        skipped = (since - FIRST).days // 7
        record = record_of(np.random.default_rng(1 + skipped), ways[skipped:], since)
        return watch(baseline, NewData(processes=(record,), structure=()), Circumstances(today=FIRST + WEEK * len(ways)), RULES)

    return look


def closed_case(register: Register, watched: Watched) -> AdjustmentCase:
    """Open a case of a look, and close it."""
    at = datetime.combine(ENDED, datetime.min.time(), UTC)
    opened = case_for(watched, "1.0.0", (), design())
    assert opened is not None
    register.enter(opening(opened, "Li", at))
    (case,) = cases_of(register.entered(KIND))
    register.enter(closing(case, CaseClosed(reason="a single bad week"), "Li", at))
    (case,) = cases_of(register.entered(KIND))
    return case


def conformance(signals: tuple[Signal, ...]) -> list[date | None]:
    return [each.since for each in signals if each.monitor is Monitor.CONFORMANCE]


def test_a_bad_week_that_was_decided_speaks_no_more_and_leaves_the_weeks_since_quiet(tmp_path: Path) -> None:
    first, look = looks([BAD, USUAL, USUAL])(FIRST), looks([BAD, *[USUAL] * 9])
    assert conformance(first.signals) == [FIRST]
    case, whole = closed_case(open_register(tmp_path), first), look(FIRST)
    assert conformance(whole.signals) == [FIRST]
    watched = undecided(whole, (case,), look)
    assert (conformance(watched.signals), conformance(watched.decided)) == ([], [FIRST])
    record = record_of(np.random.default_rng(0), [USUAL] * 10, FIRST)
    assert quiet_weeks_since(watched, record) == 10


def test_what_drifts_after_a_case_was_closed_is_a_signal_again_and_opens_another_case(tmp_path: Path) -> None:
    case = closed_case(open_register(tmp_path), looks([BAD, USUAL, USUAL])(FIRST))
    look = looks([BAD, *[USUAL] * 4, *[BAD] * 4])
    watched = undecided(look(FIRST), (case,), look)
    (since,) = conformance(watched.signals)
    assert since is not None
    assert since >= FIRST + WEEK * 3 > ENDED
    assert conformance(watched.decided) == []
    again = case_for(watched, "1.0.0", (case,), design())
    assert again is not None
    assert conformance(again.signals) == [since]


@pytest.mark.parametrize("monitor", [Monitor.NOVEL, Monitor.STRUCTURE, Monitor.VANISHED])
def test_a_name_or_a_row_is_decided_for_as_long_as_the_release_holds(tmp_path: Path, monitor: Monitor) -> None:
    signal = Signal(monitor=monitor, object=("x",), since=MONDAY)
    seen = Watched(on=ENDED, signals=(signal,))
    case = closed_case(open_register(tmp_path), seen)
    later = replace(seen, on=ENDED + WEEK, signals=(replace(signal, since=ENDED + WEEK),))
    watched = undecided(later, (case,), lambda _: pytest.fail("nothing of it is to be judged anew"))
    assert (watched.signals, watched.decided) == ((), later.signals)
    assert case_for(later, "1.0.0", (case,), design()) is None


def test_a_signal_of_an_open_case_and_one_of_no_case_stay_signals(tmp_path: Path) -> None:
    seen = looks([BAD, USUAL, USUAL])(FIRST)
    case = replace(closed_case(open_register(tmp_path), seen), ended=None)
    for cases in ((case,), ()):
        watched = undecided(seen, cases, lambda _: pytest.fail("nothing is decided"))
        assert (watched.signals, watched.decided) == (seen.signals, ())
