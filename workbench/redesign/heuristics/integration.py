"""H22, integral technology: data that is keyed in again, and work done beside the system that is meant for it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Design, DesignedActivity
from workbench.fit.detection import Claim, without
from workbench.fit.detectors.places import off_the_system
from workbench.fit.detectors.rekey import rekeyed
from workbench.language.listing import listed
from workbench.redesign.changes import AddIntegration
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger, assumptions_of
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Worked
from workbench.usage import switches_of


def integrate(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H22: an interface where data is keyed in again (TP-REKEY), the system itself where work is done beside it.

    How often people change systems within a case beyond what the design needs is told with it.
    """
    evidence = situation.evidence
    for verdict in rekeyed(evidence):
        if isinstance(verdict, Claim):
            yield _interface(situation, verdict, rules)
        else:
            yield without(_table(verdict), "H22", scope=verdict.scope)
    for verdict in off_the_system(evidence):
        if isinstance(verdict, Claim):
            yield from _in_the_system(situation, verdict, rules)


def _table(verdict: object) -> str:
    """Return the table whose lack a verdict tells."""
    reason = getattr(verdict, "reason", None)
    return str(reason.code).removeprefix("UNKNOWN_NO_").lower() if reason is not None else "integrations"


def _interface(situation: Situation, claim: Claim, rules: HeuristicRules) -> Proposal:
    data, source, target = claim.finding.object
    design = situation.evidence.design
    keying = tuple(_readers(design, data, target, claim.finding.elements))
    names = design.vocabulary
    return Proposal(
        heuristic="H22",
        scope=claim.finding.scope,
        about=(data, source, target),
        trigger=Trigger(measure="rekeyed-data", value=len(keying), threshold=1),
        changes=(AddIntegration(source=source, target=target, data=(data,)),),
        edits=tuple(Worked(process=each.process, activity=each.id, factor=1 - rules.rekeying_share) for each in keying),
        expected=EXPECTED["H22"],
        assumed=("rekeying_share",),
        facts={
            "data": names.data.called(data),
            "source": names.systems.called(source),
            "target": names.systems.called(target),
            "switches": _switches(situation, {each.process for each in keying}),
            **assumptions_of(rules, "rekeying_share"),
        },
    )


def _readers(design: Design, data: str, system: str, elements: tuple[str, ...]) -> Iterator[DesignedActivity]:
    """Yield the activities that read data in a system and are among some elements."""
    for activity in design.activities:
        if data in activity.reads and system in activity.systems and set(elements) & set(activity.elements):
            yield activity


def _switches(situation: Situation, processes: set[str]) -> str:
    """Say how many changes of system a case of some processes has beyond those that the design needs, on average."""
    rows = [each for each in switches_of(situation.evidence.linkage).rows if each.process in processes]
    cases = sum(each.cases for each in rows)
    return f"{sum(each.actual - each.designed for each in rows) / cases:.1f}" if cases else "–"


def _in_the_system(situation: Situation, claim: Claim, rules: HeuristicRules) -> Iterator[Proposal]:
    finding = claim.finding
    if (finding.rate or 0.0) < rules.off_system_share or (finding.exposed or 0) < rules.least_cases:
        return
    (activity,) = finding.object
    design = situation.evidence.design
    names, systems = design.vocabulary.systems, design.landscape.system
    done = next(each for each in design.activities if each.id == activity and each.process == finding.scope)
    yield Proposal(
        heuristic="H22",
        scope=finding.scope,
        about=(activity,),
        trigger=Trigger(
            measure="off-system-share",
            value=finding.rate or 0.0,
            threshold=rules.off_system_share,
            cases=finding.cases,
            exposed=finding.exposed or 0,
        ),
        edits=(Worked(process=finding.scope, activity=activity, factor=1 - rules.rekeying_share * (finding.rate or 0.0)),),
        expected=EXPECTED["H22"],
        assumed=("rekeying_share",),
        facts={
            "activity": finding.facts["activity"],
            "source": finding.facts["system"],
            "target": listed(names.called(each) for each in sorted(done.systems) if not systems[each].is_offline),
            **assumptions_of(rules, "rekeying_share"),
        },
    )
