"""What documents are told of a release: who prepared, checked and approved, by post and name, each on the day of the answer."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.report.normalization.strategic import assessed
from workbench.normalization.chain import intentions_of
from workbench.normalization.release import Releases
from workbench.report.documents import Act
from workbench.report.normalization.release_facts import Basis, release_facts
from workbench.study.release_steps import Answers
from workbench.study.releasing import ReleaseRequest

TODAY = date(2026, 3, 2)
REQUEST = ReleaseRequest(
    workspace=Path("factory"),
    version="1.0.0",
    effective=TODAY,
    approvals=Answers(approved=("王芳:管理者代表:2026-02-27",), checked=("李明:Clerk",)).on(TODAY),
    by="clerk",
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)


def signed(by: str) -> list[tuple[Act, str | None, str | None, date | None]]:
    intentions = intentions_of(assessed().evidence)
    basis = Basis(releases=Releases(on=TODAY, releases=()), differences=None, intentions=intentions, head="0" * 64)
    facts = release_facts(assessed().study, replace(REQUEST, by=by), basis)
    return [(each.act, each.post, each.name, each.on) for each in facts.approvals]


def test_who_prepares_as_a_post_signs_by_hand_and_who_checks_and_approves_stands_with_the_day_of_the_answer() -> None:
    assert signed("Clerk") == [
        (Act.PREPARED, "P", None, TODAY),
        (Act.CHECKED, "P", "李明", TODAY),
        (Act.APPROVED, "管理者代表", "王芳", date(2026, 2, 27)),
    ]


@pytest.mark.parametrize("name", ["王敏", "nobody at all"])
def test_who_is_no_post_is_named_and_stands_in_no_column_of_posts(name: str) -> None:
    assert signed(name)[0] == (Act.PREPARED, None, name, TODAY)
