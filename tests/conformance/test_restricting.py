"""What some cases alone say, without aligning them again: the same as if they were the log."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import process
from tests.conformance.cases import held_against, log_of_traces
from workbench.conformance import Conformance, Expectation, Thresholds, check_conformance, checking
from workbench.eventlog import EventLog, read_log
from workbench.eventlog.engines.simple_log import SimpleLog, simple_log_of
from workbench.eventlog.filtering.filters import CaseFilter, MostFrequentVariants
from workbench.eventlog.filtering.narrowing import with_cases
from workbench.eventlog.filtering.work_filters import CasesWith
from workbench.process import Sidecar, read_bpmn
from workbench.process.naming import naming_of

WHOLE = Thresholds(edge_days=0)


def assert_same_log(one: SimpleLog, other: SimpleLog) -> None:
    assert one.cases == other.cases
    assert one.activities == other.activities
    for name in ("offsets", "labels", "tied", "counts", "of_case"):
        assert np.array_equal(getattr(one.variants, name), getattr(other.variants, name)), name
    assert np.array_equal(one.first, other.first)
    assert np.array_equal(one.last, other.last)


def assert_same_judgement(one: Conformance, other: Conformance) -> None:
    assert_same_log(one.log, other.log)
    assert np.array_equal(one.complete, other.complete)
    for mine, theirs in ((one.raw, other.raw), (one.observable, other.observable)):
        assert np.array_equal(mine.costs, theirs.costs)
        assert np.array_equal(mine.prefix_costs, theirs.prefix_costs)
        assert [mine.moves(number) for number in range(len(mine.variants))] == [
            theirs.moves(number) for number in range(len(theirs.variants))
        ]
    assert (one.measures, one.raw_measures) == (other.measures, other.raw_measures)
    assert one.deviations == other.deviations
    assert (one.seen, one.blind, one.designed, one.notices) == (other.seen, other.blind, other.designed, other.notices)


@settings(max_examples=40)
@given(
    traces=st.lists(st.text("abc,", max_size=5).map(lambda text: text.strip(",")), min_size=1, max_size=12),
    choice=st.integers(0, 2**12 - 1),
)
def test_some_cases_alone_are_judged_as_if_they_were_the_log(traces: list[str], choice: int) -> None:
    drawn = process("p").start().task("a").task("b").task("c").end()
    log = log_of_traces([*traces, "a"])
    keep = np.array([bool(choice >> number & 1) for number in range(log.n_cases - 1)] + [True])
    keep = keep[: log.n_cases]
    assert_same_log(simple_log_of(log).restricted(keep), simple_log_of(with_cases(log, keep, {})))
    assert_same_judgement(held_against(drawn, log).restricted(keep), held_against(drawn, with_cases(log, keep, {})))


@pytest.fixture(scope="module")
def sepsis(shared_data: Path) -> tuple[Expectation, EventLog]:
    folder = shared_data / "pairs" / "sepsis_discovered"
    drawn = next(each for each in read_bpmn(folder / "Sepsis_100_30_BPMN.bpmn").processes if each.nodes)
    expectation = Expectation(scope="s", process=drawn, naming=naming_of(drawn, Sidecar(), {}), sidecar=Sidecar())
    return expectation, read_log(folder / "Sepsis.xes.gz")


@pytest.mark.parametrize("chosen", [MostFrequentVariants(count=40), CasesWith(activities=("Release A",))])
def test_a_filter_shows_the_same_as_a_filtered_log(
    sepsis: tuple[Expectation, EventLog], chosen: CaseFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    expectation, log = sepsis
    anew = check_conformance(expectation, simple_log_of(chosen.apply(log)), WHOLE)
    whole = check_conformance(expectation, simple_log_of(log), WHOLE)

    def no_alignment(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(checking, "align_behavior", no_alignment)
    assert 0 < anew.log.n_cases < whole.log.n_cases
    assert len(anew.deviations.findings) > 3
    assert_same_judgement(whole.restricted(chosen.keeps(log)), anew)


def test_a_case_stays_as_complete_as_it_was() -> None:
    drawn = process("p").start().task("a").task("b").end()
    whole = held_against(drawn, log_of_traces(["a", "ab", "ab"]), thresholds=Thresholds(edge_days=7))
    assert whole.complete.tolist() == [False, True, True]
    assert whole.restricted(np.array([True, False, True])).complete.tolist() == [False, True]


def test_no_case_at_all_says_nothing() -> None:
    drawn = process("p").start().task("a").task("b").end()
    nothing = held_against(drawn, log_of_traces(["a", "ab"])).restricted(np.zeros(2, dtype=np.bool_))
    assert (nothing.measures.cases, nothing.measures.fitness, nothing.deviations.findings) == (0, None, ())
