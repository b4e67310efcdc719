"""A public scenario of Prosimos: its log, and what Prosimos itself says of it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from workbench.simulation.experiment import interval_of

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
PROSIMOS_HOURS = np.array([67.62, 70.66, 70.30, 72.30, 76.03, 72.52, 70.22, 73.84, 70.46, 72.33])
"""Mean hours of a case by Prosimos 2.1.0, a thousand cases a replication (benchmarks/simulation.py)."""

LOGGED_HOURS = 79.33
"""The same in the published log."""


class Loans:
    """The scenario, played a thousand cases a replication."""

    def __init__(self, reader: ModuleType, path: Path) -> None:
        self._reader = reader
        self._model, self._log = path.with_suffix(".bpmn"), path.with_suffix(".csv.gz")
        self.scenario: Any = reader.read_scenario(self._model, path.with_suffix(".json"))

    @property
    def as_logged(self) -> Any:
        """Return the scenario with the branches of its log."""
        return self._reader.as_logged(self.scenario, self._model, self._log)

    def hours(self, scenario: Any) -> np.ndarray:
        """Return the mean hours of a case in each of 20 replications."""
        worlds = (scenario.world(self._reader.START, 1000, turn) for turn in range(20))
        return np.array([self._reader.mean_cycle_time(world, turn) for turn, world in enumerate(worlds)])


@pytest.fixture
def loans(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> Loans:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return Loans(import_module("prosimos_scenario"), shared_data / "pairs" / "loan_application" / "Loan_Application")


def test_a_case_takes_as_long_as_prosimos_says(loans: Loans) -> None:
    here, there = interval_of(loans.hours(loans.scenario)), interval_of(PROSIMOS_HOURS)
    half = ((here.high - here.low) ** 2 + (there.high - there.low) ** 2) ** 0.5 / 2
    assert abs(here.mean - there.mean) <= half


def test_a_case_takes_as_long_as_in_the_log_whose_branches_it_takes(loans: Loans) -> None:
    figures = loans.hours(loans.as_logged)
    here = interval_of(figures)
    reach = (here.high - here.low) / 2 * (len(figures) + 1) ** 0.5
    assert abs(here.mean - LOGGED_HOURS) <= reach
