"""Token replay: tokens missing and left, by hand; unknown activities apart."""

import pytest

from tests.builders import process
from tests.conformance.measures.logs import held_against
from workbench.conformance import Costs
from workbench.conformance.measures import token_game
from workbench.conformance.measures.token_game import Tokens
from workbench.conformance.measures.token_replay import TokenReplay, token_replay
from workbench.process import Behavior, ProcessBuilder, behavior_of, behavior_of_net, parse_pnml


def replayed(drawn: ProcessBuilder, *traces: str) -> TokenReplay:
    behavior: Behavior = behavior_of(drawn.build())
    return token_replay(held_against(behavior.automaton(), traces), behavior.net)


def sequence() -> ProcessBuilder:
    return process().start().task("a").task("b").end()


def test_a_case_that_fits_lacks_and_leaves_nothing() -> None:
    result = replayed(sequence(), "ab")
    assert result.fitness.value == 1
    assert result.tokens == Tokens(produced=4, consumed=4)


def test_a_skipped_step_lacks_one_token_and_leaves_one() -> None:
    # Produced: at the start, by b; consumed: by b, at the end; what b lacks is what the start leaves.
    result = replayed(sequence(), "b")
    assert result.tokens == Tokens(missing=1, remaining=1, produced=2, consumed=2)
    assert result.fitness.value == 0.5


def test_unknown_activities_are_passed_over_and_told() -> None:
    result = replayed(sequence(), "axxb")
    assert result.fitness.value == 1
    assert result.unknown_events.value == 0.5


def test_silent_ways_are_not_settled_before_they_must_be() -> None:
    # After a, the loop may be left or not, and the token may be on its way to c or back to b.
    drawn = process().start().xor("j").task("a").xor("s").task("b").to("j").at("s").xor("t").task("c").end()
    drawn.at("t").task("d").end("f")
    assert replayed(drawn, "abac", "ad", "ababad").fitness.value == 1


def test_an_inclusive_join_is_not_counted() -> None:
    drawn = process().start().any_of("s").task("a").any_of("j").end().at("s").task("b").to("j")
    assert replayed(drawn, "a").fitness.reason == "MEASURE_NOT_COUNTED"


def test_a_last_task_without_an_end_cannot_be_left_out_unseen() -> None:
    result = replayed(process().start().task("a").task("b"), "a", "ab")
    assert result.tokens is not None
    assert (result.tokens.missing, result.tokens.remaining) == (1, 1)


def test_an_event_that_need_not_be_seen_lacks_nothing_when_it_is_not() -> None:
    behavior = behavior_of(process().start().task("a").catch("m", "message").task("b").end().build(), {"m"})
    evidence = held_against(behavior.automaton(), ["ab", "amb"], costs=Costs(model_moves={"m": 0}))
    assert token_replay(evidence, behavior.net).fitness.value == 1


def test_too_many_markings_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_game, "MOST_MARKINGS", 2)
    assert replayed(sequence(), "ab").fitness.reason == "MEASURE_TOO_WIDE"


def test_what_keeps_a_net_open_is_no_token_of_its_file() -> None:
    content = b"""<pnml><net id="n"><place id="i"><initialMarking><text>1</text></initialMarking></place><place id="o"/>
      <transition id="t"><name><text>a</text></name></transition>
      <arc id="x" source="i" target="t"/><arc id="y" source="t" target="o"/></net></pnml>"""
    found = parse_pnml(content)
    behavior = behavior_of_net(found)
    result = token_replay(held_against(behavior.automaton(), ["a", ""], found.labels), behavior.net)
    assert result.tokens == Tokens(missing=1, remaining=1, produced=3, consumed=3)
