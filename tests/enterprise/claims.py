"""What a finding claims, told apart from how it is found: code, scope, object, figures where the contract has any, and cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ENTERPRISE: Final = "enterprise"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One finding. `count` and `exposed` are None where the contract tells no number, or leaves open which; so are `cases`."""

    code: str
    scope: str
    object: tuple[str, ...]
    count: int | None = None
    exposed: int | None = None
    cases: frozenset[str] | None = None

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.code, self.scope, self.object


def is_reported(claim: Claim) -> bool:
    """Apply the reporting floor: five cases and a hundredth of what was exposed."""
    assert claim.cases is not None
    assert claim.count is not None
    return len(claim.cases) >= 5 and claim.count >= 0.01 * (claim.exposed or 1)
