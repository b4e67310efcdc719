"""The variants of a process against its design: each with its steps, how many cases follow it, and what deviates in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import CaseStep, StepKind, steps_of_variants
from workbench.language import Language, say
from workbench.report.cases.cases_seen import SeenCases, median_duration
from workbench.report.drawings.chevrons import MOST_STEPS, POINT, ROW, STEP, chevron
from workbench.report.drawings.svg import MARGIN, TOP, figure, text
from workbench.report.page import Drawing, Table, Texts
from workbench.report.tables import both, called, count, drawing, duration, listed, share, spoken, table

SIGNS: Final = {StepKind.SYNCHRONOUS: "", StepKind.SKIPPED: "∅", StepKind.EXTRA: "＋"}
"""What tells a step that was skipped, and one that was not designed there, from the others without any colour."""

_PER_LINE: Final = 7
_TINTS: Final = {StepKind.SYNCHRONOUS: "tint12", StepKind.SKIPPED: "paper", StepKind.EXTRA: "tint1"}
_BORDERS: Final = {StepKind.SYNCHRONOUS: "", StepKind.SKIPPED: "frame dashed", StepKind.EXTRA: "frame"}


@dataclass(frozen=True, kw_only=True)
class VariantRow:
    """One variant: its place among all, from 1, its cases, of which so many are complete, and what deviates in it.

    `standing` says whether it conforms, `duration` is the median of its cases, `steps` draws them as a row of chevrons.
    """

    number: int
    cases: int
    complete: int
    share: str
    is_conforming: bool
    standing: Texts
    duration: Texts
    said: Texts
    steps: Drawing


@dataclass(frozen=True, kw_only=True)
class VariantsSection:
    """The most frequent variants among some cases, and how many cases the rest hold; `table` tells the same."""

    summary: Texts
    rows: tuple[VariantRow, ...]
    rest: Texts | None
    table: Table


def variants_section(seen: SeenCases, most: int, chosen: NDArray[np.bool_] | None = None) -> VariantsSection:
    """Return the `most` frequent variants among the chosen cases (bool, one a case; all where it is not given).

    A variant keeps the number that it has among all cases. Of equally frequent ones the lower number goes first.
    """
    of_case = seen.conformance.variants.of_case
    kept = np.ones(len(seen), dtype=np.bool_) if chosen is None else chosen
    counts = np.bincount(of_case[kept], minlength=len(seen.conformance.variants))
    order = np.lexsort((np.arange(len(counts)), -counts))[: int((counts > 0).sum())]
    shown = order[:most].tolist()
    total = int(kept.sum())
    steps = steps_of_variants(seen.conformance, shown)
    rows = tuple(_row(seen, number, kept, each) for number, each in zip(shown, steps, strict=True))
    left = total - sum(row.cases for row in rows)
    facts = {"shown": len(rows), "count": len(order), "cases": count(total)}
    rest = both("variants-rest", count=len(order) - len(rows), cases=count(left), share=share(left, total)) if left else None
    return VariantsSection(summary=both("variants-summary", **facts), rows=rows, rest=rest, table=_table(rows, rest, left, total))


def _row(seen: SeenCases, variant: int, kept: NDArray[np.bool_], steps: Sequence[CaseStep]) -> VariantRow:
    mine = kept & (seen.conformance.variants.of_case == variant)
    cases, complete = int(mine.sum()), int((mine & seen.conformance.complete).sum())
    is_conforming = not seen.conformance.observable.costs[variant]
    names = [called(step.names) for step in steps]
    return VariantRow(
        number=variant + 1,
        cases=cases,
        complete=complete,
        share=share(cases, int(kept.sum())),
        is_conforming=is_conforming,
        standing=both("variants-conforming") if is_conforming else _deviations(steps),
        duration=_duration(seen, mine),
        said=Texts(
            zh=" → ".join(f"{SIGNS[step.kind]}{name.zh}" for step, name in zip(steps, names, strict=True)),
            en=" → ".join(f"{SIGNS[step.kind]}{name.en}" for step, name in zip(steps, names, strict=True)),
        ),
        steps=drawing(lambda language: draw_steps(variant + 1, steps, language)),
    )


def _duration(seen: SeenCases, chosen: NDArray[np.bool_]) -> Texts:
    median = median_duration(seen.table, chosen)
    return both("report-unknown") if median is None else duration(median)


def _deviations(steps: Sequence[CaseStep]) -> Texts:
    """Say each deviation once: what is out of order by the step that happened."""
    told = dict.fromkeys(both(f"variants-{code}", activity=spoken(called(step.names))) for code, step in _deviating(steps))
    return listed(list(told)) if told else both("variants-deviating")


def _deviating(steps: Sequence[CaseStep]) -> Iterator[tuple[str, CaseStep]]:
    for step in steps:
        is_counterpart = step.kind is StepKind.SKIPPED and step.with_step is not None
        if step.code is not None and not is_counterpart:
            yield step.code, step


def _table(rows: Sequence[VariantRow], rest: Texts | None, left: int, total: int) -> Table:
    cells: list[tuple[Texts | str, ...]] = [
        (str(row.number), row.standing, row.said, count(row.cases), row.share, count(row.complete), row.duration) for row in rows
    ]
    if rest is not None:
        cells.append(("…", rest, "", count(left), share(left, total), "", ""))
    words = ("variants-number", "variants-standing", "variants-steps")
    return table(words, ("column-cases", "column-share", "variants-complete", "variants-duration"), cells)


def draw_steps(number: int, steps: Sequence[CaseStep], language: Language) -> str:
    """Draw the steps of one variant as chevrons, seven a line: what was skipped dashed and empty, what was extra framed."""
    title = say("variants-drawing", language, {"number": number, "steps": len(steps)})
    shown = steps[:MOST_STEPS]
    parts = []
    for place, step in enumerate(shown):
        x, y = _place(place)
        parts.append(chevron(x, y, step.names[language.value], _TINTS[step.kind], _BORDERS[step.kind], SIGNS[step.kind]))
    if len(steps) > len(shown):
        x, y = _place(len(shown))
        parts.append(text(x + 12, y + 16, f"… +{len(steps) - len(shown)}", "soft"))
    _, last = _place(len(parts) - 1)
    width = MARGIN * 2 + _PER_LINE * STEP + POINT
    return figure(width, max(TOP, last) + ROW, title, parts)


def _place(number: int) -> tuple[float, float]:
    """Return where a chevron stands: left and top."""
    line, place = divmod(number, _PER_LINE)
    return MARGIN + place * STEP, TOP + line * ROW
