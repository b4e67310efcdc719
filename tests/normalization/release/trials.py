"""A version on trial in an empty workspace, and what is needed to release it."""

from datetime import UTC, date, datetime
from pathlib import Path

from workbench.normalization import Register, open_register
from workbench.normalization.release import (
    Approval,
    Condition,
    Drafted,
    Manifest,
    PolicyUsed,
    TrialBegun,
    TrialWindow,
    advance,
    version_of,
)

WINDOW = TrialWindow(start=date(2026, 1, 1), end=date(2026, 3, 31))
APPROVED = Approval(name="王芳", role="管理者代表", day=date(2026, 4, 1))
MET = Condition(process="P", code="score", is_met=True, figure=0.95, limit=0.9)
BY = "质量部"


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def on_trial(workspace: Path, version: str = "1.0.0", processes: tuple[str, ...] = ("P",)) -> Register:
    register = open_register(workspace)
    advance(register, version_of(version), Drafted(processes=processes), BY, at(1, 1))
    advance(register, version_of(version), TrialBegun(window=WINDOW), BY, at(1, 1))
    return register


def manifest(version: str = "1.0.0", **differing: object) -> Manifest:
    said: dict[str, object] = {
        "version": version,
        "processes": ("P",),
        "effective": date(2026, 4, 10),
        "trial": WINDOW,
        "by": BY,
        "at": at(4, 2),
        "policy": PolicyUsed(version="1", sha256="0" * 64),
        "engine": "tests",
        "conditions": (MET,),
        "approvals": (APPROVED,),
    }
    return Manifest(**{**said, **differing})  # type: ignore[arg-type]
