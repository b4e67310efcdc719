"""What elements have more or less of, as heat on the diagram: how often they were passed, how long they were waited for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.conformance import FlowsTaken
from workbench.conformance.perspectives import Perspectives
from workbench.report.page import Heat, HeatMap
from workbench.report.tables import both, count, duration, same, spoken


def frequency_heat(taken: FlowsTaken) -> HeatMap | None:
    """Return how often elements and flows were passed, elements and flows each beside the most frequent of their kind.

    None where no case's path is known.
    """
    if not taken.cases:
        return None
    passed = [(each.element, each.times, each.cases) for each in taken.elements]
    flows = [(each.flow, each.times, each.cases) for each in taken.flows]
    elements = (*_frequencies(passed, taken.cases), *_frequencies(flows, taken.cases))
    return HeatMap(key="frequency", label=both("heat-frequency"), elements=elements)


def _frequencies(passed: Sequence[tuple[str, int, int]], whole: int) -> Iterator[Heat]:
    most = max((times for _, times, _ in passed), default=0)
    for element, times, cases in passed:
        facts = {"times": count(times), "cases": count(cases), "all": count(whole)}
        share = times / most if most else 0.0
        yield Heat(element=element, share=share, figure=same(f"{count(times)}×"), hint=both("heat-frequency-hint", **facts))


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
