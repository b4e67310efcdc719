"""What a log leaves nothing to measure of is unknown, in a process and in an enterprise of which it is half or more."""

from dataclasses import replace

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.findings import Finding, Severity
from workbench.fit.detection import Claim, Evidence, detect
from workbench.fit.indicators.execution import EXECUTION
from workbench.fit.indicators.grounds import read_in
from workbench.fit.indicators.model import Scope, Standing

(PX3,) = (each for each in EXECUTION if each.code == "PX3")
REASON = Finding(code="UNKNOWN_DOUBTED", severity=Severity.INFO, scope="p", object=("PX3",))
BOTH = Scope(id="enterprise", processes=("p", "q"))


def evidence(times: int) -> Evidence:
    """Return two processes, of which `q` has two cases, and `p` so many that nothing can be measured of."""
    drawn = [process(name).start().task(f"{name}a").end() for name in "pq"]
    told = Enterprise().process(drawn[0]).process(drawn[1]).cases("p", "pa", times=times).cases("q", "qa", times=2)
    codes = {"PX3": REASON, "PO-CONC": REASON}
    return replace(told.evidence(), doubted={"p": codes})


def test_a_doubted_process_is_not_measured_and_another_is() -> None:
    found = [read_in(PX3, evidence(1), Scope(id=each, processes=(each,))) for each in "pq"]
    assert [each.standing for each in found] == [Standing.UNKNOWN, Standing.MEASURED]
    assert (found[0].reason, found[0].value) == (REASON, None)


@pytest.mark.parametrize(("times", "is_unknown"), [(1, False), (2, True), (3, True)])
def test_half_of_the_cases_take_the_whole_away(times: int, is_unknown: bool) -> None:
    given = evidence(times)
    assert (read_in(PX3, given, BOTH).standing is Standing.UNKNOWN) is is_unknown
    found = detect(given, {"PO-CONC": lambda _: [Claim(finding=Finding(code="PO-CONC", severity=Severity.MINOR))]})
    assert [each.reason for each in found.unknown] == [REASON] * is_unknown
    assert len(found.findings) == (not is_unknown)
