"""The catalogue of data is read from its tables and judged by itself."""

from pathlib import Path

import pytest

from tests.workspace_tables import said, tables
from workbench.information import Operation, read_information
from workbench.information.reading import operations_in
from workbench.tables import read_tables

ROOT = Path(__file__).resolve().parents[2]
OBJECTS = "data_id,name,master_system,owner_department\nD1,Order,CRM,D10\nD2,Plan,,"


def test_the_demo_is_free_of_faults() -> None:
    read = read_information(read_tables(ROOT / "models").tables)
    assert read.findings == ()
    assert (read.data_object["DO01"].master_system, len(read.uses or ())) == ("CRM", 99)


@pytest.mark.parametrize(("text", "letters"), [("C", "C"), ("cr", "CR"), ("C|U", "CU"), ("R, U、D", "RUD"), ("增查改删", "CRUD")])
def test_operations_are_letters_of_either_language(text: str, letters: str) -> None:
    assert operations_in(text) == frozenset(map(Operation, letters))


@pytest.mark.parametrize("text", ["X", "CX", "|", "create"])
def test_what_is_no_operation_is_none(text: str) -> None:
    assert operations_in(text) is None


def test_a_use_without_a_readable_operation_is_told_and_left_out(tmp_path: Path) -> None:
    read = read_information(
        tables(tmp_path, data_objects=OBJECTS, crud="activity_id,data_id,operations\nBuy,D1,C\nBuy,D2,X").tables
    )
    assert [(each.data, each.operations) for each in read.uses or ()] == [("D1", {Operation.CREATE})]
    assert said(read.findings) == [("CELL_WRONG_FORM", 3), ("TABLE_ROW_UNUSED", 3)]


def test_a_use_of_unknown_data_is_told(tmp_path: Path) -> None:
    rows = "activity_id,data_id,operations\nBuy,D1,C\nPay,D3,R\nShip,D3,R"
    read = read_information(tables(tmp_path, data_objects=OBJECTS, crud=rows).tables)
    assert said(read.findings) == [("DATA_UNKNOWN", 3)]


def test_two_objects_of_one_name_are_told(tmp_path: Path) -> None:
    read = read_information(tables(tmp_path, data_objects="data_id,name,name_en\nD1,订单,Order\nD2,采购单,Order").tables)
    assert said(read.findings) == [("DATA_AMBIGUOUS_NAME", 2)]
