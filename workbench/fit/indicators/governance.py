"""Whether somebody answers for each system, and its users are those who were meant: TO4, TO7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from workbench.fit.detection import Evidence, lack_of_departments
from workbench.fit.indicators.events import Tally, share_of_events
from workbench.fit.indicators.grounds import activities_of, lacking, lacking_cases, unknown_without
from workbench.fit.indicators.lacking import witnessed
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import Exact
from workbench.fit.indicators.support import systems_of
from workbench.linkage.identity import Performer, identities_of
from workbench.technology import System
from workbench.usage import Grant, access_of


def system_ownership(evidence: Evidence, scope: Scope) -> Reading:
    """Read TO4: systems with a business owner, a technical owner and a maintenance plan / systems in use.

    In use are the applications and equipment of the catalogue; of a process, those that it uses. What the catalogue says of no
    system at all – technical owners, plans – was not asked for: it is left out, and lowers what is covered. In [0, 1], higher
    is better. Source T. Reference: the management system's responsibility for operation and maintenance (运行维护责任方).
    """
    landscape = evidence.design.landscape
    if landscape.systems is None:
        return unknown_without("systems", "TO4", scope)
    running = [each for _, each in sorted(landscape.system.items()) if not each.is_offline]
    asked = _asked(running)
    used = systems_of(evidence, scope)
    rows = tuple(
        EvidenceRow(about=(each.id,), part=float(all(_facts(each)[name] for name in asked)), whole=1.0)
        for each in running
        if scope.is_enterprise or each.id in used
    )
    sample = Exact(part=sum(row.part for row in rows), whole=float(len(rows)), units=len(rows))
    return measured("TO4", scope, sample, rows, len(asked) / 3)


def system_department_span(evidence: Evidence, scope: Scope) -> Reading:
    """Read TO7: events in a system by people of departments in its user group / events by people, of systems with an owner.

    The user group are the posts to which a function of the system is granted, but for what is granted in excess. Events of
    designed activities count; those whose department is not known lower what is covered. In [0, 1], higher is better. Sources
    T, L. Reference: governance of information systems (ISO/IEC 38500).
    """
    landscape, processes = evidence.design.landscape, scope.linked(evidence)
    tables = {
        "systems": landscape.systems,
        "functions": landscape.functions,
        "permissions": landscape.permissions,
    }
    columns = {"event_systems": any(bool((each.system >= 0).any()) for each in processes) or None}
    missing = lacking_cases("TO7", evidence, scope, tables) or lacking("TO7", scope, columns)
    if missing is not None:
        return missing
    names = evidence.linkage.systems
    is_owned = np.array([*(_is_owned(landscape.system[name]) for name in names), False])
    groups = _user_groups(evidence)
    inside = np.array([[unit in groups.get(name, ()) for name in names] for unit in evidence.linkage.departments], dtype=np.bool_)
    inside = np.pad(inside.reshape(-1, len(names)), ((0, 1), (0, 1)))
    tallies = [
        Tally(
            process=each,
            wanted=each.is_human() & (each.activity >= 0) & is_owned[each.system],
            known=each.department >= 0,
            fine=inside[each.department, each.system],
        )
        for each in processes
    ]
    covered = witnessed(evidence, activities_of(evidence, scope))
    reading = share_of_events("TO7", scope, tallies, lack_of_departments(evidence, scope.id), covered)
    return replace(reading, rows=_by_system(names, tallies) if reading.sample is not None else ())


def _facts(system: System) -> Mapping[str, bool]:
    """Return what is to be known of a system."""
    owners = {"business": system.business_owner is not None, "technical": system.technical_owner is not None}
    return {**owners, "maintenance": bool(system.is_maintained)}


def _asked(systems: list[System]) -> tuple[str, ...]:
    """Return what the catalogue asks of systems: the business owner, and what it says of any."""
    technical = any(each.technical_owner is not None for each in systems)
    maintenance = any(each.is_maintained is not None for each in systems)
    asked = {"business": True, "technical": technical, "maintenance": maintenance}
    return tuple(name for name, is_asked in asked.items() if is_asked)


def _is_owned(system: System) -> bool:
    return system.business_owner is not None and not system.is_offline


def _user_groups(evidence: Evidence) -> Mapping[str, set[str]]:
    """Return the departments of those to whom functions of each system are granted, not in excess."""
    design = evidence.design
    excess = {(row.post, row.function) for row in access_of(design).of(Grant.EXCESS)}
    identities, posts = identities_of(design), design.organization.post
    groups: dict[str, set[str]] = {}
    for permission in design.landscape.permissions or ():
        who = identities.of(permission.account) if permission.account is not None else None
        is_person = who is not None and who.kind is Performer.PERSON
        held = [each.post for each in design.organization.holdings or () if is_person and who and each.person == who.name]
        system = design.landscape.system_of(permission.function)
        for post in (*held, *filter(None, (permission.post,))):
            if system is not None and post in posts and (post, permission.function) not in excess:
                groups.setdefault(system, set()).add(posts[post].department)
    return groups


def _by_system(names: tuple[str, ...], tallies: list[Tally]) -> tuple[EvidenceRow, ...]:
    whole, part = (
        sum(np.bincount(process.system[flags], minlength=len(names)) for process, flags in found)
        for found in (
            [(each.process, each.exposed) for each in tallies],
            [(each.process, each.exposed & each.fine) for each in tallies],
        )
    )
    counts = zip(names, np.asarray(part).tolist(), np.asarray(whole).tolist(), strict=True)
    return tuple(EvidenceRow(about=(name,), part=float(some), whole=float(all_)) for name, some, all_ in counts if all_)
