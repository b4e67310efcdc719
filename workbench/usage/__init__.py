"""How technology and data are used: where work is done, what machines do of it, which data crosses which gap, who may do what."""

from workbench.usage.access import Access, AccessRow, Grant, access_of
from workbench.usage.accounts import AccountUse, IdentifiedRow, SharedUse, done_by_people, identified_of, shared_uses_of
from workbench.usage.automation import Automation, AutomationRow, automation_of
from workbench.usage.capture import CaptureDelays, CaptureRow, capture_of, delays_of
from workbench.usage.data_flow import (
    DataFlow,
    DataLife,
    FlowEdge,
    FlowState,
    Gap,
    data_flow_of,
    data_lives_of,
    gaps_of,
    uses_data,
    writes_data,
)
from workbench.usage.function_users import FunctionUser, FunctionUsers, function_users_of
from workbench.usage.functions import (
    FunctionRow,
    FunctionUse,
    functions_of,
    has_application,
    is_unsupported,
    says_what_supports,
    says_where_supported,
)
from workbench.usage.passages import Passage, PassageRow, Passages, Step, Way, commonest_way, passage_between, passages_of
from workbench.usage.places import Placement, PlaceRow, Places, placements_of, places_of
from workbench.usage.switches import CaseSwitches, Switches, SwitchRow, switches_in, switches_of
from workbench.usage.transitions import Transitions, transitions_of

__all__ = [
    "Access",
    "AccessRow",
    "AccountUse",
    "Automation",
    "AutomationRow",
    "CaptureDelays",
    "CaptureRow",
    "CaseSwitches",
    "DataFlow",
    "DataLife",
    "FlowEdge",
    "FlowState",
    "FunctionRow",
    "FunctionUse",
    "FunctionUser",
    "FunctionUsers",
    "Gap",
    "Grant",
    "IdentifiedRow",
    "Passage",
    "PassageRow",
    "Passages",
    "PlaceRow",
    "Placement",
    "Places",
    "SharedUse",
    "Step",
    "SwitchRow",
    "Switches",
    "Transitions",
    "Way",
    "access_of",
    "automation_of",
    "capture_of",
    "commonest_way",
    "data_flow_of",
    "data_lives_of",
    "delays_of",
    "done_by_people",
    "function_users_of",
    "functions_of",
    "gaps_of",
    "has_application",
    "identified_of",
    "is_unsupported",
    "passage_between",
    "passages_of",
    "placements_of",
    "places_of",
    "says_what_supports",
    "says_where_supported",
    "shared_uses_of",
    "switches_in",
    "switches_of",
    "transitions_of",
    "uses_data",
    "writes_data",
]
