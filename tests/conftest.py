"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("workbench", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("workbench")


@pytest.fixture(scope="session", autouse=True)
def _fixed_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give every test, and every process that it starts, the same key, so that pseudonyms are the same in every run."""
    key = tmp_path_factory.mktemp("settings") / "pseudonyms.key"
    key.write_text("5e" * 32, encoding="ascii")
    key.chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_KEY_FILE", str(key))
        yield


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
