"""Results of an audit are added to what was found before; what somebody else found of a case is not replaced unasked."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.normalization.audit.test_concluding import results
from tests.normalization.audit.test_sampling import EVIDENCE, FINDINGS, REQUEST
from tests.normalization.decisions import AT, DAY
from workbench.findings import UsageError
from workbench.normalization import Author, Register, open_register
from workbench.normalization.audit import CaseResult, EnteredAudit, audits_in, sample_of
from workbench.study.auditing import add_results, audit_named, audit_of, begun_on_other_evidence, change_results

SAMPLE = sample_of(EVIDENCE, FINDINGS, REQUEST)
CASE = SAMPLE.rows[0].case
UNSIGNED = CaseResult(case=CASE, deviates=True, remark="no signature")
FIRST, SECOND = Author(by="甲", at=AT), Author(by="乙", at=AT + timedelta(days=1))
GROWN = replace(SAMPLE, strata=tuple(replace(each, population=each.population + 1) for each in SAMPLE.strata))
"""The sample of the same request once a case more is there."""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    register = open_register(tmp_path)
    add_results(register, SAMPLE, [UNSIGNED], FIRST, None)
    return register


def known(register: Register) -> EnteredAudit:
    (entered,) = audits_in(register, DAY + timedelta(days=9))
    return entered


def test_another_result_of_a_case_is_refused_with_who_found_what_and_when(register: Register) -> None:
    add_results(register, SAMPLE, results(SAMPLE, deviating=0)[1:3], replace(FIRST, by="丙"), known(register))
    with pytest.raises(UsageError) as told:
        add_results(register, SAMPLE, [CaseResult(case=CASE, deviates=False)], SECOND, known(register))
    finding = told.value.finding
    assert (finding.code, finding.facts["by"], finding.facts["at"]) == ("AUDIT_RESULT_KNOWN", "甲", f"{AT:%Y-%m-%d %H:%M}")
    assert "no signature" in finding.text()
    assert known(register).audit.results[0] == UNSIGNED


def test_the_same_result_may_be_told_twice_and_another_stands_where_that_is_meant(register: Register) -> None:
    add_results(register, SAMPLE, [UNSIGNED], SECOND, known(register))
    signed = CaseResult(case=CASE, deviates=False)
    change_results(register, SAMPLE, [signed], SECOND, known(register))
    assert known(register).audit.results == (signed,)


def test_two_results_of_one_case_are_not_merged(register: Register) -> None:
    with pytest.raises(UsageError) as told:
        change_results(register, SAMPLE, [UNSIGNED, replace(UNSIGNED, deviates=False)], SECOND, known(register))
    assert told.value.finding.code == "AUDIT_CASE_TWICE"


def test_who_entered_something_since_is_told(register: Register) -> None:
    seen = known(register)
    add_results(register, SAMPLE, results(SAMPLE, deviating=0)[1:3], FIRST, seen)
    with pytest.raises(UsageError) as told:
        add_results(register, SAMPLE, results(SAMPLE, deviating=0)[3:4], SECOND, seen)
    assert told.value.finding.code == "STATEMENT_OVERTAKEN"


def test_an_audit_that_the_same_request_began_on_other_evidence_is_found_until_it_is_through(register: Register) -> None:
    begun = known(register)
    assert begun_on_other_evidence([begun], GROWN) == begun
    assert begun_on_other_evidence([begun], SAMPLE) is None
    assert begun_on_other_evidence([begun], replace(GROWN, request=replace(REQUEST, seed="another"))) is None
    change_results(register, SAMPLE, results(SAMPLE, deviating=1), FIRST, begun)
    assert begun_on_other_evidence([known(register)], GROWN) is None
    assert audit_of([begun], GROWN) is None


def test_an_audit_is_named_by_how_its_id_begins(register: Register) -> None:
    assert audit_named([known(register)], known(register).id[:5]) == known(register)
    with pytest.raises(UsageError) as told:
        audit_named([known(register)], "nobody")
    assert known(register).id in told.value.finding.text()
