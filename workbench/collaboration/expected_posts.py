"""Who is to do what against who did: the letters of each post for each activity beside its executions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.linkage import Linkage, LinkedProcess
from workbench.organization import Letter
from workbench.shown import Tabular, Values


@dataclass(frozen=True, kw_only=True)
class PostOfActivity:
    """One post of one activity: its `letters` (R, A, S, C, I), none where it has no duty, and how often it did it."""

    process: str
    activity: str
    post: str
    letters: tuple[Letter, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class ExpectedPosts(Tabular):
    """Every post that has a letter for an activity or did it, by process, activity and post."""

    rows: tuple[PostOfActivity, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return process, activity, post, letters and count."""
        shown = self.rows[rows]
        return {
            "process": [each.process for each in shown],
            "activity": [each.activity for each in shown],
            "post": [each.post for each in shown],
            "letters": [" ".join(each.letters) for each in shown],
            "count": np.array([each.count for each in shown], dtype=np.int64),
        }


def expected_posts_of(linkage: Linkage) -> ExpectedPosts:
    """Hold the letters of each activity against the posts under which persons did it in complete cases."""
    return ExpectedPosts(rows=tuple(row for process in linkage.processes for row in _rows(linkage, process)))


def _rows(linkage: Linkage, process: LinkedProcess) -> list[PostOfActivity]:
    found = []
    for code, activity in enumerate(process.activities):
        done = process.post[process.of(code)]
        counts = dict(zip(linkage.posts, np.bincount(done[done >= 0], minlength=len(linkage.posts)).tolist(), strict=True))
        for post in sorted(activity.posts(*Letter) | {name for name, count in counts.items() if count}):
            letters = tuple(letter for letter in Letter if post in activity.posts(letter))
            found.append(
                PostOfActivity(process=process.id, activity=activity.id, post=post, letters=letters, count=counts.get(post, 0))
            )
    return found
