"""How true the simulation is: log beside simulation, and everything that was assumed or not looked for."""

from tests.report.redesign.small import small
from workbench.report.redesign.trust import trust_panels


def test_log_and_simulation_stand_beside_each_other() -> None:
    calibration, posts, _ = trust_panels(small())
    (gate,) = small().gate.processes
    assert calibration.table is not None
    assert gate.median is not None
    ((process, verdict, cases, logged, simulated, *_),) = calibration.table.rows
    assert (process.en, verdict.en, cases.en, logged.en) == ("p", "passed", "40", f"{gate.median.logged:.2f}")
    assert simulated.en.startswith(f"{gate.median.simulated:.2f}")
    assert posts.table is not None
    assert {row[0].en for row in posts.table.rows} == {"Clerk", "Cashier"}


def test_what_could_not_be_looked_for_is_said_each_with_what_to_do() -> None:
    *_, limits = trust_panels(small())
    assert limits.table is not None
    said = [row[2].en for row in limits.table.rows]
    assert len(said) == len(small().unknown) + len(small().calibrated.assumed) + len(small().calibrated.unknown)
    assert any("crud.csv" in each for each in said)
