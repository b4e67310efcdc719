"""The indicators that fit is scored by."""

from workbench.fit.dimensions import INDICATOR_CODES
from workbench.fit.indicators.catalogue import INDICATORS


def test_every_indicator_of_the_domain_is_there_once_and_in_its_dimension() -> None:
    assert tuple(each.code for each in INDICATORS) == INDICATOR_CODES
    assert all(each.code.startswith(each.dimension) for each in INDICATORS)
