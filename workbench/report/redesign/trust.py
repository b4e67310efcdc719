"""How true the simulation is: simulated against logged, what was assumed, and what could not be played or looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.findings import Finding
from workbench.report.looks.panel import Panel, empty
from workbench.report.page import Texts
from workbench.report.redesign.few_people import is_too_few
from workbench.report.tables import UNKNOWN, both, called, count, in_both, scope_named, table, with_suppressed
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
    distance = UNKNOWN if each.distance is None else f"{each.distance:.2f}"
    return [each.process, verdict, count(each.cases), *_both_sides(each.median), *_both_sides(each.p90), distance]


def _both_sides(compared: Compared | None) -> tuple[str, str]:
    if compared is None:
        return UNKNOWN, UNKNOWN
    error = "" if compared.relative is None else f" ({compared.relative:+.1%})"
    return f"{compared.logged:.2f}", f"{compared.simulated:.2f}{error}"


def _posts(recommendation: Recommendation) -> Panel:
    """Return how busy posts are; those of too few people are counted, not shown."""
    study = recommendation.assessment.study
    compared = _compared_posts(recommendation)
    if not compared:
        return empty("calibrated-posts", "advice-not-simulated")
    shown = {post: each for post, each in compared.items() if not is_too_few(post, recommendation)}
    worst = sorted(shown.items(), key=lambda item: (-abs(item[1].error), item[0]))[:_MOST_POSTS]
    names = study.design.vocabulary.posts
    rows: list[list[Texts | str]] = [
        [called(names.called(post)), f"{each.logged:.1%}", f"{each.simulated:.1%}", f"{each.error:+.1%}"] for post, each in worst
    ]
    made = table(("load-post",), ("trust-logged", "trust-simulated", "trust-error"), rows, len(shown))
    return Panel(key="calibrated-posts", table=with_suppressed(made, len(compared) - len(shown), study.policy.privacy))


def _compared_posts(recommendation: Recommendation) -> Mapping[str, Compared]:
    return {post: each for process in recommendation.gate.processes for post, each in process.utilisation.items()}


def _limits(recommendation: Recommendation) -> Panel:
    rows: list[list[Texts | str]] = [
        [scope_named(each.scope), both(f"trust-{kind}"), _said(each, recommendation)] for kind, each in _notes(recommendation)
    ]
    if not rows:
        return empty("limits", "trust-nothing")
    return Panel(key="limits", table=table(("effect-process", "trust-kind", "trust-what"), (), rows))


def _said(finding: Finding, recommendation: Recommendation) -> Texts:
    """Say a finding; how busy a post of too few people is stays out of it."""
    hidden = _untold_post(finding, recommendation) if finding.code == "SIM_UTILISATION_OFF" else None
    if hidden is None:
        return in_both(finding.text)
    is_post = hidden in recommendation.assessment.linkage.posts
    name = finding.facts["post"] if is_post else recommendation.assessment.study.names.called(hidden)
    return both("trust-utilisation-untold", **{**finding.facts, "post": name})


def _untold_post(finding: Finding, recommendation: Recommendation) -> str | None:
    """Return the post of too few people of which a finding tells – somebody's id where he holds none –, None for others."""
    named = recommendation.calibrated.naming.post
    posts = (post for post in _compared_posts(recommendation) if named(post) == finding.facts["post"])
    return next((post for post in posts if is_too_few(post, recommendation)), None)


def _notes(recommendation: Recommendation) -> Iterator[tuple[str, Finding]]:
    """Yield why a process is indicative, what was assumed, what could not be played, and what could not be looked for."""
    reasons = [("indicative", reason) for each in recommendation.gate.processes for reason in each.reasons]
    said = {id(reason) for _, reason in reasons}
    yield from reasons
    yield from (("assumed", each) for each in recommendation.calibrated.assumed if id(each) not in said)
    yield from (("unplayed", each) for each in recommendation.calibrated.unknown)
    yield from (("unlooked", each.reason) for each in recommendation.unknown)
