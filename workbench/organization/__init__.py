"""Who answers for what, who works, and when: what the organization says of itself, apart from any process and any log."""

from workbench.organization.calendar_file import Calendars, read_calendars
from workbench.organization.calendars import ALWAYS, WorkingCalendar, clock_of
from workbench.organization.checking import check_organization
from workbench.organization.duty_checks import check_duties
from workbench.organization.model import (
    EXTERNAL,
    RESERVED,
    SYSTEM,
    Authority,
    Coordination,
    Delegation,
    Department,
    Duty,
    DutyPair,
    DutyRule,
    Holding,
    Hosting,
    Organization,
    Post,
    Reach,
    Responsibilities,
    TeamMember,
)
from workbench.organization.reading import read_organization
from workbench.organization.spans import Span, layers_of, spans_of
from workbench.tables import Letter

__all__ = [
    "ALWAYS",
    "EXTERNAL",
    "RESERVED",
    "SYSTEM",
    "Authority",
    "Calendars",
    "Coordination",
    "Delegation",
    "Department",
    "Duty",
    "DutyPair",
    "DutyRule",
    "Holding",
    "Hosting",
    "Letter",
    "Organization",
    "Post",
    "Reach",
    "Responsibilities",
    "Span",
    "TeamMember",
    "WorkingCalendar",
    "check_duties",
    "check_organization",
    "clock_of",
    "layers_of",
    "read_calendars",
    "read_organization",
    "spans_of",
]
