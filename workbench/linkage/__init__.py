"""Design and witness linked: every event with its activity, performer, post, system, and what handed over to it."""

from workbench.linkage.identity import Performer
from workbench.linkage.linking import Witnessed, link
from workbench.linkage.model import Authority, Handovers, Linkage, LinkedProcess

__all__ = ["Authority", "Handovers", "Linkage", "LinkedProcess", "Performer", "Witnessed", "link"]
