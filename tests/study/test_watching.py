"""The demo enterprise watched: another seed is no drift, and what is changed in its tables is told, and only that."""

from datetime import date
from pathlib import Path

import pytest

from demo.files import write
from demo.generate import DEFAULT_SEED, generate
from workbench.findings import InputError
from workbench.normalization.watch import Circumstances, WatchRules
from workbench.normalization.watch.baseline import Baseline
from workbench.normalization.watch.baseline_file import BASELINE, baseline_bytes, read_baseline
from workbench.study import Assessment, assess, open_study
from workbench.study.watching import baseline_from, watch_release

BEGIN, TODAY = date(2025, 1, 1), date(2025, 7, 1)
RULES = WatchRules(draws=999)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    folder = tmp_path_factory.mktemp("released")
    write(generate(DEFAULT_SEED), folder)
    return assess(open_study(folder))


@pytest.fixture(scope="module")
def baseline(released: Assessment) -> Baseline:
    return baseline_from(released)


def edited(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8-sig")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def test_one_permission_more_and_a_post_moved_are_told_and_nothing_else(tmp_path: Path, baseline: Baseline) -> None:
    write(generate(1), tmp_path)
    edited(tmp_path / "models/technology/permissions.csv", "B1,SRM.NOTE\n", "B1,SRM.NOTE\nR1,ERP.PO\n")
    edited(tmp_path / "models/organization/posts.csv", "Process engineer,D20,", "Process engineer,D30,")
    watched = watch_release(baseline, assess(open_study(tmp_path)), Circumstances(today=TODAY), RULES, since=BEGIN)
    told = [(each.detail, each.object) for each in watched.signals]
    assert told == [("permission-added", ("R1", "ERP.PO")), ("post-department", ("R2",))]
    assert len(watched.looks) > 50


def test_what_is_not_new_is_not_looked_at(tmp_path: Path, released: Assessment, baseline: Baseline) -> None:
    """The same log again has nothing behind the baseline but the weeks that were not judged then."""
    (tmp_path / BASELINE).write_bytes(baseline_bytes(baseline))
    watched = watch_release(tmp_path, released, Circumstances(today=TODAY), RULES)
    assert watched.signals == ()
    assert {each.reason for each in watched.unknown} >= {"WATCH_TOO_FEW"}


def test_nobody_is_named_in_a_baseline(baseline: Baseline) -> None:
    """Persons and their accounts are called like their post and a number: P1-01."""
    text = baseline_bytes(baseline).decode()
    posts = {row.key[0] for rows in baseline.structure for row in rows.rows if rows.table == "post"}
    assert {"P1", "GM"} <= posts
    assert not any(f'"{post}-0{number}"' in text for post in posts for number in range(1, 6))


def test_a_folder_without_a_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_baseline(tmp_path / BASELINE)
    assert refused.value.finding.code == "FILE_NOT_READABLE"
