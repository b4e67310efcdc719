"""Roles from behaviour: performers who do the same kind of work, whatever their posts are called.

Performers are compared by the cosine of what they did (`similar_tasks`), so that only the mix counts and not the amount; they are
clustered by average linkage. Source: Song, van der Aalst 2008, Towards Comprehensive Support for Organizational Mining, Decision
Support Systems 46(1), 300-317, doi 10.1016/j.dss.2008.07.002 (metrics based on joint activities, agglomerative clustering).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.agglomeration import DECIMALS, Merge, average_linkage, cut
from workbench.collaboration.silhouette import silhouette, silhouettes_of_cuts
from workbench.collaboration.staffing import Staffing
from workbench.eventlog.log import MISSING
from workbench.measured import Measured
from workbench.shown import Columns, Tabled


@dataclass(frozen=True, kw_only=True, eq=False)
class Roles(Tabled):
    """`role` (int64, shape (performers,)) numbers the role of each performer from 0; -1 for one who did nothing.

    `height` is the cosine distance, in [0, 1], up to which performers were put together, `silhouette` how clear the roles are.
    The numbers follow what is done, not the order of the performers.
    """

    performers: tuple[str, ...]
    role: NDArray[np.int64]
    height: float
    silhouette: Measured

    @property
    def table(self) -> Columns:
        """Return a row a performer who did anything, by role."""
        order = [each for each in np.argsort(self.role, kind="stable") if self.role[each] != MISSING]
        return Columns(values={"role": self.role[order], "performer": [self.performers[each] for each in order]})

    def __len__(self) -> int:
        return int(self.role.max(initial=MISSING)) + 1

    def members(self, role: int) -> frozenset[str]:
        """Return who has a role."""
        return frozenset(self.performers[each] for each in np.flatnonzero(self.role == role))


def roles_within(staffing: Staffing, distance: float) -> Roles:
    """Put performers into one role up to a cosine distance, in [0, 1], between clusters: 0 for the same mix of work only."""
    mixes = _mixes_of(staffing)
    return _roles_at(staffing, mixes, average_linkage(mixes.distances, mixes.weights), distance)


def clearest_roles(staffing: Staffing) -> Roles:
    """Put performers into roles at the distance that makes them clearest: the greatest silhouette, of equal ones the farthest.

    Who do the same mix of work always have one role. At least two roles are found wherever two mixes are.
    """
    mixes = _mixes_of(staffing)
    merges = average_linkage(mixes.distances, mixes.weights)
    cuts = silhouettes_of_cuts(mixes.distances, mixes.weights, merges)
    _, height = max((-math.inf if clear.value is None else round(clear.value, DECIMALS), height) for height, clear in cuts)
    return _roles_at(staffing, mixes, merges, height)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Mixes:
    """The different mixes of work: `mix_of` (shape (performers,), -1 for none), how many performers have each, distances."""

    mix_of: NDArray[np.int64]
    weights: NDArray[np.int64]
    distances: NDArray[np.float64]


def _mixes_of(staffing: Staffing) -> _Mixes:
    """Return the mixes in an order of their own: neither that of performers nor that of activities decides between equal ones."""
    by_name = sorted(range(len(staffing.activities)), key=lambda each: staffing.activities[each])
    active = staffing.counts.sum(axis=0) > 0
    profiles = staffing.counts[by_name][:, active].T
    reduced = profiles // np.gcd.reduce(profiles, axis=1, keepdims=True)
    mixes, mix, weights = np.unique(reduced, axis=0, return_inverse=True, return_counts=True)
    mix_of = np.full(len(active), MISSING, np.int64)
    mix_of[active] = mix.ravel()
    lengths = np.sqrt((mixes.astype(np.float64) ** 2).sum(axis=1))
    units = mixes / lengths[:, None]
    distances = (1 - units @ units.T).round(DECIMALS).clip(0, 1)
    np.fill_diagonal(distances, 0)
    return _Mixes(mix_of=mix_of, weights=weights.astype(np.int64), distances=distances)


def _roles_at(staffing: Staffing, mixes: _Mixes, merges: tuple[Merge, ...], height: float) -> Roles:
    if not len(mixes.weights):
        return Roles(
            performers=staffing.performers,
            role=mixes.mix_of,
            height=height,
            silhouette=Measured(value=None, reason="MEASURE_NO_PERFORMER"),
        )
    cluster = cut(merges, height)
    _, code = np.unique(cluster, return_inverse=True)
    return Roles(
        performers=staffing.performers,
        role=np.where(mixes.mix_of == MISSING, MISSING, code[mixes.mix_of]),
        height=height,
        silhouette=silhouette(mixes.distances, mixes.weights, cluster),
    )
