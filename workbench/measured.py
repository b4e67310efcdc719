"""One figure, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A `value` in the range of its measure; where it cannot be computed it is None, `reason` the code of the sentence why."""

    value: float | None
    reason: str | None = None


NO_CASES: Final = Measured(value=None, reason="MEASURE_NO_CASES")
"""There is no complete case to measure."""


def share(part: float, whole: float, otherwise: Measured = NO_CASES) -> Measured:
    """Return part / whole, which rounding never lets out of [0, 1]; `otherwise` where the whole is 0."""
    return Measured(value=min(1.0, max(0.0, float(part / whole)))) if whole else otherwise
