"""What a design lacks, drawn into it: each ghost has its place, and nothing that was drawn moves."""

from tests.builders import ProcessBuilder, process
from workbench.process import ProcessModel, laid_out
from workbench.process.ghosts import GhostFlow, GhostTask, with_ghosts


def sequence() -> ProcessBuilder:
    return process().start().lane("one").task("a").lane("two").task("b").end()


def flow(source: str | None, target: str | None, identity: str = "f") -> GhostFlow:
    return GhostFlow(id=identity, source=source, target=target)


def places(model: ProcessModel) -> dict[str | None, object]:
    (page,) = model.diagrams
    return {shape.element: shape.bounds for shape in page.shapes} | {edge.element: edge.waypoints for edge in page.edges}


def ghosted(drawn: ProcessBuilder, tasks: list[GhostTask], flows: list[GhostFlow]) -> ProcessModel:
    model = drawn.model()
    return with_ghosts(model, model.processes[0], tasks, flows)


def test_a_ghost_stands_in_the_lane_of_its_neighbour_and_nothing_moves() -> None:
    before = places(laid_out(sequence().model()))
    task = GhostTask(id="ghost", name="Extra", beside="b")
    model = ghosted(sequence(), [task], [flow("b", "ghost", "f1"), flow("ghost", None, "f2")])
    after = places(model)
    assert {element: after[element] for element in before} == before
    assert {"ghost", "f1", "f2"} <= set(after)
    assert model.processes[0].lane_of["ghost"] == "two"
    assert model.processes[0].node["ghost"].name == "Extra"


def test_begin_and_end_are_the_events_of_the_process() -> None:
    found = {each.id: (each.source, each.target) for each in ghosted(
        sequence(), [], [flow(None, "b", "f1"), flow("a", None, "f2")]
    ).processes[0].flows}  # fmt: skip
    assert (found["f1"], found["f2"]) == (("start", "b"), ("a", "end"))


def test_of_several_starts_none_is_taken() -> None:
    drawn = process().start("s1").task("a").end().at(None).start("s2").to("a")
    assert "f" not in {each.id for each in ghosted(drawn, [], [flow(None, "a")]).processes[0].flows}


def test_a_flow_out_of_a_sub_process_is_drawn_from_the_sub_process() -> None:
    drawn = process().start().sub("inner").start("s").task("a").end("e").leave().task("b").end()
    model = ghosted(drawn, [], [flow("a", "b", "f1"), flow("a", "a", "f2")])
    found = {each.id: (each.scope, each.source, each.target) for each in model.processes[0].flows}
    assert (found["f1"], found["f2"]) == (("p", "inner", "b"), ("inner", "a", "a"))


def test_a_flow_to_what_the_file_lacks_is_left_out() -> None:
    assert "f" not in {each.id for each in ghosted(sequence(), [], [flow("a", "elsewhere")]).processes[0].flows}
