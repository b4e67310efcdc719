"""Advice: each proposal with what simulation says of it, what it would break, and who must agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from workbench.design import Design
from workbench.findings import Finding, WorkbenchError
from workbench.fit.codes import STRUCTURAL, Element
from workbench.fit.detection import Evidence, detect
from workbench.fit.detectors import DETECTORS
from workbench.fit.plan.parties import owners_of_touched
from workbench.fit.plan.touched import Touched
from workbench.redesign.advice.effects import Outcomes, Simulated, outcomes_of, simulated
from workbench.redesign.advice.separation import meeting_duties
from workbench.redesign.changes import Change, Changes
from workbench.redesign.changes import Touched as TouchedByChange
from workbench.redesign.changes.change import touched_in
from workbench.redesign.heuristics import Proposal
from workbench.simulation.edits import Edit, apply_all
from workbench.simulation.experiment import Protocol, Runs, replications_of
from workbench.simulation.world import World


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A proposal and what is to be expected of it.

    `effect` is None where nothing could be simulated. `broken` are findings that the changed design would have and the present
    one has not; a `refusal` says why the change cannot be made at all. `agree` are the posts that must agree, by the element for
    which they answer; nobody has to where it cannot be made.
    """

    proposal: Proposal
    effect: Simulated | None
    broken: tuple[Finding, ...] = ()
    refusal: Finding | None = None
    agree: tuple[tuple[Element, tuple[str, ...]], ...] = ()

    @property
    def is_feasible(self) -> bool:
        """Return whether the change can be made and breaks nothing that holds now."""
        return self.refusal is None and not self.broken

    @property
    def saved(self) -> float | None:
        """Return the days that all cases together take less, 0 where chance may explain it; None where that is not known."""
        return None if self.effect is None else self.effect.saved


@dataclass(frozen=True, kw_only=True, eq=False)
class Bench:
    """On what proposals are tried: the evidence, the world as it is, how worlds are played, and what comes of it unchanged."""

    evidence: Evidence
    world: World | None
    protocol: Protocol
    base: Outcomes | None

    @classmethod
    def of(cls, evidence: Evidence, world: World | None, protocol: Protocol, runs: Runs | None = None) -> Bench:
        """Play the world as it is, unless its runs under this protocol are given."""
        base = None
        if world is not None:
            base = outcomes_of(world, replications_of(world, protocol) if runs is None else runs.replications)
        return cls(evidence=evidence, world=world, protocol=protocol, base=base)

    @cached_property
    def flaws(self) -> frozenset[str]:
        """Return the ids of what the design shows to be wrong as it is."""
        return frozenset(each.id for each in flaws_of(self.evidence))

    def broken_by(self, changes: Sequence[Change]) -> tuple[Finding, ...]:
        """Return what would be wrong after some changes, made one after another, that is not now.

        Raises WorkbenchError where a change cannot be made.
        """
        changed = Changes(parts=tuple(changes)).apply(self.evidence.design)
        after = flaws_of(replace(self.evidence, design=changed))
        return tuple(each for each in after if each.id not in self.flaws)

    def effect_of(self, edits: Sequence[Edit]) -> Simulated | None:
        """Return what some edits do together; None where there is no world, or nothing to edit in it."""
        if self.world is None or self.base is None or not edits:
            return None
        changed = apply_all(self.world, edits)
        return simulated(self.base, outcomes_of(changed, replications_of(changed, self.protocol)))


def advice_of(
    proposals: Sequence[Proposal], bench: Bench, on_advice: Callable[[Advice], bool] | None = None
) -> tuple[Advice, ...]:
    """Return advice on each proposal, feasible ones first, then what saves most; ties by heuristic and object.

    `on_advice` hears each as it is made and may return False to stop there.
    """
    found: list[Advice] = []
    for proposal in proposals:
        advice = advise(proposal, bench)
        found.append(advice)
        if on_advice is not None and not on_advice(advice):
            break
    return tuple(sorted(found, key=_rank))


def advise(proposal: Proposal, bench: Bench) -> Advice:
    """Try one proposal: on the design for what it breaks, in the world for what it brings."""
    effect = bench.effect_of(proposal.edits)
    try:
        broken = bench.broken_by(proposal.changes)
    except WorkbenchError as error:
        return Advice(proposal=proposal, effect=effect, refusal=error.finding)
    agree = agreement(Changes(parts=proposal.changes), proposal, bench.evidence.design)
    return Advice(proposal=proposal, effect=effect, broken=broken, agree=agree)


def agreement(change: Change, proposal: Proposal, design: Design) -> tuple[tuple[Element, tuple[str, ...]], ...]:
    """Return the posts that answer for what a change touches, and for what its proposal is about, by element.

    Where nobody is named for an element, it is left out.
    """
    named = change.touched(design).with_(_touched_by(proposal, design))
    touched = Touched(
        activities=tuple(each for each in design.activities if each.id in named.activities),
        posts=frozenset(named.posts),
        systems=frozenset(named.systems),
        data=frozenset(named.data),
        departments=frozenset(named.departments),
    )
    owners = owners_of_touched([(proposal.scope, touched)], design)
    return tuple((element, posts) for element, posts in owners.items() if posts)


def _touched_by(proposal: Proposal, design: Design) -> TouchedByChange:
    about = frozenset(proposal.about)
    return touched_in(
        design,
        activities=about & {each.id for each in design.activities},
        posts=about & design.organization.post.keys(),
        systems=about & design.landscape.system.keys(),
        data=about & design.information.data_object.keys(),
    )


def flaws_of(evidence: Evidence) -> tuple[Finding, ...]:
    """Return what a design shows to be wrong by itself, duties that are to be separate and may meet among it."""
    structural = detect(evidence, {code: DETECTORS[code] for code in sorted(STRUCTURAL & DETECTORS.keys())}).findings
    return (*structural, *meeting_duties(evidence.design))


def _rank(advice: Advice) -> tuple[bool, float, str, str, tuple[str, ...]]:
    proposal = advice.proposal
    return (not advice.is_feasible, -round(advice.saved or 0.0, 6), proposal.heuristic, proposal.scope, proposal.about)
