"""The input of a review is the same on a page, as HTML, Markdown and workbook; what is not known is said."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from zipfile import ZipFile

import pytest

from workbench.design.names import Names
from workbench.findings import UsageError
from workbench.fit.codes import Element
from workbench.language import Language
from workbench.normalization import open_register
from workbench.normalization.review import FollowedUp, ReviewDecision, enter_review_decision, follow_up, review_decisions
from workbench.report.normalization.review import (
    decisions_panel,
    decisions_table,
    review_html,
    review_markdown,
    review_page,
    write_review,
)
from workbench.shown import Columns, in_both
from workbench.study import ReviewPack, ReviewPart

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
POSTS = Names(texts={"P1": {"zh-CN": "计划员", "en": "Planner"}})
PACK = ReviewPack(
    on=ON,
    parts=MappingProxyType(
        {
            ReviewPart.FIT: Columns(values={"scope": ["enterprise", "<b>|p"], "match_level": ["m2", "m1"]}),
            ReviewPart.PLAN: Columns(values={"scope": []}, said=(in_both("table-yes"),)),
            ReviewPart.SIGNALS: None,
        }
    ),
)


def test_every_part_has_its_table_or_says_that_nothing_is_known() -> None:
    fit, plan, signals = review_page(PACK, "W", Language.EN).sections
    assert fit.table is not None
    assert [cell.en for cell in fit.table.rows[0]] == ["the enterprise as a whole", "partly matched"]
    assert (plan.table, [each.en for each in plan.notes]) == (None, ["yes"])
    assert signals.notes[0].en.startswith("Nothing is known of this part yet")


def test_labels_are_no_markup_anywhere() -> None:
    assert "<b>|p" not in review_html(PACK, "<i>W", Language.EN)
    assert r"| \<b\>\|p |" in review_markdown(PACK, "W", Language.EN)


def test_the_same_pack_gives_the_same_bytes_and_another_ending_is_refused(tmp_path: Path) -> None:
    for ending in ("html", "md", "xlsx"):
        first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
        for path in (first, second):
            write_review(PACK, "W", path, Language.ZH_CN)
        assert first.read_bytes() == second.read_bytes()
    with ZipFile(tmp_path / "1.xlsx") as book:
        assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == 2
    with pytest.raises(UsageError, match=r"\.md"):
        write_review(PACK, "W", tmp_path / "r.docx", Language.EN)


def test_decisions_stand_with_who_until_when_and_what_came_of_them(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    assert decisions_panel(review_decisions(register, ON), POSTS).missing is not None
    decision = ReviewDecision(review="2026-1", text="train", responsible="P1", due=ON, elements=(Element.ORGANIZATION,))
    enter_review_decision(register, decision, "GM", AT)
    late = decisions_table(review_decisions(register, date(2026, 3, 3)), POSTS).rows[0]
    assert [each.en for each in late[:9]] == [
        *("2026-1", "train", "Planner", "2026-03-02", "2026-03-02", "overdue", "", "organization", "GM")
    ]
    follow_up(
        register, review_decisions(register, ON).named(late[9].en).decision, FollowedUp(on=ON, result="two trained"), "QM", AT
    )
    assert [each.en for each in decisions_table(review_decisions(register, ON), POSTS).rows[0][5:7]] == [
        "2026-03-02",
        "two trained",
    ]
