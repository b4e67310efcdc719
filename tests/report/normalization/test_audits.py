"""A sample says how it was drawn and from how many; conclusions wait for the last case; a checklist leaves room."""

from datetime import date
from pathlib import Path

import pytest

from tests.report.normalization.strategic import assessed
from workbench.language import Language
from workbench.normalization import open_register
from workbench.normalization.audit import CaseResult, Sample, SampleRequest, Strata, conclude, sample_of
from workbench.report.listed import listing_csv
from workbench.report.normalization.audits import (
    audits_panel,
    checklist_panel,
    conclusions_panel,
    sample_panels,
    stratum_named,
)
from workbench.trace import Kept, built_in, checklist_in


def sample(size: int | None = 6) -> Sample:
    request = SampleRequest(process="p", seed="H1", strata=Strata.ALL, size=size)
    return sample_of(assessed().evidence, assessed().findings, request)


def test_a_sample_tells_its_seed_its_strata_and_how_to_draw_it_by_hand() -> None:
    strata, cases = sample_panels(sample())
    assert [each.value.en for each in strata.facts] == ["p", "H1", "none", "6 / 40"]
    assert "H1/p/" in strata.notes[1].en
    assert strata.table is not None
    assert [[cell.en for cell in row] for row in strata.table.rows] == [["all", "40", "6"]]
    assert cases.table is not None
    assert [row[0].en for row in cases.table.rows] == [each.case for each in sample().rows]


def test_without_a_size_it_says_what_the_number_of_cases_can_show() -> None:
    assert sample_panels(sample(None))[0].notes[0].en.startswith("As many as it takes to show, at a confidence of 95.0%")


def test_the_sample_goes_along_as_csv_with_room_for_results() -> None:
    head, *rows = listing_csv(sample(), Language.EN).splitlines()
    assert head.endswith("Result,Remark")
    assert len(rows) == 6


@pytest.mark.parametrize(("examined", "verdict"), [(5, "not told before all are examined"), (6, "no")])
def test_nothing_is_called_tolerable_before_all_cases_are_examined(examined: int, verdict: str) -> None:
    results = [CaseResult(case=each.case, deviates=False) for each in sample().rows[:examined]]
    table = conclusions_panel(conclude(sample(), results)).table
    assert table is not None
    assert [row[1].en for row in table.rows] == [verdict]


def test_a_checklist_asks_by_requirement_or_by_department(tmp_path: Path) -> None:
    kept = Kept(workspace=tmp_path, register=open_register(tmp_path), on=date(2026, 3, 2))
    whole, own = (checklist_panel(checklist_in(assessed(), built_in(), kept, each)) for each in (None, "D"))
    assert whole.table is not None
    assert own.table is not None
    assert len(whole.table.rows) > len(own.table.rows) > 0
    assert [heading.text.en for heading in own.table.headings][5:7] == ["Result", "Remark"]
    assert "Clerk" in " ".join(row[3].en for row in own.table.rows)


def test_a_stratum_that_no_sentence_names_is_shown_as_it_is() -> None:
    assert (stratum_named("CF-SKIP").en, stratum_named("conforming").en, stratum_named("").en) == (
        "CF-SKIP",
        "without findings",
        "–",
    )


def test_without_an_audit_in_the_register_that_is_said() -> None:
    assert audits_panel(()).missing is not None
