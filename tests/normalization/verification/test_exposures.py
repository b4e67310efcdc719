"""How often a finding could have been there: the same number as its detector says, and still one where nothing is found."""

import pytest

from demo.truth import PLANTS
from tests.normalization.verification.assessed import demo, second
from workbench.findings import Finding
from workbench.normalization.verification.exposures import exposed_to
from workbench.study import Assessment


def asked(finding: Finding, assessment: Assessment) -> int | None:
    return exposed_to(finding.code, finding.scope, finding.object, assessment.evidence, finding.elements)


@pytest.mark.parametrize("enterprise", [demo, second])
def test_it_is_the_number_that_the_detector_gives(enterprise: type) -> None:
    assessment: Assessment = enterprise()
    found = (*assessment.findings, *assessment.below_threshold)
    counted = [each for each in found if each.exposed is not None]
    assert len(counted) > 10
    assert {(each.code, each.object): asked(each, assessment) for each in counted} == {
        (each.code, each.object): each.exposed for each in counted
    }


def test_what_is_structural_has_none() -> None:
    assert {asked(each, demo()) for each in demo().findings if each.exposed is None} == {None}


def test_after_the_repair_the_exposure_is_still_there_without_a_violation() -> None:
    repaired = demo(*PLANTS)
    assert repaired.findings == ()
    was = {each.id: each.exposed for each in demo().findings if each.exposed is not None}
    now = {each.id: asked(each, repaired) for each in demo().findings if each.exposed is not None}
    assert now == was
