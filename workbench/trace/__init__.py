"""Requirements of the management system, each with the evidence that a workspace holds for it."""

from workbench.trace.catalogue import built_in, read_catalogue, requirements_of
from workbench.trace.holdings import holdings_of
from workbench.trace.model import Requirement, Role, Status, Traced, demanding, trace

__all__ = [
    "Requirement",
    "Role",
    "Status",
    "Traced",
    "built_in",
    "demanding",
    "holdings_of",
    "read_catalogue",
    "requirements_of",
    "trace",
]
