"""Object-centric event logs: events that touch several objects, and the ways to look at them one object a case."""

from workbench.eventlog.ocel.case_notions import CaseNotion, case_notions, only_object_type
from workbench.eventlog.ocel.flattening import flattened
from workbench.eventlog.ocel.log import History, ObjectLog, Relations
from workbench.eventlog.ocel.reading import looks_like_ocel, read_ocel

__all__ = [
    "CaseNotion",
    "History",
    "ObjectLog",
    "Relations",
    "case_notions",
    "flattened",
    "looks_like_ocel",
    "only_object_type",
    "read_ocel",
]
