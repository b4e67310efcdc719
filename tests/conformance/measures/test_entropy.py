"""Precision and recall by entropy: small languages by hand, eigenvalues against a full decomposition."""

import random

import numpy as np
import pytest

from tests.conformance.measures.logs import held_against
from tests.conformance.test_alignment import random_automaton
from workbench.conformance.measures import entropy
from workbench.conformance.measures.entropy import entropy_of_words, entropy_precision, entropy_recall, largest_eigenvalue
from workbench.process.automaton import Automaton, automaton_of_traces


def test_half_of_the_bits_are_half_of_the_entropy() -> None:
    # Four words of one letter and the step back: λ² = 4, one bit a step; two of them: λ² = 2, half a bit.
    evidence = held_against(automaton_of_traces("abcd"), ["a", "b"])
    assert entropy_precision(evidence).value == pytest.approx(0.5)
    assert entropy_recall(evidence).value == pytest.approx(1)


def test_what_does_not_conform_lowers_recall_only() -> None:
    evidence = held_against(automaton_of_traces("ab"), ["a", "b", "x", "y"])
    assert entropy_precision(evidence).value == pytest.approx(1)
    assert entropy_recall(evidence).value == pytest.approx(0.5)


def test_words_of_several_lengths() -> None:
    # λ⁻¹ + λ⁻² = 1 for the empty word and one of one letter: the golden ratio.
    assert 2 ** entropy_of_words(np.array([0, 1])) == pytest.approx((1 + 5**0.5) / 2)


def test_one_trace_has_no_entropy() -> None:
    only = entropy_precision(held_against(automaton_of_traces(["ab"]), ["ab", "ba"]))
    assert (only.value, only.reason) == (None, "MEASURE_ONE_TRACE")


def by_decomposition(automaton: Automaton) -> float:
    matrix = np.zeros((automaton.n_states, automaton.n_states))
    np.add.at(matrix, (automaton.source, automaton.target), 1)
    matrix[automaton.final, 0] += 1
    return float(np.abs(np.linalg.eigvals(matrix)).max())


@pytest.mark.parametrize("dense", [0, 500])
def test_eigenvalues_are_those_of_a_full_decomposition(dense: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entropy, "MOST_DENSE", dense)
    for seed in range(60):
        automaton = random_automaton(random.Random(seed))
        assert largest_eigenvalue(automaton) == pytest.approx(by_decomposition(automaton), abs=1e-6), seed


def test_a_finite_process_has_the_entropy_of_its_words() -> None:
    words = ["ab", "abc", "b", "bca", "cab"]
    eigenvalue = largest_eigenvalue(automaton_of_traces(words))
    assert eigenvalue is not None
    assert np.log2(eigenvalue) == pytest.approx(entropy_of_words(np.array([len(word) for word in words])))
