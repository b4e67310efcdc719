"""The sample enterprise: a workspace with three processes, their logs, and an organization in which not all fits."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Place, Severity, UsageError
from workbench.language import Language, say
from workbench.templates.workspace_contents import WorkspaceContents

_PACKED: Final = Path(__file__).resolve().parents[1] / "sample"
"""Where a wheel has it; a checkout has it at its root (hatch_build.py)."""

_PARTS: Final = ("workbench.yaml", "policy.yaml", "models", "event_logs")


def sample_folder() -> Path:
    """Return the folder of the sample, to be read and not to be written to. Raises UsageError where it was not installed."""
    folders = (_PACKED, _PACKED.parents[1])
    found = next((each for each in folders if (each / _PARTS[0]).is_file()), None)
    if found is None:
        raise UsageError(Finding(code="DEMO_MISSING", severity=Severity.CRITICAL, place=Place(file=str(_PACKED))))
    return found


def sample_workspace(language: Language) -> WorkspaceContents:
    """Return the sample as it stands, with a guide in a language. Raises UsageError where it was not installed."""
    root = sample_folder()
    parts = [root / part for part in _PARTS]
    paths = [path for part in parts for path in (sorted(part.rglob("*")) if part.is_dir() else [part]) if path.is_file()]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    guide = say("sample-guide", language).encode()
    return WorkspaceContents(language=language, tables=(), files=MappingProxyType({**files, "README.md": guide}))
