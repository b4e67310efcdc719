"""Under which circumstances a finding stands: what design, duties, permissions, the log and its effects say of it.

The letters are those of the decision table (domain rules 3.6): D the design, R the responsibilities, S permissions and functions,
L what happened, K the effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Association, Outcome
from workbench.conformance.association import CaseOutcomes, associations_of_cases, outcomes_of
from workbench.design import Design, DesignedActivity
from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.eventlog.texts import Texts
from workbench.findings import Finding, Severity
from workbench.fit.deciding import is_control
from workbench.fit.detection import Evidence
from workbench.fit.detectors.lanes import agrees_with_lane
from workbench.fit.plan.touched import touched_by
from workbench.linkage import Authority, LinkedProcess
from workbench.organization import DutyRule
from workbench.process.sidecar import LaneMeaning
from workbench.usage import Grant, Placement, access_of, placements_of

_EVERYWHERE: Final = 0.5
"""From this share on, work beside the system is not one team's habit."""


class Sign(StrEnum):
    """One thing that holds of a finding."""

    BETTER = "K is better"
    NO_CONTROL = "no control is broken"
    CONTROL = "a control is broken"
    PERMITTED = "S allows it"
    EXCESS = "S allows it though nothing needs it"
    BINDING = "R binds two duties to one person"
    AS_RESPONSIBLE = "L = R"
    AS_DRAWN = "L = D"
    DRAWN = "D allows it though R does not"
    EVERYWHERE = "L everywhere"
    ONE_TEAM = "L in one team"
    OFF_SYSTEM = "L is mostly off the system"


@dataclass(frozen=True, kw_only=True, eq=False)
class Circumstances:
    """What is known of the circumstances of findings: effects of those of the flow, by id, and which access is granted."""

    evidence: Evidence
    known: Mapping[str, tuple[Association, ...]]
    grants: Mapping[tuple[str, str], Grant]

    def holds(self, sign: Sign, finding: Finding) -> bool:
        """Return whether a sign holds of a finding; what is not known does not."""
        return _TESTS[sign](self, finding)

    def effects(self, finding: Finding) -> tuple[Association, ...]:
        """Return what goes along with a finding: K, by outcome; nothing where its cases are not those of one process."""
        known = self.known.get(finding.id)
        if known is not None or finding.scope not in self.evidence.conformance:
            return known or ()
        process = next((each for each in self.evidence.linkage.processes if each.id == finding.scope), None)
        activities = [each.id for each in touched_by(finding, self.evidence.design).activities]
        if process is None or not finding.cases or not activities:
            return ()
        done = process.is_counted & np.isin(process.activity, [_code(process, each) for each in activities])
        return associations_of_cases(
            finding, _cases(process, finding.cases), _marked(process, done), self._outcomes(finding.scope)
        )

    def may_use(self, post: str, activity: DesignedActivity) -> bool:
        """Return whether a post is granted a function of an activity, needed or not."""
        return any((post, function) in self._granted for function in activity.functions or ())

    def posts_that_broke(self, finding: Finding) -> Iterator[tuple[str, DesignedActivity]]:
        """Yield under which posts its activities were done without authority in the cases of a finding."""
        for process in self.evidence.linkage.processes:
            in_cases = _cases(process, finding.cases)[process.case]
            for activity in touched_by(finding, self.evidence.design).activities:
                if activity.process == process.id:
                    mine = (process.activity == _code(process, activity.id)) & in_cases & (process.authority == Authority.NONE)
                    yield from ((post, activity) for post in self._posts(process.own_post[mine]))

    @property
    def _granted(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for pair, grant in self.grants.items() if grant is not Grant.MISSING)

    def _outcomes(self, process: str) -> CaseOutcomes:
        conformance = self.evidence.conformance[process]
        return outcomes_of(conformance.log, conformance.complete, conformance.facts)

    def _posts(self, codes: NDArray[np.int32]) -> list[str]:
        return [self.evidence.linkage.posts[code] for code in np.unique(codes).tolist() if code >= 0]

    def is_better(self, finding: Finding) -> bool:
        """Return whether cases with a finding are clearly faster, and neither costlier nor repeated more: K is better.

        What is skipped takes no time and costs nothing: that alone is no evidence. So a lower cost does not count, and a case
        must be faster by more than the time of the step that it lacks.
        """
        clear = [each for each in self.effects(finding) if each.is_clear and each.difference is not None]
        saved = self._hours_of(finding) if finding.code == "CF-SKIP" else 0.0
        faster = any(each.outcome is Outcome.CYCLE_TIME and each.interval and each.interval.high < -saved for each in clear)
        return faster and all((each.difference or 0) < 0 for each in clear)

    def _hours_of(self, finding: Finding) -> float:
        """Return the median time, in hours, that its activities take where they are done: since the completion before them."""
        took = [_hours_since(process, rows) for process, rows, _ in self._executions(finding)]
        known = np.concatenate(took) if took else np.zeros(0)
        return float(np.median(known)) if len(known) else 0.0

    def breaks_control(self, finding: Finding) -> bool:
        """Return whether a finding is critical, or about an approval or a control."""
        activities = touched_by(finding, self.evidence.design).activities
        return finding.severity is Severity.CRITICAL or any(is_control(each, self.evidence) for each in activities)

    def is_permitted(self, finding: Finding) -> bool:
        """Return whether the posts that did it have a function for it; of two duties, whether one post has one for both."""
        touched = touched_by(finding, self.evidence.design)
        if finding.code == "PO-SOD":
            posts = {post for post, _ in self._granted}
            return any(all(self.may_use(post, each) for each in touched.activities) for post in posts)
        return any(self.may_use(post, each) for post in touched.posts for each in touched.activities)

    def is_binding(self, finding: Finding) -> bool:
        """Return whether a rule that one and the same person is to do both is broken."""
        pairs = self.evidence.design.organization.duty_pairs or ()
        bound = [{each.activity_a, each.activity_b} for each in pairs if each.rule is DutyRule.BINDING]
        return set(finding.object) in bound

    def is_excess(self, finding: Finding) -> bool:
        """Return whether a post did it with a function that none of its duties needs."""
        touched = touched_by(finding, self.evidence.design)
        pairs = ((post, function) for post in touched.posts for each in touched.activities for function in each.functions or ())
        return any(self.grants.get(pair) is Grant.EXCESS for pair in pairs)

    def is_done_by(self, finding: Finding, posts_of: Callable[[DesignedActivity], Iterable[str]]) -> bool | None:
        """Return whether most executions by known posts are by some; None where no post is known."""
        agreeing = known = 0
        names = np.array(self.evidence.linkage.posts, dtype=object)
        for process, rows, activity in self._executions(finding):
            posts = process.post[rows]
            wanted = np.flatnonzero(np.isin(names, sorted(posts_of(activity))))
            agreeing += int(np.isin(posts, wanted).sum())
            known += int((posts >= 0).sum())
        return None if not known else 2 * agreeing > known

    def is_drawn_so(self, finding: Finding) -> bool:
        """Return whether the lane stands for the posts that did it, and for none that is responsible."""
        touched = touched_by(finding, self.evidence.design)
        return any(
            not touched.posts.isdisjoint(self.in_lane(each)) and not agrees_with_lane(each, self.evidence.design)
            for each in touched.activities
        )

    def teams_beside(self, finding: Finding) -> frozenset[str]:
        """Return the departments whose people did it off, or beside, its system."""
        return frozenset(self._events_of_teams(finding, (Placement.OFFLINE, Placement.ELSEWHERE)))

    def is_everywhere(self, finding: Finding) -> bool:
        """Return whether several departments work beside the system, or most work is; not if others do as much as counts in it.

        As much as counts is what findings need: the policy's least number of cases.
        """
        beside = self.teams_beside(finding)
        if len(beside) != 1:
            return len(beside) > 1 or (finding.rate or 0) >= _EVERYWHERE
        within = self._events_of_teams(finding, (Placement.PERMITTED, Placement.ALTERNATIVE))
        others = sum(count for team, count in within.items() if team not in beside)
        return (finding.rate or 0) >= _EVERYWHERE and others < self.evidence.policy.rules.least_cases

    def _events_of_teams(self, finding: Finding, places: Sequence[Placement]) -> Counter[str]:
        """Count what the people of each known department did in some places."""
        found: Counter[str] = Counter()
        for process, rows, _ in self._executions(finding):
            mine = rows[np.isin(placements_of(self.evidence.linkage, process)[rows], places)]
            codes = process.department[mine]
            found.update(self.evidence.linkage.departments[code] for code in codes[codes >= 0].tolist())
        return found

    def works_off_system(self, finding: Finding) -> bool:
        """Return whether a post does half or more of one of its activities off the system."""
        posts = touched_by(finding, self.evidence.design).posts
        for process in self.evidence.linkage.processes:
            is_off = placements_of(self.evidence.linkage, process) == Placement.OFFLINE
            for code, activity in enumerate(process.activities):
                rows = process.of(code)
                if len(rows) and posts & activity.responsible and is_off[rows].mean() >= _EVERYWHERE:
                    return True
        return False

    def in_lane(self, activity: DesignedActivity) -> frozenset[str]:
        """Return the posts that the lane of an activity stands for: one, or those of a department."""
        lane = activity.lane
        if lane is None or lane.meaning is LaneMeaning.SYSTEM:
            return frozenset()
        posts = self.evidence.design.organization.posts or ()
        return frozenset(each.id for each in posts if lane.id in (each.id, each.department))

    def _executions(self, finding: Finding) -> Iterator[tuple[LinkedProcess, NDArray[np.int64], DesignedActivity]]:
        touched = {(each.process, each.id) for each in touched_by(finding, self.evidence.design).activities}
        for process in self.evidence.linkage.processes:
            for code, activity in enumerate(process.activities):
                if (process.id, activity.id) in touched:
                    yield process, process.of(code), activity


def circumstances_of(evidence: Evidence) -> Circumstances:
    """Return the circumstances in which findings stand."""
    of_flow = (each for conformance in evidence.conformance.values() for each in conformance.deviations.claimed)
    return Circumstances(
        evidence=evidence,
        known=MappingProxyType({each.finding.id: each.associations for each in of_flow}),
        grants=MappingProxyType(_grants(evidence.design)),
    )


def _grants(design: Design) -> dict[tuple[str, str], Grant]:
    """Return what is granted to whom, nothing where a table of it is absent."""
    tables = (design.landscape.permissions, design.landscape.functions, design.organization.responsibilities)
    return {} if None in tables else {(row.post, row.function): row.grant for row in access_of(design).rows}


_TESTS: Final[Mapping[Sign, Callable[[Circumstances, Finding], bool]]] = MappingProxyType(
    {
        Sign.BETTER: Circumstances.is_better,
        Sign.NO_CONTROL: lambda of, finding: not of.breaks_control(finding),
        Sign.CONTROL: Circumstances.breaks_control,
        Sign.PERMITTED: Circumstances.is_permitted,
        Sign.EXCESS: Circumstances.is_excess,
        Sign.BINDING: Circumstances.is_binding,
        Sign.AS_RESPONSIBLE: lambda of, finding: of.is_done_by(finding, lambda each: each.responsible) is True,
        Sign.AS_DRAWN: lambda of, finding: of.is_done_by(finding, of.in_lane) is True,
        Sign.DRAWN: Circumstances.is_drawn_so,
        Sign.EVERYWHERE: Circumstances.is_everywhere,
        Sign.ONE_TEAM: lambda of, finding: not of.is_everywhere(finding) and len(of.teams_beside(finding)) == 1,
        Sign.OFF_SYSTEM: Circumstances.works_off_system,
    }
)


def _code(process: LinkedProcess, activity: str) -> int:
    return next((code for code, each in enumerate(process.activities) if each.id == activity), len(process.activities))


def _cases(process: LinkedProcess, cases: Iterable[str]) -> NDArray[np.bool_]:
    return np.asarray(process.cases.positions_in(Texts.of(sorted(frozenset(cases)))) >= 0)


def _marked(process: LinkedProcess, events: NDArray[np.bool_]) -> NDArray[np.bool_]:
    marked = np.zeros(len(process.cases), dtype=np.bool_)
    marked[process.case[events]] = True
    return marked


def _hours_since(process: LinkedProcess, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the hours since the completion before each event in its case; of a first event, until that after it.

    Nothing where the log has no times.
    """
    if not process.is_timed:
        return np.zeros(0)
    order = np.argsort(process.case, kind="stable")
    case, end = process.case[order], process.end[order]
    gaps = np.diff(end).astype(np.float64) / HOUR
    gaps[(case[1:] != case[:-1]) | (end[1:] == NO_TIME) | (end[:-1] == NO_TIME)] = np.nan
    before, after = np.append(np.nan, gaps), np.append(gaps, np.nan)
    mine = np.isin(order, rows)
    told = np.where(np.isnan(before), after, before)[mine]
    return told[~np.isnan(told)]
