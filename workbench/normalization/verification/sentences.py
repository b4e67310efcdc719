"""What a judgement says, as sentences of the catalogues and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workbench.findings import ENTERPRISE
from workbench.fit.plan import Proof
from workbench.fit.scoring.comparison import Change
from workbench.language import Language
from workbench.normalization.plan import Told, told
from workbench.normalization.verification.judgement import Effect, FindingJudgement, Judgement, Measure, SideEffects, Worsened
from workbench.normalization.verification.rates import RateChange
from workbench.shown import Listing, Sentence, in_both

_SHARES: Final = frozenset({Measure.CONFORMING})
_PROOFS: Final[Mapping[Proof, str]] = {Proof.PROVEN: "proven", Proof.NOT_YET: "open", Proof.REFUTED: "refuted"}
_FAMILIES: Final[Mapping[str, str]] = {"always": "none"}
"""Rules that speak with the words of another."""


@dataclass(frozen=True, kw_only=True)
class JudgedRow:
    """One finding of an item as new evidence judges it; what is not counted is None."""

    item: str
    finding: str
    code: str
    scope: str
    object: tuple[str, ...]
    proof: Proof
    violations: int | None
    exposed: int | None
    needed: int | None
    more: int | None
    days: int | None
    upper: float | None
    message: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class JudgedFindings(Listing[JudgedRow]):
    """The findings of some items, item by item, each with what new evidence says."""

    kind = JudgedRow


def judged_findings(judgements: Iterable[Judgement]) -> JudgedFindings:
    """Return judgements as a table of a row a finding."""
    return JudgedFindings(rows=tuple(row for judgement in judgements for row in _rows(judgement)))


def proof_words(proof: Proof) -> Told:
    """Name a proof."""
    return told(f"proof-{_PROOFS[proof]}")


def verdict_of(judged: FindingJudgement) -> Told:
    """Say what is proven of a finding, by what, and what it still takes."""
    if judged.reason is not None:
        return told("judged-hindered", {"reason": _in_both(judged.reason)})
    rule = judged.verification.rule
    facts: dict[str, object] = {
        "violations": _number(judged.violations),
        "exposed": _number(judged.exposed),
        "needed": _number(judged.needed),
        "more": _number(judged.more),
        "upper": "–" if judged.upper is None else f"{judged.upper:.2%}",
        "lasting": _in_both(judged.lacking),
        "change": _change(judged.change),
    }
    return told(f"judged-{_FAMILIES.get(rule, rule)}-{_PROOFS[judged.proof]}", facts)


def effect_words(effect: Effect) -> Told:
    """Say how one figure of a process changed along with an item, and on how many cases that rests."""
    measure: dict[str, object] = {"measure": in_both(f"effect-{effect.measure}"), "process": effect.scope}
    if effect.reason is not None or effect.before is None or effect.after is None or effect.interval is None:
        reason = effect.reason or told("VERIFY_FEW_CASES")
        return told("effect-unknown", {**measure, "reason": _in_both(reason)})
    low, high = effect.interval.low, effect.interval.high
    figures = {"before": effect.before, "after": effect.after, "low": low, "high": high}
    key = "effect-clear" if effect.is_clear else "effect-unclear"
    few = in_both("effect-few") if effect.rests_on_few else ""
    cases = {"n_before": effect.n_before, "n_after": effect.n_after, "few": few}
    return told(key, {**measure, **{name: _figure(each, effect.measure) for name, each in figures.items()}, **cases})


def side_effect_words(found: SideEffects) -> tuple[Told, ...]:
    """Say what else grew worse, new findings first; whether the item did it is not said. Where nothing did, there is nothing."""
    if found.reason is not None:
        return (told("side-effects-unknown", {"reason": _in_both(found.reason)}),)
    return (
        *(_worsened("new", each) for each in found.new),
        *(_worsened("grown", each) for each in found.grown),
        *map(_fallen, found.indicators),
    )


def _rows(judgement: Judgement) -> Iterator[JudgedRow]:
    for each in judgement.findings:
        yield JudgedRow(
            item=judgement.item,
            finding=each.subject.id,
            code=each.subject.code,
            scope=each.subject.scope,
            object=each.subject.object,
            proof=each.proof,
            violations=each.violations,
            exposed=each.exposed,
            needed=each.needed,
            more=each.more,
            days=each.days,
            upper=each.upper,
            message=_in_both(verdict_of(each)),
        )


def _worsened(key: str, found: Worsened) -> Told:
    subject = found.subject
    facts = {
        "code": subject.code,
        "object": ", ".join(subject.object) or "–",
        "scope": _scope(subject.scope),
        "element": in_both(f"element-{found.element.value}"),
        "change": _change(found.change),
    }
    return told(f"side-effect-{key}", facts)


def _fallen(change: Change) -> Told:
    figures = {"before": change.before, "after": change.after}
    facts = {name: "–" if each is None else f"{each:.3f}" for name, each in figures.items()}
    name = in_both(f"indicator-{change.code}")
    return told("side-effect-indicator", {"code": change.code or "", "name": name, "scope": _scope(change.scope), **facts})


def _scope(scope: str) -> Mapping[str, str] | str:
    return in_both("scope-enterprise") if scope == ENTERPRISE else scope


def _in_both(words: Sentence) -> Mapping[str, str]:
    return {language.value: words.text(language) for language in Language}


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _figure(value: float, measure: Measure) -> str:
    return f"{value:.1%}" if measure in _SHARES else f"{value:.1f}"


def _change(change: RateChange | None) -> Mapping[str, str] | str:
    """Say how a rate changed, and whether that may be chance."""
    if change is None or change.interval is None:
        return ""
    key = "less" if change.is_clearly_less else "more" if change.is_clearly_more else "chance"
    facts = {
        "before": f"{change.before / change.before_exposed:.1%}",
        "after": f"{change.after / change.after_exposed:.1%}",
        "low": f"{change.interval.low:+.1%}",
        "high": f"{change.interval.high:+.1%}",
    }
    return in_both(f"judged-change-{key}", facts)
