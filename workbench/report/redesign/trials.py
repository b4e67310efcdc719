"""What-ifs put together by a reader: advice, more people on a post, more or fewer cases – as edits, and told as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.redesign.advice import Simulated
from workbench.report.looks.panel import Panel
from workbench.report.page import Fact
from workbench.report.redesign.advice_cards import effects_table, indicative_note, key_of, saved_text
from workbench.report.tables import both, same
from workbench.simulation.edits import Edit, Hire, MoreArrivals
from workbench.simulation.gate import Gate
from workbench.study.recommending import Recommendation


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What is tried together: advice by key, people more on a post, and how many times as many cases arrive."""

    advice: tuple[str, ...] = ()
    post: str | None = None
    more: int = 0
    arrivals: float = 1.0


def posts_that_work(recommendation: Recommendation) -> tuple[str, ...]:
    """Return the posts that have somebody in the simulated world, sorted; none where there is no world."""
    world = recommendation.bench.world
    return () if world is None else tuple(sorted({worker.post for worker in world.workers if worker.post}))


def trial_edits(recommendation: Recommendation, trial: Trial) -> tuple[Edit, ...]:
    """Return what a trial changes in the simulated world."""
    return tuple(_edits(recommendation, trial))


def _edits(recommendation: Recommendation, trial: Trial) -> Iterator[Edit]:
    for advice in recommendation.advice:
        if key_of(advice) in trial.advice:
            yield from advice.proposal.edits
    if trial.post and trial.more:
        yield Hire(post=trial.post, number=trial.more)
    if trial.arrivals != 1.0 and recommendation.bench.world is not None:
        for process in recommendation.bench.world.cases.processes:
            yield MoreArrivals(process=process, factor=trial.arrivals)


def trial_panel(effect: Simulated, gate: Gate) -> Panel:
    """Return what a trial brings, process by process, and where the simulation does not match the log."""
    note = indicative_note(effect, gate)
    flexibility = Fact(label=both("trial-flexibility"), value=same(f"{effect.flexibility:+.3f}"))
    return Panel(
        key="trial",
        facts=(flexibility,),
        notes=(saved_text(effect), *(() if note is None else (note,))),
        table=effects_table(effect),
    )
