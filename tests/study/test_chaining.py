"""What the register knows stands in the chain below the findings, and in the input of a review beside them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.report.normalization.strategic import assessed
from workbench.findings import InputError
from workbench.normalization import Register, Statement, open_register
from workbench.normalization.chain import ChainKey, NodeKind, intentions_of
from workbench.normalization.plan import enter_items
from workbench.normalization.release import Drafted, advance, version_of
from workbench.normalization.watch import Monitor, Signal, TouchedObjects, Trigger, opening
from workbench.normalization.watch.case import KIND, CaseOpened
from workbench.normalization.watch.recorded import cases_in
from workbench.study import ReviewPart
from workbench.study.chaining import chain_of
from workbench.study.following import followed_in, release_days
from workbench.study.planning import planned_items
from workbench.study.review_given import whole_review_pack

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = AT.date()
SIGNAL = Signal(monitor=Monitor.CYCLE_TIME, process="p", since=DAY, statistic=3.0, limit=2.0, n=40)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """A register with the items of the findings, a draft of a release, and a case with one signal."""
    register = open_register(tmp_path)
    enter_items(register, planned_items(assessed(), None, DAY), by="QM", at=AT)
    advance(register, version_of("1.0.0"), Drafted(processes=("p",)), by="QM", at=AT)
    opened = CaseOpened(
        release="1.0.0", on=DAY, triggers=(Trigger.CONDITION,), signals=(SIGNAL,), touched=TouchedObjects(processes=("p",))
    )
    register.enter(opening(opened, by="QM", at=AT))
    return register


def test_items_releases_and_signals_stand_below_what_they_are_about(register: Register) -> None:
    chain = chain_of(assessed(), intentions_of(assessed().evidence), followed_in(register, assessed().study.design, DAY))
    signal = ChainKey(kind=NodeKind.SIGNAL, id=SIGNAL.key)
    assert [each.key.id for each in chain.up(signal) if each.key.kind is NodeKind.RELEASE] == ["1.0.0"]
    assert "C1" in [each.key.id for each in chain.up(signal)]
    items = chain.of_kind(NodeKind.ITEM)
    assert items
    assert all(chain.above(each.key) for each in items)


def test_nothing_followed_before_it_was_entered(register: Register) -> None:
    assert followed_in(register, assessed().study.design, date(2026, 3, 1)).nodes == ()
    assert cases_in(register, date(2026, 3, 1)) == ()


def test_a_draft_came_into_effect_on_no_day(register: Register) -> None:
    assert release_days(register, DAY) == ()


def test_a_review_sees_releases_signals_and_kpis_and_without_them_says_that_nothing_is_known(
    register: Register, tmp_path: Path
) -> None:
    pack = whole_review_pack(assessed(), DAY, register)
    given = {part: pack.parts[part] for part in (ReviewPart.RELEASES, ReviewPart.SIGNALS, ReviewPart.KPIS)}
    assert [len(each) if each is not None else None for each in given.values()] == [1, 1, 2]
    bare = whole_review_pack(assessed(), DAY, open_register(tmp_path / "other"))
    assert (bare.parts[ReviewPart.RELEASES], bare.parts[ReviewPart.SIGNALS]) == (None, None)


def test_a_statement_that_no_case_makes_is_refused_with_its_number(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    register.enter(Statement(kind=KIND, subject="s", says={"event": 1}, by="x", at=AT))
    with pytest.raises(InputError, match="Record 1"):
        cases_in(register, DAY)
