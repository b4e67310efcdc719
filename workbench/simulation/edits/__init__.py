"""What-ifs: edits of a world, each a value that is applied to it."""

from workbench.simulation.edits.arranging import Insert, Merge, MoveBefore, SideBySide
from workbench.simulation.edits.edit import Edit, apply_all
from workbench.simulation.edits.removing import FewerRounds, LeaveOut, Thin
from workbench.simulation.edits.supply import Hire, MoreArrivals, WorkingHours
from workbench.simulation.edits.tasks import (
    Automated,
    Bound,
    Delayed,
    Gated,
    PerformedBy,
    Pooled,
    Prioritized,
    Separated,
    Ungate,
    Worked,
)

__all__ = [
    "Automated",
    "Bound",
    "Delayed",
    "Edit",
    "FewerRounds",
    "Gated",
    "Hire",
    "Insert",
    "LeaveOut",
    "Merge",
    "MoreArrivals",
    "MoveBefore",
    "PerformedBy",
    "Pooled",
    "Prioritized",
    "Separated",
    "SideBySide",
    "Thin",
    "Ungate",
    "Worked",
    "WorkingHours",
    "apply_all",
]
