"""Small enterprises for heuristics: what happened, told by the minute, and what is proposed for it."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from tests.builders import ProcessBuilder, process
from tests.enterprise_builder import DAY, Enterprise, Happened
from tests.eventlog.logs import Row
from workbench.fit.detection import Unknown
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts
from workbench.redesign.heuristics import PROPOSERS, HeuristicRules, Proposal, Situation, consider
from workbench.technology import Integration

MANY = 30
STEP = re.compile(r"(?P<activity>[^:@/]+)(?::(?P<resource>[^@/]+))?@(?P<start>\d+)\+(?P<minutes>\d+)(?:/(?P<system>.+))?")
SMALL = (
    Enterprise()
    .department("D")
    .department("E")
    .post("P", "D", headcount=2)
    .post("Q", "E")
    .person("x", "P")
    .person("y", "P")
    .person("z", "Q")
)
"""x and y of post P in department D, z of post Q in department E; nobody keeps office hours."""


def line(tasks: str, identity: str = "p") -> ProcessBuilder:
    """Draw tasks one after the other: `a b:serviceTask`."""
    drawn = process(identity).start()
    for task in tasks.split():
        name, _, tag = task.partition(":")
        drawn = drawn.task(name, tag=tag or "userTask")
    return drawn.end()


def loop(tasks: str, redo: str = "") -> ProcessBuilder:
    """Draw tasks one after the other that may all be done again, after what is to be redone, if anything."""
    drawn = process("p").start().xor("again")
    for task in tasks.split():
        drawn = drawn.task(task, tag="userTask")
    drawn = drawn.xor("fine").end().at("fine")
    return (drawn.task(redo, tag="userTask") if redo else drawn).to("again")


def kinds(**kind: str) -> Sidecar:
    """Say of what kind activities are: `kinds(b="approval")`."""
    return Sidecar(activities=MappingProxyType({name: ActivityFacts(kind=each) for name, each in kind.items()}))


def happen(
    enterprise: Enterprise, steps: str, *, times: int = 1, apart: int = DAY, since: int = 0, process: str = "p", **bears: str
) -> Enterprise:
    """Let cases happen, one `apart` minutes after the other, the first on day `since`: `a:x@540+30 b@600+30/ERP`.

    A step is activity:performer@start+minutes/system, the start in minutes since the midnight of its case's day.
    """
    known = enterprise.events.get(process, ())
    first = len({each.row.case for each in known})
    told = []
    for number in range(times):
        case, begin = f"{process}{first + number:03}", since * DAY + number * apart
        for step in steps.split():
            parts = STEP.fullmatch(step)
            assert parts is not None, step
            start = begin + int(parts["start"])
            row = Row(case=case, activity=parts["activity"], end=start + int(parts["minutes"]), start=start)
            said = {name: parts[name] for name in ("resource", "system") if parts[name] is not None}
            told.append(Happened(row=row, said=said))
    names = {each.row.case for each in told}
    attributes = {**enterprise.attributes, **{name: bears for name in names if bears}}
    events = {**enterprise.events, process: (*known, *told)}
    return replace(enterprise, events=MappingProxyType(events), attributes=MappingProxyType(attributes))


def joined(enterprise: Enterprise, *ends: str) -> Enterprise:
    """Declare integrations, `S1>S2`; none makes an empty table."""
    rows = tuple(Integration(source=each.split(">")[0], target=each.split(">")[1]) for each in ends)
    return replace(enterprise, landscape=replace(enterprise.landscape, integrations=rows))


def proposed(enterprise: Enterprise, heuristic: str, rules: HeuristicRules | None = None) -> tuple[Proposal, ...]:
    """Return what one heuristic proposes."""
    considered = consider(Situation(evidence=enterprise.evidence()), rules, {heuristic: PROPOSERS[heuristic]})
    return considered.proposals


def untold(enterprise: Enterprise, heuristic: str) -> tuple[Unknown, ...]:
    """Return why one heuristic cannot tell."""
    return consider(Situation(evidence=enterprise.evidence()), None, {heuristic: PROPOSERS[heuristic]}).unknown


def about(enterprise: Enterprise, heuristic: str, measure: str = "") -> list[tuple[str, ...]]:
    """Return what the proposals of a heuristic are about, of one measure where one is named."""
    return [each.about for each in proposed(enterprise, heuristic) if measure in ("", each.trigger.measure)]
