"""Variants are the distinct traces: told apart by what they say, whatever their hashes are, in one fixed order."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.eventlog.logs import LOGS, event, log_of
from workbench.eventlog import EventLog, Variants, variants_of
from workbench.eventlog.log_tables import VariantTable
from workbench.eventlog.looks.tracing import _grouped, ascending

Trace = tuple[tuple[int, ...], tuple[bool, ...]]


def traces(log: EventLog) -> list[Trace]:
    """Return the trace of each case, straight from the definition: by time, ties by label, each with what is tied."""
    found = []
    for case in range(log.n_cases):
        rows = np.flatnonzero(log.case == case)
        steps = sorted(zip(log.end[rows].tolist(), log.activity[rows].tolist(), strict=True))
        tied = tuple(place > 0 and end == steps[place - 1][0] for place, (end, _) in enumerate(steps))
        found.append((tuple(label for _, label in steps), tied))
    return found


def listed(variants: Variants) -> list[Trace]:
    bounds = list(zip(variants.offsets[:-1], variants.offsets[1:], strict=True))
    return [(tuple(variants.labels[a:b].tolist()), tuple(variants.tied[a:b].tolist())) for a, b in bounds]


@settings(max_examples=200)
@given(log=LOGS)
def test_variants_are_the_distinct_traces_by_frequency_then_by_labels_then_by_ties(log: EventLog) -> None:
    variants, of_case = variants_of(log), traces(log)
    expected = sorted(Counter(of_case).items(), key=lambda each: (-each[1], each[0]))
    assert list(zip(listed(variants), variants.counts.tolist(), strict=True)) == expected
    assert [listed(variants)[variant] for variant in variants.of_case] == of_case


def test_many_long_traces_that_agree_at_their_begin_are_in_the_order_of_their_labels() -> None:
    rng = np.random.default_rng(7)
    endings = rng.permutation(3000)
    rows = [event(f"{case:04}", "a", step) for case in range(3000) for step in range(5)]
    rows += [event(f"{case:04}", "ab"[endings[case] >> bit & 1], 20 - bit) for case in range(3000) for bit in range(12)]
    rows += [event(f"{case:04}", f"z{case % 40:02}", 30) for case in range(3000)]
    variants = variants_of(log_of(*rows))
    assert listed(variants) == sorted(listed(variants))
    assert len(variants) == len(set(listed(variants))) == 3000


def test_long_runs_of_ties_are_sorted_by_label() -> None:
    rows = [event("1", f"{(7 * number) % 60:02}", 0) for number in range(60)]
    variants = variants_of(log_of(*rows))
    assert variants.labels.tolist() == list(range(60))


@pytest.mark.parametrize(("words", "is_equal"), [([2, 4], True), ([2, 6], False), ([2, 5], False), ([2], False)])
def test_equal_hashes_alone_make_no_two_traces_one(words: list[int], is_equal: bool) -> None:
    bounds = np.array([0, 2, 2 + len(words)])
    of_case, firsts, counts = _grouped(np.full(2, 5, dtype=np.uint64), bounds, np.array([2, 4, *words], dtype=np.int32))
    assert of_case.tolist() == ([0, 0] if is_equal else [0, 1])
    assert (firsts.tolist(), counts.tolist()) == (([0], [2]) if is_equal else ([0, 1], [1, 1]))


@given(keys=st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 3)))
def test_keys_are_sorted_stably(keys: list[int]) -> None:
    order = ascending(np.array(keys, dtype=np.uint64)).tolist()
    assert order == sorted(range(len(keys)), key=keys.__getitem__)


def test_the_table_of_variants_covers_all_cases_at_its_end() -> None:
    log = log_of(event("1", "a", 0), event("2", "a", 0), event("3", "b", 0), empty=["4"])
    table = VariantTable(variants=variants_of(log))
    assert table.shares.tolist() == [0.5, 0.25, 0.25]
    assert table.covered.tolist() == [0.5, 0.75, 1.0]
    assert table.columns(slice(0, 2))["trace"] == ["a", ""]
