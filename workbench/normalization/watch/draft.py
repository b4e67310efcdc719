"""The standard as a workspace has it now against the released one: what differs there is a draft of the next version.

The watch judges by what was released, so that no draft silences a monitor; that there is one is told here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from workbench.findings import ENTERPRISE, Severity
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, judged, together

MAPPING: Final = "mapping"
"""The area of how a log is read; all others are those of the differences between releases (`Area`)."""


@dataclass(frozen=True, kw_only=True, order=True)
class Draft:
    """How many things of one area are not as released, in one process or the enterprise."""

    process: str
    area: str
    count: int


def watch_draft(drafts: Collection[Draft], today: date) -> Judged:
    """Tell each area in which a workspace has something else than the release; where there is none, that it was looked at."""
    if not drafts:
        return Judged(looks=(Look(monitor=Monitor.DRAFT),))
    return together(_told(each, today) for each in sorted(drafts))


def _told(draft: Draft, today: date) -> Judged:
    look = Look(monitor=Monitor.DRAFT, process=draft.process, detail=draft.area, n=draft.count)
    touches = () if draft.process == ENTERPRISE else (Touch(kind="process", id=draft.process),)
    return judged(look, Alarm(since=today, severity=Severity.MINOR, touches=touches))
