"""A result as a file: how the path ends says which writer makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.atomic import write_atomically
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language
from workbench.released import refuse_released
from workbench.report.findings_file import cases_csv, findings_json
from workbench.report.html import write_report
from workbench.report.junit import write_junit
from workbench.report.markdown import write_markdown
from workbench.report.pdf import write_pdf
from workbench.report.thresholds import Threshold
from workbench.report.workbook import write_report_workbook
from workbench.study import Assessment

Writer = Callable[[Assessment, Path, Language], None]


def write_output(assessment: Assessment, path: Path, language: Language | None = None) -> None:
    """Write an assessment as the kind of file that a path asks for, whole or not at all; sentences are in the study's language.

    Raises UsageError where no kind of file ends so.
    """
    writer_for(path)(assessment, path, language or assessment.study.language)


def writer_for(path: Path, thresholds: Sequence[Threshold] = ()) -> Writer:
    """Return what writes a path; files that say whether thresholds are kept to are given them.

    Raises UsageError where no kind of file ends so, ImmutableRelease where it would lie in a release: ask first.
    """
    refuse_released(path)
    judging = _JUDGING.get(path.suffix.lower())
    if judging is not None:
        return partial(judging, thresholds=tuple(thresholds))
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise unknown_output(path, WRITERS)
    return writer


def unknown_output(path: Path, suffixes: Iterable[str]) -> UsageError:
    """Return what is wrong with a path that ends in none of `suffixes`."""
    facts = {"key": "--output", "value": path.name, "wanted": ", ".join(f"*{suffix}" for suffix in suffixes)}
    return UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))


def _write_json(assessment: Assessment, path: Path, language: Language) -> None:
    write_atomically(path, findings_json(assessment, language).encode())


def _write_cases(assessment: Assessment, path: Path, language: Language) -> None:  # noqa: ARG001 - a writer is given one
    write_atomically(path, cases_csv(assessment).encode())


_JUDGING: Final = MappingProxyType({".xml": write_junit, ".md": write_markdown})
"""How a file's name ends → what writes it and says whether thresholds are kept to."""

WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        ".html": write_report,
        ".htm": write_report,
        ".pdf": write_pdf,
        ".json": _write_json,
        ".xlsx": write_report_workbook,
        ".csv": _write_cases,
        **_JUDGING,
    }
)
"""How a file's name ends → what writes it."""
