"""Whether people use the systems that are meant for them: TO6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.looks.weeks import day_of
from workbench.fit.detection import Evidence
from workbench.fit.indicators.access import needed_in
from workbench.fit.indicators.activities import is_for_people
from workbench.fit.indicators.events import at_events
from workbench.fit.indicators.grounds import lacking, lacking_cases
from workbench.fit.indicators.lacking import without_performers
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import Exact
from workbench.linkage import Linkage, LinkedProcess, Performer
from workbench.organization import Calendars
from workbench.usage import AccessRow, Grant

WORKING_DAYS: Final = 30
_LOOKED_BACK: Final = 366
_NEVER: Final = np.iinfo(np.int64).min
_Days = NDArray[np.int64]


def adoption(evidence: Evidence, scope: Scope) -> Reading:
    """Read TO6: users who were active in a system / authorised users with demand for it, in the last 30 working days.

    A user has demand for a system where his post needs, and is granted, a function of it for an activity that happened in
    these days; he was active if any event names him in that system. The days end with the last event of the activity's
    process, are those of the post's calendar (every day where it has none), and hold incomplete cases too. Of users for whom
    somebody may have worked under a shared or unknown name nothing is known, nor of work in a log without times. The users of
    a time are counted in full, so that drawing cases again changes nothing. In [0, 1], higher is better. Sources T, L.
    Reference: utilisation in task-technology fit (Goodhue & Thompson 1995).
    """
    organization, landscape, processes = evidence.design.organization, evidence.design.landscape, scope.linked(evidence)
    tables = {
        "permissions": landscape.permissions,
        "responsibilities": organization.responsibilities,
        "functions": landscape.functions,
        "persons": organization.holdings,
    }
    columns = {
        "event_systems": any(bool((each.system >= 0).any()) for each in processes) or None,
        without_performers(processes, evidence.design): any(bool((each.person >= 0).any()) for each in processes) or None,
        "times": any(each.is_timed for each in processes) or None,
    }
    missing = lacking_cases("TO6", evidence, scope, tables) or lacking("TO6", scope, columns)
    return missing or _adopted(evidence, scope)


def _adopted(evidence: Evidence, scope: Scope) -> Reading:
    users: dict[tuple[str, str], _User] = {}
    for user in _users(evidence, scope):
        key = (user.system, user.person)
        users[key] = user if key not in users else user.or_else(users[key])
    known = [user for user in users.values() if user.is_active or not user.is_hidden]
    rows = []
    for system in sorted({user.system for user in known}):
        active = [user.is_active for user in known if user.system == system]
        rows.append(EvidenceRow(about=(system,), part=float(sum(active)), whole=float(len(active))))
    sample = Exact(part=sum(row.part for row in rows), whole=float(len(known)), units=len(known))
    timed = np.mean([each.is_timed for each in scope.linked(evidence)])
    return measured("TO6", scope, sample, tuple(rows), float(timed) * (len(known) / len(users) if users else 1.0))


@dataclass(frozen=True, kw_only=True)
class _User:
    """A person with demand for a system: whether he was active in it, or may have been under another name."""

    system: str
    person: str
    is_active: bool
    is_hidden: bool

    def or_else(self, other: _User) -> _User:
        """Return what is known of both."""
        return _User(
            system=self.system,
            person=self.person,
            is_active=self.is_active or other.is_active,
            is_hidden=self.is_hidden or other.is_hidden,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Traces:
    """The last days (int64, since 1970-01-01) of a process: of each activity, and of its work in each system under no known name.

    The last column of `hidden` (activity × system) is work in an unknown system.
    """

    process: LinkedProcess
    activity: _Days
    hidden: _Days

    @property
    def last(self) -> int:
        """Return the last day of all."""
        return int(self.process.day.max(initial=0))

    def happened(self, row: AccessRow, begin: int) -> bool:
        """Return whether anything that needs a function has happened since a day."""
        return bool((self.activity[self._codes(row)] >= begin).any())

    def is_hidden(self, row: AccessRow, system: int, begin: int) -> bool:
        """Return whether it has, in a system, under no known name."""
        return bool((self.hidden[self._codes(row)][:, [system, -1]] >= begin).any())

    def _codes(self, row: AccessRow) -> list[int]:
        return [code for code, activity in enumerate(self.process.activities) if activity.id in row.activities]


def _users(evidence: Evidence, scope: Scope) -> Iterator[_User]:
    """Yield who has demand for which system, once for every reason."""
    linkage, holdings = evidence.linkage, evidence.design.organization.holdings or ()
    systems, persons = ({name: code for code, name in enumerate(names)} for names in (linkage.systems, linkage.persons))
    seen = _seen(linkage)
    granted = [row for row in needed_in(evidence, scope) if row.grant is Grant.GRANTED]
    for traces in [_traces(each, len(systems)) for each in scope.linked(evidence) if each.is_timed]:
        begins = _begins(evidence, traces.last)
        for row in granted:
            name, begin = evidence.design.landscape.function[row.function].system, begins[row.post]
            if name in systems and traces.happened(row, begin):
                is_hidden = traces.is_hidden(row, systems[name], begin)
                for holding in holdings:
                    if holding.post == row.post and holding.overlaps(day_of(begin), day_of(traces.last)):
                        is_active = bool(seen[persons[holding.person], systems[name]] >= begin)
                        yield _User(system=name, person=holding.person, is_active=is_active, is_hidden=is_hidden)


def _seen(linkage: Linkage) -> _Days:
    """Return the last day of each person in each system (person × system)."""
    seen = np.full((len(linkage.persons), len(linkage.systems)), _NEVER)
    for process in linkage.processes:
        rows = np.flatnonzero((process.person >= 0) & (process.system >= 0))
        np.maximum.at(seen, (process.person[rows], process.system[rows]), process.day[rows])
    return seen


def _traces(process: LinkedProcess, systems: int) -> _Traces:
    size = len(process.activities)
    activity, hidden = np.full(size, _NEVER), np.full((size, systems + 1), _NEVER)
    rows = np.flatnonzero(process.activity >= 0)
    np.maximum.at(activity, process.activity[rows], process.day[rows])
    is_work = at_events(process, [is_for_people(each) for each in process.activities])
    is_named = (process.person >= 0) & (process.system >= 0)
    rows = np.flatnonzero(is_work & ~is_named & ~np.isin(process.performer, (Performer.SYSTEM, Performer.EXTERNAL)))
    np.maximum.at(hidden, (process.activity[rows], process.system[rows]), process.day[rows])
    return _Traces(process=process, activity=activity, hidden=hidden)


def _begins(evidence: Evidence, last: int) -> Mapping[str, int]:
    """Return the first of the last working days of each post."""
    calendars, posts = evidence.design.organization.calendars or Calendars(), evidence.design.organization.post
    days = np.arange(last - _LOOKED_BACK, last + 1)
    found = {}
    for post in evidence.linkage.posts:
        worked = days[calendars.named(posts[post].calendar if post in posts else None).works_on(days)]
        found[post] = int(worked[-WORKING_DAYS] if len(worked) >= WORKING_DAYS else days[0])
    return found
