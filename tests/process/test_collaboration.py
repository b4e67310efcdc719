"""Pools played together: a message must have been sent before it is read."""

from tests.builders import process
from workbench.process import Automaton, parse_bpmn
from workbench.process.builder import build_collaboration
from workbench.process.collaboration import collaboration_behavior
from workbench.process.model import ProcessModel


def accepts(model: ProcessModel, *traces: str) -> list[str]:
    automaton = collaboration_behavior(model).automaton()
    return [trace for trace in traces if automaton.accepts(trace)]


def ordering() -> ProcessModel:
    buyer = process("buyer").start("bs").task("o").task("w").end("be")
    seller = process("seller").start("ss", on="message").task("m").task("d").end("se")
    drawn = build_collaboration("c").pool("Buyer", buyer).pool("Seller", seller).black_box("Bank")
    return drawn.message("o", "ss").message("d", "w").message("Bank", "m").model()


def test_a_message_is_read_after_it_was_sent() -> None:
    assert accepts(ordering(), "omdw", "owmd", "mdow", "omwd", "omd") == ["omdw"]


def test_without_messages_pools_run_side_by_side() -> None:
    one, other = process("one").start("s1").task("a").end("e1"), process("two").start("s2").task("b").end("e2")
    model = build_collaboration("c").pool("One", one).pool("Two", other).model()
    assert accepts(model, "ab", "ba", "a", "b") == ["ab", "ba"]


def test_a_pool_that_waits_for_a_message_that_is_not_sent_does_not_begin() -> None:
    one = process("one").start("s1").xor("g").task("a").xor("j").end("e1").at("g").task("x").to("j")
    two = process("two").start("s2", on="message").task("b").end("e2")
    model = build_collaboration("c").pool("One", one).pool("Two", two).message("a", "s2").model()
    assert accepts(model, "x", "ab", "a", "xb", "ba") == ["x", "ab"]


def test_a_message_that_nobody_reads_is_dropped_in_the_end() -> None:
    one = process("one").start("s1").task("a").end("e1")
    two = process("two").start("s2").xor("g").task("b").end("e2").at("g").catch("m", "message").end("e3")
    model = build_collaboration("c").pool("One", one).pool("Two", two).message("a", "m").model()
    assert accepts(model, "ab", "ba", "a", "b") == ["ab", "ba", "a"]


def test_what_is_narrower_than_the_standard_is_said() -> None:
    approximated = collaboration_behavior(ordering()).net.approximated
    assert approximated == (
        ("o-ss-message", "approximation-one-message"),
        ("d-w-message", "approximation-one-message"),
    )


def test_the_file_of_a_collaboration_is_read_as_drawn() -> None:
    model = parse_bpmn(ordering().source)
    assert [pool.process for pool in model.participants] == ["buyer", "seller", None]
    assert [(flow.source, flow.target) for flow in model.message_flows] == [("o", "ss"), ("d", "w"), ("Bank", "m")]
    assert isinstance(collaboration_behavior(model).automaton(), Automaton)


def test_of_several_messages_to_one_node_any_one_is_enough() -> None:
    one = process("one").start("s1").xor("g").task("a").xor("j").end("e1").at("g").task("b").to("j")
    two = process("two").start("s2", on="message").task("x").end("e2")
    drawn = build_collaboration("c").pool("One", one).pool("Two", two).message("a", "s2").message("b", "s2")
    assert accepts(drawn.model(), "ax", "bx", "a", "b") == ["ax", "bx"]


def test_a_task_that_is_answered_asks_before_it_is_done() -> None:
    one = process("one").start("s1").task("a").task("b", tag="serviceTask").task("d").end("e1")
    two = process("two").start("s2", on="message").task("x").end("e2")
    drawn = build_collaboration("c").pool("One", one).pool("Two", two).message("b", "s2").message("x", "b")
    assert accepts(drawn.model(), "axbd", "abxd", "abd") == ["axbd"]


def test_an_inclusive_join_waits_for_no_token_of_another_pool() -> None:
    one = process("one").start("s1").any_of("g").catch("m", "message").any_of("j").task("d").end("e1").at("g").task("b").to("j")
    two = process("two").start("s2", on="message").task("z").end("e2")
    drawn = build_collaboration("c").pool("One", one).pool("Two", two).message("d", "s2").message("z", "m")
    assert accepts(drawn.model(), "bdz", "bd") == ["bdz"]
