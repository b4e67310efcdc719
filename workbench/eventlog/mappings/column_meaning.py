"""What each column of a sample may be: claims on the attributes of a log, with a confidence and the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.mappings import column_traits as traits
from workbench.eventlog.mappings.column_sample import Clocks, TableSample, clocks_of
from workbench.eventlog.mappings.mapping import ACTIVITY, CASE, END, START, TRANSITION
from workbench.findings import NO_FACTS
from workbench.language import Language, say

_FILLED: Final = 0.95
_REPEATED: Final = 1.3
_CONSIDERED: Final = 6
_FINER: Final = 0.85
"""What is left of a claim of a column whose values another column of the same kind tells."""

_NEARLY: Final = 0.05
"""How near the claim of what has parts is kept to that of the parts: within the margin of doubt."""

_NUMBER: Final = re.compile(r"^\s*[+-]?[\d.,]+\s*$")
_FRACTION: Final = re.compile(r"^\s*[+-]?\d+[.,]\d+\s*$")
_DIGIT: Final = re.compile(r"\d")
_KNOWN: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "department": re.compile(
            r"(?i)(部|科|处|室|中心|车间|班组)$|\b(department|dept|division|team|section|unit|group|org line)\b"
        ),
        "role": re.compile(
            r"(?i)(员|经理|主管|主任|总监|助理|工程师|组长|岗)$|\b(manager|clerk|officer|analyst|head|assistant|employee)\b"
        ),
        "system": re.compile(r"(?i)^(erp|mes|crm|sap|oa|wms|plm|scm|srm|qms|hr|bpm)\b|系统$|\bsystem$"),
        TRANSITION: re.compile(
            r"(?i)^\s*(start|complete|schedule|assign|reassign|suspend|resume|withdraw|skip|(ate|pi)_abort|autoskip|manualskip)\s*$"
        ),
    }
)
_PERSON: Final = re.compile(
    r"^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][一-鿿]{1,2}$"
    r"|(?i:^(user|emp|employee|resource|worker|agent|operator|id)[\s_-]?\d+$)|^[A-Z][a-z]+$|^[A-Z]{1,3}\d{2,6}$"
)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a column may be something: the key of a sentence and what fills it."""

    key: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)

    def text(self, language: Language = Language.EN) -> str:
        """Say it."""
        return say(f"reason-{self.key}", language, self.facts)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A column may be an attribute, with a confidence in [0, 1]; `format` is that of its times where several can be meant."""

    attribute: str
    column: str
    confidence: float
    reasons: tuple[Reason, ...] = ()
    format: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Table:
    """The columns of a sample that can be named, each distinct content once, those of times apart."""

    words: Mapping[str, Column]
    clocks: Mapping[str, Clocks]
    moments: NDArray[np.int64]


def claims_of(sample: TableSample) -> Iterator[Claim]:
    """Weigh every column of a sample for every attribute that content can tell; of equal columns the first speaks for all."""
    table = _table(sample)
    cases = _cases(table)
    yield from cases
    if not cases:
        return
    best = table.words[max(cases, key=lambda claim: claim.confidence).column]
    activities = _activities(table, best)
    yield from activities
    leading = max(activities, key=lambda claim: claim.confidence, default=None)
    yield from _times(table, best, table.words[leading.column] if leading else None)
    yield from _others(table, best, leading.column if leading else "")


def _table(sample: TableSample) -> _Table:
    words: dict[str, Column] = {}
    clocks: dict[str, Clocks] = {}
    for name, column in zip(sample.header, sample.columns, strict=True):
        if not name or name in words or name in clocks or not len(column.values):
            continue
        read = clocks_of(column)
        if read is not None:
            clocks[name] = read
        elif not any(_equal(column, earlier) for earlier in words.values()):
            words[name] = column
    full = [each.moments for each in clocks.values() if (each.moments != NO_TIME).mean() >= _FILLED]
    moments = full[0] if full else np.full(sample.n_rows, NO_TIME, dtype=np.int64)
    return _Table(words=words, clocks=clocks, moments=moments)


def _cases(table: _Table) -> tuple[Claim, ...]:
    """Claim to be the case: rows of one value lie together in the file and in time, and tell what happens next."""
    eligible = [name for name, column in table.words.items() if _may_be_case(column)]
    eligible.sort(key=lambda name: -_closeness(table.words[name], table.moments))
    claims = [_case_claim(table, name) for name in eligible[:_CONSIDERED]]
    return tuple(
        _beside_its_parts(table, claim, [each for each in claims if _tells(table, each.column, claim.column)]) for claim in claims
    )


def _beside_its_parts(table: _Table, claim: Claim, tellers: list[Claim]) -> Claim:
    """Keep a claim beside that of its parts, where it has parts: whether the order or its delivery is the case, nobody knows."""
    coarse = table.words[claim.column]
    parts = [each for each in tellers if traits.are_parts(table.words[each.column], coarse, table.moments)]
    if not parts:
        return _finer(claim, CASE, [each.column for each in tellers])
    leader = max(parts, key=lambda each: each.confidence)
    reasons = (*claim.reasons, Reason(key="parts", facts={"column": leader.column}))
    confidence = max(claim.confidence, leader.confidence - _NEARLY)
    return Claim(attribute=CASE, column=claim.column, confidence=confidence, reasons=reasons)


def _may_be_case(column: Column) -> bool:
    return (
        traits.filled_share(column) >= _FILLED and len(column.values) > 1 and len(column.codes) >= _REPEATED * len(column.values)
    )


def _closeness(column: Column, moments: NDArray[np.int64]) -> float:
    """Return how closely the rows of a value stand together, in the file or in time, and how much they look like numbered."""
    together = max(traits.contiguity(column), traits.togetherness(column, moments))
    return 0.8 * together + 0.2 * traits.text_share(column, _DIGIT)


def _case_claim(table: _Table, name: str) -> Claim:
    column = table.words[name]
    ordered = traits.in_order(column, table.moments)
    orderly = max((_activity_weight(each, column, ordered) for each in table.words.values() if each is not column), default=0.0)
    fraction = 0.6 if traits.text_share(column, _FRACTION) > 0.5 else 1.0
    confidence = fraction * (0.6 * _closeness(column, table.moments) + 0.4 * orderly)
    rows = f"{len(column.codes) / len(column.values):.1f}"
    reasons = (Reason(key="repeats", facts={"distinct": len(column.values), "rows": rows}), Reason(key="together"))
    return Claim(attribute=CASE, column=name, confidence=min(0.99, confidence), reasons=reasons)


def _activities(table: _Table, case: Column) -> tuple[Claim, ...]:
    """Claim to be the activity: few values that return in many cases, change at every step, follow each other in fixed ways."""
    ordered = traits.in_order(case, table.moments)
    weights = {
        name: _activity_weight(column, case, ordered)
        for name, column in table.words.items()
        if column is not case and traits.filled_share(column) >= _FILLED
    }
    chosen = sorted(weights, key=lambda name: -weights[name])[:_CONSIDERED]
    claims = []
    for name in chosen:
        column = table.words[name]
        share = f"{traits.return_share(column, case):.0%}"
        reasons = (
            Reason(key="returns", facts={"distinct": len(column.values), "share": share}),
            Reason(key="sequence"),
            Reason(key="edges"),
        )
        claims.append(Claim(attribute=ACTIVITY, column=name, confidence=min(0.99, weights[name]), reasons=reasons))
    return tuple(
        _finer(claim, ACTIVITY, [other.column for other in claims if _tells(table, other.column, claim.column)])
        for claim in claims
    )


def _activity_weight(column: Column, case: Column, ordered: traits.Ordered) -> float:
    if not 2 <= len(column.values) <= max(50, len(column.codes) // 10):
        return 0.0
    changing = min(1.0, traits.change_share(column, ordered) / 0.5)
    regular = 0.4 * traits.predictability(column, ordered) + 0.3 * traits.edge_share(column, ordered)
    numeric = 0.7 if traits.text_share(column, _NUMBER) > 0.5 else 1.0
    steps = 0.3 if traits.text_share(column, _KNOWN[TRANSITION]) > 0.5 else 1.0
    return numeric * steps * changing * (regular + 0.3 * traits.return_share(column, case))


def _times(table: _Table, case: Column, activity: Column | None) -> Iterator[Claim]:
    """Claim to be end or start: times in nearly every row that change within cases, the later of two the end."""
    full = {
        name: clocks
        for name, clocks in table.clocks.items()
        if (clocks.moments != NO_TIME).mean() >= _FILLED and not _is_of_cases(clocks.moments, case)
    }
    later = {
        (one, other)
        for pair in combinations(full, 2)
        for one, other in (pair, pair[::-1])
        if bool((full[one].moments <= full[other].moments).all()) and bool((full[one].moments < full[other].moments).any())
    }
    for name, clocks in full.items():
        share = Reason(key="time", facts={"share": f"{clocks.share:.0%}"})
        if len(full) == 1:
            yield from _by_format(
                Claim(attribute=END, column=name, confidence=0.95, reasons=(share, Reason(key="only-time"))), clocks
            )
            continue
        for attribute, confidence, reason in _of_pairs(full, name, later, activity):
            claim = Claim(attribute=attribute, column=name, confidence=confidence, reasons=(share, reason))
            yield from _by_format(claim, clocks)


def _of_pairs(
    full: Mapping[str, Clocks], name: str, later: set[tuple[str, str]], activity: Column | None
) -> Iterator[tuple[str, float, Reason]]:
    """Weigh one of several columns of times.

    Two whose distance depends on the activity are start and end; else they may be end and entry, which content does not tell.
    """
    before = [one for one, other in later if other == name]
    after = [other for one, other in later if one == name]
    alone = len(full) == 2 and len(later) == 1
    pair = [full[each].moments for each in (*before, name, *after)] if alone else []
    works = alone and activity is not None and traits.explained_share(activity, pair[1] - pair[0]) >= 0.1
    if before:
        yield END, 0.9 if works else 0.6, Reason(key="later", facts={"column": before[0]})
    if after:
        yield START, 0.9 if works else 0.5, Reason(key="earlier", facts={"column": after[0]})
    if not works:
        yield END, 0.55, Reason(key="earlier", facts={"column": after[0]}) if after else Reason(key="unordered")


def _by_format(claim: Claim, clocks: Clocks) -> Iterator[Claim]:
    """Yield a claim once for each format that its times may have."""
    if not clocks.formats:
        yield claim
    for layout in clocks.formats:
        reasons = (*claim.reasons, Reason(key="day-order"))
        yield Claim(attribute=claim.attribute, column=claim.column, confidence=claim.confidence, reasons=reasons, format=layout)


def _others(table: _Table, case: Column, activity: str) -> Iterator[Claim]:
    """Claim what known words and the look of persons tell; only what changes within cases can have performed their steps."""
    ordered = traits.in_order(case, table.moments)
    for name, column in table.words.items():
        if column is case or name == activity:
            continue
        for attribute, words in _KNOWN.items():
            share = traits.text_share(column, words)
            if share >= 0.5:
                yield Claim(attribute=attribute, column=name, confidence=min(0.9, share), reasons=(Reason(key="known"),))
        persons = traits.text_share(column, _PERSON) if len(column.values) > 1 else 0.0
        if persons >= 0.5 and traits.change_share(column, ordered) > 0.1 and len(column.codes) >= 2 * len(column.values):
            yield Claim(attribute="resource", column=name, confidence=min(0.9, 0.8 * persons), reasons=(Reason(key="person"),))


def _finer(claim: Claim, attribute: str, tellers: list[str]) -> Claim:
    """Return a claim weakened where another column tells the values of this one, and not the other way round."""
    if not tellers:
        return claim
    reasons = (*claim.reasons, Reason(key="coded", facts={"column": tellers[0]}))
    confidence = claim.confidence * _FINER
    return Claim(attribute=attribute, column=claim.column, confidence=confidence, reasons=reasons)


def _tells(table: _Table, one: str, other: str) -> bool:
    first, second = table.words[one], table.words[other]
    return one != other and traits.determines(first, second) and not traits.determines(second, first)


def _is_of_cases(moments: NDArray[np.int64], case: Column) -> bool:
    """Return whether a time is the same in nearly all rows of each case that has several."""
    codes = case.codes.astype(np.int64)
    rows = np.flatnonzero((codes != MISSING) & (moments != NO_TIME))
    rows = rows[np.argsort(codes[rows], kind="stable")]
    again = codes[rows[1:]] == codes[rows[:-1]]
    same = moments[rows[1:]] == moments[rows[:-1]]
    return bool(again.any()) and float(same[again].mean()) > _FILLED


def _equal(one: Column, other: Column) -> bool:
    return len(one.values) == len(other.values) and bool((one.codes == other.codes).all()) and one.values == other.values
