"""On the demo and on the laboratory KPIs say what is said elsewhere: cycle times, and indicators of the same name."""

import numpy as np
import pytest

from tests.fit.indicators.whole_enterprises import Assessed, demo, laboratory
from workbench.fit.indicators.cycle_times import cycle_hours
from workbench.fit.kpis import Level, level_figures
from workbench.organization import ALWAYS
from workbench.strategy import KPI

ENTERPRISES = {"demo": demo, "laboratory": laboratory}
SAME = {"in_system_share": "TP3", "conforming_share": "PX3", "on_time_share": "PX6"}


@pytest.fixture(params=ENTERPRISES, scope="module")
def assessed(request: pytest.FixtureRequest) -> Assessed:
    return ENTERPRISES[request.param]()


@pytest.mark.parametrize(("statistic", "part"), [("p90", 0.9), ("median", 0.5)])
def test_cycle_times_are_those_that_timeliness_rests_on(assessed: Assessed, statistic: str, part: float) -> None:
    asked = KPI(id="K", name="k", measure="cycle_time", statistic=statistic, unit="h")
    told = {each.of: each.value for each in level_figures(asked, Level.PROCESS, assessed.assessment.evidence)}
    assert told
    for process in assessed.assessment.linkage.processes:
        hours = cycle_hours(process, ALWAYS)[process.complete]
        assert told[process.id] == pytest.approx(np.quantile(hours[~np.isnan(hours)], part))


@pytest.mark.parametrize("measure", SAME)
@pytest.mark.parametrize("level", [Level.ENTERPRISE, Level.PROCESS])
def test_a_measure_says_what_the_indicator_says(assessed: Assessed, measure: str, level: Level) -> None:
    def told(name: str) -> list[tuple[str, float | None, int]]:
        found = level_figures(KPI(id="K", name="k", measure=name), level, assessed.assessment.evidence)
        return [(each.of, None if each.value is None else round(each.value, 12), each.n) for each in found]

    found = told(measure)
    assert found == told(SAME[measure])
    assert any(value is not None and 0 < value < 1 for _, value, _ in found)
