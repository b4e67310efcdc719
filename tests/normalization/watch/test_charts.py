"""What a control chart shows is what was judged: weeks, limits, and the same verdict."""

from datetime import date
from typing import Final

import numpy as np
import pytest

from tests.normalization.watch.drifting import MONDAY, Way, record_of
from workbench.language import Language
from workbench.normalization.watch import Baseline, Circumstances, Monitor, NewData, Watched, WatchRules, watch
from workbench.normalization.watch.charts import Chart, charts_of
from workbench.normalization.watch.record import WEEK
from workbench.report.drawings.control_figure import draw_control, is_beyond

RULES: Final = WatchRules(draws=199)
NEW: Final = MONDAY + WEEK * 16
TODAY: Final = date(2025, 9, 1)


def seen(*ways: Way) -> tuple[Watched, dict[Monitor, Chart]]:
    dice = np.random.default_rng(3)
    baseline = Baseline(timezone="UTC", processes=(record_of(dice, [Way(cases=60)] * 16),))
    new = NewData(processes=(record_of(dice, ways, NEW),), structure=())
    watched = watch(baseline, new, Circumstances(today=TODAY), RULES)
    return watched, {each.look.monitor: each for each in charts_of(baseline, new, watched)}


def test_each_share_and_cycle_time_that_was_judged_has_a_chart_of_its_weeks() -> None:
    _, charts = seen(*[Way(cases=60)] * 4)
    assert set(charts) == {Monitor.CONFORMANCE, Monitor.RULE, Monitor.CYCLE_TIME}
    shares, times = charts[Monitor.CONFORMANCE].weeks, charts[Monitor.CYCLE_TIME].weeks
    assert [each.week for each in shares if each.is_new] == [NEW + WEEK * number for number in range(4)]
    assert [each.high for each in shares if not each.is_new] == [None] * 16
    assert [each.week for each in times] == [NEW + WEEK * number for number in range(4)]


def test_every_look_tells_in_which_unit_its_figures_are() -> None:
    watched, _ = seen(*[Way(cases=60)] * 4)
    units = {each.monitor: each.unit for each in watched.looks}
    assert units[Monitor.CONFORMANCE] == units[Monitor.RULE] == "share"
    assert units[Monitor.CYCLE_TIME] == "working-h"


@pytest.mark.parametrize(
    ("way", "monitor"), [(Way(cases=60, deviating=0.5), Monitor.CONFORMANCE), (Way(hours=300), Monitor.CYCLE_TIME)]
)
def test_the_weeks_of_a_great_drift_are_beyond_and_no_earlier_one(way: Way, monitor: Monitor) -> None:
    watched, charts = seen(Way(cases=60), Way(cases=60), way, way)
    assert monitor in {each.monitor for each in watched.signals}
    beyond = [each.week for each in charts[monitor].weeks if is_beyond(each)]
    assert beyond == [NEW + WEEK * 2, NEW + WEEK * 3]


def test_weeks_beyond_are_marked_by_more_than_a_colour() -> None:
    _, charts = seen(Way(cases=60), Way(cases=60, deviating=0.5))
    drawn = draw_control(charts[Monitor.CONFORMANCE], {"process": "p"}, Language.EN)
    assert drawn.count("▲") == 1
    assert "beyond its limit" in drawn
