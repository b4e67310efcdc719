"""Readings of small enterprises, in a few words."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Reading, Scope, Standing

Reader = Callable[[Evidence, Scope], Reading]


def scope_of(*processes: str) -> Scope:
    """Return one process by its id, or several as the enterprise."""
    return Scope(id=processes[0] if len(processes) == 1 else ENTERPRISE, processes=processes)


def said(read: Reader, evidence: Evidence, *processes: str) -> object:
    """Return what an indicator says: its value; what is partial with what is covered; why it is unknown; or that it is n/a."""
    scope = scope_of(*processes or ("p",))
    reading = read(evidence, scope)
    match reading.standing:
        case Standing.MEASURED:
            return pytest.approx(_drawn(reading, evidence, scope))
        case Standing.PARTIAL:
            return pytest.approx((_drawn(reading, evidence, scope), reading.covered))
        case Standing.UNKNOWN:
            assert reading.reason is not None
            assert (reading.value, reading.n) == (None, 0)
            return reading.reason.code.removeprefix("UNKNOWN_NO_").lower()
    assert (reading.value, reading.n, reading.reason) == (None, 0, None)
    return "n/a"


def untimed(evidence: Evidence) -> Evidence:
    """Return the same of logs that have no times."""
    processes = tuple(replace(each, is_timed=False) for each in evidence.linkage.processes)
    return replace(evidence, linkage=replace(evidence.linkage, processes=processes))


def rows_of(read: Reader, evidence: Evidence, *processes: str) -> dict[tuple[str, ...], tuple[float, float]]:
    """Return part and whole of each row behind a value."""
    return {row.about: (row.part, row.whole) for row in read(evidence, scope_of(*processes or ("p",))).rows}


def _drawn(reading: Reading, evidence: Evidence, scope: Scope) -> float:
    """Return the value, which is also what comes of drawing every case once."""
    assert reading.sample is not None
    assert reading.value is not None
    assert 0 <= reading.value <= 1
    cases = sum(int(process.complete.sum()) for process in scope.linked(evidence))
    assert reading.sample.drawn(np.ones((1, cases))).tolist() == [pytest.approx(reading.value)]
    return reading.value
