"""How an enterprise works together, over all processes that left events: one view of a linkage, each part when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.expected_posts import ExpectedPosts, expected_posts_of
from workbench.collaboration.handover_waits import HandoverWaits, handover_waits_of
from workbench.collaboration.handovers import HandoverCounts, handover_counts
from workbench.collaboration.hierarchy import TreeLikeness, tree_likeness
from workbench.collaboration.network_measures import CollaborationMeasures, collaboration_measures, network_table
from workbench.collaboration.partitions import adjusted_rand_index, variation_of_information
from workbench.collaboration.roles import Roles, clearest_roles
from workbench.collaboration.round_trips import RoundTripTable, round_trips_of
from workbench.collaboration.staffing import Staffing, staffing_of
from workbench.collaboration.working_together import WorkingTogether, working_together
from workbench.collaboration.workload import Workloads, workloads_of
from workbench.eventlog.log import MISSING, NO_TIME
from workbench.linkage import Linkage, LinkedProcess
from workbench.measured import Measured
from workbench.shown import Columns, Tabled

_Codes = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class RoleDistance:
    """How far the roles that persons show are from the posts that they hold (`adjusted_rand_index`, bits of information)."""

    agreement: Measured
    bits: Measured


@dataclass(frozen=True, kw_only=True, eq=False)
class Collaboration(Tabled):
    """How people work together, said of the events of complete cases; the load of posts counts incomplete cases too.

    Each part is made anew when it is asked for. Persons are called as the linkage says: figures of persons are for adding up,
    for roles and for finding who has cases in common, not for ranking anybody.
    """

    linkage: Linkage

    @property
    def table(self) -> Columns:
        """Return every measure of the networks of posts and of departments."""
        return network_table({"posts": self.network_of_posts, "departments": self.network_of_departments})

    @property
    def by_person(self) -> Staffing:
        """Count and time activity × person."""
        return self._staffing([each.person for each in self.linkage.processes], self._people)

    @property
    def by_post(self) -> Staffing:
        """Count and time activity × post under which it was done."""
        return self._staffing([each.post for each in self.linkage.processes], self.linkage.posts)

    @property
    def by_department(self) -> Staffing:
        """Count and time activity × department."""
        return self._staffing([each.department for each in self.linkage.processes], self.linkage.departments)

    @property
    def expected(self) -> ExpectedPosts:
        """Hold the letters of posts against what they did."""
        return expected_posts_of(self.linkage)

    @property
    def between_posts(self) -> HandoverCounts:
        """Count causal handovers from post to post."""
        return self._handovers([each.post for each in self.linkage.processes], self.linkage.posts)

    @property
    def between_departments(self) -> HandoverCounts:
        """Count causal handovers from department to department; what a department keeps is not across."""
        return self._handovers([each.department for each in self.linkage.processes], self.linkage.departments)

    @property
    def waits(self) -> HandoverWaits:
        """Measure the wait of each handover."""
        return handover_waits_of(self.linkage)

    @property
    def round_trips(self) -> RoundTripTable:
        """Collect what goes back and forth between two departments."""
        return round_trips_of(self.linkage)

    @property
    def workloads(self) -> Workloads | None:
        """Measure the load of each post, None where no event has a start."""
        return workloads_of(self.linkage)

    @property
    def together(self) -> WorkingTogether:
        """Count the cases that persons have in common; a case is the same in two processes where it bears one id."""
        ids = sorted({each.cases[case] for each in self.linkage.processes for case in np.unique(each.case).tolist()})
        number = {case: place for place, case in enumerate(ids)}
        of_case = [np.array([number[case] for case in each.cases], dtype=np.int64) for each in self.linkage.processes]
        cases = [codes[each.case[each.is_counted]] for codes, each in zip(of_case, self.linkage.processes, strict=True)]
        persons = [each.person[each.is_counted] for each in self.linkage.processes]
        return working_together(_joined(cases), _joined(persons), self._people)

    @property
    def roles(self) -> Roles:
        """Find roles from what persons do."""
        return clearest_roles(self.by_person)

    @property
    def distance_to_posts(self) -> RoleDistance:
        """Hold the roles that persons show against the first post that each of them holds."""
        number = {post: code for code, post in enumerate(self.linkage.posts)}
        first: dict[str, int] = {}
        for holding in self.linkage.design.organization.holdings or ():
            first.setdefault(holding.person, number.get(holding.post, MISSING))
        declared = np.array([first.get(person, MISSING) for person in self.linkage.persons], dtype=np.int64)
        shown = self.roles.role
        return RoleDistance(agreement=adjusted_rand_index(shown, declared), bits=variation_of_information(shown, declared))

    @property
    def network_of_posts(self) -> CollaborationMeasures:
        """Measure the network of posts, grouped by department."""
        department = {name: code for code, name in enumerate(self.linkage.departments)}
        posts = self.linkage.design.organization.post
        group = [department.get(posts[post].department, MISSING) if post in posts else MISSING for post in self.linkage.posts]
        return collaboration_measures(self.between_posts, np.array(group, dtype=np.int64))

    @property
    def network_of_departments(self) -> CollaborationMeasures:
        """Measure the network of departments, grouped by the department above each; one without is a group of its own."""
        number = {name: code for code, name in enumerate(self.linkage.departments)}
        known = self.linkage.design.organization.department
        above = [(known[name].parent if name in known else None) or name for name in self.linkage.departments]
        return collaboration_measures(
            self.between_departments, np.array([number.get(each, MISSING) for each in above], dtype=np.int64)
        )

    @property
    def chart(self) -> TreeLikeness:
        """Measure how much of a tree the declared lines of report are: each of the four is 1 where nobody has two superiors."""
        posts = self.linkage.design.organization.posts or ()
        number = {post.id: place for place, post in enumerate(posts)}
        links = np.zeros((len(posts), len(posts)), dtype=np.bool_)
        for post in posts:
            if post.reports_to in number:
                links[number[post.reports_to], number[post.id]] = True
        return tree_likeness(links)

    @property
    def _people(self) -> tuple[str, ...]:
        """Return how the persons of the linkage are called."""
        return tuple(map(self.linkage.names.called, self.linkage.persons))

    def _staffing(self, performers: Sequence[_Codes], names: tuple[str, ...]) -> Staffing:
        activities = tuple(sorted({each.id for process in self.linkage.processes for each in process.activities}))
        number = {name: code for code, name in enumerate(activities)}
        processes = self.linkage.processes
        of_activity = [np.array([number[each.id] for each in process.activities], dtype=np.int64) for process in processes]
        rows = [np.flatnonzero(process.is_counted & (process.activity >= 0)) for process in processes]
        return staffing_of(
            _joined([codes[each.activity[mine]] for codes, each, mine in zip(of_activity, processes, rows, strict=True)]),
            _joined([codes[mine] for codes, mine in zip(performers, rows, strict=True)]),
            _joined([_duration(each)[mine] for each, mine in zip(processes, rows, strict=True)]),
            activities,
            names,
        )

    def _handovers(self, units: Sequence[_Codes], names: tuple[str, ...]) -> HandoverCounts:
        givers, takers = [], []
        for process, codes in zip(self.linkage.processes, units, strict=True):
            handovers = process.handovers
            kept = process.is_counted[handovers.after]
            givers.append(codes[handovers.before[kept]])
            takers.append(codes[handovers.after[kept]])
        return handover_counts(_joined(givers), _joined(takers), names)


def collaboration_of(linkage: Linkage) -> Collaboration:
    """Look at how people work together."""
    return Collaboration(linkage=linkage)


def _joined(parts: Sequence[NDArray[np.integer]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, dtype=np.int64), *(part.astype(np.int64) for part in parts)])


def _duration(process: LinkedProcess) -> NDArray[np.int64]:
    """Return how long each event took in elapsed time, µs, NO_TIME where its start is not known."""
    return np.where(process.start == NO_TIME, NO_TIME, process.end - process.start)
