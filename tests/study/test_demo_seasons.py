"""The later seasons of the demo assessed in full: what is repaired is gone, what drifts is found, what is rare is not claimed."""

from dataclasses import replace
from pathlib import Path

import pytest

from demo.drift import KINDS, NEW_LABEL, drift_of
from demo.generate import DEFAULT_SEED, Demo, generate
from demo.seasons import SECOND, THIRD
from tests.study.told import told

REPAIRED = frozenset({"M01", "M03", "M05", "M08", "M11", "M15", "M15b", "M23", "M28"})


@pytest.mark.parametrize(
    "demo",
    [
        pytest.param(generate(DEFAULT_SEED, REPAIRED, SECOND), id="adjusted"),
        pytest.param(generate(1, (), replace(SECOND, share=0.2)), id="small"),
        pytest.param(generate(DEFAULT_SEED, REPAIRED - {"M28"}, THIRD, drift_of(KINDS)), id="drifting"),
    ],
)
def test_exactly_what_acts_comes_out_with_its_counts_and_cases(tmp_path: Path, demo: Demo) -> None:
    run = told(demo, tmp_path)
    assert run.findings == set(demo.truth.values())
    assert run.below == {(p.code, p.scope, p.object, p.exposed, p.count) for p in demo.below.values()}


def test_a_drift_brings_a_repaired_plant_back() -> None:
    assert {"M01", NEW_LABEL} <= generate(DEFAULT_SEED, REPAIRED, THIRD, drift_of(KINDS)).truth.keys()
