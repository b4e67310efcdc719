"""How people are called in a study: under pseudonyms unless somebody with the right to it asks otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.findings import Finding, Place, Severity, UsageError
from workbench.fit import DEFAULT_POLICY, Policy
from workbench.privacy import ClearNames, Names, Pseudonyms, key_file, read_key


@dataclass(frozen=True, kw_only=True)
class People:
    """How people are called, and what was noticed in finding that out."""

    names: Names
    findings: tuple[Finding, ...] = ()


def names_of(asked: Names | None, policy: Policy = DEFAULT_POLICY, workspace: Path | None = None) -> People:
    """Return the names that are asked for; else pseudonyms by the user's key, or clear ones where the policy says so.

    Raises UsageError where the key stands inside the workspace, InputError as `read_key`.
    """
    if asked is not None:
        return People(names=asked)
    if not policy.privacy.pseudonymise:
        return People(names=ClearNames())
    path = key_file()
    if workspace is not None and path.resolve().is_relative_to(workspace.resolve()):
        place = Place(file=str(path))
        raise UsageError(Finding(code="KEY_IN_WORKSPACE", severity=Severity.CRITICAL, place=place, facts={"path": path}))
    key = read_key(path)
    return People(names=Pseudonyms(key=key.secret), findings=key.findings)
