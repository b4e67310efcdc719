"""A standard differs because of the items that name all that a difference is about, and of no others."""

from tests.normalization.plan.items import TODAY, after, in_work, item
from workbench.fit.plan import Verification
from workbench.normalization import Subject
from workbench.normalization.plan import Aspect, Done, FindingCheck, Item, PostChange, told
from workbench.normalization.release import Area, StandardDifference
from workbench.process import Change
from workbench.report.normalization.change_reasons import reason_of

BY = told("item-own-words", {"text": "x"})
DUTY = PostChange(post="S1", aspect=Aspect.DUTY, object=("a",), by=BY, before="R", after="")
FOUND = FindingCheck(
    subject=Subject(id="f1", code="CF-SKIP", scope="p", object=("b",), count=36, exposed=300),
    verification=Verification(rule="none", most=0.01, needed=300),
)


def done(key: str, **told_else: object) -> Item:
    planned = item(key, **told_else)
    return after(*in_work(planned), Done(on=TODAY), of=planned)


def differing(*named: str) -> StandardDifference:
    return StandardDifference(area=Area.DUTY, change=Change.CHANGED, process="p", object=named)


def test_an_item_that_names_post_and_activity_is_the_reason_with_what_it_was_to_bring() -> None:
    moved, found = done("item-of-a", post_changes=(DUTY,)), done("item-of-b", verifications=(FOUND,))
    reason = reason_of(differing("a", "S1"), (moved, found))
    assert reason is not None
    assert "item-of-" in reason.en
    assert (reason.zh.count("调整项"), reason.en.count("Item")) == (1, 1)
    assert reason_of(differing("b"), (moved, found)) is not None


def test_every_item_that_names_it_is_told() -> None:
    reason = reason_of(differing("b"), (done("one", verifications=(FOUND,)), done("two", verifications=(FOUND,))))
    assert reason is not None
    assert [each.split(":")[0] for each in reason.en.split("; ")] == ["Item one", "Item two"]


def test_what_no_item_names_in_full_has_no_reason() -> None:
    moved = done("m", post_changes=(DUTY,))
    assert reason_of(differing("a", "S2"), (moved,)) is None
    assert reason_of(differing(), (moved,)) is None
    assert reason_of(differing("a", ""), (moved,)) is not None
