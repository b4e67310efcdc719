"""The event loop against the closed forms of queueing theory."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.organization.calendars import ALWAYS
from workbench.simulation.work import Activity, Crew, Steps, play

UNIT = 1_000_000
LONG = 10**12


def stations(arrivals: np.ndarray, services: np.ndarray) -> Steps:
    """Return cases that pass stations one after another; `services` has shape (stations, cases)."""
    n_stations, n_cases = services.shape
    numbers = np.arange(n_stations * n_cases).reshape(n_stations, n_cases)
    order = np.stack((numbers[:-1].ravel(), numbers[1:].ravel()), axis=1)
    return Steps(
        activity=np.repeat(np.arange(n_stations), n_cases),
        case=np.tile(np.arange(n_cases), n_stations),
        work=np.round(services.ravel() * UNIT).astype(np.int64),
        delay=np.zeros(services.size, dtype=np.int64),
        earliest=np.tile(np.round(arrivals * UNIT).astype(np.int64), n_stations),
        draw=np.random.default_rng(1).random(services.size),
        order=order.astype(np.int64),
    )


def waits(servers: int, draw: np.random.Generator, n: int, service: np.ndarray, rate: float) -> float:
    steps = stations(np.cumsum(draw.exponential(1 / rate, n)), service[None, :])
    crew = Crew(activities=(Activity(name="a", able=tuple(range(servers))),), persons=(0,) * servers, calendars=(ALWAYS,))
    played = play(steps, crew, LONG)
    assert played.is_done.all()
    return float((played.begin - played.ready)[n // 10 :].mean() / UNIT)


def interval(figures: list[float]) -> tuple[float, float]:
    mean, spread = float(np.mean(figures)), float(np.std(figures, ddof=1)) / len(figures) ** 0.5
    return mean - 2.8 * spread, mean + 2.8 * spread


def erlang_c(servers: int, load: float) -> float:
    terms = [load**k / np.prod(np.arange(1, k + 1)) for k in range(servers)]
    last = load**servers / np.prod(np.arange(1, servers + 1)) * servers / (servers - load)
    return float(last / (sum(terms) + last))


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (3, 2.4), (6, 5.1)])
def test_the_wait_of_m_m_c_is_that_of_erlang(servers: int, load: float) -> None:
    found = []
    for seed in range(30):
        draw = np.random.default_rng(seed)
        found.append(waits(servers, draw, 20_000, draw.exponential(1, 20_000), load))
    low, high = interval(found)
    assert low <= erlang_c(servers, load) / (servers - load) <= high


def test_the_wait_of_m_g_1_is_that_of_pollaczek_and_khinchine() -> None:
    found = []
    for seed in range(30):
        draw = np.random.default_rng(100 + seed)
        found.append(waits(1, draw, 20_000, draw.uniform(0.2, 1.8, 20_000), 0.8))
    low, high = interval(found)
    second_moment = (1.8**3 - 0.2**3) / (3 * 1.6)
    assert low <= 0.8 * second_moment / (2 * (1 - 0.8)) <= high


def test_a_tandem_of_m_m_1_takes_the_sum_of_both() -> None:
    found = []
    for seed in range(30):
        draw = np.random.default_rng(200 + seed)
        n = 20_000
        steps = stations(np.cumsum(draw.exponential(1 / 0.6, n)), np.stack((draw.exponential(1, n), draw.exponential(0.8, n))))
        crew = Crew(
            activities=(Activity(name="a", able=(0,)), Activity(name="b", able=(1,))), persons=(0, 0), calendars=(ALWAYS,)
        )
        played = play(steps, crew, LONG)
        found.append(float((played.end[n:] - steps.earliest[:n])[n // 10 :].mean() / UNIT))
    low, high = interval(found)
    assert low <= 1 / (1 - 0.6) + 1 / (1 / 0.8 - 0.6) <= high
