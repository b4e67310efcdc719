"""Who did which activity how often, and how long it took: what a log knows of skills and of work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

from workbench.collaboration.workload import busy_times
from workbench.eventlog import NO_TIME
from workbench.linkage import Linkage

_ENOUGH = 5
"""Timed executions from which on a post has a mean of its own."""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What the holders of one post did of one activity: how often, and the working time (µs) of each execution that is timed."""

    times: int
    took: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Doings:
    """What people did, by activity and post; all executions of each activity by people, known or not."""

    by_post: Mapping[tuple[str, str], Doing]
    executions: Mapping[str, int]

    def times(self, activity: str, post: str) -> int:
        """Return how often a post did an activity."""
        found = self.by_post.get((activity, post))
        return 0 if found is None else found.times

    def skilled(self, activity: str, responsible: frozenset[str], seen: int, slower: float) -> frozenset[str]:
        """Return the posts that did an activity so often, and took no more than so many times as long as those responsible."""
        usual = self._took(activity, responsible)
        doers = {post for (name, post), each in self.by_post.items() if name == activity and each.times >= seen and each.took}
        return frozenset(post for post in doers if usual and median(self.by_post[activity, post].took) <= slower * median(usual))

    def work(self, activity: str, post: str) -> float:
        """Return the working time (µs) of all executions of an activity if a post does them: at its own mean, else at all's."""
        own = self.by_post[activity, post].took if (activity, post) in self.by_post else ()
        took = own if len(own) >= _ENOUGH else self._took(activity, {name for _, name in self.by_post})
        return self.executions.get(activity, 0) * sum(took) / len(took) if took else 0.0

    def busy(self, post: str, activities: Collection[str]) -> int:
        """Return the working time (µs) that a post spent on some activities."""
        return sum(sum(each.took) for (name, who), each in self.by_post.items() if who == post and name in activities)

    def _took(self, activity: str, posts: Collection[str]) -> list[int]:
        return [took for post in sorted(posts) if (activity, post) in self.by_post for took in self.by_post[activity, post].took]


def doings_of(linkage: Linkage) -> Doings:
    """Collect what people did in all cases, each under the post that he held then."""
    by_post: dict[tuple[str, str], Doing] = {}
    executions: dict[str, int] = {}
    for process in linkage.processes:
        busy = busy_times(linkage, process)
        human = process.is_human() & (process.activity >= 0)
        for number, activity in enumerate(process.activities):
            rows = np.flatnonzero(human & (process.activity == number))
            executions[activity.id] = executions.get(activity.id, 0) + len(rows)
            for post in np.unique(process.own_post[rows]).tolist():
                mine = rows[process.own_post[rows] == post]
                timed = mine[process.start[mine] != NO_TIME]
                if post >= 0:
                    by_post[activity.id, linkage.posts[post]] = Doing(times=len(mine), took=tuple(busy[timed].tolist()))
    return Doings(by_post=by_post, executions=executions)
