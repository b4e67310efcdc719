"""A sample is the same for everybody who has the seed and the log, and takes from each stratum what it should."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.findings import Finding, Severity, UsageError
from workbench.fit.detection import Evidence
from workbench.linkage import LinkedProcess
from workbench.normalization.audit.attributes import cases_needed
from workbench.normalization.audit.sampling import Sample, SampleRequest, Strata, sample_of, ticket

SMALL = (
    Enterprise()
    .department("D1")
    .department("D2")
    .post("P1", "D1")
    .post("P2", "D2")
    .person("x", "P1")
    .person("y", "P2")
    .process(process("p").start().task("a").task("b").task("c").end())
    .cases("p", "a:x b:x c:y", times=60)
    .cases("p", "a:x b:y c:y", times=30)
    .cases("p", "a:x c:y", times=10)
)
EVIDENCE = SMALL.evidence()
FINDINGS = EVIDENCE.conformance["p"].deviations.findings
REQUEST = SampleRequest(process="p", seed="2026-Q1", size=20)


def drawn(request: SampleRequest = REQUEST, evidence: Evidence = EVIDENCE) -> Sample:
    return sample_of(evidence, FINDINGS, request)


def sizes(sample: Sample) -> dict[str, tuple[int, int]]:
    return {each.name: (each.population, each.drawn) for each in sample.strata}


def test_what_draws_a_case_can_be_worked_out_by_hand() -> None:
    assert ticket("2026-Q1", "p", "007") == hashlib.sha256(b"2026-Q1/p/007").hexdigest()


def test_the_cases_with_the_smallest_hashes_are_drawn() -> None:
    sample = drawn(replace(REQUEST, strata=Strata.ALL, size=12))
    by_hand = sorted((hashlib.sha256(f"2026-Q1/p/{case:03}".encode()).hexdigest(), f"{case:03}") for case in range(100))
    assert [(row.hash, row.case) for row in sample.rows] == by_hand[:12]
    assert [row.place for row in sample.rows] == list(range(1, 13))


def test_a_sample_grows_without_changing_what_was_drawn() -> None:
    small, large = (drawn(replace(REQUEST, strata=Strata.ALL, size=size)) for size in (5, 50))
    assert [row.case for row in small.rows] == [row.case for row in large.rows][:5]


def test_another_seed_draws_other_cases() -> None:
    assert {row.case for row in drawn().rows} != {row.case for row in drawn(replace(REQUEST, seed="2026-Q2")).rows}


@pytest.mark.parametrize("strata", list(Strata))
def test_neither_the_order_of_the_log_nor_that_of_findings_matters(strata: Strata) -> None:
    events = SMALL.events["p"]
    turned = replace(SMALL, events={"p": events[::-1]}).evidence()
    request = replace(REQUEST, strata=strata)
    again = sample_of(turned, FINDINGS[::-1], request)
    assert again.rows == drawn(request).rows
    assert again.strata == drawn(request).strata


def test_each_stratum_has_its_proportion() -> None:
    assert sizes(drawn()) == {"conforming": (90, 18), "deviating": (10, 2)}
    assert sizes(drawn(replace(REQUEST, strata=Strata.DEPARTMENT))) == {"D1": (70, 14), "D2": (30, 6)}
    assert sizes(drawn(replace(REQUEST, strata=Strata.FINDING))) == {"CF-SKIP": (10, 2), "conforming": (90, 18)}


def test_a_small_stratum_has_one_case_at_least() -> None:
    assert sizes(drawn(replace(REQUEST, size=3))) == {"conforming": (90, 2), "deviating": (10, 1)}


@given(st.integers(0, 130), st.sampled_from(Strata))
def test_as_many_are_drawn_as_were_asked_for_or_as_there_are(size: int, strata: Strata) -> None:
    sample = drawn(replace(REQUEST, size=size, strata=strata))
    assert len(sample.rows) == min(size, 100)
    assert all(0 <= each.drawn <= each.population for each in sample.strata)


def test_without_a_size_each_stratum_has_what_its_proof_takes() -> None:
    sample = drawn(replace(REQUEST, size=None, tolerable=0.1))
    assert sizes(sample) == {"conforming": (90, cases_needed(90, 0.1, 0.975)), "deviating": (10, cases_needed(10, 0.1, 0.975))}


def test_a_sampled_case_names_what_was_found_of_it() -> None:
    rows = [row for row in drawn().rows if row.stratum == "deviating"]
    assert {row.findings for row in rows} == {(FINDINGS[0].id,)}
    assert {row.events for row in rows} == {2}


def test_an_incomplete_case_is_never_drawn() -> None:
    (linked,) = EVIDENCE.linkage.processes
    complete = linked.complete.copy()
    complete[:40] = False
    cut: LinkedProcess = replace(linked, complete=complete)
    evidence = replace(EVIDENCE, linkage=replace(EVIDENCE.linkage, processes=(cut,)))
    every = drawn(replace(REQUEST, size=100), evidence)
    assert {row.case for row in every.rows} == {f"{case:03}" for case in np.flatnonzero(complete)}


def test_findings_of_another_process_part_nothing() -> None:
    foreign = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="q", cases=("000", "001"))
    assert sizes(sample_of(EVIDENCE, [foreign], REQUEST)) == {"conforming": (100, 20)}


def test_a_process_without_a_log_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(UsageError, match="p"):
        drawn(replace(REQUEST, process="unknown"))
