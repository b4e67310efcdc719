"""Published alignment costs: van der Aalst, Process Mining: Data Science in Action, 2nd ed., and the WIREs paper of 2012."""

import json
from pathlib import Path

import pytest

from tests.builders import variants
from workbench.conformance import align_variants
from workbench.process import Automaton
from workbench.process.automaton import automaton_of
from workbench.process.token_net import Move, TokenNet, explore

AS_COUNTED = {"adbefbdefdbeg": list("adbefbdeefdbeg")}
"""The published fitness values were computed with one event more in one trace (the data's own note says so)."""


def automaton(places: list[dict[str, list[str]]]) -> Automaton:
    """Play a published net: a token in the place without producers begins, one in that without consumers ends it."""
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
    net = TokenNet(n_places=len(places), moves=(*moves, end), start=(first,))
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
