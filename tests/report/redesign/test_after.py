"""Before and after: changed processes on one diagram with every difference; what is refused is left out."""

from tests.report.redesign.ideas import proposed, with_advice
from workbench.redesign.changes import MovePost, RemoveActivity
from workbench.report.redesign.after import changed_processes, design_after


def test_a_process_that_changes_is_shown_before_and_after() -> None:
    recommendation = with_advice(proposed(RemoveActivity(process="p", activity="b")))
    (changed,) = changed_processes(recommendation, recommendation.advice)
    assert changed.id == "p"
    assert any("b" in said.en for said in changed.differences)
    assert changed.diagram.marks


def test_where_no_flow_changes_nothing_is_shown() -> None:
    recommendation = with_advice(proposed(MovePost(post="Q", department="D")))
    assert changed_processes(recommendation, recommendation.advice) == ()
    assert changed_processes(recommendation, ()) == ()


def test_what_is_refused_is_left_out_of_the_design_after() -> None:
    recommendation = with_advice(
        proposed(RemoveActivity(process="p", activity="b")), proposed(RemoveActivity(process="p", activity="nowhere"), about="a")
    )
    after = design_after(recommendation.assessment.study.design, recommendation.advice)
    assert [each.id for each in after.activities] == ["a"]
