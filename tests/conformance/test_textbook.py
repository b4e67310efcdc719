"""Published costs and measures: van der Aalst, Process Mining: Data Science in Action, 2nd ed., the WIREs paper of 2012, ETC."""

import json
from pathlib import Path

import pytest

from tests.builders import variants
from tests.conformance.measures.logs import held_against
from workbench.conformance import align_variants
from workbench.conformance.measures.precision import aligned_precision, prefix_precision
from workbench.conformance.measures.token_game import Tokens
from workbench.conformance.measures.token_replay import token_replay
from workbench.process import Automaton
from workbench.process.automaton import automaton_of
from workbench.process.model import grouped
from workbench.process.state_graph import explore
from workbench.process.token_net import Move, TokenNet

AS_COUNTED = {"adbefbdefdbeg": list("adbefbdeefdbeg")}
"""The published fitness values were computed with one event more in one trace (the data's own note says so)."""


def token_net(places: list[dict[str, list[str]]]) -> TokenNet:
    """Return a published net: a token in the place without producers begins, one in that without consumers ends it."""
    names = sorted({name for place in places for name in (*place["in"], *place["out"])})
    moves = [
        Move(
            element=name,
            symbol=name,
            takes=tuple(number for number, place in enumerate(places) if name in place["out"]),
            gives=tuple(number for number, place in enumerate(places) if name in place["in"]),
        )
        for name in names
    ]
    first = next(number for number, place in enumerate(places) if not place["in"])
    last = next(number for number, place in enumerate(places) if not place["out"])
    end = Move(element="end", takes=(last,))
    return TokenNet(n_places=len(places), moves=(*moves, end), start=(first,))


def automaton(places: list[dict[str, list[str]]]) -> Automaton:
    """Play a published net."""
    net = token_net(places)
    return automaton_of(net, explore(net, 10_000))


def published(shared: Path) -> dict[str, object]:
    path = shared / "data" / "pairs" / "textbook_conformance" / "expected.json"
    content: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return content


def fitness(shared: Path, net: str) -> float:
    content = published(shared)
    log = content["log_L"]
    traces = [AS_COUNTED.get("".join(row["trace"]), row["trace"]) for row in log]  # type: ignore[attr-defined]
    counts = [row["count"] for row in log]  # type: ignore[attr-defined]
    nets = content["nets"]
    alignments = align_variants(variants(traces), automaton(nets[net]), {name: [name] for name in "abcdefgh"})  # type: ignore[index]
    cost = sum(count * int(cost) for count, cost in zip(counts, alignments.costs, strict=True))
    worst = sum(count * (len(trace) + alignments.empty_cost) for count, trace in zip(counts, traces, strict=True))
    return 1 - cost / worst


@pytest.mark.parametrize("net", ["N1_fig3_2", "N2_sequence", "N3_flower"])
def test_log_fitness_is_the_published_one(shared: Path, net: str) -> None:
    expected = published(shared)["alignment_fitness"]
    assert fitness(shared, net) == pytest.approx(expected[net], abs=expected["tolerance"])  # type: ignore[index]


def test_costs_of_single_traces_are_the_published_ones(shared: Path) -> None:
    content = published(shared)
    cases = next(each for each in content["alignment_costs"]["cases"] if each["net"] == "N1_fig3_2")  # type: ignore[index]
    expected = {**dict.fromkeys(cases["conforming"], 0), **cases["deviating"]}
    traces = [trace.split() for trace in expected]
    alignments = align_variants(variants(traces), automaton(content["nets"]["N1_fig3_2"]), {n: [n] for n in "abcdefgh"})  # type: ignore[index]
    assert dict(zip(expected, alignments.costs.tolist(), strict=True)) == expected


def test_token_replay_of_single_traces_counts_the_published_tokens(shared: Path) -> None:
    content = published(shared)
    for row in content["token_replay"]["traces"]:  # type: ignore[index]
        places = content["nets"][row["net"]]  # type: ignore[index]
        tokens = token_replay(held_against(automaton(places), ["".join(row["trace"].split())]), token_net(places)).tokens
        assert tokens == Tokens(missing=row["m"], remaining=row["r"], produced=row["p"], consumed=row["c"])


@pytest.mark.parametrize("net", ["N1_fig3_2", "fig8_2_N2", "fig8_2_N3"])
def test_token_replay_of_the_log_is_the_published_one(shared: Path, net: str) -> None:
    content = published(shared)
    places = content["nets"][net]  # type: ignore[index]
    log = {"".join(row["trace"]): row["count"] for row in content["log_L"]}  # type: ignore[attr-defined]
    expected = next(row for row in content["token_replay"]["log"] if row["net"] == net)  # type: ignore[index]
    found = token_replay(held_against(automaton(places), log), token_net(places))
    assert found.fitness.value == pytest.approx(expected["fitness"], abs=1e-4)
    assert found.tokens is not None
    assert (found.tokens.missing, found.tokens.remaining) == (expected.get("m", 0), expected.get("r", 0))


def test_etc_precision_is_the_published_one(shared: Path) -> None:
    expected = published(shared)["etc_precision"]
    found = automaton(expected["net"])  # type: ignore[index]
    matches = grouped((expected["labels"].get(symbol, symbol), symbol) for symbol in found.symbols)  # type: ignore[index]
    log = ["".join(trace.split()) for trace in expected["log"]]  # type: ignore[index]
    evidence = held_against(found, log, matches)
    for precision in (prefix_precision(evidence), aligned_precision(evidence)):
        assert precision.value == pytest.approx(expected["value"], abs=expected["tolerance"])  # type: ignore[index]
