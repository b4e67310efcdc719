"""What single changes do to a design, what goes along, and what they refuse by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.redesign.changes.designs import demo, laboratory
from workbench.design import Design, rejoined
from workbench.findings import ConflictError
from workbench.language import Language
from workbench.organization import Letter, TeamMember
from workbench.privacy.names import Pseudonyms
from workbench.process import Sidecar, behavior_of
from workbench.process.sidecar import ActivityFacts
from workbench.redesign.changes import (
    AddDuty,
    AddIntegration,
    AddMechanism,
    AutomateActivity,
    Change,
    Changes,
    CloseDepartment,
    GrantFunction,
    HoldPost,
    InsertActivity,
    JoinTeam,
    MakeParallel,
    MergeActivities,
    MoveActivity,
    MovePost,
    OpenDepartment,
    ReleasePost,
    RemoveActivity,
    RemoveDuty,
    SetHeadcount,
    SetSuperior,
    SupportActivity,
    change_costs,
    change_text,
)


def small() -> Enterprise:
    drawn = process("p").start().task("a").task("b").task("c").end()
    firm = Enterprise().department("D1", head="H").department("D2").post("H", "D1").post("W", "D2", headcount=3, above="H")
    return firm.process(drawn).person("w1", "W").duty("a", R="W").duty("b", R="H")


def test_a_post_moves_and_nothing_else_does() -> None:
    before = demo()
    after = MovePost(post="P1", department="D50").apply(before)
    assert after.organization.post["P1"].department == "D50"
    assert before.organization.post["P1"].department == "D30", "the design that was changed stays as it was"
    others = [each for each in after.organization.posts or () if each.id != "P1"]
    assert others == [each for each in before.organization.posts or () if each.id != "P1"]
    assert MovePost(post="P1", department="D50").touched(before).departments == ("D30", "D50")
    assert MovePost(post="P1", department="D50").cost(change_costs(before)) == 8, "two people, four quarters each"


def test_a_member_of_a_team_stays_in_its_department() -> None:
    before = demo()
    after = JoinTeam(process="P2P", post="W1").apply(before)
    assert after.organization.team_members == (TeamMember(process="P2P", post="W1"),)
    assert after.organization.posts == before.organization.posts
    assert JoinTeam(process="P2P", post="W1").cost(change_costs(before)) == 2, "of four people at most two are sent"


def test_what_a_change_breaks_or_mends_is_told_anew() -> None:
    broken = replace(demo().organization, departments=tuple(
        replace(each, head="nobody") if each.id == "D50" else each for each in demo().organization.departments or ()
    ))  # fmt: skip
    design = rejoined(replace(demo(), organization=broken), demo())
    assert [each.code for each in design.findings] == ["ORG_UNKNOWN"]
    assert rejoined(replace(design, organization=demo().organization), design).findings == ()


def test_an_activity_takes_all_that_is_said_of_it_along() -> None:
    after = RemoveActivity(process="P2P", activity="P2P-04").apply(demo())
    organization, landscape = after.organization, after.landscape
    assert "P2P-04" not in {each.id for each in after.activities}
    rows = (*(organization.authorities or ()), *(after.information.uses or ()))
    assert "P2P-04" not in {each.activity for each in rows}
    assert "P2P-04" not in {each for function in landscape.functions or () for each in function.activities}
    assert organization.delegations == (), "the only delegation was for it alone; for no activity it would be one for all"
    assert [each for each in after.findings if each.code.startswith("REFERENCE")] == []


def test_two_merged_have_the_performers_of_the_first_and_the_data_functions_and_names_of_both() -> None:
    before = laboratory()
    after = MergeActivities(process="REA", first="REA-08", second="REA-09").apply(before)
    one, other = ({each.id: each for each in before.activities}[key] for key in ("REA-08", "REA-09"))
    both = {each.id: each for each in after.activities}["REA-08"]
    assert "REA-09" not in {each.id for each in after.activities}
    assert both.duties == one.duties
    assert set(both.functions or ()) == {*(one.functions or ()), *(other.functions or ())}
    assert both.uses.keys() == one.uses.keys() | other.uses.keys()
    assert all(other.texts[language.value] in both.texts[language.value] for language in Language)


def test_aliases_of_what_is_merged_mean_what_it_became() -> None:
    after = MergeActivities(process="p", first="a", second="b").apply(small().alias("activity", "bee", "b").design())
    assert after.process["p"].naming.meaning("bee") is not None
    assert [each.id for each in after.aliases] == ["a"]


def test_a_new_activity_stands_in_the_lane_of_its_post() -> None:
    change = InsertActivity(process="P2P", activity="P2P-20", name="抽查", after="P2P-01", post="Q2")
    after = change.apply(demo())
    new = {each.id: each for each in after.activities}["P2P-20"]
    assert new.responsible == {"Q2"}
    assert new.lane is not None
    assert new.lane.id == "Q2"


def test_an_automated_activity_is_done_by_the_system_itself() -> None:
    after = AutomateActivity(process="P2P", activity="P2P-11").apply(demo())
    (done,) = (each for each in after.activities if each.id == "P2P-11")
    assert done.is_automatic
    assert (done.duties or {})[Letter.RESPONSIBLE] == {"SYS"}


def test_support_is_said_where_it_is_said_now() -> None:
    listed = SupportActivity(process="p", activity="a", function="F.1").apply(small().function("F.1", "F").design())
    assert [each.activities for each in listed.landscape.functions or ()] == [("a",)]
    assert listed.process["p"].sidecar == Sidecar()
    sidecar = Sidecar(activities={"x": ActivityFacts(functions=("F.2",))})
    told = small().process(process("q").start().task("x").end(), sidecar).function("F.1", "F").function("F.2", "F")
    after = SupportActivity(process="q", activity="x", function="F.1").apply(told.design())
    assert after.process["q"].sidecar.activities["x"].functions == ("F.2", "F.1")


def test_processes_of_one_file_are_drawn_anew_together_and_others_stay() -> None:
    after = RemoveActivity(process="p", activity="b").apply(small().process(process("q").start().task("z").end()).design())
    assert behavior_of(after.process["p"].process).automaton().accepts("ac")
    assert after.process["q"].process == small().process(process("q").start().task("z").end()).design().process["q"].process


def test_several_changes_are_one_and_a_later_one_may_rest_on_an_earlier() -> None:
    both = Changes(parts=(OpenDepartment(department="N", name="New", head="H"), MovePost(post="W", department="N")))
    after = both.apply(small().design())
    assert after.organization.post["W"].department == "N"
    assert both.cost(change_costs(small().design())) == 12
    assert both == Changes(parts=(OpenDepartment(department="N", name="New", head="H"), MovePost(post="W", department="N")))


def test_a_change_is_said_with_names_and_people_under_their_pseudonyms() -> None:
    said = change_text(MovePost(post="P1", department="D50"), demo(), Pseudonyms(key=b"key"), Language.EN)
    assert said == "Move post Production planner to department Manufacturing"
    person = (demo().organization.persons)[0]
    assert person not in change_text(HoldPost(person=person, post="W2"), demo(), Pseudonyms(key=b"key"), Language.EN)


def bare() -> Design:
    return Enterprise().process(process("p").start().task("a").end()).design()


@pytest.mark.parametrize(
    ("code", "design", "change"),
    [
        ("CHANGE_UNKNOWN", demo(), MovePost(post="P9", department="D50")),
        ("CHANGE_UNKNOWN", demo(), MovePost(post="P1", department="D77")),
        ("CHANGE_ALREADY", demo(), MovePost(post="P1", department="D30")),
        ("CHANGE_CIRCLE", demo(), SetSuperior(post="P3", superior="P1")),
        ("CHANGE_ALREADY", demo(), OpenDepartment(department="D30", name="again")),
        ("CHANGE_NOT_EMPTY", demo(), CloseDepartment(department="D30")),
        ("CHANGE_UNKNOWN", demo(), JoinTeam(process="XYZ", post="P1")),
        ("CHANGE_UNKNOWN", demo(), SetHeadcount(post="P1", number=-1)),
        ("CHANGE_UNKNOWN", demo(), HoldPost(person="nobody", post="P1")),
        ("CHANGE_LAST_POST", demo(), ReleasePost(person="S1-01", post="S1")),
        ("CHANGE_ALREADY", demo(), AddDuty(activity="OTD-01", post="S1", letter=Letter.RESPONSIBLE)),
        ("CHANGE_NOT_THERE", demo(), RemoveDuty(activity="OTD-01", post="P1", letter=Letter.RESPONSIBLE)),
        ("CHANGE_UNKNOWN", demo(), AddDuty(activity="OTD-99", post="S1", letter=Letter.RESPONSIBLE)),
        ("CHANGE_ALREADY", demo(), AddMechanism(department_a="D30", department_b="D10", mechanism="产销协调会")),
        ("CHANGE_UNKNOWN", laboratory(), GrantFunction(post="ST", function="QMS.NO")),
        ("CHANGE_ALREADY", laboratory(), GrantFunction(post="AC", function="ERP.INV")),
        ("CHANGE_ALREADY", laboratory(), AddIntegration(source="ERP", target="OAS", data=("INV",))),
        ("CHANGE_NO_TABLE", bare(), AddDuty(activity="a", post="SYS", letter=Letter.RESPONSIBLE)),
        ("CHANGE_UNKNOWN", demo(), RemoveActivity(process="OTD", activity="P2P-01")),
        ("CHANGE_ORDER_RULE", demo(), MoveActivity(process="OTD", activity="OTD-16", before="OTD-15")),
        ("CHANGE_ORDER_RULE", demo(), MakeParallel(process="OTD", first="OTD-15", second="OTD-16")),
        ("CHANGE_SEPARATE", demo(), MergeActivities(process="P2P", first="P2P-12", second="P2P-13")),
        ("CHANGE_ALREADY", demo(), InsertActivity(process="OTD", activity="P2P-01", name="x", after="OTD-01")),
        ("EDIT_NOT_IN_A_ROW", demo(), MergeActivities(process="OTD", first="OTD-07", second="OTD-08")),
        ("EDIT_KIND", demo(), AutomateActivity(process="OTD", activity="OTD-06")),
    ],
)
def test_what_cannot_be_is_refused_by_name(code: str, design: Design, change: Change) -> None:
    with pytest.raises(ConflictError) as refused:
        change.apply(design)
    assert refused.value.finding.code == code
    assert "{" not in refused.value.finding.text() + refused.value.finding.text(Language.ZH_CN)


def test_what_was_changed_meanwhile_is_not_undone() -> None:
    back = MovePost(post="P1", department="D50").undo(demo())
    with pytest.raises(ConflictError) as refused:
        back.apply(demo())
    assert refused.value.finding.code == "CHANGE_OUTDATED"
