"""What all sessions share of an assessment."""

from __future__ import annotations

from workbench.app.opened import Kept


def test_what_is_asked_for_again_is_not_made_again() -> None:
    kept, made = Kept(2), list[str]()
    for _ in range(2):
        assert kept.of(("a", None), lambda: (made.append("a"), "first")[1]) == "first"
    assert made == ["a"]


def test_what_was_asked_for_longest_ago_is_given_up_first() -> None:
    kept = Kept(2)
    for name in ("a", "b", "a", "c"):
        kept.of((name,), lambda name=name: f"old {name}")
    assert [kept.of((name,), lambda: "new") for name in ("a", "c", "b")] == ["old a", "old c", "new"]
