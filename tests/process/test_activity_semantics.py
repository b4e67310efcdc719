"""Repetition, ad-hoc and instantiating activities: traces each allows, and traces it does not."""

import pytest

from tests.builders import ProcessBuilder, process
from workbench.process import Automaton, behavior_of
from workbench.process.model import Repetition


def allowed(drawn: ProcessBuilder) -> Automaton:
    return behavior_of(drawn.build()).automaton()


def accepts(automaton: Automaton, *traces: str) -> list[str]:
    return [trace for trace in traces if automaton.accepts(trace)]


@pytest.mark.parametrize("repetition", [Repetition.SEQUENTIAL, Repetition.PARALLEL])
def test_a_multi_instance_task_happens_as_often_as_its_cardinality_says(repetition: Repetition) -> None:
    drawn = process().start().task("a").repeated(repetition, 3).task("b").end()
    assert accepts(allowed(drawn), "b", "ab", "aab", "aaab", "aaaab") == ["aaab"]


def test_a_loop_with_a_maximum_happens_at_most_so_often() -> None:
    drawn = process().start().task("a").repeated(Repetition.LOOP, 3).task("b").end()
    assert accepts(allowed(drawn), "b", "ab", "aab", "aaab", "aaaab") == ["ab", "aab", "aaab"]


def test_a_completion_condition_may_end_the_repetition_early() -> None:
    inner = (
        "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
        "<completionCondition>enough</completionCondition></multiInstanceLoopCharacteristics>"
    )
    assert accepts(allowed(process().start().node("task", "a", inner=inner).end()), "", "a", "aa", "aaa") == ["a", "aa"]


def test_a_repeated_sub_process_runs_as_often_as_its_cardinality_says() -> None:
    drawn = process().start().sub("s").start("is").task("a").task("b").end("ie").leave().repeated(Repetition.SEQUENTIAL, 2).end()
    assert accepts(allowed(drawn), "ab", "abab", "ababab", "aabb") == ["abab"]


def test_a_looped_sub_process_with_a_maximum() -> None:
    drawn = process().start().sub("s").start("is").task("a").end("ie").leave().repeated(Repetition.LOOP, 2).task("b").end()
    assert accepts(allowed(drawn), "b", "ab", "aab", "aaab") == ["ab", "aab"]


def test_more_repetitions_than_are_counted_become_any_number_and_that_is_said() -> None:
    drawn = process().start().task("a").repeated(Repetition.SEQUENTIAL, 1000).end()
    assert accepts(allowed(drawn), "", "a", "aaa") == ["a", "aaa"]
    assert behavior_of(drawn.build()).net.approximated == (("a", "approximation-any-number"),)


def test_a_repeated_task_may_be_interrupted() -> None:
    drawn = process().start().task("a").repeated(Repetition.SEQUENTIAL).end().boundary("late", "a").task("x").end("xe")
    assert accepts(allowed(drawn), "a", "aa", "x", "aax") == ["a", "aa", "x", "aax"]


def ad_hoc() -> ProcessBuilder:
    drawn = process().start().sub("s", tag="adHocSubProcess").task("a").task("b").at(None).task("c").leave()
    return drawn.task("z").end()


def test_in_an_ad_hoc_sub_process_flows_are_followed_and_what_has_begun_is_finished() -> None:
    traces = ("z", "abz", "cz", "acbz", "abcabz", "az", "bz", "aabbz")
    assert accepts(allowed(ad_hoc()), *traces) == ["z", "abz", "cz", "acbz", "abcabz"]
    assert behavior_of(ad_hoc().build()).net.approximated == (("s", "approximation-one-at-a-time"),)


def test_an_ad_hoc_sub_process_with_a_completion_condition_may_end_at_any_moment() -> None:
    inner = "<task id='a'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/><task id='b'/>"
    inner += "<completionCondition>x</completionCondition>"
    drawn = process().start().node("adHocSubProcess", "s", inner=inner).task("z").end()
    assert accepts(allowed(drawn), "z", "az", "abz", "bz") == ["z", "az", "abz"]


def test_a_sequential_ad_hoc_sub_process_begins_nothing_while_something_goes_on() -> None:
    inner = "<task id='a'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/><task id='b'/><task id='c'/>"
    drawn = process().start().node("adHocSubProcess", "s", attributes={"ordering": "Sequential"}, inner=inner).task("z").end()
    assert accepts(allowed(drawn), "abcz", "cabz", "acbz") == ["abcz", "cabz"]


def test_an_ad_hoc_sub_process_may_be_interrupted() -> None:
    drawn = ad_hoc().boundary("late", "s").task("x").end("xe")
    assert accepts(allowed(drawn), "abz", "ax", "x", "abx", "axz") == ["abz", "ax", "x", "abx"]


def test_a_receive_task_may_begin_the_process() -> None:
    drawn = (
        process().node("receiveTask", "a", attributes={"instantiate": "true"}).xor("j").end().at(None).start().task("b").to("j")
    )
    assert accepts(allowed(drawn), "a", "b", "ab") == ["a", "b"]


def repeated(repetition: Repetition, times: int | None) -> ProcessBuilder:
    return process().start().sub("s").start("is").task("a").end("ie").leave().repeated(repetition, times).task("c").end()


@pytest.mark.parametrize("repetition", [Repetition.SEQUENTIAL, Repetition.LOOP])
def test_a_counted_sub_process_may_be_interrupted_at_any_of_its_repetitions(repetition: Repetition) -> None:
    drawn = repeated(repetition, 2).boundary("late", "s").task("x").end("xe")
    assert accepts(allowed(drawn), "aac", "x", "ax", "aax", "aaac", "xc") == ["aac", "x", "ax", "aax"]


def test_a_boundary_event_listens_to_all_repetitions_together() -> None:
    drawn = repeated(Repetition.SEQUENTIAL, 2).boundary("seen", "s", interrupting=False).task("x").end("xe")
    assert accepts(allowed(drawn), "aac", "axac", "aacx", "xaxac", "axaxc") == ["aac", "axac", "aacx"]


def test_what_is_to_happen_no_times_is_left_out() -> None:
    assert accepts(allowed(process().start().task("a").repeated(Repetition.PARALLEL, 0).task("b").end()), "b", "ab") == ["b"]
    assert accepts(allowed(repeated(Repetition.SEQUENTIAL, 0)), "c", "ac") == ["c"]


def test_what_was_done_in_an_ad_hoc_sub_process_can_be_undone() -> None:
    drawn = process().start().sub("s", tag="adHocSubProcess").task("a").leave().undone_by("k")
    assert accepts(allowed(drawn.throw("undo", "compensation").end()), "ak", "k", "a") == ["ak", "k"]


def test_quantities_of_tokens_are_said_to_be_one() -> None:
    drawn = process().start().node("task", "a", attributes={"completionQuantity": "2"}).end()
    assert behavior_of(drawn.build()).net.approximated == (("a", "approximation-one-token"),)
