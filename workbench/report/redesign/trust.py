"""How true the simulation is: simulated against logged, what was assumed, and what could not be played or looked for."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Finding
from workbench.report.looks.panel import Panel, empty
from workbench.report.page import Texts
from workbench.report.tables import both, called, count, in_both, scope_named, table
from workbench.simulation.gate import Compared, ProcessGate
from workbench.study.recommending import Recommendation

_MOST_POSTS = 40


def trust_panels(recommendation: Recommendation) -> tuple[Panel, ...]:
    """Return the calibration of each process, that of the posts, and what limits the advice."""
    return _calibration(recommendation), _posts(recommendation), _limits(recommendation)


def _calibration(recommendation: Recommendation) -> Panel:
    gate = recommendation.gate
    if not gate.processes:
        return empty("calibration", "advice-not-simulated")
    numbers = ("trust-cases", "trust-median", "trust-median-simulated", "trust-p90", "trust-p90-simulated", "trust-distance")
    rows = [_row(each) for each in gate.processes]
    return Panel(key="calibration", table=table(("effect-process", "trust-verdict"), numbers, rows))


def _row(each: ProcessGate) -> list[Texts | str]:
    verdict = both("trust-indicative" if each.is_indicative else "trust-passed")
    distance = "–" if each.distance is None else f"{each.distance:.2f}"
    return [each.process, verdict, count(each.cases), *_both_sides(each.median), *_both_sides(each.p90), distance]


def _both_sides(compared: Compared | None) -> tuple[str, str]:
    if compared is None:
        return "–", "–"
    error = "" if compared.relative is None else f" ({compared.relative:+.1%})"
    return f"{compared.logged:.2f}", f"{compared.simulated:.2f}{error}"


def _posts(recommendation: Recommendation) -> Panel:
    names = recommendation.assessment.study.design.vocabulary.posts
    compared = {post: each for process in recommendation.gate.processes for post, each in process.utilisation.items()}
    if not compared:
        return empty("calibrated-posts", "advice-not-simulated")
    worst = sorted(compared.items(), key=lambda item: (-abs(item[1].error), item[0]))[:_MOST_POSTS]
    rows: list[list[Texts | str]] = [
        [called(names.called(post)), f"{each.logged:.1%}", f"{each.simulated:.1%}", f"{each.error:+.1%}"] for post, each in worst
    ]
    numbers = ("trust-logged", "trust-simulated", "trust-error")
    return Panel(key="calibrated-posts", table=table(("load-post",), numbers, rows, len(compared)))


def _limits(recommendation: Recommendation) -> Panel:
    rows: list[list[Texts | str]] = [
        [scope_named(each.scope), both(f"trust-{kind}"), in_both(each.text)] for kind, each in _notes(recommendation)
    ]
    if not rows:
        return empty("limits", "trust-nothing")
    return Panel(key="limits", table=table(("effect-process", "trust-kind", "trust-what"), (), rows))


def _notes(recommendation: Recommendation) -> Iterator[tuple[str, Finding]]:
    """Yield why a process is indicative, what was assumed, what could not be played, and what could not be looked for."""
    reasons = [("indicative", reason) for each in recommendation.gate.processes for reason in each.reasons]
    said = {id(reason) for _, reason in reasons}
    yield from reasons
    yield from (("assumed", each) for each in recommendation.calibrated.assumed if id(each) not in said)
    yield from (("unplayed", each) for each in recommendation.calibrated.unknown)
    yield from (("unlooked", each.reason) for each in recommendation.unknown)
