"""Findings and indicators agree: whatever is claimed lowers the indicator that measures it, in both enterprises."""

from collections.abc import Callable

import pytest

from tests.fit.indicators.whole_enterprises import Assessed, demo, laboratory

MEASURED_BY = {
    "TP-UNSUP": "TP8",
    "TP-NOCAP": "TP2",
    "TP-OFFLINE": "TP3",
    "TP-WRONGSYS": "TP3",
    "TP-MANUAL": "TP4",
    "TP-REKEY": "TP5",
    "TP-UNUSED": "TP7",
    "TP-LAG": "TP9",
    "CF-DEAD": "TP2",
    "TO-NOACC": "TO1",
    "TO-EXCESS": "TO2",
    "TO-SHARED": "TO3",
    "TO-NOOWNER": "TO4",
    "DT-NOCREATE": "DT1",
    "DT-ORPHAN": "DT1",
    "DT-MULTIMASTER": "DT2",
    "DT-NOOWNER": "DT3",
    "DT-LATE": "DT4",
}


@pytest.mark.parametrize("enterprise", [demo, laboratory])
def test_what_is_found_lowers_its_indicator(enterprise: Callable[[], Assessed]) -> None:
    assessed = enterprise()
    readings = assessed.readings(assessed.design)
    judged = [each for each in assessed.assessment.findings if each.code in MEASURED_BY]
    assert len(judged) > 10
    for finding in judged:
        value = readings[MEASURED_BY[finding.code], finding.scope].value
        assert value is not None
        assert value < 1


@pytest.mark.parametrize("enterprise", [demo, laboratory])
def test_a_structural_finding_stands_among_the_rows_that_lack(enterprise: Callable[[], Assessed]) -> None:
    assessed = enterprise()
    readings = assessed.readings(assessed.design)
    for finding in assessed.assessment.findings:
        if finding.code in MEASURED_BY and finding.count is None:
            rows = readings[MEASURED_BY[finding.code], finding.scope].rows
            assert any(set(row.about) & set(finding.object) for row in rows if row.part < row.whole)
