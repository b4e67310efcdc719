"""The order in which work comes: along the flows, what is done again before what comes afterwards, everything once."""

from itertools import pairwise

from tests.builders import ProcessBuilder, process
from workbench.process import Process
from workbench.process.model import SequenceFlow, Task
from workbench.report.documents.flow_order import flow_order


def order(drawn: ProcessBuilder) -> str:
    built = drawn.build()
    work = {node.id for node in built.activities}
    return " ".join(node.id for node in flow_order(built) if node.id in work)


def test_a_sequence_comes_as_it_flows_not_as_it_was_drawn() -> None:
    drawn = process("p").task("c").end().at(None).start().task("a").task("b").to("c")
    assert order(drawn) == "a b c"


def test_rework_comes_before_the_way_out() -> None:
    drawn = process("p").start().xor("again").task("check").xor("ok").task("ship").end().at("ok").task("mend").to("again")
    assert order(drawn) == "check mend ship"


def test_a_branch_is_told_to_its_end_before_the_next_one() -> None:
    drawn = process("p").start().both("fork").task("a").task("b").both("join").task("z").end().at("fork").task("c").to("join")
    assert order(drawn) == "a b c z"


def test_the_inside_of_a_sub_process_stands_at_its_place() -> None:
    drawn = process("p").start().task("a").sub("s").start("inner").task("b").end("done").leave().task("c").end()
    assert order(drawn) == "a b c"


def test_what_nothing_leads_to_is_not_lost() -> None:
    drawn = process("p").start().task("a").end().at(None).task("island")
    assert order(drawn).split() == ["a", "island"]


def test_long_chains_are_no_matter() -> None:
    nodes = tuple(Task(tag="task", id=f"t{number}", scope="p") for number in range(3000))
    flows = (
        SequenceFlow(tag="sequenceFlow", id=f"f{one.id}", scope="p", source=one.id, target=two.id) for one, two in pairwise(nodes)
    )
    chain = Process(tag="process", id="p", nodes=nodes[::-1], flows=tuple(flows))
    assert flow_order(chain) == nodes
