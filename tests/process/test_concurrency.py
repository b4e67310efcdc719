"""Which steps may happen side by side: those of parallel branches, however often they are gone through."""

from tests.builders import ProcessBuilder, process
from workbench.process.behavior import behavior_of
from workbench.process.concurrency import concurrent_symbols


def beside(drawn: ProcessBuilder) -> list[str]:
    pairs = concurrent_symbols(behavior_of(drawn.build()).net)
    assert {(other, one) for one, other in pairs} == set(pairs)
    return sorted(f"{one}|{other}" for one, other in pairs if one < other)


def test_a_sequence_and_a_choice_have_nothing_side_by_side() -> None:
    drawn = process("p").start().task("a").xor("if").task("b").xor("fi").end().at("if").task("c").to("fi")
    assert beside(drawn) == []


def test_every_step_of_one_branch_is_beside_every_step_of_the_other() -> None:
    drawn = process("p").start().both("fork").task("a").task("b").both("join").task("d").end()
    assert beside(drawn.at("fork").task("c").to("join")) == ["a|c", "b|c"]


def test_what_may_be_done_in_any_order_again_and_again_is_not_side_by_side() -> None:
    drawn = process("p").start().xor("again").xor("if").task("a").xor("fi").xor("ok").end()
    assert beside(drawn.at("if").task("b").to("fi").at("ok").to("again")) == []


def test_branches_in_a_loop_are_side_by_side() -> None:
    drawn = process("p").start().xor("again").both("fork").task("a").both("join").xor("ok").end()
    assert beside(drawn.at("fork").task("b").to("join").at("ok").to("again")) == ["a|b"]


def test_branches_of_an_inclusive_gateway_are_side_by_side() -> None:
    drawn = process("p").start().any_of("split").task("a").any_of("join").task("c").end()
    assert beside(drawn.at("split").task("b").to("join")) == ["a|b"]
