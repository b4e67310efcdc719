"""Which posts use which functions: what the logs say beside what is granted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.linkage import Linkage
from workbench.shown import Listing


@dataclass(frozen=True, kw_only=True)
class FunctionUser:
    """How often people used a function in a post, and how many these were."""

    post: str
    function: str
    count: int
    persons: int


@dataclass(frozen=True, kw_only=True, eq=False)
class FunctionUsers(Listing[FunctionUser]):
    """Every post and function that an event of a complete case names together, by post and function."""


def function_users_of(linkage: Linkage) -> FunctionUsers:
    """Count the executions by persons of known posts in functions that the log names, over all processes."""
    found = [np.zeros((0, 3), dtype=np.int32)]
    for process in linkage.processes:
        known = process.is_counted & (process.post >= 0) & (process.function >= 0) & (process.person >= 0)
        found.append(np.stack((process.post[known], process.function[known], process.person[known]), axis=1))
    triples, times = np.unique(np.concatenate(found), axis=0, return_counts=True)
    users: dict[tuple[int, int], list[int]] = {}
    for (post, function, _), count in zip(triples.tolist(), times.tolist(), strict=True):
        users.setdefault((post, function), []).append(count)
    return FunctionUsers(
        rows=tuple(
            FunctionUser(post=linkage.posts[post], function=linkage.functions[function], count=sum(counts), persons=len(counts))
            for (post, function), counts in sorted(
                users.items(), key=lambda it: (linkage.posts[it[0][0]], linkage.functions[it[0][1]])
            )
        )
    )
