"""Small networks and small teams, by hand and by chance."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from workbench.collaboration import HandoverCounts, Staffing, handover_counts, staffing_of

MINUTE = 60_000_000


def names(prefix: str, size: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{number}" for number in range(size))


def network(*pairs: str) -> HandoverCounts:
    """A handover a pair of letters: "AB" from A to B."""
    units = tuple(sorted({unit for pair in pairs for unit in pair}))
    codes = np.array([[units.index(unit) for unit in pair] for pair in pairs]).reshape(-1, 2)
    return handover_counts(codes[:, 0], codes[:, 1], units)


def staffing(**done: dict[str, int]) -> Staffing:
    """What each performer did how often, each time for a minute: ann={"sell": 3}."""
    performers, activities = tuple(done), tuple(sorted({activity for did in done.values() for activity in did}))
    events = [
        (activities.index(activity), performers.index(performer))
        for performer, did in done.items()
        for activity, count in did.items()
        for _ in range(count)
    ]
    codes = np.array(events).reshape(-1, 2)
    return staffing_of(codes[:, 0], codes[:, 1], np.full(len(codes), MINUTE), activities, performers)


def links(*arcs: str) -> NDArray[np.bool_]:
    """A digraph from arcs "AB", from superior to subordinate."""
    return np.asarray(network(*arcs).counts > 0)


@st.composite
def matrices(draw: st.DrawFn, most: int = 3, largest: int = 7) -> NDArray[np.int64]:
    size = draw(st.integers(1, largest))
    cells = draw(st.lists(st.integers(-most, most), min_size=size * size, max_size=size * size))
    return np.maximum(np.array(cells, np.int64).reshape(size, size), 0)


@st.composite
def networks(draw: st.DrawFn) -> HandoverCounts:
    counts = draw(matrices())
    kept = counts.diagonal().copy()
    return HandoverCounts(units=names("u", len(counts)), counts=counts - np.diag(kept), kept=kept)


@st.composite
def grouped_networks(draw: st.DrawFn) -> tuple[HandoverCounts, NDArray[np.int64]]:
    handovers = draw(networks())
    size = len(handovers.units)
    return handovers, np.array(draw(st.lists(st.integers(-1, 2), min_size=size, max_size=size)), np.int64)


@st.composite
def teams(draw: st.DrawFn) -> Staffing:
    size, n_activities = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    cells = draw(st.lists(st.integers(-2, 4), min_size=size * n_activities, max_size=size * n_activities))
    counts = np.maximum(np.array(cells, np.int64).reshape(n_activities, size), 0)
    return Staffing(
        activities=names("a", n_activities),
        performers=names("p", size),
        counts=counts,
        timed=np.zeros_like(counts),
        times=np.zeros_like(counts),
        unknown=np.zeros(n_activities, np.int64),
    )
