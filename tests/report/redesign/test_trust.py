"""How true the simulation is: log beside simulation, and everything that was assumed or not looked for."""

from dataclasses import replace

from tests.report.redesign.small import small
from workbench.findings import Finding, Severity
from workbench.report.redesign.trust import trust_panels
from workbench.simulation.gate import Compared, Gate
from workbench.study.recommending import Recommendation


def test_log_and_simulation_stand_beside_each_other() -> None:
    calibration, posts, _ = trust_panels(small())
    (gate,) = small().gate.processes
    assert calibration.table is not None
    assert gate.median is not None
    ((process, verdict, cases, logged, simulated, *_),) = calibration.table.rows
    assert (process.en, verdict.en, cases.en, logged.en) == ("p", "passed", "40", f"{gate.median.logged:.2f}")
    assert simulated.en.startswith(f"{gate.median.simulated:.2f}")
    assert posts.table is not None
    assert {row[0].en for row in posts.table.rows} == {"Clerk"}


def test_how_busy_a_post_of_one_person_is_is_not_told() -> None:
    _, posts, limits = trust_panels(off("P", "Q"))
    assert posts.table is not None
    assert posts.table.more is not None
    assert posts.table.more.en.startswith("1 ")
    assert limits.table is not None
    clerk, cashier = (row[2].en for row in limits.table.rows if row[1].en == "indicative")
    assert ("0.10" in clerk, "0.30" in clerk) == (True, True)
    assert "Cashier" in cashier
    assert ("0.10" in cashier, "0.30" in cashier) == (False, False)


def test_somebody_who_holds_no_post_is_neither_told_nor_named() -> None:
    told = off("P", "x")
    _, posts, limits = trust_panels(told)
    assert posts.table is not None
    assert [row[0].en for row in posts.table.rows] == ["Clerk"]
    assert limits.table is not None
    *_, somebody = (row[2].en for row in limits.table.rows if row[1].en == "indicative")
    assert told.assessment.study.names.called("x") in somebody
    assert "0.30" not in somebody


def off(*posts: str) -> Recommendation:
    """Return the small recommendation with each of some posts said to be off."""
    recommendation = small()
    facts = {"process": "p", "logged": "0.10", "simulated": "0.30", "threshold": "0.05"}
    reasons = tuple(
        Finding(
            code="SIM_UTILISATION_OFF",
            severity=Severity.MINOR,
            scope="p",
            facts={**facts, "post": recommendation.calibrated.naming.post(post)},
        )
        for post in posts
    )
    compared = {post: Compared(logged=0.10, simulated=0.30) for post in posts}
    (gate,) = recommendation.gate.processes
    return replace(recommendation, gate=Gate(processes=(replace(gate, utilisation=compared, reasons=reasons),)))


def test_what_could_not_be_looked_for_is_said_each_with_what_to_do() -> None:
    *_, limits = trust_panels(small())
    assert limits.table is not None
    said = [row[2].en for row in limits.table.rows]
    assert len(said) == len(small().unknown) + len(small().calibrated.assumed) + len(small().calibrated.unknown)
    assert any("crud.csv" in each for each in said)
