"""Whether people have the permissions and the skills that they need, and no more: TO1, TO2, TO5."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import activities_of, lacking
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import Exact
from workbench.usage import AccessRow, Grant, access_of


def access_adequacy(evidence: Evidence, scope: Scope) -> Reading:
    """Read TO1: needed and granted / needed, over pairs of a post and a function.

    Needed is every function of an activity for every post that is responsible for it; of a process, what its activities need.
    In [0, 1], higher is better. Sources R, T. Reference: deficiency in role and control (Strong & Volkoff 2010).
    """
    return _without_tables("TO1", evidence, scope) or _granted("TO1", scope, needed_in(evidence, scope))


def least_privilege(evidence: Evidence, scope: Scope) -> Reading:
    """Read TO2: needed and granted / granted, over pairs of a post and a function.

    Of a process, what is granted of the functions that its activities use, whoever needs it. In [0, 1], higher is better.
    Sources R, T. Reference: imposition in role and control (Strong & Volkoff 2010); least privilege (Saltzer & Schroeder 1975).
    """
    missing = _without_tables("TO2", evidence, scope)
    if missing is not None:
        return missing
    functions = {function for each in activities_of(evidence, scope) for function in each.functions or ()}
    rows = [
        row
        for row in access_of(evidence.design).rows
        if row.grant is not Grant.MISSING and (scope.is_enterprise or row.function in functions)
    ]
    return _granted("TO2", scope, rows)


def skill_coverage(evidence: Evidence, scope: Scope) -> Reading:
    """Read TO5: persons trained in a function that their post needs / persons whose post needs it, summed over functions.

    A skill is the function or its system, by id, name or alias. In [0, 1], higher is better; unknown where nobody's skills are
    recorded. Sources R, T. Reference: the management system's demand for qualified people (人才保障).
    """
    organization, landscape, names = evidence.design.organization, evidence.design.landscape, evidence.design.vocabulary
    holdings = organization.holdings or ()
    tables = {
        "persons": organization.holdings,
        "skills": any(each.skills for each in holdings) or None,
        "responsibilities": organization.responsibilities,
        "functions": landscape.functions,
    }
    missing = lacking("TO5", scope, tables)
    if missing is not None:
        return missing
    required: dict[str, set[str]] = {}
    for row in needed_in(evidence, scope):
        required.setdefault(row.function, set()).update(each.person for each in holdings if each.post == row.post)
    trained: dict[str | None, set[str]] = {}
    for holding in holdings:
        for skill in holding.skills:
            for known in (names.functions.id_of(skill), names.systems.id_of(skill)):
                trained.setdefault(known, set()).add(holding.person)
    rows = []
    for function, persons in sorted(required.items()):
        able = trained.get(function, set()) | trained.get(landscape.function[function].system, set())
        rows.append(EvidenceRow(about=(function,), part=float(len(persons & able)), whole=float(len(persons))))
    return measured("TO5", scope, _exact(rows), tuple(rows))


def needed_in(evidence: Evidence, scope: Scope) -> tuple[AccessRow, ...]:
    """Return what posts need for the activities of a scope, granted or missing."""
    mine = {each.id for each in activities_of(evidence, scope)}
    needed = (Grant.GRANTED, Grant.MISSING)
    return tuple(row for row in access_of(evidence.design).rows if row.grant in needed and not mine.isdisjoint(row.activities))


def _granted(code: str, scope: Scope, found: Sequence[AccessRow]) -> Reading:
    rows = [
        EvidenceRow(about=(row.post, row.function, row.grant.name.lower()), part=float(row.grant is Grant.GRANTED), whole=1.0)
        for row in found
    ]
    return measured(code, scope, _exact(rows), tuple(rows))


def _without_tables(code: str, evidence: Evidence, scope: Scope) -> Reading | None:
    landscape, organization = evidence.design.landscape, evidence.design.organization
    tables = {
        "permissions": landscape.permissions,
        "responsibilities": organization.responsibilities,
        "functions": landscape.functions,
    }
    return lacking(code, scope, tables)


def _exact(rows: Sequence[EvidenceRow]) -> Exact:
    return Exact(
        part=sum(row.part for row in rows), whole=sum(row.whole for row in rows), units=int(sum(row.whole for row in rows))
    )
