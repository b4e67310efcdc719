"""Changes as values: a design in, a design out, with the way back."""

from workbench.redesign.changes.automation import AutomateActivity, DeautomateActivity
from workbench.redesign.changes.change import Change, ChangeCosts, Touched, change_costs
from workbench.redesign.changes.chart import (
    CloseDepartment,
    HoldPost,
    JoinTeam,
    LeaveTeam,
    MovePost,
    OpenDepartment,
    ReleasePost,
    SetHeadcount,
    SetSuperior,
)
from workbench.redesign.changes.composing import Changes, Undone
from workbench.redesign.changes.describing import change_text, named_facts
from workbench.redesign.changes.duties import (
    AddDuty,
    AddMechanism,
    RemoveAuthority,
    RemoveDuty,
    RemoveMechanism,
    SetAuthority,
)
from workbench.redesign.changes.flow import (
    InsertActivity,
    MakeParallel,
    MergeActivities,
    MoveActivity,
    RemoveActivity,
)
from workbench.redesign.changes.handing_out import Handout, handout_of
from workbench.redesign.changes.systems import (
    AddIntegration,
    GrantFunction,
    RemoveIntegration,
    RevokeFunction,
    SetMaster,
    SupportActivity,
    UnsupportActivity,
)

__all__ = [
    "AddDuty",
    "AddIntegration",
    "AddMechanism",
    "AutomateActivity",
    "Change",
    "ChangeCosts",
    "Changes",
    "CloseDepartment",
    "DeautomateActivity",
    "GrantFunction",
    "Handout",
    "HoldPost",
    "InsertActivity",
    "JoinTeam",
    "LeaveTeam",
    "MakeParallel",
    "MergeActivities",
    "MoveActivity",
    "MovePost",
    "OpenDepartment",
    "ReleasePost",
    "RemoveActivity",
    "RemoveAuthority",
    "RemoveDuty",
    "RemoveIntegration",
    "RemoveMechanism",
    "RevokeFunction",
    "SetAuthority",
    "SetHeadcount",
    "SetMaster",
    "SetSuperior",
    "SupportActivity",
    "Touched",
    "Undone",
    "UnsupportActivity",
    "change_costs",
    "change_text",
    "handout_of",
    "named_facts",
]
