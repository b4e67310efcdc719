"""Cases from a model: how often each way is taken, and which steps come before which."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from tests.builders import ProcessBuilder, pnml, process
from workbench.findings import UnsupportedError
from workbench.language import Language
from workbench.process import behavior_of, parse_pnml
from workbench.process.model import Repetition
from workbench.simulation.routing import routed
from workbench.simulation.world import Cases, Task

N = 4000


class Routes:
    """Cases of a process whose elements of one letter, and those that begin with "wait", are steps."""

    def __init__(self, drawn: ProcessBuilder, number: int = 1, seed: int = 7, /, **probabilities: float) -> None:
        model = drawn.build()
        names = [node.id for node in model.nodes if len(node.id) == 1 or node.id.startswith("wait")]
        flows = {f"{flow.source}_{flow.target}": flow.id for flow in model.flows}
        self.tasks = tuple(Task(process="p", activity=name) for name in names)
        stated = {flows.get(name, name): value for name, value in probabilities.items()}
        self.cases: Cases = routed(behavior_of(model), self.tasks, stated, np.arange(number), seed)

    def chains(self, case: int = 0) -> str:
        """Return a case as pairs that follow each other directly, sorted, and steps that stand alone."""
        first, last = self.cases.bounds[case : case + 2].tolist()
        pairs = [pair for pair in self.cases.order.tolist() if first <= pair[0] < last]
        alone = sorted(set(range(first, last)) - {step for pair in pairs for step in pair})
        return " ".join(sorted([*(f"{self._name(a)}>{self._name(b)}" for a, b in pairs), *map(self._name, alone)]))

    @property
    def steps(self) -> list[str]:
        """Return the steps of each case, by name."""
        names = [self._name(step) for step in range(len(self.cases.task))]
        bounds = self.cases.bounds.tolist()
        return [" ".join(sorted(names[a:b])) for a, b in pairwise(bounds)]

    @property
    def shares(self) -> dict[str, float]:
        """Return how often each set of steps comes."""
        return {steps: count / len(self.cases) for steps, count in Counter(self.steps).items()}

    def _name(self, step: int) -> str:
        occurrence = int(self.cases.occurrence[step])
        return self.tasks[self.cases.task[step]].activity + (str(occurrence) if occurrence else "")


def close_to(share: float) -> object:
    """Return what a share of N cases is like within four deviations of a binomial law."""
    return pytest.approx(share, abs=4 * (share * (1 - share) / N) ** 0.5)


def choice(gateway: str = "xor") -> ProcessBuilder:
    drawn = process().start().task("a")
    drawn = drawn.xor("s") if gateway == "xor" else drawn.any_of("s")
    drawn = drawn.task("b")
    drawn = drawn.xor("j") if gateway == "xor" else drawn.any_of("j")
    return drawn.task("d").end().at("s").task("c").to("j")


def test_steps_follow_each_other() -> None:
    assert Routes(process().start().task("a").task("b").task("c").end()).chains() == "a>b b>c"


def test_one_of_several_branches_comes_as_often_as_stated() -> None:
    assert Routes(choice(), N, s_b=0.3, s_c=0.7).shares == {"a b d": close_to(0.3), "a c d": close_to(0.7)}


def test_branches_without_a_probability_share_what_is_left() -> None:
    drawn = choice().at("s").task("e").to("j")
    assert Routes(drawn, N, s_b=0.6).shares == {"a b d": close_to(0.6), "a c d": close_to(0.2), "a d e": close_to(0.2)}
    assert Routes(choice(), N).shares == {"a b d": close_to(0.5), "a c d": close_to(0.5)}


def test_a_branch_of_probability_nothing_is_never_taken() -> None:
    assert Routes(choice(), N, s_b=0, s_c=1).shares == {"a c d": 1}


def test_parallel_branches_are_not_ordered_and_their_join_waits_for_all() -> None:
    drawn = process().start().task("a").both("s").task("b").task("c").both("j").task("e").end().at("s").task("d").to("j")
    assert Routes(drawn).chains() == "a>b a>d b>c c>e d>e"


def test_a_parallel_branch_without_steps_leaves_no_pair_that_others_imply() -> None:
    drawn = process().start().task("a").both("s").task("b").both("j").task("e").end().at("s").to("j")
    assert Routes(drawn).chains() == "a>b b>e"


def test_rounds_of_a_loop_are_geometric_and_each_follows_the_last() -> None:
    drawn = process().start().xor("j").task("a").xor("s").end().at("s").task("b").to("j")
    routes = Routes(drawn, N, s_b=0.4, s_end=0.6)
    rounds = np.array([steps.count("b") for steps in routes.steps])
    for number in range(4):
        assert float((rounds == number).mean()) == close_to(0.6 * 0.4**number)
    twice = int(np.flatnonzero(rounds == 2)[0])
    assert routes.chains(twice) == "a1>b1 a>b b1>a2 b>a1"


def test_each_branch_of_an_inclusive_gateway_comes_on_its_own_and_at_least_one() -> None:
    shares = Routes(choice("or"), N, s_b=0.3, s_c=0.5).shares
    some = 1 - 0.7 * 0.5
    assert shares == {"a b d": close_to(0.15 / some), "a c d": close_to(0.35 / some), "a b c d": close_to(0.15 / some)}
    assert Routes(choice("or"), 1, s_b=1, s_c=1).chains() == "a>b a>c b>d c>d"


def with_default(default: str) -> ProcessBuilder:
    drawn = process().start().task("a").node("inclusiveGateway", "s", attributes={"default": default})
    return drawn.task("b").any_of("j").end().at("s").task("c").to("j").at("s").task("f").to("j")


def test_a_default_flow_is_taken_where_no_other_is() -> None:
    flows = with_default("").build().flows
    default = next(flow.id for flow in flows if (flow.source, flow.target) == ("s", "f"))
    shares = Routes(with_default(default), N, s_b=0.3, s_c=0.5).shares
    assert shares == {"a f": close_to(0.35), "a b": close_to(0.15), "a c": close_to(0.35), "a b c": close_to(0.15)}


def test_conditional_flows_of_a_task_come_each_on_its_own() -> None:
    drawn = process().start().task("a").to("b", "x > 1").at(None).task("b").end("e1").at("a").to("c", "x > 2")
    drawn = drawn.at(None).task("c").end("e2")
    shares = Routes(drawn, N, a_b=0.5, a_c=0.5).shares
    assert shares == {"a b": close_to(1 / 3), "a c": close_to(1 / 3), "a b c": close_to(1 / 3)}


def test_a_case_ends_at_any_of_several_ends_or_at_all() -> None:
    drawn = process().start().xor("s").task("b").end("one").at("s").task("c").end("other")
    assert Routes(drawn, N, s_b=0.25).shares == {"b": close_to(0.25), "c": close_to(0.75)}
    both = process().start().task("a").both("s").task("b").end("one").at("s").task("c").end("other")
    assert Routes(both).chains() == "a>b a>c"


def test_a_timer_that_is_a_task_is_a_step_that_needs_nobody() -> None:
    drawn = process().start().task("a").catch("wait", on="timer").task("b").end()
    assert Routes(drawn).chains() == "a>wait wait>b"


def test_what_no_task_names_passes_without_a_step() -> None:
    drawn = process().start().task("a").task("unnamed").catch("timer", on="timer").task("b").end()
    assert Routes(drawn).chains() == "a>b"


def test_what_follows_a_sub_process_follows_all_that_was_done_inside() -> None:
    drawn = process().start().task("a").sub("inner").start("begin").both("f").task("b").end("e1").at("f").task("c").end("e2")
    assert Routes(drawn.leave().task("d").end()).chains() == "a>b a>c b>d c>d"


def test_a_repeated_task_shows_each_time() -> None:
    drawn = process().start().task("a").repeated(Repetition.SEQUENTIAL, 3).task("b").end()
    assert Routes(drawn).chains() == "a1>a2 a2>b a>a1"


def test_an_event_that_interrupts_comes_as_often_as_stated_and_else_never() -> None:
    drawn = process().start().task("a").task("b").end().boundary("late", "a").task("c").end("given up")
    assert Routes(drawn, N).shares == {"a b": 1}
    assert Routes(drawn, N, late=0.2).shares == {"a b": close_to(0.8), "c": close_to(0.2)}


def test_an_end_that_terminates_stops_what_goes_on_beside_it() -> None:
    drawn = process().start().both("s").task("a").end("stop", throws="terminate").at("s").task("b").task("c").task("d").end()
    kinds = Routes(drawn, 400).shares
    assert all("a" in steps for steps in kinds)
    assert len(kinds) == 4


def test_of_several_events_the_one_whose_flow_is_drawn_comes() -> None:
    drawn = process().start().task("a").node("eventBasedGateway", "s").catch("wait1", on="timer").task("b").end()
    drawn = drawn.at("s").catch("wait2", on="message").task("c").end("other")
    shares = Routes(drawn, N, s_wait1=0.1, s_wait2=0.9).shares
    assert shares == {"a b wait1": close_to(0.1), "a c wait2": close_to(0.9)}


def test_the_same_seed_gives_the_same_and_another_part_changed_leaves_the_ways_as_they_were() -> None:
    drawn = choice()
    assert Routes(drawn, 200).steps == Routes(drawn, 200).steps
    assert Routes(drawn, 200).steps != Routes(drawn, 200, 8).steps
    longer = process().start().task("a").xor("t").task("x").xor("u").xor("s").task("b").xor("j").task("d").end()
    longer = longer.at("t").to("u").at("s").task("c").to("j")
    assert ["b" in each for each in Routes(longer, 200).steps] == ["b" in each for each in Routes(drawn, 200).steps]
    assert Routes(drawn, 300).steps[:200] == Routes(drawn, 200).steps


def test_a_net_is_routed_by_its_labels() -> None:
    net = parse_pnml(pnml("p0 p1 p2", "a b", "p0>a a>p1 p1>b b>p2", ends="p2"), "net.pnml").processes[0]
    tasks = tuple(Task(process=net.id, activity=name) for name in "ba")
    cases = routed(behavior_of(net), tasks, {}, np.arange(2), 7)
    assert (cases.task.tolist(), cases.order.tolist()) == ([1, 0, 1, 0], [[0, 1], [2, 3]])


def test_a_case_that_gets_stuck_is_refused_with_the_place_where() -> None:
    drawn = process().start().xor("s").task("a").both("j").end().at("s").task("b").to("j")
    with pytest.raises(UnsupportedError) as refused:
        Routes(drawn)
    finding = refused.value.finding
    assert (finding.code, finding.place.element) == ("ROUTING_STUCK", "j")
    assert "`j`" in finding.text(Language.EN)
    assert "“j”" in finding.text(Language.ZH_CN)


def test_tokens_that_pile_up_are_refused() -> None:
    drawn = process().start().xor("j").both("s").task("a").to("j").at("s").task("b").end()
    with pytest.raises(UnsupportedError) as refused:
        Routes(drawn)
    assert refused.value.finding.code in ("BEHAVIOR_UNBOUNDED", "ROUTING_ENDLESS")


def test_a_case_without_an_end_is_told() -> None:
    drawn = process().start().xor("j").task("a").xor("s").end().at("s").to("j")
    with pytest.raises(UnsupportedError) as refused:
        Routes(drawn, s_j=1, s_end=0)
    assert refused.value.finding.code == "ROUTING_ENDLESS"
    assert "20000" in refused.value.finding.text(Language.EN).replace(",", "")


def test_nothing_arrives_where_nothing_comes() -> None:
    cases = Routes(choice(), 0).cases
    assert (len(cases), len(cases.task), cases.order.shape) == (0, 0, (0, 2))
