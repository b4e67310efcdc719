"""What caps a level, and whose."""

import pytest

from tests.enterprises import cases, did, evidence_of, line
from workbench.design import Subjects
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.indicators.model import Scope
from workbench.fit.scoring.vetoes import vetoes_in
from workbench.process.sidecar import ActivityFacts

EVIDENCE = evidence_of(
    [line("p", "a b", a=ActivityFacts(kind="approval")), line("q", "c d", d=ActivityFacts(kind="control"))],
    Subjects(),
    {"p": cases(3, did("a"), did("b")), "q": cases(3, did("c"), did("d"))},
)
SCOPES = (Scope(id=ENTERPRISE, processes=("p", "q")), Scope(id="p", processes=("p",)), Scope(id="q", processes=("q",)))


def capped(
    code: str, scope: str, *about: str, severity: Severity = Severity.CRITICAL, elements: tuple[str, ...] = ()
) -> list[str]:
    """Return the scopes whose level a finding caps."""
    finding = Finding(code=code, severity=severity, scope=scope, object=about, elements=elements)
    return [each.id for each in SCOPES if vetoes_in(each, [finding], EVIDENCE)]


@pytest.mark.parametrize("code", ["PO-SOD", "CF-ORDER", "CF-SKIP"])
def test_what_is_critical_caps_its_process_and_the_enterprise(code: str) -> None:
    assert capped(code, "p", "a", "b") == [ENTERPRISE, "p"]
    assert capped(code, "p", "a", "b", severity=Severity.MAJOR) == []


def test_a_finding_of_the_enterprise_caps_the_processes_that_it_is_about() -> None:
    assert capped("PO-SOD", ENTERPRISE, "a", "c") == [ENTERPRISE, "p", "q"]
    assert capped("PO-SOD", ENTERPRISE, "a", "elsewhere") == [ENTERPRISE, "p"]


def test_a_shared_account_caps_where_it_controls() -> None:
    assert capped("TO-SHARED", ENTERPRISE, "pub", elements=("b", "d")) == [ENTERPRISE, "q"]


def test_elements_of_one_name_in_two_files_are_told_apart_by_their_cases() -> None:
    twin = evidence_of(
        [line("p", "a", a=ActivityFacts(kind="control")), line("q", "a", a=ActivityFacts(kind="control"))],
        Subjects(),
        {"p": cases(3, did("a")), "q": ()},
    )
    case = twin.linkage.processes[0].cases[0]
    finding = Finding(code="TO-SHARED", severity=Severity.CRITICAL, object=("pub",), elements=("a",), cases=(case,))
    assert [each.id for each in SCOPES if vetoes_in(each, [finding], twin)] == [ENTERPRISE, "p"]
