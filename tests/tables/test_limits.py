"""Limits as a user writes them, and errors that say how they are raised."""

from dataclasses import fields

import pytest

from workbench.findings import UsageError
from workbench.language import Language
from workbench.tables import Limits
from workbench.tables.faults import RAISED_BY, over_limit
from workbench.tables.limits import limits_of

NAMES = {field.name for field in fields(Limits)}


@pytest.mark.parametrize(
    ("setting", "name", "value"),
    [
        ("columns=5000", "columns", 5_000),
        ("unpacked_bytes=2GiB", "unpacked_bytes", 2 << 30),
        ("file_bytes=500MB", "file_bytes", 500_000_000),
        (" depth = 7 ", "depth", 7),
        ("value_characters=3kib", "value_characters", 3_072),
    ],
)
def test_a_limit_is_set_by_its_name_and_the_others_stay(setting: str, name: str, value: int) -> None:
    limits = limits_of([setting])
    assert getattr(limits, name) == value
    assert all(getattr(limits, other) == getattr(Limits(), other) for other in NAMES - {name})


@pytest.mark.parametrize("setting", ["colums=3", "=3"])
def test_what_is_no_limit_is_refused_with_the_names_that_there_are(setting: str) -> None:
    with pytest.raises(UsageError) as refused:
        limits_of([setting])
    said = refused.value.finding.text()
    assert all(name in said for name in NAMES)


@pytest.mark.parametrize("setting", ["columns", "columns=0", "columns=-1", "columns=many", "columns=1.5"])
def test_what_is_no_size_is_refused_with_the_forms_that_there_are(setting: str) -> None:
    with pytest.raises(UsageError, match="2GiB"):
        limits_of([setting])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(RAISED_BY))
def test_every_limit_says_its_value_and_how_it_is_raised(code: str, language: Language) -> None:
    finding = over_limit("x.csv", code, {"limit": 4711}, line=3).finding
    field = finding.facts["field"]
    assert field in NAMES
    said = finding.text(language)
    assert "4711" in said
    assert f"--limit {field}=" in said
    assert f"Limits({field}=" in said
