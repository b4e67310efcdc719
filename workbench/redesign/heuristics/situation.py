"""What proposers look at: the evidence, each process as it went, and who can work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.collaboration.workload import Workloads, workloads_of
from workbench.design import DesignedActivity
from workbench.fit.detection import Evidence, Unknown, without
from workbench.redesign.heuristics.course import Course, course_of
from workbench.simulation.world import World


@dataclass(frozen=True, kw_only=True, eq=False)
class Situation:
    """What is designed and what happened, and the world that stands for both where it could be calibrated."""

    evidence: Evidence
    world: World | None = None

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """Return the processes that have a log, as they went."""
        return tuple(course_of(process, self.evidence) for process in self.evidence.linkage.processes)

    @cached_property
    def workloads(self) -> Workloads | None:
        """Return how busy each post is; None where no event has a start."""
        return workloads_of(self.evidence.linkage)

    def utilisation(self, post: str) -> float | None:
        """Return how busy a post is; None where it is not known."""
        loads = self.workloads.posts if self.workloads is not None else ()
        return next((each.utilisation for each in loads if each.post == post), None)

    def workers_of(self, *posts: str) -> tuple[str, ...]:
        """Return the ids of those who hold some posts, second posts included; where there is a world, of those whom it has."""
        holdings = self.evidence.design.organization.holdings or ()
        holders = {each.person for each in holdings if each.post in posts}
        if self.world is None:
            return tuple(sorted(holders))
        return tuple(each.id for each in self.world.workers if each.post in posts or each.id in holders)

    def knows_kinds(self, course: Course) -> bool:
        """Return whether anything says which activities of a process are approvals and controls."""
        return course.designed.has_sidecar or self.evidence.design.organization.authorities is not None

    def activities(self) -> Iterator[tuple[Course, int, DesignedActivity]]:
        """Yield every activity that has a log, with its course and its number there."""
        for course in self.courses:
            for code, activity in enumerate(course.process.activities):
                yield course, code, activity


def without_kinds(situation: Situation, code: str) -> Iterator[Unknown]:
    """Say of each process of which nobody says what its approvals and controls are that a heuristic cannot be judged there."""
    return (without("sidecar", code, scope=each.id) for each in situation.courses if not situation.knows_kinds(each))
