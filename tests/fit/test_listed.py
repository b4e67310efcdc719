"""Findings as a table name the element that moves: by what is known of each, else by its code."""

from tests.fit.plan.examples import finding
from workbench.fit.codes import Element
from workbench.fit.listed import ListedFindings


def test_what_is_known_of_a_finding_goes_before_its_code() -> None:
    findings = finding("CF-SKIP", "a"), finding("CF-SKIP", "b")
    listed = ListedFindings(findings=findings, moved={findings[0].id: Element.PROCESS})
    assert listed.columns(slice(None))["element"] == ["process", "organization"]
