"""The chain of a workspace, from its strategy, its design, what was found, and what followed from that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.design import Design
from workbench.findings import Finding
from workbench.normalization.chain.designed import designed_links, designed_nodes
from workbench.normalization.chain.found import Followed, finding_gaps, finding_links, finding_nodes
from workbench.normalization.chain.gaps import gaps_of
from workbench.normalization.chain.intended import intended_links, intended_nodes
from workbench.normalization.chain.intentions import Intentions
from workbench.normalization.chain.model import Chain, chain

UNFOLLOWED: Final = Followed()


def chain_from(intentions: Intentions, design: Design, findings: Sequence[Finding], followed: Followed = UNFOLLOWED) -> Chain:
    """Join all of it; a finding that was dealt with and is gone stays above what followed from it.

    A link of `followed` to what is not in the chain is left out.
    """
    strategy, now = intentions.strategy, {each.id for each in findings}
    gone = [each for each in followed.dealt_with if each.id not in now]
    found = (*finding_links(findings, design), *finding_links(gone, design, "showed"))
    return chain(
        (*intended_nodes(strategy), *designed_nodes(design), *finding_nodes((*findings, *gone)), *followed.nodes),
        (*intended_links(strategy, design), *designed_links(design), *found, *followed.links),
        (*gaps_of(intentions, design), *followed.gaps, *finding_gaps(findings, followed)),  # the many last
    )
