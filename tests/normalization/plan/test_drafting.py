"""Items made of findings, of advice and of what a review asks for: who, what, when, at what risk, and how it is proven."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.fit.plan.examples import both_by_one, by_somebody_else, item_with, shared
from tests.normalization.plan.items import TODAY, item
from workbench.fit.codes import Element
from workbench.fit.detection import Evidence
from workbench.fit.plan import Verification
from workbench.language import Language, catalogue
from workbench.normalization import Subject
from workbench.normalization.plan import (
    Aspect,
    Demand,
    EffectCheck,
    FindingCheck,
    PlannedItem,
    PostChange,
    Source,
    departments_under,
    is_mended_by,
    item_of_advice,
    item_of_demand,
    item_of_draft,
    with_advice,
)
from workbench.normalization.plan.effect_exposure import FEWEST, cases_needed
from workbench.normalization.plan.posts import changes_by_design
from workbench.normalization.plan.risks import Hazard, hazard_of
from workbench.organization import Letter
from workbench.redesign.advice import Advice, ProcessEffect, Simulated
from workbench.redesign.changes import AddDuty, Change, MovePost, RemoveDuty, RevokeFunction, SetSuperior
from workbench.redesign.heuristics import Proposal
from workbench.redesign.heuristics.proposal import EXPECTED, Trigger
from workbench.simulation.experiment import Interval

SPLIT = by_somebody_else(3_000)


def drafted(code: str, evidence: Evidence) -> PlannedItem:
    return item_of_draft(item_with(code, evidence), evidence.design, TODAY)


def effect(mean: float, low: float, high: float) -> Simulated:
    nothing = Interval(mean=0.0, low=0.0, high=0.0)
    change = Interval(mean=mean, low=low, high=high)
    told = ProcessEffect(process="p", cases=60, base=Interval(mean=4.0, low=3.9, high=4.1), cycle_time=change, p90=change,
                         minutes=nothing, repeats=nothing)  # fmt: skip
    return Simulated(processes=(told,), flexibility=0.0)


def advised(*changes: Change, brings: Simulated | None = None) -> PlannedItem:
    trigger = Trigger(measure="both-act-share", value=0.5, threshold=0.1)
    facts = {"activity": {"zh-CN": "乙", "en": "b"}, "post": "S1", "others": "S2"}
    proposal = Proposal(
        heuristic="H11", scope="p", about=("b",), trigger=trigger, changes=changes, expected=EXPECTED["H11"], facts=facts
    )
    agree = ((Element.PROCESS, ("S2",)), (Element.ORGANIZATION, ("H1",)))
    advice = Advice(proposal=proposal, effect=brings, agree=agree)
    return item_of_advice(advice, SPLIT, {"p"}, TODAY)


def rows(*changes: Change) -> list[tuple[str, Aspect, tuple[str, ...], str | None, str | None]]:
    found: tuple[PostChange, ...] = changes_by_design(changes, SPLIT.design, SPLIT.linkage.names)
    return [(each.post, each.aspect, each.object, each.before, each.after) for each in found]


def test_an_item_tells_all_its_findings_and_each_move_once() -> None:
    draft = item_with("PO-SOD", both_by_one("S1:ERP.B"))
    found = drafted("PO-SOD", both_by_one("S1:ERP.B"))
    assert found.findings == tuple(each.id for each in draft.findings)
    assert [each.key for each in found.moved_from] == ["PO-SOD", "PO-NOTAUTH", "TO-EXCESS"]
    assert [each.key for each in found.moved_to] == [f"move-{each.key}" for each in draft.moves]
    assert (found.responsible, found.sign_offs, found.elements) == (draft.responsible, draft.sign_offs, draft.elements)
    assert [each.subject.code for each in found.verifications] == ["PO-SOD", "PO-NOTAUTH", "TO-EXCESS"]
    assert [each.verification for each in found.verifications] == list(draft.verifications)


def test_its_window_begins_today_and_is_as_long_as_its_element_takes() -> None:
    found = drafted("PO-NOTAUTH", SPLIT)
    assert (found.window.first, found.window.days) == (TODAY, SPLIT.policy.rules.organization_window_days)


def test_what_is_and_what_is_to_be_is_said_in_both_languages_without_a_gap() -> None:
    found = drafted("PO-SOD", both_by_one("S1:ERP.B"))
    for told in (*found.moved_from, *found.moved_to, *found.risks, *found.controls, found.outlay):
        assert all("{" not in told.text(language) for language in Language)


def test_every_move_has_a_hazard_and_every_hazard_its_sentences() -> None:
    english = catalogue(Language.EN)
    assert all(f"item-{what}-{hazard.value}" in english for what in ("risk", "control") for hazard in Hazard)
    moves = [key.removeprefix("move-") for key in english if key.startswith("move-") and key != "move-other"]
    assert {hazard_of(each, Element.DATA) for each in moves} == set(Hazard)
    assert hazard_of("grant", Element.ORGANIZATION) is Hazard.TOO_MUCH
    assert hazard_of("other", Element.ORGANIZATION) is Hazard.VACANT


def test_a_missing_permission_changes_the_systems_of_the_post() -> None:
    found = drafted("TO-NOACC", shared())
    assert {(each.post, each.aspect) for each in found.post_changes} == {("S1", Aspect.SYSTEM)}
    assert found.departments == ("D1",)


def test_who_works_without_authority_and_who_should_both_see_it() -> None:
    found = drafted("PO-NOTAUTH", SPLIT)
    assert {each.post for each in found.post_changes} == {"S1", "S2"}
    assert {each.aspect for each in found.post_changes} == {Aspect.DUTY}


def test_a_duty_that_moves_is_a_letter_less_here_and_one_more_there() -> None:
    found = rows(
        RemoveDuty(activity="b", post="S1", letter=Letter.RESPONSIBLE),
        AddDuty(activity="b", post="S2", letter=Letter.RESPONSIBLE),
    )
    assert ("S1", Aspect.DUTY, ("b",), "R", "") in found
    assert ("S2", Aspect.DUTY, ("b",), "", "R") in found
    assert ("S1", Aspect.STEP, ("b",), "userTask", "") in found


def test_reporting_and_access_that_change_are_rows_too() -> None:
    assert ("S1", Aspect.SUPERIOR, ("S1",), "", "H1") in rows(SetSuperior(post="S1", superior="H1"))
    assert ("S1", Aspect.DEPARTMENT, ("S1",), "D1", "D2") in rows(MovePost(post="S1", department="D2"))
    assert rows(RevokeFunction(post="S1", function="ERP.B")) == [("S1", Aspect.SYSTEM, ("ERP.B",), "ERP.B", "")]


def test_advice_is_an_item_with_its_changes_effect_and_owners() -> None:
    found = advised(RevokeFunction(post="S1", function="ERP.B"), brings=effect(-1.0, -1.4, -0.6))
    assert (found.source, found.origin, found.elements) == (Source.ADVICE, "H11", (Element.TECHNOLOGY,))
    assert [each.key for each in found.moved_to] == ["proposal-both-act-share", "change-revoke-function"]
    assert (found.responsible, found.sign_offs) == (("S2",), ("H1",))
    (expected,) = found.effects
    assert (expected.change, expected.low, expected.high, expected.saved, expected.is_indicative) == (
        -1.0,
        -1.4,
        -0.6,
        60.0,
        True,
    )
    (check,) = found.effect_checks
    assert (check.process, check.change) == ("p", -1.0)
    assert found.priority == pytest.approx(2 * (1 + 1.0 / 4.0))


def test_advice_on_a_finding_gives_its_item_the_changes_and_the_effect() -> None:
    item = drafted("PO-NOTAUTH", SPLIT)
    advised_item = advised(RevokeFunction(post="S1", function="ERP.B"), brings=effect(-1.0, -1.4, -0.6))
    found = with_advice(item, advised_item)
    assert (found.id, found.source, found.responsible) == (item.id, item.source, item.responsible)
    assert (found.origin, found.effects, found.effect_checks) == ("H11", advised_item.effects, advised_item.effect_checks)
    assert found.moved_to == (*item.moved_to, *advised_item.moved_to)
    assert set(advised_item.sign_offs) <= {*found.sign_offs, *found.responsible}
    assert found.verifications == item.verifications


def test_a_second_piece_of_advice_on_a_finding_leaves_the_first_its_effect() -> None:
    first = advised(RevokeFunction(post="S1", function="ERP.B"), brings=effect(-1.0, -1.4, -0.6))
    second = replace(advised(SetSuperior(post="S1", superior="H1"), brings=effect(-2.0, -2.4, -1.6)), origin="H14")
    found = with_advice(with_advice(drafted("PO-NOTAUTH", SPLIT), first), second)
    assert found.origin == "H11, H14"
    assert [each.change for each in found.effects] == [each.change for each in found.effect_checks] == [-1.0, -2.0]
    assert with_advice(found, second) == found


@pytest.mark.parametrize(
    ("measure", "scope", "about", "is_same"),
    [
        ("utilisation", "enterprise", "S1", True),
        ("utilisation", "p", "S1", True),
        ("utilisation", "enterprise", "S2", False),
        ("batched-share", "enterprise", "S1", False),
        ("knock-out-ratio", "enterprise", "S1", False),
    ],
)
def test_a_proposal_mends_what_a_finding_tells_of_the_same_thing(measure: str, scope: str, about: str, is_same: bool) -> None:
    check = FindingCheck(
        subject=Subject(id="f", code="PO-OVERLOAD", scope="enterprise", object=("S1",)), verification=Verification(rule="whole")
    )
    trigger = Trigger(measure=measure, value=1.0, threshold=0.5)
    proposal = Proposal(heuristic="H14", scope=scope, about=(about,), trigger=trigger, expected=EXPECTED["H14"])
    assert is_mended_by(item("m", verifications=(check,)), proposal) is is_same


def test_a_finding_of_one_process_is_not_mended_in_another() -> None:
    subject = Subject(id="f", code="PF-BATCH", scope="p", object=("b",))
    batch = item("m", verifications=(FindingCheck(subject=subject, verification=Verification(rule="threshold")),))
    trigger = Trigger(measure="batched-share", value=1.0, threshold=0.5)
    proposals = [
        Proposal(heuristic="H4", scope=scope, about=("b",), trigger=trigger, expected=EXPECTED["H4"]) for scope in ("p", "q")
    ]
    assert [is_mended_by(batch, each) for each in proposals] == [True, False]


def test_effects_and_their_proof_are_said_with_figures() -> None:
    (predicted,) = advised(brings=effect(-1.0, -1.4, -0.6)).effects
    assert "-1.00" in predicted.text(Language.EN)
    assert "仅供参考" in predicted.text(Language.ZH_CN)
    assert "仅供参考" not in replace(predicted, is_indicative=False).text(Language.ZH_CN)
    check = EffectCheck(process="p", change=-1.0, needed=80, a_day=2.0)
    assert "about 40 days" in check.text(Language.EN)
    assert "how many new ones" in replace(check, needed=None).text(Language.EN)


def test_an_effect_that_chance_explains_is_told_and_not_to_be_proven() -> None:
    found = advised(RevokeFunction(post="S1", function="ERP.B"), brings=effect(-1.0, -2.4, 0.4))
    assert [each.is_clear for each in found.effects] == [False]
    assert found.effect_checks == ()
    assert advised(RevokeFunction(post="S1", function="ERP.B")).effects == ()


def test_advice_without_changes_moves_the_element_whose_owners_must_agree() -> None:
    found = advised()
    assert (found.elements, found.responsible, found.post_changes) == ((Element.PROCESS,), ("S2",), ())


def test_the_same_advice_is_the_same_item_and_another_is_another() -> None:
    assert advised().id == advised(RevokeFunction(post="S1", function="ERP.B")).id
    assert advised().id != drafted("PO-NOTAUTH", SPLIT).id


def test_what_a_review_asks_for_is_an_item_in_its_own_words() -> None:
    demand = Demand(
        source=Source.REVIEW,
        origin="2025-H1",
        reason="评审结论 3",
        text="增设试制线",
        elements=(Element.ORGANIZATION,),
        responsible=("H1",),
        sign_offs=("H2",),
        days=45,
    )
    found = item_of_demand(demand, SPLIT.design, TODAY)
    assert (found.source, found.origin, found.departments) == (Source.REVIEW, "2025-H1", ("D1", "D2"))
    assert [each.text(Language.EN) for each in (*found.moved_from, *found.moved_to)] == ["评审结论 3", "增设试制线"]
    assert found.window.last == TODAY + timedelta(days=44)
    assert item_of_demand(replace(demand, origin="2025-H2"), SPLIT.design, TODAY).id != found.id


def test_the_departments_of_an_item_are_those_of_who_answers_for_it_and_of_whose_work_it_changes() -> None:
    found = replace(drafted("PO-NOTAUTH", SPLIT), post_changes=(), sign_offs=("H2",))
    assert departments_under(("H1",), found, SPLIT.design) == ("D1",)
    changed = replace(found, post_changes=(PostChange(post="S2", aspect=Aspect.STEP, object=("b",), by=found.outlay),))
    assert departments_under(("H1",), changed, SPLIT.design) == ("D1", "D2")
    assert departments_under(("H1",), replace(found, source=Source.CASE), SPLIT.design) == ("D1", "D2")
    assert departments_under((), found, SPLIT.design) == ()


def test_a_greater_change_is_proven_by_fewer_cases() -> None:
    before = np.random.default_rng(7).normal(5.0, 1.0, 400)
    needed = [cases_needed(before, change) for change in (0.5, 0.4, 0.3)]
    assert None not in needed
    assert needed == sorted(set(needed))  # type: ignore[type-var]
    assert cases_needed(before, -0.4) == needed[1]


def test_a_handful_of_cases_proves_nothing_however_great_the_change() -> None:
    assert cases_needed(np.random.default_rng(7).normal(5.0, 1.0, 400), 4.0) == FEWEST


def test_no_number_of_cases_proves_what_the_old_ones_cannot_tell() -> None:
    before = np.random.default_rng(7).normal(5.0, 1.0, 10)
    assert cases_needed(before, 0.1) is None
    assert cases_needed(before[:1], 1.0) is None
    assert cases_needed(before, 0.0) is None


def test_the_cases_needed_have_the_power_that_is_claimed() -> None:
    draw = np.random.default_rng(11)
    before = draw.normal(5.0, 1.0, 400)
    needed = cases_needed(before, -0.5)
    assert needed is not None
    shown = 0
    for _ in range(400):
        after = draw.normal(before.mean() - 0.5, 1.0, needed)
        error = (before.var(ddof=1) / len(before) + after.var(ddof=1) / needed) ** 0.5
        shown += bool(before.mean() - after.mean() > 1.96 * error)
    assert 0.72 <= shown / 400 <= 0.88
