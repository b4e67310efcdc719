"""All measures of one network of posts or departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.centralization import betweenness_centralization, degree_centralization
from workbench.collaboration.ei_index import ei_index
from workbench.collaboration.handovers import HandoverCounts
from workbench.collaboration.hierarchy import TreeLikeness, tree_likeness
from workbench.collaboration.modularity import directed_modularity
from workbench.collaboration.participation import mean_participation
from workbench.measured import Measured
from workbench.shown import Columns, Tabled, in_both, known_numbers


@dataclass(frozen=True, kw_only=True)
class CollaborationMeasures(Tabled):
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

    @property
    def figures(self) -> Mapping[str, Measured]:
        """Return every measure by its name."""
        named = [(each.name, getattr(part, each.name)) for part in (self, self.tree_likeness) for each in fields(part)]
        return {name: value for name, value in named if isinstance(value, Measured)}

    @property
    def table(self) -> Columns:
        """Return every measure, or why it is not known."""
        values = dict(network_table({"": self}).values)
        del values["network"]
        facts = {"units": self.units, "handovers": self.handovers, "kept": self.kept}
        return Columns(values=values, said=(in_both("network-size", facts),))


def network_table(networks: Mapping[str, CollaborationMeasures]) -> Columns:
    """Return the measures of several networks one below the other, by the names of the networks."""
    rows = [(name, measure, value) for name, each in networks.items() for measure, value in each.figures.items()]
    return Columns(
        values={
            "network": [name for name, _, _ in rows],
            "measure": [measure for _, measure, _ in rows],
            "value": known_numbers([each.value for _, _, each in rows], float),
            "reason": ["" if each.reason is None else in_both(each.reason) for _, _, each in rows],
        }
    )


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
