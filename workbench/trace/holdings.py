"""What evidence an assessed workspace holds: tables, processes, strategy, judged codes, measured indicators, drafts, records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from workbench.findings import ENTERPRISE
from workbench.fit.codes import SEVERITIES
from workbench.fit.plan import draft_items
from workbench.fit.scoring import FitResult
from workbench.process import ProcessModel
from workbench.study import Assessment
from workbench.trace.intended import intended
from workbench.trace.kept import Kept, recorded
from workbench.trace.redesigned import redesigned


def holdings_of(assessment: Assessment, kept: Kept | None = None) -> Mapping[str, int]:
    """Return how many things each piece of evidence holds, by kind:name; what is not there, or could not be judged, is left out.

    A finding code is there where it was judged, with the number of its findings, which may be 0, and a heuristic likewise; codes
    and indicators also stand under their family (finding:PO, indicator:TP). Without `kept` nothing is known to be recorded.
    Raises InputError where the register, or a release, is not what was written.
    """
    held: Counter[str] = Counter()
    parts = (_tables, _strategy, _processes, _figures, intended)
    for name, count in (each for part in parts for each in part(assessment)):
        held.update({name: count} if count else {})
    for code, count in _judged(assessment):
        held.update({f"finding:{code}": count, f"finding:{code.partition('-')[0]}": count})
    held.update(_measured(assessment.fit))
    held.update(dict(redesigned(assessment)))
    held.update(dict(recorded(kept)) if kept is not None else {})
    return MappingProxyType(dict(held))


def _measured(fit: FitResult) -> Counter[str]:
    """Count in how many scopes each indicator has a value, and how many values its dimension has."""
    codes = [each.code for scope in fit.fits for each in scope.indicators if each.reading.value is not None]
    return Counter(f"indicator:{name}" for code in codes for name in (code, code[:2]))


def _tables(assessment: Assessment) -> Iterator[tuple[str, int]]:
    design = assessment.study.design
    organization, landscape, information = design.organization, design.landscape, design.information
    duties = organization.responsibilities
    tables: Mapping[str, Sequence[object] | None] = {
        "departments": organization.departments,
        "posts": organization.posts,
        "persons": organization.holdings,
        "responsibilities": None if duties is None else duties.duties,
        "delegations": organization.delegations,
        "separation_of_duties": organization.duty_pairs,
        "coordination": organization.coordinations,
        "authority": organization.authorities,
        "hosts": organization.hostings,
        "teams": organization.team_members,
        "systems": landscape.systems,
        "functions": landscape.functions,
        "integrations": landscape.integrations,
        "permissions": landscape.permissions,
        "accounts": landscape.accounts,
        "data_objects": information.data_objects,
        "crud": information.uses,
    }
    return ((f"table:{name}", len(rows or ())) for name, rows in tables.items())


def _strategy(assessment: Assessment) -> Iterator[tuple[str, int]]:
    strategy = assessment.study.design.strategy
    parts: Mapping[str, Sequence[object]] = {
        "strategies": strategy.statements,
        "advantages": strategy.advantages,
        "capabilities": strategy.capabilities,
        "objectives": strategy.objectives,
        "kpis": strategy.kpis,
        "scope": () if strategy.scope is None else (strategy.scope,),
        "assessments": strategy.assessments,
    }
    return ((f"strategy:{name}", len(each)) for name, each in parts.items())


def _processes(assessment: Assessment) -> Iterator[tuple[str, int]]:
    design = assessment.study.design
    yield "process:designed", len(design.processes)
    yield "process:assessed", len(assessment.conformance)
    yield "process:owners", sum(design.owner_of(each) is not None for each in design.processes)
    models = [each.model for each in design.processes if isinstance(each.model, ProcessModel)]
    yield "process:pools", sum(len(each.participants) > 1 for each in models)


def _figures(assessment: Assessment) -> Iterator[tuple[str, int]]:
    conformances = tuple(assessment.conformance.values())
    associations = (each.associations for of in conformances for each in of.deviations.claimed)
    timed = sum(each.executions is not None for each in assessment.processes)
    yield from {
        "figure:fitness": sum(each.measures.fitness is not None for each in conformances),
        "figure:precision": sum(each.measures.precision is not None for each in conformances),
        "figure:variants": sum(len(each.variants) for each in conformances),
        "figure:contrast": len(conformances),
        "figure:waiting": timed,
        "figure:times": timed,
        "figure:handovers": sum(len(each.handovers) for each in assessment.linkage.processes),
        "figure:associations": sum(each.difference is not None for several in associations for each in several),
        "figure:inputs": len(assessment.study.inputs),
        "figure:policy": 1,
        "figure:pseudonyms": int(assessment.study.policy.privacy.pseudonymise),
        "figure:identities": len(assessment.findings),
        "figure:cases": sum(bool(each.cases) for each in assessment.findings),
    }.items()
    yield from _planned(assessment)


def _planned(assessment: Assessment) -> Iterator[tuple[str, int]]:
    items = draft_items(assessment.findings, assessment.evidence)
    for name in ("items", "priorities", "windows", "risks"):
        yield f"figure:{name}", len(items)
    yield "figure:verifications", sum(len(each.verifications) for each in items)
    yield "figure:responsible", sum(bool(each.responsible) for each in items)
    yield "figure:sign_offs", sum(bool(each.sign_offs) for each in items)
    yield "figure:dependencies", sum(bool(each.after) for each in items)


def _judged(assessment: Assessment) -> Iterator[tuple[str, int]]:
    """Yield the codes that were claimed where found, in one process at least, and how often they were."""
    found = Counter(each.code for each in assessment.findings)
    unknown = {(code, each.scope) for each in assessment.detected.unknown for code in each.codes}
    for code in SEVERITIES:
        told = any((code, each.id) not in unknown for each in assessment.processes)
        if assessment.study.policy.claims(code) and told and (code, ENTERPRISE) not in unknown:
            yield code, found[code]
