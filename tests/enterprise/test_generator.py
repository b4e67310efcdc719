"""What was planted is what the rows and tables show, counted again by other rules, whatever the seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from tests.enterprise.claims import Claim, is_reported
from tests.enterprise.dealing import LAST, SIZES
from tests.enterprise.design_oracle import claims_of_design
from tests.enterprise.generate import Enterprise, generate
from tests.enterprise.oracle import claims_of_log, enablers, handovers, utilisation
from tests.enterprise.people import DELEGATE, MOVES, worked
from tests.enterprise.play import Event
from tests.enterprise.tables import tables
from tests.enterprise.truth import DECOYS, below_floor, truth
from tests.enterprise.writing import VARIANTS, write

SEEDS = (1, 2, 5)
WITH_FLOOR = {
    "CF-SKIP",
    "CF-ORDER",
    "CF-EXTRA",
    "CF-REWORK",
    "PO-APPR",
    "PO-NOTAUTH",
    "TP-OFFLINE",
    "TP-WRONGSYS",
    "TP-MANUAL",
} | {*("DT-LATE", "TO-SHARED")}
CODES = (
    *(
        "CF-SKIP",
        "CF-ORDER",
        "CF-EXTRA",
        "CF-REWORK",
        "CF-DEAD",
        "TP-UNSUP",
        "TP-OFFLINE",
        "TP-WRONGSYS",
        "TP-REKEY",
        "TP-MANUAL",
    ),
    *("TP-NOCAP", "TP-UNUSED", "PO-NOOWNER", "PO-UNOWNED", "PO-NOA", "PO-MULTIA", "PO-NOR", "PO-LANEMIS", "PO-NOTAUTH", "PO-SOD"),
    *("PO-APPR", "PO-CONC", "PO-OVERLOAD", "PO-PINGPONG", "PO-COORD", "TO-NOACC", "TO-EXCESS", "TO-SHARED", "TO-NOOWNER"),
    *("DT-NOCREATE", "DT-ORPHAN", "DT-MULTIMASTER", "DT-NOOWNER", "DT-LATE", "PF-BATCH"),
)


@cache
def enterprise(seed: int) -> Enterprise:
    return generate(seed)


@cache
def counted(seed: int) -> tuple[frozenset[Claim], frozenset[Claim]]:
    """Return what the oracles find: reported, and below the floor; a critical order has no floor."""
    of = enterprise(seed)
    found = [*claims_of_log(of), *claims_of_design(of)]
    low = {each for each in found if each.code in WITH_FLOOR and each.object != ("val", "rep") and not is_reported(each)}
    return frozenset(found) - low, frozenset(low)


def compared(claims: frozenset[Claim], told: tuple[Claim, ...]) -> set[Claim]:
    """Return claims with only what the truth tells of those with the same key."""
    by_key = {each.key: each for each in told}

    def masked(claim: Claim) -> Claim:
        same = by_key.get(claim.key)
        if same is None:
            return claim
        known = {name: getattr(claim, name) for name in ("count", "exposed", "cases") if getattr(same, name) is not None}
        return Claim(code=claim.code, scope=claim.scope, object=claim.object, **known)

    return {masked(each) for each in claims}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rows_show_what_was_planted_and_nothing_else(seed: int) -> None:
    told = truth(enterprise(seed))
    assert compared(counted(seed)[0], told) == set(told)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_below_the_floor_is_what_was_put_there(seed: int) -> None:
    told = below_floor(enterprise(seed))
    assert compared(counted(seed)[1], told) == set(told)


def test_every_code_that_is_on_by_default_is_planted() -> None:
    assert {each.code for each in truth(enterprise(1))} == set(CODES)


def test_no_decoy_is_planted_and_there_are_many() -> None:
    keys = {each.key for each in (*truth(enterprise(1)), *below_floor(enterprise(1)))}
    assert len(DECOYS) >= 15
    assert not [why for why, those in DECOYS.items() if keys & set(those)]


@pytest.mark.parametrize("seed", SEEDS)
def test_sizes_are_exact(seed: int) -> None:
    cases = Counter(case.process for case in enterprise(seed).cases)
    assert cases == {**SIZES, "SMP": SIZES["SMP"] + 12}
    assert sum(event.is_unfinished for event in enterprise(seed).events) == 10


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_counts_lies_near_a_threshold(seed: int) -> None:
    of = enterprise(seed)
    shares = utilisation(of)
    assert 0.87 < utilisation(of, lambda start: start > LAST + timedelta(hours=18))["VA"] <= shares["VA"] < 1
    assert max(share for post, share in shares.items() if post != "VA") < 0.75
    assert (handovers(of)["E0", "L2"], handovers(of)["E0", "S0"]) == (19, 20)
    assert handovers(of)["F0", "P0"] == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_delegation_and_the_move_are_used_on_their_first_and_last_day(seed: int) -> None:
    of = enterprise(seed)
    days = {
        name: {e.start.date() for e in of.events if e.case in cases and e.what in ("val", "REA-07")}
        for name, cases in of.dated.items()
    }
    assert {*DELEGATE[3:]} <= days["delegated"]
    assert min(days["delegation over"]) > DELEGATE[4]
    assert max(days["inspected before"]) == MOVES - timedelta(days=1)
    assert min(days["inspected after"]) == MOVES


@pytest.mark.parametrize("seed", SEEDS)
def test_complete_cases_are_done_before_the_edge_that_cuts_the_open_ones(seed: int) -> None:
    events = [event for event in enterprise(seed).events if event.process == "SMP"]
    last = max(event.end for event in events)
    assert all(last - event.end < timedelta(days=7) for event in events if event.case.startswith("SR"))
    risky = enterprise(seed).dealt("SMP", "never sent") | enterprise(seed).dealt("SMP", "reported first")
    assert all(last - event.end > timedelta(days=7) for event in events if event.case in risky)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for variant in VARIANTS:
        one, other = (write(generate(1), tmp_path / f"{variant}{time}", variant) for time in (1, 2))
        files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file() and path.suffix != ".xlsx")
        assert files
        assert all((one / each).read_bytes() == (other / each).read_bytes() for each in files)


def test_both_variants_tell_the_same_tables() -> None:
    wide, matrix = tables(False), tables(True)
    assert [name for name in wide if wide[name] != matrix[name]] == ["responsibilities"]


def test_a_weekend_is_no_wait_in_office_hours() -> None:
    cases: dict[str, list[Event]] = {}
    for event in enterprise(1).events:
        if event.process == "CAL":
            cases.setdefault(event.case, []).append(event)
    sent = [
        (before, event)
        for events in cases.values()
        for event in events
        if event.what == "CAL-03"
        for before in enablers(event, events)
    ]
    assert sum(event.start.weekday() == 0 for _, event in sent) >= 0.9 * len(sent)
    assert median(worked("OFFICE", before.end, event.start) for before, event in sent) < 180
    assert min(event.start - before.end for before, event in sent) > timedelta(hours=48)


def test_a_day_of_the_delegation_is_another_one_in_utc() -> None:
    starts = {name: sorted(_starts(name))[0] for name in ("delegated", "delegation over")}
    assert [(start.date(), start.hour) for start in starts.values()] == [(DELEGATE[3], 7), (DELEGATE[4] + timedelta(days=1), 7)]


def test_a_delegated_step_may_end_after_the_delegation() -> None:
    of = enterprise(2)
    assert any(e.end.date() > DELEGATE[4] for e in of.events if e.case in of.dated["delegated"] and e.what == "val")


def _starts(name: str) -> Iterator[datetime]:
    of = enterprise(2)
    return (event.start for event in of.events if event.case in of.dated[name] and event.what == "val")
