"""What is examined bounds what deviates: by stratum exactly, over all of them with the same certainty at least."""

from dataclasses import replace

import numpy as np
import pytest

from tests.normalization.audit.test_sampling import EVIDENCE, FINDINGS, REQUEST
from workbench.findings import UsageError
from workbench.normalization.audit.attributes import most_deviating
from workbench.normalization.audit.concluding import TOTAL, CaseResult, conclude
from workbench.normalization.audit.sampling import Sample, SampledCase, SampleRequest, Strata, Stratum, sample_of

SAMPLE = sample_of(EVIDENCE, FINDINGS, replace(REQUEST, strata=Strata.ALL, size=None))
"""Forty-five of a hundred cases: none of them deviating proves a rate below five in a hundred."""


def results(sample: Sample, deviating: int = 0) -> list[CaseResult]:
    return [CaseResult(case=row.case, deviates=place < deviating) for place, row in enumerate(sample.rows)]


def test_a_sample_without_a_deviating_case_shows_that_the_rate_is_tolerable() -> None:
    (row,) = conclude(SAMPLE, results(SAMPLE)).rows
    assert (row.population, row.drawn, row.examined, row.deviating) == (100, 45, 45, 0)
    assert row.bound == 0.04
    assert row.is_tolerable is True


def test_one_deviating_case_takes_the_proof_away() -> None:
    (row,) = conclude(SAMPLE, results(SAMPLE, deviating=1)).rows
    assert row.bound == most_deviating(100, 45, 1, 0.95) / 100
    assert row.is_tolerable is False


def test_before_all_is_examined_nothing_is_concluded() -> None:
    (row,) = conclude(SAMPLE, results(SAMPLE)[:-1]).rows
    assert (row.examined, row.is_tolerable) == (44, None)


def test_a_case_that_was_not_drawn_is_no_evidence() -> None:
    with pytest.raises(UsageError, match="never"):
        conclude(SAMPLE, [CaseResult(case="never", deviates=False)])


def test_a_case_counts_once() -> None:
    with pytest.raises(UsageError, match=SAMPLE.rows[0].case):
        conclude(SAMPLE, [*results(SAMPLE), results(SAMPLE)[0]])


def test_over_all_strata_the_bound_is_the_sum_of_more_careful_ones() -> None:
    sample = sample_of(EVIDENCE, FINDINGS, REQUEST)
    *parts, total = conclude(sample, results(sample)).rows
    careful = [most_deviating(each.population, each.drawn, 0, 0.975) for each in parts]
    assert total.stratum == TOTAL
    assert (total.population, total.examined) == (100, 20)
    assert total.bound == sum(careful) / 100


def test_the_bound_holds_as_often_as_it_says() -> None:
    """Of two strata with known deviating cases, drawn a thousand times, the bound is too low at most once in twenty."""
    drawn = np.random.default_rng(5)
    request = SampleRequest(process="p", seed="s")
    truth = {"large": [True] * 6 + [False] * 74, "small": [True] * 2 + [False] * 18}
    sizes = {"large": 30, "small": 10}
    missed = 0
    for _ in range(1000):
        taken = {name: drawn.choice(len(cases), sizes[name], replace=False).tolist() for name, cases in truth.items()}
        rows = [
            SampledCase(stratum=name, place=0, case=f"{name} {number}", hash="", events=1, findings=())
            for name, numbers in taken.items()
            for number in numbers
        ]
        strata = tuple(Stratum(name=name, population=len(cases), drawn=sizes[name]) for name, cases in truth.items())
        told = [CaseResult(case=f"{name} {number}", deviates=truth[name][number]) for name in taken for number in taken[name]]
        most = conclude(Sample(rows=tuple(rows), request=request, strata=strata), told).rows[-1].bound
        assert most is not None
        missed += most < 8 / 100
    assert missed <= 50


def test_a_sample_without_a_size_can_prove_the_rate_over_all_strata() -> None:
    request = replace(REQUEST, strata=Strata.DEPARTMENT, size=None)
    sample = sample_of(EVIDENCE, FINDINGS, request)
    total = conclude(sample, results(sample)).rows[-1]
    assert total.stratum == TOTAL
    assert total.is_tolerable is True
