"""Cases as tokens: on every flow between the steps around it, at every activity while it is done."""

from pathlib import Path

from tests.builders import process
from tests.report.diagrams.test_heat import assessed
from workbench.conformance import Conformance
from workbench.report.diagrams.animation import Animation, StopKind, TokenCase, animation_of, typical_cases
from workbench.study import AssessedProcess, assess, study_of


def conformance_of(process: AssessedProcess) -> Conformance:
    assert process.conformance is not None
    return process.conformance


def played(process: AssessedProcess, *cases: str, ghosts: dict[str, str] | None = None) -> Animation:
    assert process.executions is not None
    return animation_of(conformance_of(process), process.executions, cases, ghosts or {})


def stops(case: TokenCase) -> list[tuple[str, float, float, str]]:
    return [(each.element, each.begins / 3600, each.ends / 3600, each.kind.value) for each in case.stops]


def test_a_token_is_at_an_activity_while_it_is_done_and_rides_in_between(tmp_path: Path) -> None:
    done = assessed(tmp_path, "abc")
    (case,) = played(done, "0").cases
    assert stops(case) == [("a", 0, 1, "done"), ("b", 2, 3, "done"), ("c", 4, 5, "done")]
    flows = {flow.id: str(flow.target) for flow in conformance_of(done).expectation.process.flows}
    rides = {flows[each.flow]: (each.leaves / 3600, each.arrives / 3600) for each in case.rides}
    assert rides["b"] == (1, 2)
    assert rides["c"] == (3, 4)
    assert played(done, "0").span == 5 * 3600


def test_what_was_skipped_is_passed_hollow(tmp_path: Path) -> None:
    done = assessed(tmp_path, "ac", "abc")
    (case,) = played(done, "0").cases
    kinds = {each.element: each.kind for each in case.stops}
    assert kinds == {"a": StopKind.DONE, "b": StopKind.SKIPPED, "c": StopKind.DONE}
    flows = {flow.id: str(flow.target) for flow in conformance_of(done).expectation.process.flows}
    assert {flows[each.flow] for each in case.rides if each.is_hollow} == {"b"}


def test_what_was_never_designed_sits_at_its_ghost(tmp_path: Path) -> None:
    done = assessed(tmp_path, "axbc")
    assert ("ghost", 2, 3, "extra") in stops(played(done, "0", ghosts={"x": "ghost"}).cases[0])
    assert "extra" not in {kind for *_, kind in stops(played(done, "0").cases[0])}


def test_what_was_done_once_too_often_sits_at_its_own_element(tmp_path: Path) -> None:
    case = played(assessed(tmp_path, "abbc"), "0").cases[0]
    assert {"done", "extra"} == {kind for element, *_, kind in stops(case) if element == "b"}


def test_branches_are_ridden_side_by_side_and_time_never_goes_back(tmp_path: Path) -> None:
    model, log = tmp_path / "q.bpmn", tmp_path / "q.csv"
    model.write_bytes(
        process("q").start().task("a").both("g").task("b").both("j").task("d").end().at("g").task("c").to("j").xml()
    )
    log.write_text(
        "case_id,activity,end\n" + "\n".join(f"1,{label},2025-03-01T{9 + at:02}:00" for at, label in enumerate("acbd"))
    )
    done = assess(study_of(model, log)).processes[0]
    (case,) = played(done, "1").cases
    assert all(each.leaves <= each.arrives for each in case.rides)
    assert len({each.flow for each in case.rides}) == len(conformance_of(done).expectation.process.flows)


def test_a_case_that_the_log_does_not_have_is_untold(tmp_path: Path) -> None:
    found = played(assessed(tmp_path, "abc"), "0", "no such case")
    assert [each.case for each in found.cases] == ["0"]
    assert found.untold == ("no such case",)


def test_typical_are_the_first_cases_of_the_most_frequent_variants(tmp_path: Path) -> None:
    conformance = conformance_of(assessed(tmp_path, "abc", "ac", "ac"))
    assert typical_cases(conformance, 2) == ("1", "0")
