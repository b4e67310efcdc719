"""The demo enterprise assessed: every planted deviation of flow with exactly its cases, and nothing else."""

from pathlib import Path

import pytest

from demo.files import write
from demo.generate import DEFAULT_SEED, generate
from workbench.findings import Finding
from workbench.study import assess, open_study

FLOW = ("M01", "M02", "M03", "M04", "M05", "M16", "M29")


def is_of_flow(finding: Finding) -> bool:
    return finding.code in {"PO-APPR", "PF-BATCH"} or finding.code.startswith("CF-")


@pytest.mark.parametrize("seed", [DEFAULT_SEED, 1, 2, 3, 5])
def test_exactly_the_planted_deviations_come_out(tmp_path: Path, seed: int) -> None:
    demo = generate(seed)
    write(demo, tmp_path)
    assessment = assess(open_study(tmp_path))
    found = {(f.code, f.scope, f.object): (f.exposed, f.count, f.cases) for f in assessment.findings if is_of_flow(f)}
    planted = {(p.code, p.scope, p.object): (p.exposed, p.count, p.cases) for p in map(demo.truth.get, FLOW) if p}
    assert found == planted
    otd = assessment.conformance["OTD"]
    assert round(otd.raw_measures.fitness or 0, 3) == 0.957
    assert round(otd.measures.fitness or 0, 3) == 0.990
    assert otd.raw_measures.conforming_share == 0
    assert otd.measures.conforming_share == pytest.approx(0.8133, abs=5e-5)
    assert otd.measures.cases == 300
    assert otd.log.n_cases - otd.measures.cases == 6
    assert (otd.measures.precision or 0) < 1
    assert round(assessment.conformance["ECM"].measures.precision or 0, 3) == 1
    assert round(assessment.conformance["P2P"].measures.precision or 0, 3) == 1
    assert round(assessment.conformance["ECM"].measures.conforming_share or 0, 2) == 0.15
    assert round(assessment.conformance["P2P"].measures.conforming_share or 0, 2) == 0.62


def test_what_is_too_rare_is_listed_apart(tmp_path: Path) -> None:
    write(generate(), tmp_path)
    assessment = assess(open_study(tmp_path))
    assert [(f.code, f.object, f.count) for f in assessment.below_threshold] == [("CF-SKIP", ("P2P-02",), 2)]


@pytest.mark.parametrize("plant", FLOW)
def test_a_repaired_plant_is_the_only_finding_that_disappears(tmp_path: Path, plant: str) -> None:
    write(generate(DEFAULT_SEED, {plant}), tmp_path)
    found = {(f.code, f.object) for f in assess(open_study(tmp_path)).findings if is_of_flow(f)}
    truth = generate().truth
    assert found == {(truth[name].code, truth[name].object) for name in FLOW if name != plant}


def test_a_broken_order_bears_the_severity_of_its_declared_rule(tmp_path: Path) -> None:
    write(generate(), tmp_path)
    finding = next(f for f in assess(open_study(tmp_path)).findings if f.code == "CF-ORDER")
    assert finding.severity.value == "critical"
