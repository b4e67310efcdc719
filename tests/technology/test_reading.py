"""A landscape is read from its tables and judged by itself."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.workspace_tables import said, tables
from workbench.tables import read_tables
from workbench.technology import AccountKind, Landscape, SystemKind, read_landscape
from workbench.technology.reading import duration_in

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = "system_id,name\nERP,Enterprise\nMES,Shop floor\n"


def landscape(root: Path, **texts: str) -> Landscape:
    return read_landscape(tables(root, **texts).tables)


def test_the_demo_is_free_of_faults() -> None:
    read = read_landscape(read_tables(ROOT / "models").tables)
    assert read.findings == ()
    assert (len(read.systems or ()), read.system["PAPER"].is_offline, read.system["OA"].business_owner) == (11, True, None)
    assert (read.system_of("ERP.SO"), read.system_of("PAPER"), read.system_of("ERP.NONE")) == ("ERP", "PAPER", None)
    assert read.is_joined("CRM", "PLM", "DO01")
    assert not read.is_joined("CRM", "ERP", "DO01")


def test_systems_are_read_in_either_language(tmp_path: Path) -> None:
    rows = "系统编号,系统名称,系统类型,业务负责人,维护计划,依赖系统\nE1,机床,设备,P1,是,E2\nE2,台账,线下,,否,"
    machine, ledger = landscape(tmp_path, systems=rows).systems or ()
    assert (machine.kind, machine.business_owner, machine.is_maintained) == (SystemKind.EQUIPMENT, "P1", True)
    assert machine.depends_on == ("E2",)
    assert (ledger.kind, ledger.is_maintained, ledger.business_owner) == (SystemKind.OFFLINE, False, None)


def test_an_account_of_a_person_is_personal_and_one_of_nobody_shared_where_no_kind_is_said(tmp_path: Path) -> None:
    rows = "account_id,system_id,person_id,kind\nA1,,Ann,\nA2,,,\nA3,,,system\nA4,,,外部"
    read = landscape(tmp_path, accounts=rows)
    kinds = [each.kind for each in read.accounts or ()]
    assert kinds == [AccountKind.PERSONAL, AccountKind.SHARED, AccountKind.SYSTEM, AccountKind.EXTERNAL]
    assert read.findings == ()


def test_an_account_that_contradicts_its_kind_is_told(tmp_path: Path) -> None:
    rows = "account_id,person_id,kind\nA1,Ann,shared\nA2,,personal\nA3,Ann,personal\nA4,Ann,external"
    assert said(landscape(tmp_path, accounts=rows).findings) == [("SYS_ACCOUNT_KIND", 2), ("SYS_ACCOUNT_KIND", 3)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("PT4H", 240), ("P1DT30M", 1470), ("4h", 240), ("30min", 30), ("2", 120), ("0.5", 30), ("1 天", 1440), ("PT90S", 1.5)],
)
def test_a_latency_is_a_duration(text: str, minutes: float) -> None:
    assert duration_in(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["P", "PT", "soon", "4 moons", "-1h"])
def test_what_is_no_duration_is_none(text: str) -> None:
    assert duration_in(text) is None


def test_an_integration_with_a_latency_that_cannot_be_read_still_joins(tmp_path: Path) -> None:
    rows = "from_system,to_system,data_objects,mode,latency\nERP,MES,D1|D2,实时,soon"
    read = landscape(tmp_path, systems=SYSTEMS, integrations=rows)
    (joined,) = read.integrations or ()
    assert (joined.data, joined.mode, joined.latency) == (("D1", "D2"), "real_time", None)
    assert said(read.findings) == [("CELL_WRONG_FORM", 2)]


def test_a_permission_is_of_a_post_or_of_an_account_and_never_of_nobody(tmp_path: Path) -> None:
    rows = "post_id,account_id,function_id\nP1,,F1\n,A1,F1\n,,F1"
    read = landscape(tmp_path, permissions=rows)
    assert [(each.post, each.account) for each in read.permissions or ()] == [("P1", None), (None, "A1")]
    assert said(read.findings) == [("TABLE_ROW_UNUSED", 4)]


@pytest.mark.parametrize(
    ("texts", "row"),
    [
        ({"systems": "system_id,name,depends_on\nERP,a,MES\nMES,b,ERP|ERQ"}, 3),
        ({"functions": "function_id,system_id\nF1,ERP\nF2,ERB"}, 3),
        ({"integrations": "from_system,to_system\nERP,MES\nERP,MED"}, 3),
        ({"accounts": "account_id,system_id\nA1,ERP\nA2,erp"}, 3),
        ({"functions": "function_id,system_id\nF1,ERP", "permissions": "post_id,function_id\nP1,F1\nP1,F11"}, 3),
        ({"accounts": "account_id\nA1", "permissions": "account_id,function_id\nA2,F1"}, 2),
    ],
)
def test_an_unknown_id_is_told_once_with_its_row(tmp_path: Path, texts: dict[str, str], row: int) -> None:
    assert said(landscape(tmp_path, **{"systems": SYSTEMS, **texts}).findings) == [("SYS_UNKNOWN", row)]


def test_an_offline_system_stands_as_its_own_function(tmp_path: Path) -> None:
    systems = "system_id,name,kind\nPAPER,Paper,offline"
    read = landscape(tmp_path, systems=systems, functions="function_id,system_id", permissions="post_id,function_id\nP1,PAPER")
    assert read.findings == ()


def test_two_systems_of_one_name_and_one_id_twice_are_told(tmp_path: Path) -> None:
    read = landscape(tmp_path, systems="system_id,name\nA,Portal\nB,Portal\nA,Other")
    assert sorted(said(read.findings)) == [("SYS_AMBIGUOUS_NAME", 2), ("TABLE_DUPLICATE", 4)]
