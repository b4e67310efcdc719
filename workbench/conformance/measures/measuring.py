"""All measures of one set of alignments, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.conformance.measures.entropy import entropy_precision, entropy_recall
from workbench.conformance.measures.evidence import Evidence
from workbench.conformance.measures.fitness import mean_fitness, synchronous_share, worst_costs
from workbench.conformance.measures.footprints import footprint_agreement
from workbench.conformance.measures.generalization import generalization
from workbench.conformance.measures.precision import aligned_precision, prefix_precision
from workbench.conformance.measures.simplicity import simplicity
from workbench.conformance.measures.token_replay import TokenReplay, token_replay
from workbench.measured import NO_CASES, Measured, share
from workbench.process.behavior import Behavior


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Figures over the complete cases of a log, every one in [0, 1] or None with the reason.

    `cost` is the sum of alignment costs, `least_cost` what optimal ones cost at least, `worst_cost` what it would be without any
    synchronous move; `conforming` cases cost nothing, `perhaps_conforming` ones may. The pairs differ only where a search ended
    with its budget. What each figure means, its formula and its source stand at the function that computes it.
    """

    cases: int
    conforming: int
    perhaps_conforming: int
    cost: int
    least_cost: int
    worst_cost: int
    mean_fitness: Measured
    synchronous_events: Measured
    aligned_precision: Measured
    prefix_precision: Measured
    entropy_precision: Measured
    entropy_recall: Measured
    generalization: Measured
    simplicity: Measured
    replay: TokenReplay
    footprints: Measured

    @property
    def fitness(self) -> float | None:
        """Return log fitness in [0, 1]: 1 - cost / worst cost (source: `fitness.worst_costs`)."""
        return self.figures["fitness"].value

    @property
    def fitness_bounds(self) -> tuple[float, float] | None:
        """Return between which bounds log fitness lies, both in [0, 1]; None where there is nothing to measure."""
        return (1 - self.cost / self.worst_cost, 1 - self.least_cost / self.worst_cost) if self.worst_cost else None

    @property
    def conforming_bounds(self) -> tuple[float, float] | None:
        """Return between which bounds the share of conforming cases lies, both in [0, 1]; None where there is no case."""
        return (self.conforming / self.cases, self.perhaps_conforming / self.cases) if self.cases else None

    @property
    def conforming_share(self) -> float | None:
        """Return the share of cases in [0, 1] whose trace the process allows exactly (alignment cost 0)."""
        return self.figures["conforming_cases"].value

    @property
    def precision(self) -> float | None:
        """Return the precision that is shown as such: align-ETC."""
        return self.aligned_precision.value

    @property
    def figures(self) -> Mapping[str, Measured]:
        """Return every figure by its name, in the order in which they are told."""
        return MappingProxyType(
            {
                "fitness": share(
                    self.worst_cost - self.cost, self.worst_cost, NO_CASES if not self.cases else Measured(value=1.0)
                ),
                "mean_fitness": self.mean_fitness,
                "conforming_cases": share(self.conforming, self.cases),
                "synchronous_events": self.synchronous_events,
                "precision": self.aligned_precision,
                "prefix_precision": self.prefix_precision,
                "entropy_precision": self.entropy_precision,
                "entropy_recall": self.entropy_recall,
                "generalization": self.generalization,
                "simplicity": self.simplicity,
                "token_replay": self.replay.fitness,
                "unknown_events": self.replay.unknown_events,
                "footprints": self.footprints,
            }
        )


def measure(evidence: Evidence, behavior: Behavior) -> Measures:
    """Compute every measure; the net of `behavior` shows the same symbols as the automaton of the alignments."""
    followed, cases = evidence.followed, evidence.traces.counts
    return Measures(
        cases=int(cases.sum()),
        conforming=int(cases[evidence.conforming].sum()),
        perhaps_conforming=int(cases[evidence.alignments.least_costs[followed] == 0].sum()),
        cost=int(cases @ evidence.alignments.costs[followed]),
        least_cost=int(cases @ evidence.alignments.least_costs[followed]),
        worst_cost=int(cases @ worst_costs(evidence)),
        mean_fitness=mean_fitness(evidence),
        synchronous_events=synchronous_share(evidence),
        aligned_precision=aligned_precision(evidence),
        prefix_precision=prefix_precision(evidence),
        entropy_precision=entropy_precision(evidence),
        entropy_recall=entropy_recall(evidence),
        generalization=generalization(evidence),
        simplicity=simplicity(behavior.process),
        replay=token_replay(evidence, behavior.net),
        footprints=footprint_agreement(evidence),
    )
