"""What elements have more or less of, as heat on the diagram: how often they were passed, how long they were waited for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from workbench.conformance import Conformance, FlowsTaken
from workbench.conformance.perspectives import Perspectives
from workbench.report.page import Heat, HeatMap
from workbench.report.tables import both, count, duration, same, spoken


def frequency_heat(taken: FlowsTaken, conformance: Conformance) -> HeatMap | None:
    """Return how often activities were done, flows and all else passed; each kind beside the most frequent of it.

    What is due to leave an event counts where it did, so that what was skipped was not done. None where no case's path is known.
    """
    if not taken.cases:
        return None
    done = tuple(_done(conformance))
    known = {element for element, _, _ in done}
    passed = [(each.element, each.times, each.cases) for each in taken.elements if each.element not in known]
    flows = [(each.flow, each.times, each.cases) for each in taken.flows]
    most = max((times for _, times, _ in (*done, *passed)), default=0)
    whole = int(conformance.complete.sum())
    elements = (
        *_frequencies("heat-done-hint", done, most, whole),
        *_frequencies("heat-passed-hint", passed, most, taken.cases),
        *_frequencies("heat-passed-hint", flows, max((times for _, times, _ in flows), default=0), taken.cases),
    )
    return HeatMap(key="frequency", label=both("heat-frequency"), elements=elements)


def _done(conformance: Conformance) -> Iterator[tuple[str, int, int]]:
    """Yield what is due to be seen, how often complete cases did it as designed, and in how many of them."""
    alignments, variants = conformance.observable, conformance.variants
    weights = np.bincount(variants.of_case[conformance.complete], minlength=len(variants))
    symbol = alignments.symbols_of_events()
    variant = np.repeat(np.arange(len(variants)), np.diff(variants.offsets))[symbol >= 0]
    symbol, size = symbol[symbol >= 0].astype(np.int64), len(alignments.symbols)
    times = np.bincount(symbol, weights=weights[variant], minlength=size)
    once = np.unique(variant * max(1, size) + symbol)
    cases = np.bincount(once % max(1, size), weights=weights[once // max(1, size)], minlength=size)
    for code, element in enumerate(alignments.symbols):
        if not conformance.expectation.need_not_be_seen(element):
            yield element, int(times[code]), int(cases[code])


def _frequencies(key: str, counted: Sequence[tuple[str, int, int]], most: int, whole: int) -> Iterator[Heat]:
    for element, times, cases in counted:
        facts = {"times": count(times), "cases": count(cases), "all": count(whole)}
        share = times / most if most else 0.0
        yield Heat(element=element, share=share, figure=same(f"{count(times)}×"), hint=both(key, **facts))


def waiting_heat(perspectives: Perspectives) -> HeatMap | None:
    """Return how long activities were waited for, as median working time; None where no wait is known."""
    waited = [(each.about, each.waited) for each in perspectives.activities if each.waited is not None]
    if not waited:
        return None
    most = max(each.median_working for _, each in waited)
    return HeatMap(
        key="waiting",
        label=both("heat-waiting"),
        elements=tuple(
            Heat(
                element=about,
                share=each.median_working / most if most else 0.0,
                figure=duration(each.median_working),
                hint=both("heat-waiting-hint", median=spoken(duration(each.median_working)), known=count(each.known)),
            )
            for about, each in waited
        ),
    )
