"""Design and witness linked: every event with its activity, performer, post, system, and what handed over to it."""

from workbench.linkage.authority import Authority
from workbench.linkage.identity import Performer
from workbench.linkage.linking import Witnessed, link
from workbench.linkage.model import Handovers, Linkage, LinkedProcess

__all__ = ["Authority", "Handovers", "Linkage", "LinkedProcess", "Performer", "Witnessed", "link"]
