"""An audit is kept as it was drawn and as far as it has come; nobody's results are overwritten."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.normalization.audit.test_concluding import results
from tests.normalization.audit.test_sampling import EVIDENCE, FINDINGS, REQUEST
from tests.normalization.decisions import AT, DAY
from workbench.findings import UsageError
from workbench.normalization import Register, open_register
from workbench.normalization.audit.concluding import CaseResult
from workbench.normalization.audit.recording import audit_id, audit_table, audits_in, enter_audit
from workbench.normalization.audit.sampling import Stratum, sample_of

SAMPLE = sample_of(EVIDENCE, FINDINGS, REQUEST)
DONE = results(SAMPLE, deviating=1)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    register = open_register(tmp_path)
    enter_audit(register, SAMPLE, (), "内审员", AT, seen=0)
    return register


def test_a_sample_is_read_back_as_it_was_drawn(register: Register) -> None:
    (entered,) = audits_in(register, DAY)
    assert entered.audit.sample.rows == SAMPLE.rows
    assert entered.audit.sample.strata == SAMPLE.strata
    assert entered.id == entered.audit.id == audit_id(SAMPLE)


def test_an_audit_goes_on_and_stands_as_it_stood_on_any_day(register: Register) -> None:
    (before,) = audits_in(register, DAY)
    enter_audit(register, SAMPLE, DONE, "内审员", AT + timedelta(days=3), seen=before.number)
    told = [audit_table(audits_in(register, DAY + timedelta(days=days))).rows for days in (-1, 0, 3)]
    assert [[(row.drawn, row.examined, row.deviating) for row in rows] for rows in told] == [[], [(20, 0, 0)], [(20, 20, 1)]]
    (row,) = told[2]
    assert (row.is_tolerable, row.entered_by, row.day) == (False, "内审员", DAY + timedelta(days=3))


def test_results_of_somebody_else_are_not_overwritten(register: Register) -> None:
    enter_audit(register, SAMPLE, DONE[:4], "甲", AT, seen=1)
    with pytest.raises(UsageError) as refused:
        enter_audit(register, SAMPLE, DONE, "乙", AT, seen=1)
    assert refused.value.finding.code == "STATEMENT_OVERTAKEN"


def test_a_result_of_a_case_that_was_not_drawn_is_not_recorded(register: Register) -> None:
    with pytest.raises(UsageError, match="never"):
        enter_audit(register, SAMPLE, [CaseResult(case="never", deviates=True)], "甲", AT, seen=1)
    assert audits_in(register, DAY)[0].audit.results == ()


def test_results_stand_as_their_cases_were_drawn_in_whatever_order_they_are_told(register: Register) -> None:
    enter_audit(register, SAMPLE, DONE[::-1], "甲", AT, seen=1)
    (entered,) = audits_in(register, DAY)
    assert [each.case for each in entered.audit.results] == [each.case for each in SAMPLE.rows]


def test_another_seed_is_another_audit(register: Register) -> None:
    other = sample_of(EVIDENCE, FINDINGS, replace(REQUEST, seed="2026-Q2"))
    enter_audit(register, other, (), "内审员", AT, seen=0)
    assert len(audit_table(audits_in(register, DAY))) == 2


def test_the_same_request_on_other_evidence_is_another_audit_and_the_first_keeps_its_results(register: Register) -> None:
    enter_audit(register, SAMPLE, DONE, "内审员", AT, seen=1)
    only = Stratum(name="conforming", population=500, drawn=len(SAMPLE.rows))
    enter_audit(register, replace(SAMPLE, strata=(only,)), (), "内审员", AT + timedelta(days=365), seen=0)
    first, second = audits_in(register, DAY + timedelta(days=365))
    assert (first.audit.results, second.audit.results) == (tuple(DONE), ())
