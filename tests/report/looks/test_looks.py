"""Looks at organization and technology: figures counted by hand, signs beside colours, the way to findings, what is missing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.report.looks.workspaces import HOSTILE, bare_workspace, workspace
from workbench.report.looks import (
    Panel,
    access_panels,
    accounts_panel,
    automation_panel,
    chart_panel,
    data_objects_panel,
    data_use_panel,
    department_handovers,
    department_network,
    duties_kept,
    duties_panel,
    load_panels,
    passages_panel,
    placement_panel,
    post_handovers,
    post_network,
    roles_panel,
    systems_panel,
    way_panel,
)
from workbench.study import Assessment, assess, open_study
from workbench.tables import normalized_responsibilities, packed_workbook, read_workbook

OF_ALL: tuple[Callable[[Assessment], Panel], ...] = (
    *(accounts_panel, chart_panel, data_objects_panel, department_handovers, department_network),
    *(post_handovers, post_network, roles_panel),
)
OF_A_PROCESS: tuple[Callable[[Assessment, str], Panel], ...] = (
    *(automation_panel, data_use_panel, duties_panel, passages_panel, placement_panel, systems_panel, way_panel),
)


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return assess(open_study(workspace(tmp_path_factory.mktemp("shop"))))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return assess(open_study(bare_workspace(tmp_path_factory.mktemp("bare"))))


def every(given: Assessment) -> list[Panel]:
    return [
        *(make(given) for make in OF_ALL),
        *(make(given, "p") for make in OF_A_PROCESS),
        *load_panels(given),
        *access_panels(given, None),
    ]


def rows(panel: Panel) -> list[list[str]]:
    assert panel.table is not None
    return [[cell.en.strip() for cell in row] for row in panel.table.rows]


def codes(panel: Panel) -> list[list[str]]:
    return [[link.code for link in links] for links in panel.links]


def test_every_panel_has_a_title_and_says_how_it_is_read_and_its_rows_fit(assessment: Assessment) -> None:
    for panel in every(assessment):
        assert panel.title.zh != panel.title.en
        assert panel.said.zh
        assert panel.table is not None or panel.missing is not None
        for row in panel.table.rows if panel.table else ():
            assert len(row) == len(panel.table.headings)  # type: ignore[union-attr]
        assert panel.table is None or len(panel.links) in (0, len(panel.table.rows))


def test_letters_stand_beside_the_share_that_each_post_did_and_who_never_did_it_has_a_sign(assessment: Assessment) -> None:
    panel = duties_panel(assessment, "p")
    assert panel.table is not None
    assert [each.text.en for each in panel.table.headings] == ["Activity", "Boss", "Clerk", "Keeper", "Sleeper", "post unknown"]
    assert rows(panel)[1] == ["b", "", "", "R · 40 (100.0%)", "R · ○ 0 (0.0%)", ""]
    assert rows(panel)[2] == ["c", "", "R · 26 (65.0%)", "", "", "14 (35.0%)"]


def test_a_department_can_be_looked_at_alone(assessment: Assessment) -> None:
    of_stores = duties_panel(assessment, "p", "D2").table
    assert of_stores is not None
    assert [each.text.en for each in of_stores.headings] == ["Activity", "Keeper", "Sleeper"]
    assert [row[0] for row in rows(chart_panel(assessment, "D2"))] == ["Stores", "Keeper", "Sleeper"]


def test_a_row_leads_to_the_findings_about_it_and_they_know_their_cases(assessment: Assessment) -> None:
    panel = duties_panel(assessment, "p")
    assert codes(panel) == [[], ["TP-OFFLINE", "PO-NOA"], ["PO-NOA"]]
    assert panel.links[1][0].cases == 10
    assert panel.links[1][0].id in {each.id for each in assessment.findings}
    assert codes(department_handovers(assessment)) == [["PO-COORD"], ["PO-COORD"]]


def test_the_letters_can_be_kept_as_a_workbook_and_read_back(assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / "responsibilities.xlsx").write_bytes(packed_workbook([duties_kept(assessment.study.design, "p")]))
    (table,) = read_workbook(tmp_path / "responsibilities.xlsx")
    read = {(each.activity, each.post, each.letter.value) for each in normalized_responsibilities(table).entries}
    assert read == {("a", "S1", "R"), ("a", "B0", "A"), ("b", "S2", "R"), ("b", "S3", "R"), ("c", "S1", "R")}


def test_handovers_without_a_mechanism_have_a_sign_and_a_wait(assessment: Assessment) -> None:
    assert rows(department_handovers(assessment))[0][2:] == ["! no mechanism", "", "40", "100.0%", "1.0 h"]
    assert rows(post_handovers(assessment)) == [
        ["Clerk", "Keeper", "yes", "", "40", "100.0%", "1.0 h"],
        ["Keeper", "Clerk", "yes", "", "40", "100.0%", "1.0 h"],
    ]
    drawn = department_handovers(assessment).drawing
    assert drawn is not None
    assert "!40" in drawn.en


def test_pairs_of_too_few_are_neither_listed_nor_drawn(assessment: Assessment) -> None:
    policy = assessment.study.policy
    strict = replace(policy, privacy=replace(policy.privacy, least_persons=3))
    panel = post_handovers(replace(assessment, study=replace(assessment.study, policy=strict)))
    assert (panel.table, panel.drawing) == (None, None)
    assert panel.missing is not None


def test_load_is_told_over_all_and_by_week(assessment: Assessment) -> None:
    whole, weeks = load_panels(assessment)
    assert [row[0] for row in rows(whole)] == ["Clerk", "Keeper"]
    assert codes(whole)[1] == ["TO-EXCESS", "TO-NOACC"]
    assert {cell for row in rows(weeks) for cell in row[1:]} <= {"", "∗", "4%", "5%", "7%", "9%", "10%"}
    assert weeks.table is not None
    assert weeks.table.more is not None


def test_the_chart_shows_who_is_never_seen_and_who_leads_few(assessment: Assessment) -> None:
    notes = {row[0]: row[2] for row in rows(chart_panel(assessment))}
    assert notes["Sleeper"] == "○ responsible, never seen in the logs"
    assert notes["Boss"] == "– not seen in the logs (does not execute)"
    assert notes["Keeper"] == "! leads one only"
    assert notes["Clerk"] == ""


def test_roles_are_told_of_groups_with_the_posts_they_hold(assessment: Assessment) -> None:
    panel = roles_panel(assessment)
    assert [row[1:4] for row in rows(panel)] == [["b 100.0%", "Keeper", "2"], ["a 60.6%, c 39.4%", "Clerk", "2"]]
    assert [each.value.en for each in panel.facts] == ["1.00", "1.00"]


def test_where_work_is_done_is_told_by_system_and_by_share(assessment: Assessment) -> None:
    assert rows(systems_panel(assessment, "p"))[1] == ["b", "", "! 10 (25.0%)", "✓ · 30 (75.0%)"]
    assert rows(placement_panel(assessment, "p"))[1] == ["b", "Stock", "40", "75.0%", "0.0%", "25.0%", "0.0%"]


def test_the_commonest_way_breaks_where_nothing_is_declared(assessment: Assessment) -> None:
    assert [row[3] for row in rows(way_panel(assessment, "p"))] == ["begin", "integrated", "✗ not integrated"]
    drawn = way_panel(assessment, "p").drawing
    assert drawn is not None
    assert drawn.en.count(">✗<") == 1
    assert rows(passages_panel(assessment, "p"))[0] == ["Stock", "Planning", "✗ not integrated", "30"]


def test_access_tells_what_is_missing_in_excess_and_used_without_being_granted(assessment: Assessment) -> None:
    access, counted = access_panels(assessment, None)
    assert rows(access) == [
        ["Keeper", "✗", "", "○ · ! 30"],
        ["Sleeper", "", "", "○"],
        ["Clerk", "✓ · 40", "✓ · 26", ""],
    ]
    assert rows(counted)[-1] == ["All", "4", "2", "2", "0", "1", "50.0%"]
    stock = access_panels(assessment, "WMS")[0].table
    assert stock is not None
    assert [each.text.en for each in stock.headings] == ["Post", "WMS.B"]
    assert rows(accounts_panel(assessment)) == [["DESK", "p", "c", "14", "35.0%"]]


def test_doubtful_data_has_a_sign_in_the_matrix_and_its_reasons_in_the_list(assessment: Assessment) -> None:
    used = data_use_panel(assessment, "p").table
    assert used is not None
    assert [each.text.en for each in used.headings] == ["Activity", "Order", "! Note"]
    panel = data_objects_panel(assessment)
    assert [row[1] for row in rows(panel)] == ["", "! nobody in charge, ! nobody creates it"]
    assert codes(panel)[1] == ["DT-NOCREATE", "DT-NOOWNER"]


def test_what_is_missing_is_named_with_its_file_and_columns(bare: Assessment) -> None:
    told = {panel.key: panel.missing.en for panel in every(bare) if panel.missing is not None}
    assert "models/organization/posts.csv" in told["handovers-posts"]
    assert "post_id, name, department_id" in told["handovers-posts"]
    assert "models/organization/responsibilities.csv" in told["duties"]
    assert "`system`" in told["way"]
    assert "models/information/crud.csv" in told["data-use"]
    assert all("init" in told[key] for key in ("chart", "roles", "access", "accounts", "systems", "data-objects", "loads"))


def test_a_hostile_name_stays_a_name_in_every_drawing(assessment: Assessment) -> None:
    drawn = [each.drawing for each in every(assessment) if each.drawing is not None]
    assert len(drawn) == 8
    for drawing in drawn:
        for svg in (drawing.zh, drawing.en):
            assert {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(svg).iter()} <= {
                *("svg", "style", "rect", "text", "path", "g", "title"),
            }
    titles = [each.text for each in ElementTree.fromstring(drawn[1].en).iter() if each.tag.endswith("title")]
    assert HOSTILE in titles


def test_the_order_of_rows_in_the_log_never_matters(assessment: Assessment, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    log = root / "event_logs" / "p.csv"
    header, *events = log.read_text(encoding="utf-8").splitlines()
    log.write_text("\n".join([header, *reversed(events)]) + "\n", encoding="utf-8")
    assert every(assess(open_study(root))) == every(assessment)
