"""What all sessions share of an assessment."""

from __future__ import annotations

from workbench.app.opened import Kept


def test_what_is_asked_for_again_is_not_made_again() -> None:
    kept = Kept(2)
    first = kept.of(("a", None), object)
    assert kept.of(("a", None), object) is first
    assert kept.of(("b", None), object) is not first


def test_what_was_asked_for_longest_ago_is_given_up_first() -> None:
    kept = Kept(2)
    made = {name: kept.of((name,), object) for name in "ab"}
    kept.of(("a",), object)
    kept.of(("c",), object)
    assert kept.of(("a",), object) is made["a"]
    assert kept.of(("b",), object) is not made["b"]
