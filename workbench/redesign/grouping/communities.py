"""Where a search of a large enterprise begins: units that hand over to each other most, as far as hosts and rules allow."""

from __future__ import annotations

import networkx as nx
import numpy as np

from workbench.redesign.grouping.problem import Grouping, GroupingProblem

_SEED = 7


def communities_of(problem: GroupingProblem) -> Grouping:
    """Return every unit in that of its hosts where most of its community is now; rules are not looked at.

    Communities by Louvain's method (Blondel, Guillaume, Lambiotte, Lefebvre 2008, doi 10.1088/1742-5468/2008/10/P10008).
    """
    ties = sum((each for each in problem.ties.values()), start=np.zeros((len(problem.units), len(problem.units)), dtype=np.int64))
    graph = nx.from_numpy_array(np.asarray(ties))
    departments = [each.department for each in problem.units]
    for community in nx.community.louvain_communities(graph, weight="weight", seed=_SEED):
        people = dict.fromkeys(problem.departments, 0)
        for number in community:
            people[problem.units[number].department] += problem.units[number].headcount
        for number in community:
            unit = problem.units[number]
            departments[number] = max(unit.hosts, key=lambda host: (people[host], host == unit.department, host))
    return Grouping(departments=tuple(departments))
