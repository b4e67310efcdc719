"""The witness: event logs as columns, from whatever file they come in."""

from workbench.eventlog.engines.runtime import open_runtime
from workbench.eventlog.formats.arrow_table import read_frame
from workbench.eventlog.formats.database import read_database
from workbench.eventlog.formats.xes_structure import check_structure
from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog, Source, Variants
from workbench.eventlog.looks.exploration import Exploration, explore
from workbench.eventlog.looks.variants import variants_of
from workbench.eventlog.mappings.mapping import LogMapping, looks_like_log_table
from workbench.eventlog.mappings.mapping_file import read_mapping
from workbench.eventlog.mappings.proposal import MappingProposal, propose_mapping
from workbench.eventlog.ocel import ObjectLog, case_notions, flattened, read_ocel
from workbench.eventlog.quality import QualityReport, quality_of
from workbench.eventlog.reading import is_object_centric, is_xes, read_log
from workbench.eventlog.renaming import with_activities
from workbench.eventlog.store import open_store, write_store
from workbench.tables.limits import Limits

__all__ = [
    "MISSING",
    "NO_TIME",
    "Column",
    "EventLog",
    "Exploration",
    "Limits",
    "LogMapping",
    "MappingProposal",
    "ObjectLog",
    "QualityReport",
    "Source",
    "Variants",
    "case_notions",
    "check_structure",
    "explore",
    "flattened",
    "is_object_centric",
    "is_xes",
    "looks_like_log_table",
    "open_runtime",
    "open_store",
    "propose_mapping",
    "quality_of",
    "read_database",
    "read_frame",
    "read_log",
    "read_mapping",
    "read_ocel",
    "variants_of",
    "with_activities",
    "write_store",
]
