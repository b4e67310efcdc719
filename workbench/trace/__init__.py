"""Requirements of the management system, each with the evidence that a workspace holds for it."""

from workbench.trace.catalogue import built_in, read_catalogue, requirements_of
from workbench.trace.checklist import (
    Checklist,
    CheckRow,
    checklist_in,
    checklist_of,
    clause_of,
    department_checklist,
    departments_of,
)
from workbench.trace.holdings import holdings_of
from workbench.trace.kept import Kept
from workbench.trace.model import Requirement, Role, Status, Traced, demanding, trace
from workbench.trace.naming import NextStep, evidence_name, step_to, way_to

__all__ = [
    "CheckRow",
    "Checklist",
    "Kept",
    "NextStep",
    "Requirement",
    "Role",
    "Status",
    "Traced",
    "built_in",
    "checklist_in",
    "checklist_of",
    "clause_of",
    "demanding",
    "department_checklist",
    "departments_of",
    "evidence_name",
    "holdings_of",
    "read_catalogue",
    "requirements_of",
    "step_to",
    "trace",
    "way_to",
]
