"""The demo enterprise, assessed once for all tests of what should change."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.study import Assessment, assess, open_study


@pytest.fixture(scope="session")
def demo() -> Assessment:
    return assess(open_study(Path(__file__).resolve().parents[2]))
