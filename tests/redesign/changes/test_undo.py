"""Every change leads there and back again, on both enterprises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.redesign.changes.designs import assert_same, demo, laboratory
from workbench.design import Design
from workbench.language import Language
from workbench.organization import Letter
from workbench.privacy.names import Pseudonyms
from workbench.redesign.changes import (
    AddDuty,
    AddIntegration,
    AddMechanism,
    AutomateActivity,
    Change,
    Changes,
    CloseDepartment,
    DeautomateActivity,
    GrantFunction,
    HoldPost,
    InsertActivity,
    JoinTeam,
    LeaveTeam,
    MakeParallel,
    MergeActivities,
    MoveActivity,
    MovePost,
    OpenDepartment,
    ReleasePost,
    RemoveActivity,
    RemoveAuthority,
    RemoveDuty,
    RemoveIntegration,
    RemoveMechanism,
    RevokeFunction,
    SetAuthority,
    SetHeadcount,
    SetMaster,
    SetSuperior,
    SupportActivity,
    Undone,
    UnsupportActivity,
    change_costs,
    change_text,
)

OF_DEMO: tuple[Change, ...] = (
    MovePost(post="P1", department="D50"),
    SetSuperior(post="P1", superior="M3"),
    SetSuperior(post="MR", superior=None),
    OpenDepartment(department="D35", name="供应链部", head="P3"),
    OpenDepartment(department="D99", name="流程办公室", head="Q5"),
    CloseDepartment(department="D35"),
    JoinTeam(process="P2P", post="Q2"),
    SetHeadcount(post="P1", number=3),
    HoldPost(person="S1-01", post="W2"),
    AddDuty(activity="OTD-07", post="P3", letter=Letter.SUPPORTING),
    RemoveDuty(activity="OTD-01", post="S1", letter=Letter.RESPONSIBLE),
    SetAuthority(activity="P2P-02", lowest_post="P2"),
    SetAuthority(activity="P2P-02", lowest_post="GM", attribute="amount", operator=">", value="100000"),
    RemoveAuthority(activity="P2P-04"),
    AddMechanism(department_a="D10", department_b="D70", mechanism="发货例会"),
    RemoveMechanism(department_a="D30", department_b="D10", mechanism="产销协调会"),
    RemoveActivity(process="OTD", activity="OTD-13"),
    RemoveActivity(process="P2P", activity="P2P-04"),
    InsertActivity(process="OTD", activity="OTD-20", name="出厂前复核", after="OTD-14", post="Q1"),
    MoveActivity(process="OTD", activity="OTD-15", before="OTD-04"),
    MakeParallel(process="P2P", first="P2P-06", second="P2P-07"),
    MergeActivities(process="ECM", first="ECM-11", second="ECM-12"),
    AutomateActivity(process="P2P", activity="P2P-11"),
    DeautomateActivity(process="OTD", activity="OTD-06", post="P2"),
    Changes(
        parts=(
            RemoveActivity(process="P2P", activity="P2P-02"),
            InsertActivity(process="P2P", activity="P2P-20", name="抽查", after="P2P-01"),
            MoveActivity(process="P2P", activity="P2P-20", before="P2P-05"),
            MovePost(post="B1", department="D30"),
        )
    ),
)
OF_LABORATORY: tuple[Change, ...] = (
    MovePost(post="QE", department="L2"),
    SetSuperior(post="QE", superior="LH"),
    OpenDepartment(department="N0", name="新部", head="QE"),
    JoinTeam(process="SMP", post="AN"),
    Changes(parts=(JoinTeam(process="SMP", post="AN"), JoinTeam(process="SMP", post="RC"), LeaveTeam(process="SMP", post="AN"))),
    SetHeadcount(post="AN", number=5),
    HoldPost(person="E021", post="MT"),
    Changes(parts=(HoldPost(person="E021", post="MT"), ReleasePost(person="E021", post="RC"))),
    AddDuty(activity="c_note", post="CC", letter=Letter.RESPONSIBLE),
    RemoveDuty(activity="REA-03", post="LH", letter=Letter.ACCOUNTABLE),
    SetAuthority(activity="val", lowest_post="LH"),
    RemoveAuthority(activity="val"),
    AddMechanism(department_a="S0", department_b="Q0", mechanism="投诉周会"),
    RemoveMechanism(department_a="L2", department_b="L1", mechanism="交接班会"),
    GrantFunction(post="ST", function="QMS.ACC"),
    RevokeFunction(post="AC", function="ERP.INV"),
    AddIntegration(source="QMS", target="EAM", data=("CERT",)),
    RemoveIntegration(source="ERP", target="SRM", data=("QUO", "REQ")),
    SetMaster(data="EQUI", system="EAM"),
    SupportActivity(process="CMP", activity="c_note", function="CRM.REP"),
    SupportActivity(process="SMP", activity="val", function="PAP"),
    UnsupportActivity(process="CMP", activity="c_cls", function="CRM.CLS"),
    UnsupportActivity(process="SMP", activity="arch", function="PAP"),
    RemoveActivity(process="SMP", activity="cent"),
    RemoveActivity(process="CAL", activity="CAL-06"),
    InsertActivity(process="REA", activity="REA-20", name="复核发票", after="REA-08", post="CA"),
    MoveActivity(process="CMP", activity="c_cls", before="c_note"),
    MakeParallel(process="CMP", first="c_rep", second="c_close"),
    MergeActivities(process="CAL", first="CAL-01", second="CAL-02"),
    MergeActivities(process="REA", first="REA-01", second="REA-02"),
    AutomateActivity(process="SMP", activity="rec"),
    DeautomateActivity(process="SMP", activity="chem"),
)
CASES = [
    pytest.param(enterprise, change, id=f"{enterprise.__name__}-{change.kind}-{number}")
    for enterprise, changes in ((demo, OF_DEMO), (laboratory, OF_LABORATORY))
    for number, change in enumerate(changes)
]


@pytest.mark.parametrize(("enterprise", "change"), CASES)
def test_what_is_changed_and_undone_is_as_it_was(enterprise: Callable[[], Design], change: Change) -> None:
    before = enterprise()
    back = change.undo(before)
    after = change.apply(before)
    with pytest.raises(AssertionError):
        assert_same(after, before)
    assert_same(back.apply(after), before)
    assert back.undo(after) == change


@pytest.mark.parametrize(("enterprise", "change"), CASES)
def test_a_change_says_what_it_does_whom_it_touches_and_what_it_costs(enterprise: Callable[[], Design], change: Change) -> None:
    design = enterprise()
    for each in (change, Undone(change=change, edits=())):
        said = [change_text(each, design, Pseudonyms(key=b"key"), language) for language in Language]
        assert len({*said}) == len(said)
        assert all("{" not in text for text in said)
    touched = change.touched(design)
    assert any((touched.departments, touched.posts, touched.activities, touched.systems, touched.data))
    assert change.cost(change_costs(design)) >= 0
