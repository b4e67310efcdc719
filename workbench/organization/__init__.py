"""Who works, and when: what the organization says of itself, apart from any process and any log."""

from workbench.organization.calendar_file import Calendars, read_calendars
from workbench.organization.calendars import ALWAYS, WorkingCalendar
from workbench.organization.group_names import read_group_names

__all__ = ["ALWAYS", "Calendars", "WorkingCalendar", "read_calendars", "read_group_names"]
