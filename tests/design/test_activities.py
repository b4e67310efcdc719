"""Each designed activity with its lane, its functions, its duties and its data, as the tables and the model say."""

from tests.builders import ProcessBuilder, process
from tests.enterprise_builder import Enterprise
from workbench.design import DesignedActivity, LaneBinding
from workbench.information import Operation
from workbench.organization import Letter
from workbench.process import Sidecar
from workbench.process.bpmn_xml import parse_bpmn
from workbench.process.sidecar import ActivityFacts, LaneMeaning
from workbench.technology import SystemKind

SMALL = Enterprise().department("D1").post("P1", "D1").system("ERP").system("PAPER", SystemKind.OFFLINE)
SUPPORTED = SMALL.function("ERP.A", "ERP", "a").function("ERP.B", "ERP")
R, C, U = Operation.READ, Operation.CREATE, Operation.UPDATE


def activity(enterprise: Enterprise, identity: str = "a") -> DesignedActivity:
    return next(each for each in enterprise.design().activities if each.id == identity)


def ids(drawn: ProcessBuilder, sidecar: Sidecar | None = None) -> list[str]:
    return [each.id for each in SMALL.process(drawn, sidecar).design().activities]


def with_task(**facts: object) -> Sidecar:
    return Sidecar(activities={"a": ActivityFacts(**facts)})  # type: ignore[arg-type]


ONE = process("p").start().task("a").end()


# what is an activity


def test_an_embedded_sub_process_is_structure_only_and_a_call_is_one_activity() -> None:
    drawn = process("p").start().sub("sub").start("s").task("a").end("e").leave().call("call", "other").end()
    assert ids(drawn) == ["a", "call"]


def test_a_sub_process_of_which_nothing_is_drawn_is_an_activity() -> None:
    assert ids(process("p").start().sub("sub").leave().end()) == ["sub"]


def test_elements_of_one_code_are_one_activity() -> None:
    twice = Sidecar(activities={"a": ActivityFacts(code="X"), "b": ActivityFacts(code="X")})
    drawn = process("p").start().task("a").task("b").end()
    assert ids(drawn, twice) == ["X"]
    assert activity(SMALL.process(drawn, twice), "X").elements == ("a", "b")


# lanes


def lane(drawn: ProcessBuilder, meaning: LaneMeaning | None = None, enterprise: Enterprise = SMALL) -> LaneBinding | None:
    return activity(enterprise.process(drawn, Sidecar(lane_means=meaning))).lane


def test_a_lane_is_bound_by_id_name_and_alias_and_to_the_reserved_ones() -> None:
    def bound(text: str) -> str | None:
        found = lane(process("p").lane("l", text).start().task("a").end(), LaneMeaning.POST, SMALL.alias("post", "Planner", "P1"))
        return found.id if found else None

    assert [bound(text) for text in ("P1", "post P1", "ＰＬＡＮＮＥＲ", "sys", "EXT")] == ["P1", "P1", "P1", "SYS", "EXT"]
    assert bound("nobody") is None


def test_what_lanes_mean_is_told_by_the_sidecar_else_by_the_one_table_in_which_all_are_found() -> None:
    drawn = process("p").lane("l", "D1").start().task("a").end()
    assert lane(drawn, LaneMeaning.POST) is None
    assert lane(drawn, LaneMeaning.DEPARTMENT) == LaneBinding(meaning=LaneMeaning.DEPARTMENT, id="D1")
    assert lane(drawn) == LaneBinding(meaning=LaneMeaning.DEPARTMENT, id="D1")
    assert lane(process("p").lane("l", "P1").start().task("a").lane("k", "D1").task("b").end()) is None


def test_what_stands_inside_a_sub_process_inherits_its_lane() -> None:
    drawn = process("p").lane("l", "P1").start().sub("sub").start("s").task("a").end("e").leave().end()
    assert lane(drawn, LaneMeaning.POST) == LaneBinding(meaning=LaneMeaning.POST, id="P1")


def test_of_nested_lanes_the_innermost_counts() -> None:
    nested = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">
      <laneSet id="s"><lane id="outer" name="D1"><flowNodeRef>a</flowNodeRef><childLaneSet id="c">
        <lane id="inner" name="P1"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>
      <startEvent id="b"/><task id="a"/><endEvent id="e"/>
      <sequenceFlow id="f" sourceRef="b" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/>
    </process></definitions>"""

    class Given(ProcessBuilder):
        def xml(self) -> bytes:
            return nested

    assert parse_bpmn(nested, "p.bpmn").processes[0].lane_of == {"a": "inner"}
    assert lane(Given("p"), LaneMeaning.POST) == LaneBinding(meaning=LaneMeaning.POST, id="P1")


# functions


def test_functions_are_those_of_the_table_and_none_where_it_gives_none() -> None:
    assert activity(SUPPORTED.process(ONE)).functions == ("ERP.A",)
    assert activity(SMALL.function("ERP.B", "ERP").process(ONE)).functions == ()
    assert activity(SMALL.process(ONE)).functions is None


def test_the_sidecar_replaces_the_table_and_the_difference_is_told() -> None:
    enterprise = SUPPORTED.process(ONE, with_task(functions=("ERP.B",)))
    assert activity(enterprise).functions == ("ERP.B",)
    assert [each.code for each in enterprise.design().findings if "FUNCTION" in each.code] == ["FUNCTIONS_DIFFER"]


def test_a_sidecar_that_agrees_with_the_table_is_not_worth_telling() -> None:
    enterprise = SUPPORTED.function("ERP.C", "ERP", "a").process(ONE, with_task(functions=("ERP.C", "ERP.A")))
    assert [each.code for each in enterprise.design().findings if "FUNCTION" in each.code] == []


def test_an_unknown_function_is_told_with_the_nearest() -> None:
    enterprise = SUPPORTED.process(
        process("p").start().task("b").end(), Sidecar(activities={"b": ActivityFacts(functions=("ERP.X",))})
    )
    (told,) = [each for each in enterprise.design().findings if each.code == "FUNCTION_UNKNOWN"]
    assert told.facts["value"] == "ERP.X"
    assert str(told.facts["nearest"]).startswith("ERP.")


def test_an_offline_system_stands_as_its_own_function_and_makes_a_step_blind() -> None:
    on_paper = activity(SUPPORTED.process(ONE, with_task(functions=("PAPER",))))
    assert (on_paper.functions, on_paper.systems, on_paper.is_blind) == (("PAPER",), frozenset({"PAPER"}), True)
    assert not activity(SUPPORTED.process(ONE, with_task(functions=("PAPER", "ERP.A")))).is_blind
    assert not activity(SUPPORTED.process(ONE, with_task(functions=("PAPER",), observable=True))).is_blind
    assert activity(SUPPORTED.process(ONE, with_task(observable=False))).is_blind


# duties


def test_duties_are_by_letter_and_several_posts_may_have_one() -> None:
    found = activity(SMALL.duty("a", R="P1 P2 SYS", A="P3", S="P4").process(ONE))
    assert found.responsible == {"P1", "P2"}
    assert found.allowed == {"P1", "P2", "P4"}
    assert found.duties is not None
    assert found.duties[Letter.RESPONSIBLE] == {"P1", "P2", "SYS"}
    assert activity(SMALL.process(ONE)).duties is None


# data


def test_data_is_read_by_an_input_and_written_by_an_output_of_its_id_or_name() -> None:
    drawn = process("p").start().task("a").reads("D-1").writes("Stock ledger").reads("nothing known").end()
    assert dict(activity(SMALL.data("D-1").data("D-2", "Stock ledger").process(drawn)).uses) == {"D-1": {R}, "D-2": {C, U}}


def test_the_matrix_decides_of_a_pair_and_leaves_other_pairs_alone() -> None:
    drawn = process("p").start().task("a").reads("D-1").writes("D-2").end()
    enterprise = SMALL.data("D-1").data("D-2").data("D-3").use("a", "D-2", "U").use("a", "D-3", "R").process(drawn)
    assert dict(activity(enterprise).uses) == {"D-1": {R}, "D-2": {U}, "D-3": {R}}
    assert (activity(enterprise).reads, activity(enterprise).writes) == (("D-1", "D-3"), ("D-2",))


def test_rows_of_one_pair_add_up() -> None:
    assert dict(activity(SMALL.data("D-1").use("a", "D-1", "C").use("a", "D-1", "R").process(ONE)).uses) == {"D-1": {R, C}}
