"""One item of the plan opened: from where to where, who, when, at what risk, what must hold, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.design.names import Names
from workbench.normalization.plan import (
    Cancelled,
    Done,
    EffectProof,
    FindingProof,
    Happening,
    Item,
    ItemEvent,
    Plan,
    Planned,
    Reopened,
    Revised,
    SignedOff,
    Started,
    Verified,
    may_follow,
)
from workbench.normalization.verification import proof_words
from workbench.report.normalization.plan_board import (
    answering,
    elements_named,
    posts_named,
    proof_of,
    state_named,
    window_of,
)
from workbench.report.page import Fact, Table, Texts
from workbench.report.tables import UNKNOWN, both, called, count, in_both, listed, same, share, spoken, table
from workbench.shown import SHORT, Sentence


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """An item as it stands.

    `facts` say who, when and at what cost; `lists` are, by the key of their heading, what is expected, risked, kept in check and
    to be proven, and what new evidence shows beside. `proofs` is what it says of each finding, `effects` of each effect that was
    predicted, None before there is any; `history` what the register holds.
    `may` names what may happen next, `seen` is the number of the last record about it.
    """

    id: str
    title: Texts
    moved_from: tuple[Texts, ...]
    moved_to: tuple[Texts, ...]
    facts: tuple[Fact, ...]
    lists: tuple[tuple[str, tuple[Texts, ...]], ...]
    notes: tuple[Texts, ...]
    proofs: Table | None
    effects: Table | None
    history: Table
    may: tuple[str, ...]
    unsigned: tuple[str, ...]
    seen: int


def item_page(item: Item, plan: Plan, events: Iterable[ItemEvent], posts: Names) -> ItemPage:
    """Return the page of an item of a plan; `events` is what happened to it."""
    planned = item.planned
    lists: dict[str, Sequence[Sentence]] = {
        "effects": planned.effects,
        "risks": planned.risks,
        "controls": planned.controls,
        "checks": planned.checks,
        "beside": () if item.judgement is None else item.judgement.beside,
        "side-effects": () if item.judgement is None else item.judgement.side_effects,
    }
    return ItemPage(
        id=item.id,
        title=listed([same(item.id[:SHORT]), state_named(item.state), elements_named(item)]),
        moved_from=_said(planned.moved_from),
        moved_to=_said(planned.moved_to),
        facts=tuple(_facts(item, plan, posts)),
        lists=tuple((key, _said(sayings)) for key, sayings in lists.items() if sayings),
        notes=tuple(_notes(item)),
        proofs=_proofs(item),
        effects=_effects(item),
        history=history_table(events, posts),
        may=tuple(each.name for each in may_follow(item) if each not in {Planned, Verified}),
        unsigned=item.unsigned,
        seen=item.seen,
    )


def history_table(events: Iterable[ItemEvent], posts: Names) -> Table:
    """Return what the register holds of an item, the first first: number, day, who, and what was said."""
    rows = [
        (
            count(each.number),
            f"{each.at:%Y-%m-%d %H:%M}",
            each.by,
            both(f"item-event-{each.happening.name}"),
            _told(each.happening, posts),
        )
        for each in events
    ]
    return table([f"plan-column-{word}" for word in ("record", "at", "by", "event", "said")], (), rows)


def _facts(item: Item, plan: Plan, posts: Names) -> Iterator[Fact]:
    planned, waits = item.planned, plan.waits_for(item)
    window = both("plan-window-overdue", window=window_of(item)) if item.is_overdue else same(window_of(item))
    cost = both("plan-cost-unknown") if planned.cost is None else same(f"{planned.cost:,.2f}")
    said = {
        "responsible": answering(item, posts),
        "signed": posts_named(item.signed, posts),
        "unsigned": posts_named(item.unsigned, posts),
        "window": window,
        "cost": cost,
        "proof": proof_of(item),
        "waits": same(", ".join(each[:SHORT] for each in waits) or UNKNOWN),
        "source": both(f"item-source-{planned.source.value}"),
    }
    yield from (Fact(label=both(f"plan-column-{key}"), value=value) for key, value in said.items())


def _notes(item: Item) -> Iterator[Texts]:
    yield in_both(item.planned.outlay.text)
    if item.escalation is not None:
        yield in_both(item.escalation.text)
    if item.reopened:
        yield both("plan-reopened", count=item.reopened)
    if item.reason:
        yield both("plan-last-reason", reason=item.reason)


def _proofs(item: Item) -> Table | None:
    """Return what new evidence says of each finding of an item, None before there is any."""
    if item.judgement is None:
        return None
    code = {each.subject.id: f"{each.subject.code} {' '.join(each.subject.object)}" for each in item.planned.verifications}
    rows = [_proof(each, code.get(each.finding, each.finding[:SHORT])) for each in item.judgement.findings]
    numbers = [f"plan-column-{word}" for word in ("violations", "exposed", "needed", "rate")]
    return table(("plan-column-finding", "plan-column-proof"), numbers, rows)


def _proof(each: FindingProof, about: str) -> tuple[Texts | str, ...]:
    numbers = [UNKNOWN if number is None else count(number) for number in (each.violations, each.exposed, each.needed)]
    rate = UNKNOWN if each.low is None or each.high is None else f"{share(each.low, 1)} – {share(each.high, 1)}"
    return (about, in_both(proof_words(each.proof).text), *numbers, rate)


def _effects(item: Item) -> Table | None:
    """Return what new evidence says of each effect that was predicted of an item, None where there is none, or none was."""
    if item.judgement is None or not item.judgement.effects:
        return None
    words, figures = ("column-process", "plan-column-proof"), ("before", "after", "difference", "n-before", "n-after")
    return table(words, [f"plan-effect-{word}" for word in figures], list(map(_effect, item.judgement.effects)))


def _effect(each: EffectProof) -> tuple[Texts | str, ...]:
    hours = (UNKNOWN if value is None else f"{value:,.1f}" for value in (each.before, each.after))
    difference = UNKNOWN if each.low is None or each.high is None else f"{each.low:+,.1f} – {each.high:+,.1f}"
    proof = in_both(proof_words(each.proof).text)
    return (each.process, proof, *hours, difference, count(each.n_before), count(each.n_after))


def _told(happening: Happening, posts: Names) -> Texts:
    """Say what was said with something that happened."""
    match happening:
        case Planned():
            return same(f"{happening.item.window.first} – {happening.item.window.last}")
        case SignedOff():
            return called(posts.called(happening.post))
        case Started() | Done():
            return same(happening.on.isoformat())
        case Verified():
            return in_both(proof_words(happening.proof).text)
        case Cancelled() | Reopened():
            return same(happening.reason)
        case Revised():
            return _revised(happening, posts)


def _revised(said: Revised, posts: Names) -> Texts:
    """Say why an item was revised, and what takes the place of what was planned."""
    window = None if said.window is None else same(f"{said.window.first} – {said.window.last}")
    parts = {
        "responsible": None if said.responsible is None else posts_named(said.responsible, posts),
        "window": window,
        "cost": None if said.cost is None else same(f"{said.cost:,.2f}"),
        "risk": None if said.risk is None else same(said.risk),
        "control": None if said.control is None else same(said.control),
    }
    told = [
        both("plan-said", label=spoken(both(f"plan-column-{key}")), value=spoken(each)) for key, each in parts.items() if each
    ]
    return listed([same(said.reason), *told])


def _said(sayings: Sequence[Sentence]) -> tuple[Texts, ...]:
    """Say several things, each once."""
    return tuple(dict.fromkeys(in_both(each.text) for each in sayings))
