"""The witness: event logs as columns, from whatever file they come in."""

from workbench.eventlog.limits import Limits
from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog, Source, Variants
from workbench.eventlog.mapping import LogMapping, looks_like_log_table
from workbench.eventlog.mapping_file import read_mapping
from workbench.eventlog.reading import read_log
from workbench.eventlog.renaming import with_activities
from workbench.eventlog.store import open_store, write_store
from workbench.eventlog.variants import variants_of

__all__ = [
    "MISSING",
    "NO_TIME",
    "Column",
    "EventLog",
    "Limits",
    "LogMapping",
    "Source",
    "Variants",
    "looks_like_log_table",
    "open_store",
    "read_log",
    "read_mapping",
    "variants_of",
    "with_activities",
    "write_store",
]
