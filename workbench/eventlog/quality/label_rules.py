"""Doubts about words: labels that are one to a reader and several to a program, that took over from another, that are garbled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, Column, EventLog
from workbench.eventlog.mappings.mapping import ACTIVITY
from workbench.eventlog.quality.evidence import Evidence, texts_of_events
from workbench.eventlog.quality.pathology import Pathology, Sample, Unjudged, of_cases, of_events, sampled
from workbench.eventlog.quality.performer_rules import RESOURCE, WANTED
from workbench.eventlog.quality.spelling import has_odd_letters, is_code, is_slip, meant, says_nothing, spelling_key, suspects

_NAMES: Final = (ACTIVITY, *WANTED)
_MOST_LABELS: Final = 20_000
"""Distinct values of one column beyond which they are no vocabulary and are not compared with each other."""

_MOST_TEXTS: Final = 200_000
"""Texts of one column that are looked at letter by letter; that there are more is said."""

_LETTERS: Final = 6
_RARE: Final = 0.05
"""A label one letter from another and that much rarer is a slip; two frequent ones are two labels."""

_SIMILAR: Final = 0.6
_SUCCESSION: Final = 5
_SLACK: Final = 0.1
"""Share of the window within which the one label must stop and the other begin."""

_SPOKEN: Final = 3


def near_duplicates(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """Labels that differ in blanks, case, width, hyphens, traditional forms or one mistyped letter are counted apart.

    Of persons' names one letter makes two.
    """
    for name, column in texts_of_events(evidence.log):
        if name not in _NAMES:
            continue
        if len(column.values) > _MOST_LABELS:
            facts = {"column": name, "values": len(column.values)}
            yield Unjudged(code="TEXT_NEAR_DUPLICATE", reason="unjudged-vocabulary", facts=facts)
            continue
        values, counts = tuple(column.values), _counts(column)
        slips = () if name == RESOURCE else _slips(values, counts)
        told = tuple(_told(evidence, name, values))
        for group in (*_same_spelling(values), *slips):
            rarer = sorted(group, key=lambda code: (-counts[code], code))[1:]
            facts = {"column": name, "labels": _quoted(told, group), "names": len(group)}
            about = (name, *sorted(told[code] for code in group))
            yield _of_column(evidence.log, column, rarer, "TEXT_NEAR_DUPLICATE", facts, about)


def na_like(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """NA, null, None, nan, N/A and hyphens are kept as the names they may be, and said."""
    yield from _each_column(evidence, "TEXT_NA_LIKE", says_nothing)


def odd_letters(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """Blanks at the ends, invisible letters, letters and digits of full width are seen by programs alone."""
    yield from _each_column(evidence, "TEXT_ODD_LETTERS", has_odd_letters)


def garbled(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """Text read in a wrong encoding is no label any more."""
    yield from _each_column(evidence, "TEXT_GARBLED", lambda text: meant(text) is not None)


def activity_once(evidence: Evidence) -> Iterator[Pathology]:
    """An activity that occurs once in the whole log is a slip, a test, or too rare for any figure."""
    log = evidence.log
    counts = np.bincount(log.activity, minlength=len(log.activities))
    once = np.flatnonzero(counts == 1)
    if len(once) and len(log.activities) > 1 and log.n_events > len(log.activities):
        rows = np.flatnonzero(np.isin(log.activity, once))[:5]
        sample = Sample(
            code="LOG_ACTIVITY_ONCE",
            count=len(once),
            exposed=int((counts > 0).sum()),
            rows=tuple(log.position[rows].tolist()),
            cases=tuple(log.cases[number] for number in log.case[rows].tolist()),
        )
        yield sampled(sample, {"labels": _quoted(log.activities, once.tolist())})


def label_drift(evidence: Evidence) -> Iterator[Pathology]:
    """A label that stops where a similar one begins was renamed: one activity looks like two, each half dead.

    Codes are alike by design, so that they are not compared.
    """
    log = evidence.log
    counts = np.bincount(log.activity, minlength=len(log.activities))
    begins = np.full(len(log.activities), np.iinfo(np.int64).max)
    ends = np.full(len(log.activities), np.iinfo(np.int64).min)
    usable = np.flatnonzero(evidence.plausible)
    np.minimum.at(begins, log.activity[usable], log.end[usable])
    np.maximum.at(ends, log.activity[usable], log.end[usable])
    frequent = np.flatnonzero((counts >= _SUCCESSION) & (ends >= begins))
    if len(frequent) < 2:
        return
    first, last = int(begins[frequent].min()), int(ends[frequent].max())
    slack = int((last - first) * _SLACK)
    stopped = [code for code in frequent.tolist() if ends[code] < last - slack]
    started = [code for code in frequent.tolist() if begins[code] > first + slack]
    for old in stopped:
        new = _successor(log.activities, old, [code for code in started if abs(begins[code] - ends[old]) <= slack])
        if new is not None:
            facts = {"old": log.activities[old], "new": log.activities[new], "day": str(np.datetime64(int(ends[old]), "us"))[:10]}
            events = log.activity == old
            total = int(counts[old] + counts[new])
            yield of_events(log, "LOG_LABEL_DRIFT", events, total, facts, (log.activities[old], log.activities[new]))


def _successor(labels: Sequence[str], old: int, candidates: Sequence[int]) -> int | None:
    """Return the candidate whose label is the most like the old one, if any is like it."""
    scores = {
        new: SequenceMatcher(None, spelling_key(labels[old]), spelling_key(labels[new]), autojunk=False).ratio()
        for new in candidates
        if new != old and not (is_code(labels[old]) and is_code(labels[new]))
    }
    best = max(scores, key=lambda new: (scores[new], -new), default=None)
    return best if best is not None and scores[best] >= _SIMILAR else None


def _each_column(evidence: Evidence, code: str, is_doubtful: Callable[[str], bool]) -> Iterator[Pathology | Unjudged]:
    """Apply a question about one text to the distinct values of every column, of events and of cases."""
    log = evidence.log
    columns = dict(texts_of_events(log))
    for name, column in (*columns.items(), *((f"case:{name}", column) for name, column in log.case_columns.items())):
        looked_at = suspects(column.values)
        if len(looked_at) > _MOST_TEXTS:
            facts: dict[str, object] = {"column": name, "values": len(looked_at), "limit": _MOST_TEXTS}
            yield Unjudged(code=code, reason="unjudged-texts", facts=facts)
        found = [number for number in looked_at[:_MOST_TEXTS].tolist() if is_doubtful(column.values[number])]
        if found:
            spoken = tuple(_told(evidence, name, [column.values[number] for number in found]))
            facts = {"column": name, "labels": _quoted(spoken, range(len(spoken)))}
            yield _of_column(log, column, found, code, facts, (name,))


def _of_column(
    log: EventLog, column: Column, codes: Sequence[int], code: str, facts: Mapping[str, object], about: tuple[str, ...]
) -> Pathology:
    """Return a pathology of the events, or for a column of cases of the cases, that have one of the values."""
    exposed = int((column.codes != MISSING).sum())
    count = of_events if not about[0].startswith("case:") else of_cases
    return count(log, code, _marked(column, codes), exposed, facts, about)


def _marked(column: Column, codes: Sequence[int]) -> NDArray[np.bool_]:
    """Return which rows of a column have one of the values."""
    marked = np.zeros(len(column.values) + 1, dtype=np.bool_)
    marked[list(codes)] = True
    rows: NDArray[np.bool_] = marked[column.codes]
    return rows


def _counts(column: Column) -> NDArray[np.int64]:
    return np.bincount(column.codes[column.codes != MISSING], minlength=len(column.values))


def _same_spelling(values: Sequence[str]) -> Iterator[tuple[int, ...]]:
    groups: dict[str, list[int]] = {}
    for code, value in enumerate(values):
        if not says_nothing(value):
            groups.setdefault(spelling_key(value), []).append(code)
    yield from (tuple(group) for key, group in groups.items() if key and len(group) > 1)


def _slips(values: Sequence[str], counts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield pairs of labels that are one letter apart, one of them rare; found by the texts that leave out one letter."""
    keys = [spelling_key(value) for value in values]
    bearers: dict[str, list[int]] = {}
    for code, key in enumerate(keys):
        if len(key) >= _LETTERS and key.isascii():
            for shortened in {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}:
                bearers.setdefault(shortened, []).append(code)
    pairs = {(one, other) for group in bearers.values() for one in group for other in group if one < other}
    for one, other in sorted(pairs):
        rare, frequent = sorted((int(counts[one]), int(counts[other])))
        if keys[one] != keys[other] and rare <= _RARE * frequent and is_slip(values[one], values[other]):
            yield one, other


def _told(evidence: Evidence, column: str, values: Iterable[str]) -> Iterator[str]:
    """Return the values of a column as they are told: performers as they are called, but for what names nobody."""
    called = evidence.circumstances.called if column == RESOURCE else str
    return (value if says_nothing(value) else called(value) for value in values)


def _quoted(values: Sequence[str], codes: Sequence[int]) -> str:
    return ", ".join(f"“{values[code]}”" for code in codes[:_SPOKEN]) + (", …" if len(codes) > _SPOKEN else "")
