"""What a judgement says: every verdict and every effect in both languages, with all its gaps filled."""

import re
from dataclasses import replace
from itertools import product

import pytest

from tests.normalization.verification.periods import item, period
from tests.normalization.verification.test_effects import QUICK, SLOW, lasted
from tests.normalization.verification.test_judging import BEFORE, SKIP, flowing, judged, the_only
from workbench.fit.plan import Proof
from workbench.language import Language
from workbench.normalization.plan import Told
from workbench.normalization.verification import (
    FindingJudgement,
    effect_words,
    effects_of,
    judge,
    judged_findings,
    proof_words,
    verdict_of,
)

GAP = re.compile(r"\{\w+\}")


def said(words: Told) -> str:
    """Say it in English, once it is known to be whole in every language."""
    for language in Language:
        assert not GAP.search(words.text(language)), words
    return words.text(Language.EN)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (the_only(judged(flowing(400))), "Not once on 400 occasions after the change (needed: 300)"),
        (the_only(judged(flowing(100))), "200 more are needed; at the present pace that takes about 4 days"),
        (
            the_only(judged(flowing(290, 10))),
            "10 times on 300 occasions after the change; clearly more seldom: 33.3% before, 3.3% now",
        ),
        (the_only(judged(flowing(0, 40))), "; clearly more often: 33.3% before, 100.0% now"),
        (the_only(judged(flowing(40, 20))), "which may be chance"),
        (the_only(judged(flowing(300, line_of="a c"))), "Not yet provable. Design and log do not tell"),
    ],
)
def test_a_verdict_says_what_was_seen_and_what_it_still_takes(found: FindingJudgement, text: str) -> None:
    assert text in said(verdict_of(found))


@pytest.mark.parametrize(("rule", "proof"), [*product(("structural", "whole", "threshold", "none", "always"), Proof)])
def test_every_rule_has_words_for_every_proof(rule: str, proof: Proof) -> None:
    found = the_only(judged(flowing(100)))
    if (rule, proof) != ("structural", Proof.NOT_YET):
        assert said(verdict_of(replace(found, verification=replace(found.verification, rule=rule), proof=proof)))
    assert said(proof_words(proof))


def test_effects_say_that_they_are_no_causes_or_may_be_chance_or_why_there_are_none() -> None:
    clear = [said(effect_words(each)) for each in effects_of(("p",), lasted(SLOW), lasted(QUICK))]
    assert "p, median cycle time in hours: 54.5 before, 5.5 after" in clear[0]
    assert "an association, not a cause" in clear[0]
    same = [said(effect_words(each)) for each in effects_of(("p",), lasted(SLOW, 20), lasted(SLOW, 20))]
    assert "may be chance" in same[0]
    assert "few cases" in same[0]
    none = [said(effect_words(each)) for each in effects_of(("p",), None, lasted(QUICK))]
    assert all("not compared. No complete case of “p” had run" in each for each in none)


def test_judgements_are_a_table_of_a_row_a_finding() -> None:
    rows = judged_findings([judge(item(BEFORE, SKIP), period(flowing(100)))])
    (row,) = rows.rows
    assert (row.item, row.code, row.object, row.proof, row.more) == ("item", "CF-SKIP", ("b",), Proof.NOT_YET, 200)
    assert "Not once" in rows.to_html(Language.EN)
    assert "尚缺次数" in rows.to_html(Language.ZH_CN)
