"""The view of less effort: units that hand over to each other most, brought together as far as hosts allow – no optimum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from workbench.redesign.grouping.problem import Grouping, GroupingProblem, coordination_cost, present
from workbench.shown import Columns, Tabled, in_both

_SEED = 7


@dataclass(frozen=True, kw_only=True, eq=False)
class CommunityView(Tabled):
    """Communities of units by their handovers, the largest first, and the grouping that they suggest.

    Nothing is optimal here and rules are not looked at: it shows where work sticks together, at the cost of no search.
    `modularity` is that of the communities in the network of handovers, at most 1; None without handovers.
    """

    problem: GroupingProblem
    communities: tuple[tuple[str, ...], ...]
    modularity: float | None
    grouping: Grouping

    @property
    def table(self) -> Columns:
        """Return a row a unit: its community, where it is, and where its community would have it."""
        rows = [(number, unit) for number, members in enumerate(self.communities, start=1) for unit in members]
        place = self.problem.number
        now, then = (coordination_cost(self.problem, each) for each in (present(self.problem), self.grouping))
        modularity = "–" if self.modularity is None else f"{self.modularity:.3f}"
        return Columns(
            values={
                "community": np.array([number for number, _ in rows], dtype=np.int64),
                "unit": [unit for _, unit in rows],
                "department": [self.problem.units[place[unit]].department for _, unit in rows],
                "suggested": [self.grouping.departments[place[unit]] for _, unit in rows],
            },
            said=[in_both("communities-no-optimum", {"modularity": modularity, "now": now, "then": then})],
        )


def community_view(problem: GroupingProblem) -> CommunityView:
    """Find communities by Louvain's method, and put every unit into that of its hosts where most of its community is now.

    Source: Blondel, Guillaume, Lambiotte, Lefebvre 2008 (doi 10.1088/1742-5468/2008/10/P10008); modularity: Newman 2006 (doi
    10.1073/pnas.0601602103).
    """
    graph = _handovers(problem)
    found: Sequence[set[int]] = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    communities = sorted((sorted(each) for each in found), key=lambda it: (-len(it), it))
    modularity = nx.community.modularity(graph, found, weight="weight") if graph.number_of_edges() else None
    return CommunityView(
        problem=problem,
        communities=tuple(tuple(problem.units[number].id for number in each) for each in communities),
        modularity=modularity,
        grouping=_suggested(problem, communities),
    )


def _handovers(problem: GroupingProblem) -> nx.Graph:
    ties = sum((each for each in problem.ties.values()), start=np.zeros((len(problem.units), len(problem.units)), dtype=np.int64))
    return nx.from_numpy_array(np.asarray(ties))


def _suggested(problem: GroupingProblem, communities: Sequence[Sequence[int]]) -> Grouping:
    departments = [each.department for each in problem.units]
    for community in communities:
        people = dict.fromkeys(problem.departments, 0)
        for number in community:
            people[problem.units[number].department] += problem.units[number].headcount
        for number in community:
            unit = problem.units[number]
            departments[number] = max(unit.hosts, key=lambda host: (people[host], host == unit.department, host))
    return Grouping(departments=tuple(departments))
