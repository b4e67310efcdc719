"""Ranks of a graph: Graphviz where it can be had in time, longest paths where not, and never a hang."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import ranking
from workbench.ranking import Box, Graph, ranked

edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def graph(pairs: list[tuple[int, int]], size: int = 8) -> Graph:
    return Graph(boxes=(Box(width=100, height=80),) * size, edges=tuple(pairs))


def leads_on(drawn: Graph) -> bool:
    (found,) = ranked([drawn])
    rising = [
        found.ranks[source] > found.ranks[target] if number in found.back else found.ranks[source] < found.ranks[target]
        for number, (source, target) in enumerate(drawn.edges)
        if source != target
    ]
    return all(rising)


@given(edges)
def test_every_edge_leads_to_a_later_rank_unless_it_runs_back(pairs: list[tuple[int, int]]) -> None:
    assert leads_on(graph(pairs))


def test_without_graphviz_the_ranks_are_longest_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_CHILD", "raise SystemExit(1)")
    monkeypatch.setattr(ranking, "_graphviz", ranking._Child)
    (found,) = ranked([graph([(0, 1), (1, 2), (0, 2), (2, 0)], size=3)])
    assert found.ranks == (0, 1, 2)
    assert found.back == {3}


def test_a_graphviz_that_never_answers_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    child = ranking._Child()
    monkeypatch.setattr(ranking, "_CHILD", "import sys\nfor line in sys.stdin: pass")
    monkeypatch.setattr(ranking, "_graphviz", lambda: child)
    (found,) = ranked([graph([(0, 1), (0, 2), (1, 3), (2, 3)], size=4)], seconds=0.3)
    assert found.ranks == (0, 1, 1, 2)
    assert child._process is None


def test_a_large_graph_does_not_ask_graphviz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "NODE_LIMIT", 3)
    monkeypatch.setattr(ranking, "_graphviz", lambda: pytest.fail("asked"))
    assert leads_on(graph([(0, 1), (0, 2), (1, 3), (2, 3)], size=4))


def test_a_second_start_stands_just_before_what_it_leads_to() -> None:
    (found,) = ranked([graph([(0, 1), (1, 2), (2, 3), (4, 3)], size=5)])
    assert found.ranks[4] == found.ranks[3] - 1
