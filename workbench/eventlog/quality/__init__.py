"""The gate before any score: what is doubtful in an event log, and what follows from it."""

from workbench.eventlog.quality.accounting import Accounting
from workbench.eventlog.quality.checking import RULES, quality_of, quality_under, taken_away
from workbench.eventlog.quality.consequences import DOUBTS, NEEDS, Doubt, IndicatorStanding, Need, Standing
from workbench.eventlog.quality.evidence import Circumstances, Evidence, Rule
from workbench.eventlog.quality.pathology import Pathology, Unjudged
from workbench.eventlog.quality.raw_rules import RAW_RULES, RawRule, check_raw
from workbench.eventlog.quality.report import QualityReport
from workbench.eventlog.quality.usability import Usability, usability_of

__all__ = [
    "DOUBTS",
    "NEEDS",
    "RAW_RULES",
    "RULES",
    "Accounting",
    "Circumstances",
    "Doubt",
    "Evidence",
    "IndicatorStanding",
    "Need",
    "Pathology",
    "QualityReport",
    "RawRule",
    "Rule",
    "Standing",
    "Unjudged",
    "Usability",
    "check_raw",
    "quality_of",
    "quality_under",
    "taken_away",
    "usability_of",
]
