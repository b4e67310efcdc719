"""Every report bears number and hash of the register's last record, in one piece, whether anybody decided on a finding or not."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest

from tests.report.normalization.strategic import assessed as strategic
from tests.report.small_workspaces import workspace
from tests.report.test_findings_schema import faults
from workbench.language import Language
from workbench.normalization import Head, Statement, open_register
from workbench.normalization.heads import head_from
from workbench.report.assessing import Item, Setting
from workbench.report.batch import Done, Order, reported
from workbench.report.batch_index import write_index
from workbench.report.listed import listing_csv
from workbench.report.normalization.review import write_review
from workbench.report.normalization.sheets_file import write_sheets
from workbench.report.outputs import writer_for
from workbench.study import review_pack
from workbench.study.chaining import sheets_of
from workbench.trace import Kept, built_in, checklist_in

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
REPORTS = ("r.html", "r.pdf", "r.json", "r.xlsx", "r.xml", "r.md")
INDEX = ("index.html", "index.json", "index.md")


def record(root: Path) -> Head:
    """State something that is no decision, and return the record."""
    register = open_register(root)
    register.enter(Statement(kind="note", subject="n", says={}, by="王工", at=NOW))
    return register.head


def report_of(root: Path, out: Path) -> Done:
    """Write every kind of report of a workspace, and the index over it."""
    out.mkdir()
    outputs = tuple((out / name, writer_for(out / name)) for name in REPORTS)
    order = Order(item=Item(name="w", path=str(root)), setting=Setting(now=NOW), outputs=outputs, language=Language.EN)
    done = reported(order, lambda _step: None)
    write_index([done], (), out, Language.EN)
    return done


def text_of(path: Path) -> str:
    """Return what a report says: of a workbook all its parts, of a PDF its letters without the ends of lines."""
    if path.suffix == ".xlsx":
        with ZipFile(path) as book:
            return "".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))
    if path.suffix == ".pdf":
        pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
        return "".join(page.extract_text() for page in pages).replace("\n", "")
    return path.read_text(encoding="utf-8-sig")


def test_every_report_and_the_index_bear_what_verify_takes_and_two_runs_are_identical(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", "p")
    head = record(root)
    done = report_of(root, tmp_path / "one")
    report_of(root, tmp_path / "two")
    assert head_from(str(done.head)) == head
    for name in (*REPORTS, *INDEX):
        assert str(head) in text_of(tmp_path / "one" / name), name
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    assert faults(json.loads(text_of(tmp_path / "one" / "r.json"))) == []


def test_without_any_record_no_report_names_one(tmp_path: Path) -> None:
    report_of(workspace(tmp_path / "w", "p"), tmp_path / "out")
    for name in ("r.html", "r.xlsx", "r.xml", "r.md", *INDEX):
        assert "0:0000" not in text_of(tmp_path / "out" / name), name


@pytest.mark.parametrize("name", ["pack.html", "pack.md", "pack.xlsx"])
def test_the_input_of_a_review_bears_it(name: str, tmp_path: Path) -> None:
    head = record(tmp_path)
    pack = review_pack(strategic(), NOW.date(), open_register(tmp_path))
    write_review(pack, "Small", tmp_path / name, Language.EN)
    assert str(head) in text_of(tmp_path / name)


@pytest.mark.parametrize("name", ["sheets.xlsx", "sheets.csv", "sheets.json"])
def test_sheets_for_those_who_judge_bear_it(name: str, tmp_path: Path) -> None:
    head = record(tmp_path)
    write_sheets(sheets_of(strategic(), head=head), "Small", tmp_path / name, Language.EN)
    assert str(head) in text_of(tmp_path / name)


def test_every_row_of_a_checklist_bears_it(tmp_path: Path) -> None:
    head, kept = record(tmp_path), Kept(workspace=tmp_path, register=open_register(tmp_path), on=NOW.date())
    checklist = checklist_in(strategic(), built_in(), kept)
    headings, *rows = listing_csv(checklist, Language.EN, head).splitlines()
    assert headings.endswith(",Head of the register")
    assert len(rows) == len(checklist) > 0
    assert all(row.endswith(f",{head}") for row in rows)
    assert "Head of the register" not in listing_csv(checklist, Language.EN)
