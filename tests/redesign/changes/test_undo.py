"""Every change leads there and back again, on both enterprises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.redesign.changes.designs import assert_same, demo, laboratory
from workbench.design import Design
from workbench.language import Language, say
from workbench.organization import Letter
from workbench.redesign.changes import (
    AddDuty,
    AddIntegration,
    AddMechanism,
    Change,
    Changes,
    CloseDepartment,
    GrantFunction,
    HoldPost,
    JoinTeam,
    LeaveTeam,
    MovePost,
    OpenDepartment,
    ReleasePost,
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
    UnsupportActivity,
    change_costs,
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
    assert_same(back.undo(after).apply(before), after)


@pytest.mark.parametrize(("enterprise", "change"), CASES)
def test_a_change_says_what_it_does_whom_it_touches_and_what_it_costs(enterprise: Callable[[], Design], change: Change) -> None:
    design = enterprise()
    said = [say(f"change-{change.kind}", language, change.facts) for language in Language]
    assert len({*said}) == len(said)
    assert all("{" not in text for text in said)
    touched = change.touched(design)
    assert any((touched.departments, touched.posts, touched.activities, touched.systems, touched.data))
    assert change.cost(change_costs(design)) >= 0
    assert hash(change) == hash(change)
