"""What stands in the register, named by how its id begins."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.findings import Finding, Severity, UsageError


def id_named(beginning: str, ids: Iterable[str], code: str) -> str:
    """Return the one of some ids that begins so; an id that is named whole is meant.

    Raises UsageError of a code, which tells how many begin so and which there are, where that is not one.
    """
    known = tuple(ids)
    found = [each for each in known if each == beginning] or [each for each in known if beginning and each.startswith(beginning)]
    if len(found) != 1:
        facts = {"id": beginning, "count": len(found), "known": ", ".join(known) or "–"}
        raise UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
    return found[0]
