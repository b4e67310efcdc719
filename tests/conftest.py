"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("workbench", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("workbench")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public test data beside the checkout; tests that need it skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is absent: real logs, models and pairs are not here")
    return folder


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """The public logs of the test data."""
    return shared / "data"
