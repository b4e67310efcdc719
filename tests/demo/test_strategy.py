"""What the demo enterprise is after: its objectives start where section 6 of the domain says, and speak both languages."""

from pathlib import Path

import pytest

from workbench.study import Assessment, assess, open_study
from workbench.study.chaining import intentions_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


def test_objectives_start_from_cycle_times_as_they_are_and_from_three_plans_in_ten_made_in_the_system(demo: Assessment) -> None:
    baselines = {objective: state.baseline for objective, state in intentions_in(demo).states.items()}
    assert baselines["O4"] == 0.3
    durations = [baselines[each] for each in ("O1", "O2", "O3")]
    assert durations == pytest.approx([19.0, 12.8, 30.3], abs=0.6)


def test_everything_that_is_stated_is_stated_in_english_too(demo: Assessment) -> None:
    strategy = demo.study.design.strategy
    english = [
        *(each.statement_en for each in (*strategy.statements, *strategy.advantages)),
        *(each.name_en for each in (*strategy.capabilities, *strategy.kpis)),
    ]
    assert None not in english
    named = [
        process.naming.texts(node.id) for process in demo.study.design.processes for node in process.process.nodes if node.name
    ]
    assert named
    assert [each for each in named if each["en"] == each["zh-CN"]] == []
