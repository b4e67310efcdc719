"""What organization and technology look like: each look a drawing with its table, or why there is nothing to see."""

from workbench.report.looks.access import access_panels, accounts_panel
from workbench.report.looks.chart import chart_panel
from workbench.report.looks.data import data_objects_panel, data_use_panel
from workbench.report.looks.duties import duties_kept, duties_panel
from workbench.report.looks.handing import department_handovers, department_network, post_handovers, post_network
from workbench.report.looks.load import load_panels
from workbench.report.looks.panel import FindingLink, Panel, links_to
from workbench.report.looks.roles import roles_panel
from workbench.report.looks.support import automation_panel, passages_panel, placement_panel, systems_panel, way_panel

__all__ = [
    "FindingLink",
    "Panel",
    "access_panels",
    "accounts_panel",
    "automation_panel",
    "chart_panel",
    "data_objects_panel",
    "data_use_panel",
    "department_handovers",
    "department_network",
    "duties_kept",
    "duties_panel",
    "links_to",
    "load_panels",
    "passages_panel",
    "placement_panel",
    "post_handovers",
    "post_network",
    "roles_panel",
    "systems_panel",
    "way_panel",
]
