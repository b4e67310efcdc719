"""The steps of a release: which version is next, what is waived, who approves."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization import Author, open_register
from workbench.normalization.release import CONDITIONS, Condition, Drafted, Waiver, standing_in, version_of
from workbench.study.release_steps import approval_from, before, draft, named, proposed_version, waiver_from
from workbench.study.releasing import narrowed
from workbench.templates import example_workspace, write_with_files

DAY = date(2025, 5, 5)
AUTHOR = Author(by="QM", at=datetime(2025, 5, 5, tzinfo=UTC))


def condition(code: str, is_met: bool | None) -> Condition:
    return Condition(process="REP", code=code, is_met=is_met, figure=None, limit=0.0)


def test_a_draft_of_nothing_named_is_one_of_every_process_in_the_proposed_version(tmp_path: Path) -> None:
    write_with_files(example_workspace(Language.EN), tmp_path / "factory")
    register = open_register(tmp_path / "factory")
    recorded = draft(tmp_path / "factory", register, None, Drafted(processes=()), AUTHOR)
    releases = standing_in(register, DAY)
    assert (recorded.statement.subject, named(releases, "1.0.0").processes) == ("1.0.0", ("REP",))
    assert str(proposed_version(tmp_path / "factory", releases)) == "1.0.0"
    assert before(releases, version_of("1.0.0")) is None
    with pytest.raises(UsageError) as refused:
        named(releases, "2.0.0")
    assert refused.value.finding.code == "RELEASE_UNKNOWN"


@pytest.mark.parametrize("text", ["Wang Fang:Manager", "Wang Fang\N{FULLWIDTH COLON}Manager", " Wang Fang : Manager "])
def test_an_approval_is_a_name_and_a_role_with_a_colon_of_either_width(text: str) -> None:
    approval = approval_from(text, DAY)
    assert (approval.name, approval.role, approval.day) == ("Wang Fang", "Manager", DAY)


@pytest.mark.parametrize("text", ["", "Wang Fang", ":Manager", "Wang Fang:"])
def test_what_lacks_name_or_role_is_no_approval(text: str) -> None:
    with pytest.raises(UsageError):
        approval_from(text, DAY)


def test_a_waiver_has_a_reason_and_an_end_or_is_none() -> None:
    assert waiver_from("", None, (), "QM") is None
    waiver = waiver_from("First", DAY, (), "QM")
    assert waiver is not None
    assert waiver.conditions == CONDITIONS
    for reason, until in (("First", None), (" ", DAY)):
        with pytest.raises(UsageError):
            waiver_from(reason, until, (), "QM")


def test_a_waiver_is_narrowed_to_what_is_not_met_and_keeps_what_is_no_condition_to_be_refused() -> None:
    conditions = (condition("score", is_met=True), condition("quiet", is_met=None), condition("dimension", is_met=False))
    waiver = Waiver(conditions=("score", "quiet", "weather"), reason="so", by="QM", until=DAY)
    kept = narrowed(waiver, conditions)
    assert kept is not None
    assert kept.conditions == ("quiet", "weather")
    assert narrowed(Waiver(conditions=("score",), reason="so", by="QM", until=DAY), conditions) is None
    assert narrowed(None, conditions) is None
