"""The sheets are filled from data as far as they can be, and hold what people judged, dated and signed."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.fit.detection import Evidence
from workbench.fit.dimensions import INDICATOR_CODES
from workbench.fit.indicators.catalogue import INDICATORS
from workbench.fit.kpis import Level, Reached
from workbench.fit.policy import DecisionRules, Policy
from workbench.fit.scoring import fit_of
from workbench.language import Language
from workbench.normalization.chain import Intentions, intentions_of
from workbench.normalization.chain.sheets import (
    alignment_of,
    annex_of,
    appraisal_of,
    bases_of,
    boundary_of,
    outputs_of,
    stages_of,
)
from workbench.normalization.chain.sheets.alignment import AlignmentRow
from workbench.normalization.chain.sheets.annex import BEARS_ON
from workbench.normalization.chain.sheets.bases import Basis
from workbench.normalization.chain.sheets.boundary import Side
from workbench.normalization.chain.sheets.output import Question
from workbench.shown import Tabular
from workbench.strategy import (
    KPI,
    Advantage,
    Capability,
    EnteredAssessment,
    EnteredJudgement,
    Objective,
    Scope,
    Strategy,
    StrategyStatement,
)

STRATEGY = Strategy(
    statements=(StrategyStatement(id="S1", statement="快", statement_en="fast"),),
    advantages=(Advantage(id="A1", statement="speed", strategies=("S1",)),),
    capabilities=(Capability(id="C1", name="delivery", advantages=("A1",), processes=("p",)),),
    objectives=(Objective(id="O1", capability="C1", kpi="K1", target=0.5, due=date(2026, 1, 1), owner="P1"),),
    kpis=(KPI(id="K1", name="time", process="p", measure="conforming_share", direction="up"),),
    scope=Scope(processes_in=("p", "q"), departments_in=("D1",), departments_out=("D2",)),
)
JUDGEMENTS = (
    EnteredJudgement(about="A1", question="advantage", answer="not yet", by="MR", date=date(2025, 3, 1)),
    EnteredJudgement(about="A1", question="advantage", answer="won", by="GM", date=date(2025, 9, 1)),
    EnteredJudgement(about="C1", question="strategy", answer="consistent", by="GM", date=date(2025, 9, 1)),
)
EVIDENCE = (
    Enterprise()
    .department("D1")
    .department("D2")
    .department("D3")
    .post("P1", "D1")
    .post("P2", "D2")
    .person("x", "P1")
    .person("y", "P1")
    .person("z", "P2")
    .duty("a", R="P1", A="P1")
    .duty("b", R="P2", A="P2")
    .process(process("p").start().task("a").task("b").end())
    .cases("p", "a:x b:z", times=10)
    .cases("p", "a:y b:z", times=10, day=31)
    .cases("p", "a:y b:z", times=10, day=62)
    .cases("p", "a:y b:z", times=10, day=93)
    .evidence(Policy(rules=DecisionRules(edge_days=0)))
)


def evidence(strategy: Strategy = STRATEGY) -> Evidence:
    return replace(EVIDENCE, design=replace(EVIDENCE.design, strategy=strategy))


def intentions(strategy: Strategy = STRATEGY) -> Intentions:
    return intentions_of(evidence(strategy))


def test_objectives_and_capabilities_are_judged_by_data() -> None:
    fit = fit_of(EVIDENCE, (), INDICATORS)
    bases = bases_of(intentions(), fit)
    objective, capability, advantage, strategy = bases.rows
    assert (objective.basis, objective.value, objective.target_value, objective.reached) == (
        Basis.OBJECTIVES,
        1.0,
        0.5,
        Reached.REACHED,
    )
    score = fit.process["p"].score.value
    assert (capability.basis, capability.value, capability.reached) == (Basis.CAPABILITIES, score, Reached.REACHED)
    assert (advantage.value, advantage.reached, advantage.answer) == (None, None, "")
    assert (strategy.basis, strategy.name["en"], strategy.by) == (Basis.STRATEGY, "fast", None)


def test_the_last_judgement_of_people_stands_with_who_and_when() -> None:
    judged = intentions(replace(STRATEGY, judgements=JUDGEMENTS))
    advantage = bases_of(judged, None).rows[2]
    assert (advantage.answer, advantage.by, advantage.date) == ("won", "GM", date(2025, 9, 1))
    answers = {each.question: each.answer for each in outputs_of(judged).rows}
    assert answers == {Question.FORMED: "", Question.ADVANTAGE: "", Question.STRATEGY: "consistent"}


def test_only_the_first_question_is_answered_by_data() -> None:
    formed, *others = outputs_of(intentions()).rows
    assert (formed.reached, formed.objectives) == (Reached.REACHED, ("O1",))
    assert [each.reached for each in others] == [None, None]


def test_a_capability_is_formed_when_all_its_objectives_are_reached() -> None:
    second = replace(STRATEGY.objectives[0], id="O2", kpi="K9")
    unknown = intentions(replace(STRATEGY, objectives=(*STRATEGY.objectives, second)))
    assert outputs_of(unknown).rows[0].reached is Reached.UNKNOWN
    without = intentions(replace(STRATEGY, objectives=()))
    assert outputs_of(without).rows[0].reached is Reached.UNKNOWN


def test_every_level_is_appraised_and_few_people_are_not_shown() -> None:
    found = appraisal_of(evidence(), intentions())
    assert {each.level for each in found.rows} == {*Level}
    own = next(each for each in found.at(Level.PROCESS) if each.kpi == "K1")
    assert (own.value, own.n, own.target_value, own.name["en"]) == (1.0, 40, 0.5, "time")
    delays = {each.of: each for each in found.at(Level.DEPARTMENT) if each.kpi == "in_system_share"}
    reasons = {of: each.reason.code for of, each in delays.items() if each.reason is not None}
    assert reasons == {"D1": "UNKNOWN_NO_EVENT_SYSTEMS", "D2": "KPI_SUPPRESSED", "D3": "KPI_NOTHING_DONE"}


def test_of_two_objectives_of_a_kpi_the_target_that_is_due_last_is_appraised() -> None:
    later = replace(STRATEGY.objectives[0], id="O2", target=0.9, due=date(2027, 1, 1))
    open_ = replace(STRATEGY.objectives[0], id="O3", target=None, due=date(2028, 1, 1))
    both = replace(STRATEGY, objectives=(later, *STRATEGY.objectives, open_))
    own = next(each for each in appraisal_of(evidence(both), intentions(both)).rows if each.kpi == "K1")
    assert own.target_value == 0.9


def test_the_boundary_says_what_is_outside_undecided_or_without_evidence() -> None:
    found = {each.of: each for each in boundary_of(evidence()).rows}
    assert {of: each.boundary for of, each in found.items()} == {
        "p": Side.INSIDE,
        "q": Side.INSIDE,
        "D1": Side.INSIDE,
        "D2": Side.OUTSIDE,
        "D3": Side.UNDECIDED,
    }
    assert (found["p"].cases, found["p"].events, found["p"].missing) == (40, 80, ())
    assert (found["q"].cases, found["q"].missing) == (0, ("model", "log"))
    assert (found["D1"].cases, found["D1"].events) == (40, 40)
    # one person did all of it
    assert (found["D2"].cases, found["D2"].events) == (None, None)
    assert found["D3"].missing == ("events",)


def test_what_is_named_in_scope_covers_what_belongs_to_it_unless_that_is_named_itself() -> None:
    drawn = process("p").start().task("a").task("b").end()
    enterprise = Enterprise().department("D0").department("D1", above="D0").department("D2", above="D0").department("D3")
    for number, people in ((1, "wx"), (2, "yz"), (3, "uv")):
        enterprise = enterprise.post(f"P{number}", f"D{number}")
        for person in people:
            enterprise = enterprise.person(person, f"P{number}")
    cases = (
        enterprise.process(drawn).cases("p", "a:w b:x", times=10).cases("p", "a:y b:z", times=10).cases("p", "a:u b:v", times=10)
    )
    held = cases.evidence(Policy(rules=DecisionRules(edge_days=0)))
    scope = Strategy(scope=Scope(processes_in=("p",), departments_in=("D0",), departments_out=("D2",)))
    found = boundary_of(replace(held, design=replace(held.design, strategy=scope)))
    assert {each.of: (each.boundary, each.events) for each in found.rows if each.of != "p"} == {
        "D0": (Side.INSIDE, 40),
        "D1": (Side.INSIDE, 20),
        "D2": (Side.OUTSIDE, 20),
        "D3": (Side.UNDECIDED, 20),
    }
    assert found.outside_events == 40


def test_every_indicator_bears_on_one_question_and_stages_are_as_entered() -> None:
    assert sorted(code for codes in BEARS_ON.values() for code in codes) == sorted(INDICATOR_CODES)
    entered = (EnteredAssessment(scheme="GB/T 23020-2013", stage="单项覆盖", date=date(2025, 5, 1)),)
    (stage,) = stages_of(Strategy(assessments=entered)).rows
    assert (stage.scheme, stage.stage, stage.date) == ("GB/T 23020-2013", "单项覆盖", date(2025, 5, 1))
    found = annex_of(fit_of(EVIDENCE, (), INDICATORS))
    px3 = {each.scope: (each.value, each.n) for each in found.rows if each.code == "PX3"}
    assert px3 == {"enterprise": (1.0, 40), "p": (1.0, 40)}


@pytest.mark.parametrize(
    ("strategy", "rows"),
    [
        (STRATEGY, [("S1", "A1", "C1", True)]),
        (replace(STRATEGY, advantages=()), [("S1", None, None, False), (None, None, "C1", False)]),
        (replace(STRATEGY, statements=()), [(None, "A1", "C1", False)]),
        (replace(STRATEGY, capabilities=()), [("S1", "A1", None, False)]),
        (replace(STRATEGY, objectives=()), [("S1", "A1", "C1", False)]),
    ],
)
def test_the_alignment_shows_where_the_chain_breaks(
    strategy: Strategy, rows: list[tuple[str | None, str | None, str | None, bool]]
) -> None:
    def said(row: AlignmentRow) -> tuple[str | None, str | None, str | None, bool]:
        return row.strategy, row.advantage, row.capability, row.is_whole

    assert [said(each) for each in alignment_of(strategy).rows] == rows


@pytest.mark.parametrize("language", Language)
def test_sheets_speak_both_languages(language: Language) -> None:
    found = intentions(replace(STRATEGY, judgements=JUDGEMENTS))
    sheets: tuple[Tabular, ...] = (
        bases_of(found, None),
        outputs_of(found),
        alignment_of(STRATEGY),
        boundary_of(evidence()),
        appraisal_of(evidence(), found),
    )
    word = {Language.ZH_CN: "已达到", Language.EN: "reached"}[language]
    assert word in sheets[0].to_html(language)
    assert all(len(each) and "<th" in each.to_html(language) for each in sheets)


def test_what_people_state_to_judge_by_stands_in_the_sheet() -> None:
    told = replace(
        STRATEGY,
        statements=(replace(STRATEGY.statements[0], horizon="2025-2027", review_date=date(2026, 1, 31)),),
        advantages=(replace(STRATEGY.advantages[0], evidence={"market": "asked for", "law": "new rules"}),),
        capabilities=(replace(STRATEGY.capabilities[0], entered_level="规范级"),),
    )
    stated = [dict(each.stated) for each in bases_of(intentions(told), None).rows]
    assert stated == [
        {"zh-CN": "", "en": ""},
        {"zh-CN": "填写的等级：规范级", "en": "entered level: 规范级"},
        {"zh-CN": "市场竞争：asked for；law：new rules", "en": "market: asked for; law: new rules"},
        {"zh-CN": "期限：2025-2027；评审日期：2026-01-31", "en": "horizon: 2025-2027; review by 2026-01-31"},
    ]
