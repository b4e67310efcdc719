"""Small workspaces on disk: two steps a process, of which some cases lack one."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.builders import process

CASES = 40


def workspace(root: Path, *names: str, label: str = "b", skipped: int = 10) -> Path:
    """Write a workspace of processes whose steps are a and `label`, which `skipped` of 40 cases lack."""
    for name in names:
        write_model(root / "models" / f"{name}.bpmn", name, label)
        write_log(root / "event_logs" / f"{name}.csv", label, skipped)
    return root


def write_model(path: Path, name: str, label: str = "b") -> Path:
    """Write a model of two steps."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(process(name).start().task("a").task(label).end().xml())
    return path


def write_log(path: Path, label: str = "b", skipped: int = 10, prefix: str = "") -> Path:
    """Write a log of 40 complete cases over a year, the first and the last of which lack nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("case_id", "activity", "end"))
        for case in range(CASES):
            day = {0: "2025-01-01", CASES - 1: "2025-12-30"}.get(case, f"2025-0{2 + case % 7}-15")
            rows.writerow((f"{prefix}{case}", "a", f"{day} 09:00"))
            if not 1 <= case <= skipped:
                rows.writerow((f"{prefix}{case}", label, f"{day} 10:00"))
    return path
