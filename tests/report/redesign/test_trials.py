"""What-ifs of a reader: nothing tried changes nothing, and what is tried is edits of the world."""

from tests.report.redesign.small import small
from workbench.redesign.advice import Simulated
from workbench.report.redesign.trials import Trial, trial_edits, trial_panel
from workbench.simulation.edits import Hire, MoreArrivals


def test_nothing_tried_is_nothing() -> None:
    for trial in (Trial(), Trial(post="P"), Trial(more=2)):
        assert trial_edits(small(), trial) == ()


def test_advice_people_and_arrivals_become_edits() -> None:
    trial = Trial(advice=("H4·batched-share·p·b", "unknown"), post="P", more=2, arrivals=1.5)
    assert trial_edits(small(), trial) == (
        *small().advice[0].proposal.edits,
        Hire(post="P", number=2),
        MoreArrivals(process="p", factor=1.5),
    )


def test_a_trial_of_one_advice_tells_what_the_advice_tells() -> None:
    effect = small().bench.effect_of(trial_edits(small(), Trial(advice=("H4·batched-share·p·b",))))
    assert isinstance(effect, Simulated)
    assert small().advice[0].effect == effect
    panel = trial_panel(effect, small().gate)
    assert panel.table is not None
    assert [row[0].en for row in panel.table.rows] == ["p"]
    assert [note.en for note in panel.notes] == ["Days less over all cases: 161"]
    assert panel.facts[0].value.en == "+0.000"
