"""The enterprises that verification is tried on, each assessed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.files import write
from demo.generate import DEFAULT_SEED, generate
from tests.enterprise.generate import generate as laboratory
from tests.enterprise.writing import write as write_laboratory
from workbench.study import Assessment, assess, open_study


@cache
def demo(*repaired: str) -> Assessment:
    """Assess the demo enterprise without some of its plants."""
    with TemporaryDirectory() as folder:
        write(generate(DEFAULT_SEED, repaired), Path(folder))
        return assess(open_study(folder))


@cache
def second() -> Assessment:
    """Assess the other enterprise of the tests."""
    with TemporaryDirectory() as folder:
        return assess(open_study(write_laboratory(laboratory(2), Path(folder) / "laboratory", "tables")))
