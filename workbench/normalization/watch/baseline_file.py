"""baseline.json: a baseline as a release writes it, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from workbench.findings import Finding, InputError, Place, Severity
from workbench.normalization.plain_values import plain, value_of
from workbench.normalization.watch.baseline import Baseline

BASELINE: Final = "baseline.json"
"""The file of a release folder that holds its baseline."""


def baseline_bytes(baseline: Baseline) -> bytes:
    """Return a baseline as canonical JSON in UTF-8: the same baseline gives the same bytes."""
    written = json.dumps(plain(baseline), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return (written + "\n").encode("utf-8", "surrogatepass")


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises InputError where there is none, or the file holds something else."""
    place = Place(file=str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise InputError(Finding(code="FILE_NOT_READABLE", severity=Severity.CRITICAL, place=place, facts=facts)) from error
    try:
        return value_of(Baseline, json.loads(content.decode("utf-8", "surrogatepass")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        facts = {"detail": str(error)}
        raise InputError(Finding(code="BASELINE_UNREADABLE", severity=Severity.CRITICAL, place=place, facts=facts)) from error
