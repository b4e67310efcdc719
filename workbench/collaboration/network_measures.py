"""All measures of one network of posts or departments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.centralization import betweenness_centralization, degree_centralization
from workbench.collaboration.ei_index import ei_index
from workbench.collaboration.handovers import HandoverCounts
from workbench.collaboration.hierarchy import TreeLikeness, tree_likeness
from workbench.collaboration.modularity import directed_modularity
from workbench.collaboration.participation import mean_participation
from workbench.measured import Measured


@dataclass(frozen=True, kw_only=True)
class CollaborationMeasures:
    """How `units` posts or departments work together over `handovers` from one to another; `kept` went to the unit itself.

    None of the measures has a right value: they are read against what the enterprise is after, or against another time.
    """

    units: int
    handovers: int
    kept: int
    ei_index: Measured
    modularity: Measured
    participation: Measured
    degree_centralization: Measured
    betweenness_centralization: Measured
    tree_likeness: TreeLikeness


def collaboration_measures(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> CollaborationMeasures:
    """Measure a network; `group_of` (shape (n,)) has the group of each unit, such as the department of a post, -1 for none."""
    return CollaborationMeasures(
        units=len(handovers.units),
        handovers=handovers.total,
        kept=int(handovers.kept.sum()),
        ei_index=ei_index(handovers, group_of),
        modularity=directed_modularity(handovers, group_of),
        participation=mean_participation(handovers, group_of),
        degree_centralization=degree_centralization(handovers),
        betweenness_centralization=betweenness_centralization(handovers),
        tree_likeness=tree_likeness(handovers.counts > 0),
    )
