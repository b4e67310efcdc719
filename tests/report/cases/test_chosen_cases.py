"""Chosen cases: n of N, the same figures as if they were the log, their list page by page, their dots."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.report.cases.small_cases import TRACES, seen_in, seen_with
from workbench.report.cases.case_choices import BegunWithin, Conforming, Deviating, Doing
from workbench.report.cases.cases_seen import SeenCases
from workbench.report.cases.chosen_cases import case_ids, cases_table, chosen_cases, dotted_look


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> SeenCases:
    return seen_in(tmp_path_factory.mktemp("chosen"), *TRACES)


def test_nothing_chosen_is_everything_with_the_figures_of_the_process(seen: SeenCases) -> None:
    chosen = chosen_cases(seen, ())
    assert chosen.of_all.en == "5 of 5 cases (100.0%)"
    assert chosen.figures[0].value == pytest.approx(3 / 5)
    assert [fact.value.en for fact in chosen.facts] == ["5", "15", "3", "2.5 h"]


def test_chosen_cases_have_the_figures_of_a_log_of_them_alone(seen: SeenCases, tmp_path: Path) -> None:
    chosen = chosen_cases(seen, (Deviating(), Doing(activity="b")))
    alone = chosen_cases(seen_in(tmp_path, "axbc"), ())
    assert chosen.of_all.en == "1 of 5 cases (20.0%)"
    assert [each.en for each in chosen.said] == ["complete cases that deviate", "“Buy” was done"]
    assert [figure.value for figure in chosen.figures] == [figure.value for figure in alone.figures]


def test_where_no_case_is_left_it_says_what_to_do(seen: SeenCases) -> None:
    chosen = chosen_cases(seen, (Conforming(), BegunWithin(first=date(2030, 1, 1), last=date(2030, 1, 2))))
    assert chosen.nothing is not None
    assert "Take one away" in chosen.nothing.en
    assert (chosen.of_all.en, chosen.figures) == ("0 of 5 cases (0.0%)", ())


def test_a_page_of_the_list_holds_the_cases_of_its_ids(seen: SeenCases) -> None:
    kept = np.array([True, False, True, True, True])
    assert case_ids(seen, kept, 1, 2) == ("2", "3")
    rows = [[cell.en for cell in row] for row in cases_table(seen, kept, 1, 2).rows]
    assert rows == [
        ["2", "✓ conforms", "2025-03-03 09:30", "2025-03-03 11:59", "1", "3", "2.5 h"],
        ["3", "✗ deviates", "2025-03-04 09:30", "2025-03-04 10:59", "2", "2", "1.5 h"],
    ]


def test_dots_are_those_of_the_chosen_cases_under_the_names_of_the_design(seen: SeenCases) -> None:
    look = dotted_look(seen, np.array([False, False, False, True, True]))
    assert look.drawing is not None
    assert "6 events of 2 cases" in look.drawing.en
    assert ">Close</text>" in look.drawing.en
    assert look.table is not None
    assert [[cell.en for cell in row][3:] for row in look.table.rows] == [["2", "2"], ["1", "1"], ["2", "2"], ["1", "1"]]


def test_a_log_without_times_has_no_dots_and_says_so(tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="{}"/></event>'
    traces = "".join(f"<trace>{''.join(map(event.format, labels))}</trace>" for labels in ("abc", "a"))
    seen = seen_with(tmp_path, "p.xes", f"<log>{traces}</log>")
    look = dotted_look(seen, np.ones(len(seen), dtype=np.bool_))
    assert look.drawing is None
    assert look.nothing is not None
    assert "no times" in look.nothing.en
    assert seen.days is None
    assert chosen_cases(seen, ()).facts[3].value.en == "unknown"
