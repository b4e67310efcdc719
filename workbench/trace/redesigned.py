"""What evidence there is that work can be optimized and watched: heuristics asked, groupings, structure, a world to play."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from workbench.findings import ENTERPRISE
from workbench.fit.structure import structure_of
from workbench.redesign.grouping import front_of, problem_of
from workbench.redesign.heuristics import PROPOSERS, Considered, Situation, consider
from workbench.simulation.calibration import calibrated
from workbench.study import Assessment
from workbench.study.reviewing import forecasts_of
from workbench.study.watching import baseline_from


def redesigned(assessment: Assessment) -> Iterator[tuple[str, int]]:
    """Yield how many things of each kind are held, by kind:name; of a heuristic that could be judged its proposals, maybe 0.

    The world is calibrated and not played: what a proposal would bring is worked out only where somebody asks for it.
    """
    evidence = assessment.evidence
    world = calibrated(evidence.linkage, evidence.timezone).world
    considered = consider(Situation(evidence=evidence, world=world if len(world.cases) else None))
    problem = problem_of(evidence.design, evidence.linkage)
    counts: Mapping[str, int] = {
        "proposals": len(considered.proposals),
        "playable": len(set(world.cases.process.tolist())),
        "groupings": len(front_of(problem).points) if problem.units else 0,
        "structure": sum(each.value is not None for each in structure_of(evidence)),
        "tendencies": len(forecasts_of(assessment)),
        "monitorable": len(baseline_from(assessment).processes),
    }
    yield from ((f"figure:{name}", count) for name, count in counts.items() if count)
    yield from _asked(considered, [each.id for each in assessment.processes])


def _asked(considered: Considered, processes: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the heuristics that could be judged in one process at least, and how much each proposes."""
    proposed = Counter(each.heuristic for each in considered.proposals)
    unknown = {(code, each.scope) for each in considered.unknown for code in each.codes}
    for code in PROPOSERS:
        told = any((code, each) not in unknown for each in processes) and (code, ENTERPRISE) not in unknown
        if proposed[code] or told:
            yield f"proposal:{code}", proposed[code]
