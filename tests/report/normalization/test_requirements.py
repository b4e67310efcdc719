"""The trace on a page: narrowed by role and state, each requirement with what to do next, whatever is missing."""

import pytest

from workbench.language import Language
from workbench.report.normalization.requirements import (
    TraceChoice,
    requirement_page,
    requirements_table,
    role_counts,
    steps_for,
    to_begin_with,
)
from workbench.report.tables import UNKNOWN
from workbench.trace import Requirement, Role, Status, built_in, trace

DONE = Requirement(id="A", zh="甲", en="first", role=Role.CORE, evidence=("table:posts",))
PART = Requirement(id="B", zh="乙", en="second", role=Role.CORE, evidence=("table:posts", "record:items", "record:risks"))
NONE = Requirement(id="C", zh="丙", en="third", evidence=("strategy:kpis", "finding:CF"))
TRACED = trace((DONE, PART, NONE), {"table:posts": 3})


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (TraceChoice(), "ABC"),
        (TraceChoice(role=Role.CORE), "AB"),
        (TraceChoice(status=Status.NOTHING), "C"),
        (TraceChoice(role=Role.CORE, status=Status.PARTLY), "B"),
        (TraceChoice(role=Role.SUPPORTING, status=Status.EVIDENCED), ""),
    ],
)
def test_requirements_are_looked_at_by_role_and_state(choice: TraceChoice, ids: str) -> None:
    assert "".join(each.requirement.id for each in choice.of(TRACED)) == ids


def test_a_row_says_what_to_do_next_and_nothing_where_all_is_there() -> None:
    steps = [row[4] for row in requirements_table(TRACED).rows]
    assert steps[0].en == UNKNOWN
    assert (steps[1].en.count("workbench plan adopt"), ";" in steps[1].en) == (1, False)
    assert "models/" in steps[2].zh
    assert "CF" in steps[2].zh


def test_how_many_are_evidenced_is_told_by_role() -> None:
    core, supporting = role_counts(TRACED)
    assert (core.evidenced.value.en, supporting.evidenced.value.en) == ("1 / 2", "0 / 1")
    assert core.said.en == "core: 1 evidenced, 1 partly, 0 with nothing yet."


def test_what_is_opened_first_is_what_something_is_to_be_done_for() -> None:
    assert (to_begin_with(TRACED), to_begin_with(TRACED[:1])) == ("B", None)


def test_one_requirement_shows_what_is_there_and_what_is_not() -> None:
    page = requirement_page(TRACED[1])
    assert (page.title.zh, [each.zh for each in page.held]) == ("B 乙", ["posts.csv ×3"])
    assert (len(page.missing), [each.name for each in page.steps]) == (2, ["adopt"])


def test_for_every_evidence_of_the_catalogue_there_is_a_next_step_in_both_languages() -> None:
    for each in trace(built_in(), {}):
        said = [(step.said.zh, step.said.en) for step in steps_for(each)]
        assert all(zh and en and zh != en for zh, en in said)
        assert bool(said) == bool(each.missing), each.requirement.id
        assert not any("{" in text or Language.EN.value == text for pair in said for text in pair)
