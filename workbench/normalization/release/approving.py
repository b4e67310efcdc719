"""Who let a standard be released, and what was let pass although it was not yet so: approvals and the waiver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Act(StrEnum):
    """In which act somebody answers: the standard is checked (审核), then approved (批准)."""

    CHECKED = "checked"
    APPROVED = "approved"


class Answer(StrEnum):
    """What somebody who was asked to check or approve said."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Approval:
    """One answer: by whom, in which role (a post, or what the person stands for), on which day, in which act."""

    name: str
    role: str
    day: date
    answer: Answer = Answer.APPROVED
    note: str = ""
    act: Act = Act.APPROVED


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Conditions (their codes) that need not be met until a day, that day included: why, and who answers for that."""

    conditions: tuple[str, ...]
    reason: str
    by: str
    until: date

    def covers(self, condition: str, on: date) -> bool:
        """Return whether a condition need not be met on a day."""
        return condition in self.conditions and on <= self.until
