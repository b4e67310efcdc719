"""What documents are told of a release: who prepared, checked and approved, by post and name, each on the day of the answer."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.report.documents.small import edition
from tests.report.documents.small import told as lines_of
from tests.report.normalization.strategic import assessed
from workbench.language import Language
from workbench.normalization import Head
from workbench.normalization.chain import intentions_of
from workbench.normalization.release import Releases
from workbench.organization import Department
from workbench.report.documents import Act, ReleaseFacts
from workbench.report.documents.job_description import job_description
from workbench.report.normalization.release_facts import Basis, release_facts
from workbench.study import Study
from workbench.study.release_steps import Answers
from workbench.study.releasing import ReleaseRequest

TODAY = date(2026, 3, 2)
HEAD = Head(number=4, hash="a" * 64)
REQUEST = ReleaseRequest(
    workspace=Path("factory"),
    version="1.0.0",
    effective=TODAY,
    approvals=Answers(approved=("王芳:管理者代表:2026-02-27",), checked=("李明:Clerk",)).on(TODAY),
    by="clerk",
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)


def told(study: Study, by: str = "clerk") -> ReleaseFacts:
    intentions = intentions_of(assessed().evidence)
    basis = Basis(releases=Releases(on=TODAY, releases=()), differences=None, intentions=intentions, head=HEAD)
    return release_facts(study, replace(REQUEST, by=by), basis)


def signed(by: str) -> list[tuple[Act, str | None, str | None, date | None]]:
    return [(each.act, each.post, each.name, each.on) for each in told(assessed().study, by).approvals]


def test_whose_documents_they_are_is_what_the_workspace_is_called_and_not_its_topmost_department() -> None:
    study = assessed().study
    office = Department(id="D00", name="总经理办公室")
    organization = replace(study.design.organization, departments=(office,))
    headed = replace(study, name="云岭精密装备有限公司", design=replace(study.design, organization=organization))
    assert told(headed).organization == "云岭精密装备有限公司"


def test_who_prepares_as_a_post_signs_by_hand_and_who_checks_and_approves_stands_with_the_day_of_the_answer() -> None:
    assert signed("Clerk") == [
        (Act.PREPARED, "P", None, TODAY),
        (Act.CHECKED, "P", "李明", TODAY),
        (Act.APPROVED, "管理者代表", "王芳", date(2026, 2, 27)),
    ]


def test_documents_name_the_last_record_of_the_register_as_verify_takes_it() -> None:
    study = assessed().study
    (post, *_) = study.design.organization.posts or ()
    document = job_description(post, edition(Language.EN, study.design, told(study)))
    assert f"Head of the register at the release: 4:{'a' * 64}" in lines_of(document)


@pytest.mark.parametrize("name", ["王敏", "nobody at all"])
def test_who_is_no_post_is_named_and_stands_in_no_column_of_posts(name: str) -> None:
    assert signed(name)[0] == (Act.PREPARED, None, name, TODAY)
