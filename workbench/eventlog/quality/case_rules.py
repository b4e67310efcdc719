"""Doubts about cases: rows twice, cases cut by the window, too short, too long, or become one by damaged ids."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import DAY, MISSING, NO_TIME
from workbench.eventlog.quality.evidence import Evidence
from workbench.eventlog.quality.pathology import Pathology, Unjudged, of_cases, of_events
from workbench.eventlog.rows.content import mixed
from workbench.eventlog.texts import Texts

_USUAL: Final = 0.01
"""Share of inner cases that must begin (end) with an activity for it to be a usual begin (end)."""

_LONG: Final = 3
_LONG_AT_LEAST: Final = 20
_FENCE: Final = 3
"""Tukey's outer fence (1977): three interquartile ranges beyond the quartile."""

_LEAST_SPREAD: Final = float(np.log(2))
"""Durations that are all alike still may double without being outliers."""

_NEARLY: Final = 0.05
_EXACT_DIGITS: Final = 15
"""A spreadsheet keeps 15 digits of a number and writes zeros for the rest (IEEE 754 double)."""

_SHOWN: Final = 3
"""How many groups of ids that mean one case are named."""

_LONG_NUMBER: Final = re.compile(r"[1-9]\d{15,}")
_SCIENTIFIC: Final = re.compile(r"\d(\.\d+)?[eE]\+\d{2,}")


def duplicate_events(evidence: Evidence) -> Iterator[Pathology]:
    """Rows that agree in case, activity, every time and every attribute are one event written twice."""
    log = evidence.log
    tied = evidence.follows.copy()
    tied[1:] &= log.end[1:] == log.end[:-1]
    run = np.cumsum(~tied)
    tied[:-1] |= tied[1:]
    rows = np.flatnonzero(tied)
    columns: list[NDArray[Any]] = [run, log.activity, log.start, log.recorded, *(each.codes for each in log.columns.values())]
    marks = np.zeros(len(rows), dtype=np.uint64)
    for numbers in columns:
        marks = mixed(marks + numbers[rows].astype(np.int64).astype(np.uint64))
    order = np.argsort(marks, kind="stable")
    again = np.zeros(log.n_events, dtype=np.bool_)
    again[rows[order[1:]]] = marks[order[1:]] == marks[order[:-1]]
    if again.any():
        first = int(np.flatnonzero(again)[0])
        facts = {"lines": int(log.position[first]), "case": log.cases[int(log.case[first])]}
        yield of_events(log, "LOG_DUPLICATE_EVENT", again, log.n_events, facts)


def cut_begin(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """A case that begins at the window's begin, and not as inner cases do, began before it."""
    cases = np.flatnonzero(np.diff(evidence.first))
    times = evidence.log.end[evidence.plausible]
    if len(times):
        edges = evidence.log.end[evidence.first[cases]]
        near = edges < times.min() + evidence.circumstances.edge_days * DAY
        yield from _cut(evidence, "LOG_CUT_BEGIN", edges, near)


def cut_end(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """A case that ends at the window's end, and not as inner cases do, goes on after it."""
    cases = np.flatnonzero(np.diff(evidence.first))
    times = evidence.log.end[evidence.plausible]
    if len(times):
        edges = evidence.log.end[evidence.first[cases + 1] - 1]
        near = edges > times.max() - evidence.circumstances.edge_days * DAY
        yield from _cut(evidence, "LOG_CUT_END", edges, near)


def single_event(evidence: Evidence) -> Iterator[Pathology]:
    """A case of one event has neither order nor duration."""
    alone = np.diff(evidence.first) == 1
    if alone.any():
        yield of_cases(evidence.log, "LOG_SINGLE_EVENT", alone, evidence.log.n_cases)


def long_case(evidence: Evidence) -> Iterator[Pathology]:
    """A case several times as long as nearly all others collects what belongs to many."""
    sizes = np.diff(evidence.first)
    usual = int(np.quantile(sizes, 0.99, method="lower")) if len(sizes) else 0
    long = sizes > max(_LONG * usual, _LONG_AT_LEAST)
    if long.any():
        facts = {"longest": int(sizes.max()), "usual": usual}
        yield of_cases(evidence.log, "LOG_LONG_CASE", long, evidence.log.n_cases, facts)


def outlier_case(evidence: Evidence) -> Iterator[Pathology]:
    """A case whose duration lies beyond Tukey's outer fence of the logarithms is not like the others."""
    log, first = evidence.log, evidence.first
    cases = np.flatnonzero(np.diff(first) > 1)
    if len(cases) < _LONG_AT_LEAST:
        return
    spans = log.end[first[cases + 1] - 1] - log.end[first[cases]]
    logarithms = np.log1p(spans.astype(np.float64) / 1_000_000)
    lower, upper = np.quantile(logarithms, (0.25, 0.75))
    far = logarithms > upper + _FENCE * max(upper - lower, _LEAST_SPREAD)
    if far.any():
        outliers = np.zeros(log.n_cases, dtype=np.bool_)
        outliers[cases[far]] = True
        facts = {"days": f"{spans.max() / DAY:.0f}", "median": f"{np.median(spans) / DAY:.1f}"}
        yield of_cases(log, "LOG_OUTLIER_CASE", outliers, len(cases), facts)


def damaged_id(evidence: Evidence) -> Iterator[Pathology]:
    """Long numbers that a spreadsheet touched end in zeros or in an exponent: different cases have become one."""
    cases = evidence.log.cases
    long = [number for number in _longer(cases, _EXACT_DIGITS) if _LONG_NUMBER.fullmatch(cases[number])]
    damaged = [number for number in long if not cases[number][_EXACT_DIGITS:].strip("0")]
    if len(damaged) < len(long):
        damaged = []
    if re.search(rb"[eE]\+\d", cases.data.data):
        damaged += [number for number, name in enumerate(cases) if _SCIENTIFIC.fullmatch(name.strip())]
    if damaged:
        found = np.zeros(len(cases), dtype=np.bool_)
        found[damaged] = True
        yield of_cases(evidence.log, "LOG_DAMAGED_ID", found, len(cases), {"value": cases[min(damaged)]})


def alike_ids(evidence: Evidence) -> Iterator[Pathology]:
    """Case ids that differ in width or in blanks at their ends alone are one case to a reader and several to a program."""
    cases = evidence.log.cases
    doubtful = np.union1d(cases.beyond_ascii(), cases.padded())
    meant = {number: normalize("NFKC", cases[number]).strip() for number in doubtful.tolist()}
    changed = [number for number, name in meant.items() if name != cases[number]]
    written = Texts.of([meant[number] for number in changed]).positions_in(cases).tolist()
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for number, other in zip(changed, written, strict=True):
        bearers[meant[number]] |= {number, other} if other != MISSING else {number}
    groups = [sorted(group) for _, group in sorted(bearers.items()) if len(group) > 1]
    if groups:
        found = np.zeros(len(cases), dtype=np.bool_)
        found[[number for group in groups for number in group]] = True
        named = "; ".join(" = ".join(f"“{cases[number]}”" for number in group) for group in groups[:_SHOWN])
        yield of_cases(evidence.log, "LOG_CASE_ALIKE", found, len(cases), {"pairs": named})


def nearly_constant(evidence: Evidence) -> Iterator[Pathology]:
    """An attribute that is the same throughout nearly every case, and differs in a few, is a case's and was damaged there."""
    log = evidence.log
    for name, column in log.columns.items():
        known = np.flatnonzero(column.codes != MISSING)
        if len(column.values) <= 2 or not len(known):
            continue
        codes, case = column.codes[known], log.case[known]
        begins = np.flatnonzero(np.concatenate(([True], case[1:] != case[:-1])))
        several = int((np.diff(np.append(begins, len(known))) > 1).sum())
        differing = np.minimum.reduceat(codes, begins) < np.maximum.reduceat(codes, begins)
        varies = np.zeros(log.n_cases, dtype=np.bool_)
        varies[case[begins[differing]]] = True
        if 0 < varies.sum() <= _NEARLY * several:
            yield of_cases(log, "LOG_NEARLY_CONSTANT", varies, several, {"column": name}, (name,))


def _cut(evidence: Evidence, code: str, edges: NDArray[np.int64], near: NDArray[np.bool_]) -> Iterator[Pathology | Unjudged]:
    """Find cases whose outermost time is near the window's edge and has no activity that inner cases usually have there.

    `edges` are the outermost times of the cases that have events; what is tied there counts as well.
    """
    log, days = evidence.log, evidence.circumstances.edge_days
    bounds = np.full(log.n_cases, NO_TIME)
    inner, suspect = np.zeros(log.n_cases, dtype=np.bool_), np.zeros(log.n_cases, dtype=np.bool_)
    cases = np.flatnonzero(np.diff(evidence.first))
    bounds[cases], inner[cases], suspect[cases] = edges, ~near, near
    outermost = np.flatnonzero((log.end == bounds[log.case]) & evidence.plausible)
    case, activity = log.case[outermost], log.activity[outermost]
    if not inner[case].any():
        yield Unjudged(code=code, reason="unjudged-window", facts={"days": days})
        return
    usual = np.bincount(activity[inner[case]], minlength=len(log.activities)) >= max(1.0, _USUAL * inner.sum())
    cut = np.zeros(log.n_cases, dtype=np.bool_)
    cut[case[suspect[case]]] = True
    cut[case[usual[activity]]] = False
    if cut.any():
        yield of_cases(log, code, cut, log.n_cases, {"days": days})


def _longer(texts: Texts, length: int) -> list[int]:
    """Return the numbers of the texts of more than so many bytes."""
    return np.flatnonzero(np.diff(texts.offsets) > length).tolist()
