"""Laws that hold for measures of any log and any process."""

import random
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import process
from tests.conformance.measures.logs import held_against, net_of_states
from tests.conformance.test_alignment import random_automaton
from workbench.conformance.measures import Measures, measure
from workbench.process import Automaton, Behavior
from workbench.process.automaton import automaton_of_traces

WORDS = st.text("abcx", max_size=6)
LOGS = st.dictionaries(WORDS, st.integers(1, 5), min_size=1, max_size=6)
PROCESSES = st.integers(0, 10_000).map(lambda seed: random_automaton(random.Random(seed)))
GROWING = {"generalization"}
"""Measures that more of the same makes surer."""


def measured(automaton: Automaton, log: Mapping[str, int]) -> Measures:
    drawn = process().start().task("a").end().build()
    return measure(held_against(automaton, log), Behavior(process=drawn, net=net_of_states(automaton)))


def values(measures: Measures) -> dict[str, float | None]:
    return {name: each.value for name, each in measures.figures.items()}


@given(PROCESSES, LOGS)
def test_every_measure_is_a_share_or_says_why_not(automaton: Automaton, log: Mapping[str, int]) -> None:
    for name, each in measured(automaton, log).figures.items():
        assert (each.value is None) == (each.reason is not None), name
        assert each.value is None or 0 <= each.value <= 1, name


@given(PROCESSES, LOGS)
def test_everything_conforms_if_and_only_if_fitness_is_one(automaton: Automaton, log: Mapping[str, int]) -> None:
    found = measured(automaton, log)
    all_accepted = all(automaton.accepts(trace) for trace in log)
    assert (found.fitness == 1) == all_accepted == (found.conforming_share == 1)
    assert (found.mean_fitness.value == 1) == all_accepted


@given(PROCESSES, LOGS)
def test_token_replay_never_blames_a_case_that_fits(automaton: Automaton, log: Mapping[str, int]) -> None:
    fitting = {trace: count for trace, count in log.items() if automaton.accepts(trace)}
    if fitting:
        assert measured(automaton, fitting).replay.fitness.value == 1


@given(PROCESSES, LOGS, WORDS)
def test_a_conforming_case_never_lowers_fitness(automaton: Automaton, log: Mapping[str, int], trace: str) -> None:
    if automaton.accepts(trace):
        more = {**log, trace: log.get(trace, 0) + 1}
        before, after = measured(automaton, log).fitness, measured(automaton, more).fitness
        assert before is not None
        assert after is not None
        assert after >= before


@given(LOGS)
def test_a_process_that_allows_exactly_the_log_is_precise(log: Mapping[str, int]) -> None:
    found = measured(automaton_of_traces(log), log)
    for each in (found.aligned_precision, found.prefix_precision, found.entropy_precision, found.entropy_recall):
        assert each.value is None or abs(each.value - 1) < 1e-9
    assert found.footprints.value in (None, 1)


@given(LOGS, st.sets(WORDS, max_size=5), st.sets(WORDS, max_size=5))
def test_allowing_more_never_makes_a_process_more_precise_by_entropy(
    log: Mapping[str, int], allowed: set[str], more: set[str]
) -> None:
    narrow = {*allowed, *list(log)[:2]}
    wide = narrow | (more - log.keys())
    before, after = (measured(automaton_of_traces(sorted(words)), log).entropy_precision.value for words in (narrow, wide))
    if before is not None:
        assert after is not None
        assert after <= before + 1e-9


@given(PROCESSES, LOGS, st.randoms())
def test_the_order_of_cases_does_not_matter(automaton: Automaton, log: Mapping[str, int], dice: random.Random) -> None:
    shuffled = list(log.items())
    dice.shuffle(shuffled)
    assert measured(automaton, dict(shuffled)) == measured(automaton, log)


@given(PROCESSES, LOGS)
def test_every_case_twice_is_the_same_log(automaton: Automaton, log: Mapping[str, int]) -> None:
    once, twice = values(measured(automaton, log)), values(measured(automaton, {trace: 2 * n for trace, n in log.items()}))
    for name in once.keys() - GROWING:
        assert twice[name] == once[name], name
    for name in GROWING:
        assert (twice[name] or 0) >= (once[name] or 0), name
