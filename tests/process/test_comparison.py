"""Two models compared: what differs is named once, what is drawn otherwise and means the same is not."""

from pathlib import Path

import pytest

from tests.builders import ProcessBuilder, process
from workbench.language import Language
from workbench.process import Comparison, compare, parse_bpmn, read_bpmn
from workbench.process.builder import build_collaboration


def compared(before: ProcessBuilder, after: ProcessBuilder) -> Comparison:
    return compare(before.model(), after.model())


def said(comparison: Comparison) -> list[str]:
    return [difference.text(Language.EN) for difference in comparison.differences]


def codes(comparison: Comparison) -> set[str]:
    return {difference.code for difference in comparison.differences}


def sequence(*names: str) -> ProcessBuilder:
    drawn = process().start()
    for number, name in enumerate(names):
        drawn.task(f"t{number}", name)
    return drawn.end()


def test_a_model_compared_with_itself_does_not_differ() -> None:
    comparison = compared(sequence("A", "B"), sequence("A", "B"))
    assert comparison.differences == ()
    assert comparison.same_behavior is True


def test_other_ids_for_the_same_names_are_no_difference() -> None:
    other = process("q").start().task("x", "A").task("y", "B").end()
    assert compared(sequence("A", "B"), other).differences == ()


def test_an_added_activity_is_named_with_a_trace_that_shows_it() -> None:
    comparison = compared(sequence("A", "B"), process().start().task("t0", "A").task("n", "New").task("t1", "B").end())
    assert "Added: “New” (task)." in said(comparison)
    assert comparison.same_behavior is False
    assert comparison.only_before == ("A", "B")
    assert comparison.only_after == ("A", "New", "B")


def test_a_new_name_under_the_same_id_is_a_renaming() -> None:
    comparison = compared(sequence("A", "B"), sequence("A", "Better"))
    assert said(comparison) == ["“B” is now called “Better”."]
    assert comparison.same_behavior is True


def test_another_kind_of_task_is_named() -> None:
    after = process().start().task("t0", "A", tag="serviceTask").task("t1", "B").end()
    assert said(compared(sequence("A", "B"), after)) == ["“A” was a task and is a service task."]


def choice(kind: str) -> ProcessBuilder:
    drawn = process().start().node(kind, "s").task("a").node(kind, "j").end()
    return drawn.at("s").task("b").to("j")


def test_what_was_exclusive_and_is_parallel_is_named_as_a_relation() -> None:
    comparison = compared(choice("exclusiveGateway"), choice("parallelGateway"))
    assert "The order changed. Before: never both “a” and “b”. Now: “a” and “b” in either order." in said(comparison)
    assert {"DIFF_NOW_REQUIRED", "DIFF_RETYPED"} <= codes(comparison)


def test_a_loop_makes_an_activity_repeatable() -> None:
    after = process().start().xor("j").task("t0", "A").xor("s").end().at("s").to("j")
    assert "“A” may now be done more than once." in said(compared(sequence("A"), after))


def test_a_superfluous_gateway_changes_the_drawing_and_not_the_behaviour() -> None:
    comparison = compared(sequence("A", "B"), process().start().task("t0", "A").xor("g").task("t1", "B").end())
    assert comparison.same_behavior is True
    assert "DIFF_NODE_ADDED" in codes(comparison)


def test_an_activity_that_moved_to_another_lane_is_named() -> None:
    before = process().start().lane("l1", "Sales").task("t0", "A").lane("l2", "Planning").task("t1", "B").end()
    after = process().start().lane("l1", "Sales").task("t0", "A").task("t1", "B").lane("l2", "Planning").end()
    assert said(compared(before, after)) == ["“B” moved from lane “Planning” to lane “Sales”."]


def test_data_that_an_activity_reads_no_more_is_named() -> None:
    before = process().start().task("t0", "A").reads("order").writes("plan").end()
    after = process().start().task("t0", "A").writes("plan").end()
    assert said(compared(before, after)) == ["“A” no longer reads “order”."]


def test_a_changed_condition_is_named() -> None:
    before = process().start().xor("s").to("a", "x > 1").to("b", "x <= 1").at(None).task("a").end().at(None).task("b").end("e2")
    after = process().start().xor("s").to("a", "x > 9").to("b", "x <= 1").at(None).task("a").end().at(None).task("b").end("e2")
    assert codes(compared(before, after)) == {"DIFF_CONDITION"}


def test_messages_and_processes_of_a_collaboration_are_compared() -> None:
    one, two = process("one").start("s1").task("a").end("e1"), process("two").start("s2").task("b").end("e2")
    before = build_collaboration("c").pool("One", one).pool("Two", two).model()
    after = build_collaboration("c").pool("One", one).pool("Two", two).message("a", "b").model()
    assert codes(compare(before, after)) == {"DIFF_MESSAGE_ADDED"}
    alone = compare(before, one.model())
    assert codes(alone) == {"DIFF_PROCESS_REMOVED", "DIFF_POOL_REMOVED"}
    assert alone.same_behavior is False


EDITS = {
    "a lane's name": ("DIFF_LANE_RENAMED", process().lane("l", "A").start().end(), process().lane("l", "B").start().end()),
    "a call": ("DIFF_CALLED", process().start().call("c", "one").end(), process().start().call("c", "other").end()),
    "a gateway's kind": ("DIFF_RETYPED", process().start().xor("g").task("a").end(), process().start().both("g").task("a").end()),
    "what a boundary event does": (
        "DIFF_INTERRUPTS_NOT",
        process().start().task("a").end().boundary("b", "a").end("e"),
        process().start().task("a").end().boundary("b", "a", interrupting=False).end("e"),
    ),
    "where a boundary event hangs": (
        "DIFF_HOST",
        process().start().task("a").task("b").end().boundary("t", "a").end("e"),
        process().start().task("a").task("b").end().boundary("t", "b").end("e"),
    ),
    "a flow's label": (
        "DIFF_FLOW_RENAMED",
        process().start().xor("g").to("a", name="yes").at(None).task("a").end(),
        process().start().xor("g").to("a", name="approved").at(None).task("a").end(),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_named_for_what_it_is(edit: str) -> None:
    code, before, after = EDITS[edit]
    assert code in codes(compared(before, after))


def test_a_moved_default_and_a_renamed_pool_are_named() -> None:
    drawn = process().start().xor("g").task("a").end().at("g").to("end").xml()
    one, other = (parse_bpmn(drawn.replace(b'id="g"', b'id="g" default="%s"' % flow)) for flow in (b"g-a-2", b"g-end-4"))
    assert codes(compare(one, other)) == {"DIFF_DEFAULT", "DIFF_DEFAULT_NOT"}
    sales, office = (build_collaboration("c").pool("pool", process().start().end(), name).model() for name in ("Sales", "Office"))
    assert codes(compare(sales, office)) == {"DIFF_POOL_RENAMED"}


def test_a_model_that_cannot_be_played_is_like_itself() -> None:
    stuck = process().start().xor("s").task("a").both("j").end().at("s").task("b").to("j")
    assert compared(stuck, stuck).same_behavior is True


def test_a_model_without_behaviour_leaves_the_comparison_of_behaviour_open() -> None:
    refused = process().start().node("complexGateway", "g", inner="<activationCondition>x</activationCondition>").end()
    comparison = compared(sequence("A"), refused)
    assert comparison.same_behavior is None
    assert "complexGateway" in comparison.behavior_text(Language.EN)


def test_a_notebook_shows_what_differs_with_text_that_cannot_act() -> None:
    shown = compared(sequence("A"), sequence("<script>")).to_html(Language.ZH_CN)
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def experiment(shared: Path, before: str, after: str) -> Comparison:
    folder = shared / "data/pairs/deviation_experiments"
    return compare(read_bpmn(folder / before), read_bpmn(folder / after))


KNOWN = {
    "R_j04/R_j04_model.bpmn R_j04/R_j04_event.bpmn": {
        'Removed: “grant "Pickerl"” (manual task).',
        "Added: “car owner is notified” (service task).",
        "“Fined after 30 days” was a service task and is a manual task.",
    },
    "X_g01/X_G01_model.bpmn X_g01/X_G01_event.bpmn": {
        "Removed: “provide payment info” (user task).",
        "Removed: “complete the registration” (user task).",
        "“Check if account at sports institute available” can no longer be left out.",
    },
    "X_g03/X_G03_model.bpmn X_g03/X_G03_event.bpmn": {
        "Removed: “Need to leave from home” (user task).",
        "The order changed. Before: “Run 5 KM” before “Measure the time”. "
        "Now: “Run 5 KM” and “Measure the time” in either order.",
    },
    "model_vs_model/R_j04/R_j04_model.bpmn model_vs_model/R_j04/R_j04_missinggateway.bpmn": {
        "The order changed. Before: “waiting” before “send status updates to car owner via e-mail”. "
        "Now: “waiting” and “send status updates to car owner via e-mail” in either order.",
    },
    "model_vs_model/R_j04/R_j04_model.bpmn model_vs_model/R_j04/R_j04_missing2tasks.bpmn": {
        "Added: “Fined after 30 days” (manual task).",
        "Added: “confirm successful repair” (manual task).",
    },
}
"""The edits that the authors of the experiments made, as the difference of their two models."""


@pytest.mark.parametrize("pair", KNOWN)
def test_the_known_deviations_of_the_experiments_are_found(shared: Path, pair: str) -> None:
    comparison = experiment(shared, *pair.split())
    assert set(said(comparison)) >= KNOWN[pair]
    assert comparison.same_behavior is False
