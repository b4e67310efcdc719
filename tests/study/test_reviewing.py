"""The input of a management review: what an assessment and the register know, and what others give, part by part."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.fit.indicators.whole_enterprises import demo
from workbench.fit.plan import Proof
from workbench.language import Language
from workbench.normalization import (
    Acceptance,
    Confirmation,
    Decision,
    Nonconformity,
    Register,
    Verdict,
    open_register,
    subject_of,
)
from workbench.normalization.corrections.warnings import Outlook
from workbench.normalization.plan import (
    Done,
    FindingProof,
    Happening,
    ItemEvent,
    SignedOff,
    Started,
    Verified,
    enter_event,
    enter_items,
)
from workbench.normalization.review import ReviewDecision, enter_review_decision
from workbench.normalization.sightings import enter_run
from workbench.shown import Columns
from workbench.study import Assessment, ReviewPart, forecasts_of, review_pack
from workbench.study.planning import planned_items
from workbench.study.recording import run_of_assessment
from workbench.study.review_tables import FindingsRows, NeedRows
from workbench.study.reviewing import ReviewPack

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = AT.date()


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return demo().assessment


@pytest.fixture
def register(tmp_path: Path, assessment: Assessment) -> Register:
    register = open_register(tmp_path)
    verdicts: list[Verdict] = [
        Acceptance(reason="a", owner="QM", until=DAY + timedelta(days=10)),
        Confirmation(reason="b"),
        Nonconformity(evidence="e", requirement="r", statement="s"),
    ]
    for finding, verdict in zip(assessment.findings, verdicts, strict=False):
        register.decide(Decision(subject=subject_of(finding), verdict=verdict, by="王工", at=AT))
    enter_review_decision(register, ReviewDecision(review="2026-H1", text="buy", responsible="IT", due=DAY), "王总", AT)
    return register


def pack(assessment: Assessment, register: Register, on: date) -> ReviewPack:
    given = {ReviewPart.FIT: Columns(values={"scope": ["OTD"]})}
    return review_pack(replace(assessment, standing=register.standing(on)), on, register, given)


def findings_in(of: ReviewPack) -> Counter[str]:
    table = of.parts[ReviewPart.FINDINGS]
    assert isinstance(table, FindingsRows)
    told: Counter[str] = Counter()
    for row in table.rows:
        told.update(found=row.found, open=row.open, accepted=row.accepted, confirmed=row.confirmed, expired=row.expired)
    return told


def test_every_part_is_there_and_what_is_not_known_says_so(assessment: Assessment) -> None:
    bare = review_pack(assessment, DAY)
    assert list(bare.parts) == list(ReviewPart)
    known = {part for part, table in bare.parts.items() if table is not None}
    assert known == {ReviewPart.FIT, ReviewPart.FINDINGS, ReviewPart.WARNINGS, ReviewPart.RESOURCES}
    assert [each.entries is None for each in bare.table.rows] == [part not in known for part in ReviewPart]
    assert "Nothing is known of this part yet" in bare.to_html(Language.EN)


def test_findings_are_counted_by_what_is_decided_of_them(assessment: Assessment, register: Register) -> None:
    every = len(assessment.findings)
    assert findings_in(pack(assessment, register, DAY)) == {
        "found": every, "open": every - 1, "accepted": 1, "confirmed": 2, "expired": 0,
    }  # fmt: skip
    later = findings_in(pack(assessment, register, DAY + timedelta(days=11)))
    assert (later["open"], later["accepted"], later["expired"]) == (every, 0, 1)


def test_runs_plan_verification_corrections_and_decisions_come_from_the_register(
    assessment: Assessment, register: Register
) -> None:
    recorded = (
        ReviewPart.TREND, ReviewPart.PLAN, ReviewPart.CORRECTIONS, ReviewPart.DECISIONS, ReviewPart.VERIFICATION,
    )  # fmt: skip
    assert [len(pack(assessment, register, DAY).parts[each] or ()) for each in recorded] == [0, 0, 1, 1, 0]
    enter_run(register, run_of_assessment(assessment, "王工", AT))
    items = planned_items(assessment, None, DAY)[:1]
    enter_items(register, items, "王工", AT)
    proofs = tuple(FindingProof(finding=each, proof=Proof.PROVEN, exposed=400) for each in items[0].findings)
    verified = Verified(proof=Proof.PROVEN, findings=proofs)
    signed = tuple(SignedOff(post=each) for each in items[0].sign_offs)
    happenings: tuple[Happening, ...] = (*signed, Started(on=DAY), Done(on=DAY), verified)
    for happening in happenings:
        enter_event(register, items[0].id, ItemEvent(happening=happening, by="王工", at=AT))
    scopes = len(assessment.fit.fits)
    told = pack(assessment, register, DAY).parts
    assert [len(told[each] or ()) for each in recorded] == [scopes, 1, 1, 1, len(proofs)]
    before = pack(assessment, register, DAY - timedelta(days=1)).parts
    assert [len(before[each] or ()) for each in recorded] == [0, 0, 0, 0, 0]


def test_what_is_given_goes_before_what_is_known(assessment: Assessment) -> None:
    given = Columns(values={"kpi": ["K1", "K2"]})
    parts = review_pack(assessment, DAY, given={ReviewPart.KPIS: given, ReviewPart.FIT: given}).parts
    assert parts[ReviewPart.KPIS] is given
    assert parts[ReviewPart.FIT] is given


def test_an_overloaded_post_needs_as_many_people_as_bring_it_below_the_limit(assessment: Assessment) -> None:
    table = review_pack(assessment, DAY).parts[ReviewPart.RESOURCES]
    assert isinstance(table, NeedRows)
    codes = {each.id: each.code for each in assessment.findings}
    needed = Counter(codes[row.finding] for row in table.rows)
    claimed = Counter(each.code for each in assessment.findings)
    assert needed == {code: claimed[code] for code in needed}
    assert needed["PO-OVERLOAD"] >= 1
    assert all(row.amount >= 1 for row in table.rows)


def test_the_steady_demo_gives_no_warning(assessment: Assessment) -> None:
    rows = forecasts_of(assessment).rows
    assert len(rows) > 20
    assert [each for each in rows if each.outlook is Outlook.WARNING] == []


def test_a_pack_shows_itself_in_both_languages(assessment: Assessment, register: Register) -> None:
    shown = [pack(assessment, register, DAY).to_html(language) for language in Language]
    assert shown[0] != shown[1]
    assert [each.count("<table>") for each in shown] == [10, 10]
