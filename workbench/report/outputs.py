"""A result as a file: how the path ends says which writer makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.atomic import write_atomically
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language
from workbench.report.findings_file import findings_json
from workbench.report.html import write_report
from workbench.report.pdf import write_pdf
from workbench.study import Assessment

Writer = Callable[[Assessment, Path, Language], None]


def write_output(assessment: Assessment, path: Path, language: Language | None = None) -> None:
    """Write an assessment as the kind of file that a path asks for, whole or not at all; sentences are in the study's language.

    Raises UsageError where no kind of file ends so.
    """
    writer_for(path)(assessment, path, language or assessment.study.language)


def writer_for(path: Path) -> Writer:
    """Return what writes a path. Raises UsageError where no kind of file ends so: ask before the work begins."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        facts = {"key": "--output", "value": path.name, "wanted": ", ".join(f"*{suffix}" for suffix in WRITERS)}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return writer


def _write_json(assessment: Assessment, path: Path, language: Language) -> None:
    write_atomically(path, findings_json(assessment, language).encode())


WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {".html": write_report, ".htm": write_report, ".json": _write_json, ".pdf": write_pdf}
)
"""How a file's name ends → what writes it."""
