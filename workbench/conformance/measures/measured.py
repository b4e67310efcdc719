"""One figure of conformance, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A `value` in [0, 1]; where it cannot be computed it is None, and `reason` the code of the sentence that says why."""

    value: float | None
    reason: str | None = None


NO_CASES: Final = Measured(value=None, reason="MEASURE_NO_CASES")
"""There is no complete case to measure."""


TOO_WIDE: Final = Measured(value=None, reason="MEASURE_TOO_WIDE")
"""The behaviour is too wide for an automaton, or for the budget of a measure."""


def share(part: float, whole: float, otherwise: Measured = NO_CASES) -> Measured:
    """Return part / whole, which rounding never lets out of [0, 1]; `otherwise` where the whole is 0."""
    return Measured(value=min(1.0, max(0.0, float(part / whole)))) if whole else otherwise
