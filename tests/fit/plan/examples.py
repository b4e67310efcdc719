"""Small enterprises in which one circumstance decides what moves, and the findings made in them."""

from dataclasses import replace

from tests.builders import process
from tests.enterprises import (
    Did,
    accounts,
    cases,
    did,
    duties,
    evidence_of,
    functions,
    holdings,
    line,
    permissions,
    systems,
)
from workbench.design import DesignedProcess, Subjects
from workbench.findings import Finding, Severity
from workbench.fit.detection import Evidence, detect
from workbench.fit.detectors import DETECTORS
from workbench.fit.plan import Move, circumstances_of, draft_items, move_for
from workbench.fit.plan.items import AdjustmentItem
from workbench.organization import Department, DutyPair, DutyRule, Organization, Post
from workbench.process import Sidecar
from workbench.process.naming import naming_of
from workbench.process.sidecar import ActivityFacts, LaneMeaning
from workbench.technology import Landscape

NOTHING = evidence_of([line("p", "a b c")], Subjects())
QUICK, SLOW = 60, 3_000
LANDSCAPE = Landscape(
    systems=systems("ERP OA XLS:offline"), functions=functions("ERP.A:a ERP.B:b ERP.C:c OA.X"), permissions=permissions("")
)
ORGANIZATION = Organization(
    departments=(Department(id="D1", name="one", head="H1"), Department(id="D2", name="two", head="H2")),
    posts=tuple(Post(id=each, name=each, department=f"D{each[1]}") for each in "S1 S2 H1 H2".split()),
    holdings=holdings("anna:S1 bob:S2"),
    responsibilities=duties("a:R:S1 b:R:S1 c:R:S1"),
)


def finding(code: str, *about: str, severity: Severity = Severity.MAJOR, scope: str = "p") -> Finding:
    return Finding(code=code, severity=severity, scope=scope, object=about)


def findings_in(evidence: Evidence) -> tuple[Finding, ...]:
    """Return what is claimed: by detectors, and of the flow."""
    flow = (each for conformance in evidence.conformance.values() for each in conformance.deviations.findings)
    return (*flow, *detect(evidence, DETECTORS).findings)


def move_of(code: str, evidence: Evidence) -> Move:
    """Return the move for the only finding of a code."""
    (found,) = (each for each in findings_in(evidence) if each.code == code)
    return move_for(found, circumstances_of(evidence))


def item_with(code: str, evidence: Evidence) -> AdjustmentItem:
    (found,) = (item for item in draft_items(findings_in(evidence), evidence) if code in {each.code for each in item.findings})
    return found


def lasting(number: int, minutes: int, *steps: Did, name: str) -> tuple[Did, ...]:
    """Repeat a case that lasts so long and up to ten hours more or less, tens of cases alike in all."""
    told = []
    for case in range(number):
        gap = (minutes + 60 * (case * 7 % 10)) / (len(steps) - 1)
        told += [replace(step, case=f"{name}{case:03}", end=1 + round(place * gap)) for place, step in enumerate(steps)]
    return tuple(told)


def skipping(minutes: int, *, kind: str | None = None) -> Evidence:
    """Return an enterprise in which `b` is skipped in 20 of 60 cases, which last some minutes instead of SLOW."""
    rest = lasting(40, SLOW, did("a"), did("b"), did("c"), name="x")
    skipped = lasting(20, minutes, did("a"), did("c"), name="y")
    return evidence_of([line("p", "a b c", b=ActivityFacts(kind=kind))], Subjects(), {"p": (*rest, *skipped)})


def by_somebody_else(minutes: int, granted: str = "") -> Evidence:
    """Return an enterprise in which bob, who may not, does `b` in 20 of 60 cases."""
    rest = lasting(40, SLOW, did("a", by="anna"), did("b", by="anna"), did("c", by="anna"), name="x")
    other = lasting(20, minutes, did("a", by="anna"), did("b", by="bob"), did("c", by="anna"), name="y")
    landscape = replace(LANDSCAPE, permissions=permissions(f"S1:ERP.A S1:ERP.B S1:ERP.C {granted}"))
    subjects = Subjects(organization=ORGANIZATION, landscape=landscape)
    return evidence_of([line("p", "a b c")], subjects, {"p": (*rest, *other)})


def both_by_one(granted: str, rule: DutyRule = DutyRule.SEGREGATION) -> Evidence:
    """Return an enterprise in which anna, who may do `a`, does `a` and `b` in 10 of 60 cases, and a rule is broken."""
    organization = replace(
        ORGANIZATION,
        responsibilities=duties("a:R:S1 b:R:S2 c:R:S2"),
        duty_pairs=(DutyPair(activity_a="a", activity_b="b", rule=rule),),
    )
    apart = lasting(50, SLOW, did("a", by="anna"), did("b", by="bob"), did("c", by="bob"), name="x")
    both = lasting(10, SLOW, did("a", by="anna"), did("b", by="anna"), did("c", by="bob"), name="y")
    landscape = replace(LANDSCAPE, permissions=permissions(f"S1:ERP.A S2:ERP.B S2:ERP.C {granted}"))
    return evidence_of([line("p", "a b c")], Subjects(organization=organization, landscape=landscape), {"p": (*apart, *both)})


def off_the_system(off: int, by: str, *, place: str = "XLS") -> Evidence:
    """Return an enterprise in which `a` is done elsewhere in some of 60 cases, by those named in turn."""
    organization = replace(ORGANIZATION, responsibilities=duties("a:R:S1 a:R:S2"))
    who = by.split()
    steps = [did("a", by=who[n % len(who)], system=place) if n < off else did("a", by="anna", system="ERP") for n in range(60)]
    told = tuple(replace(each, case=f"{number:03}", end=1 + number) for number, each in enumerate(steps))
    return evidence_of([line("p", "a")], Subjects(organization=organization, landscape=LANDSCAPE), {"p": told})


def drawn_for(lane: str, by: str | None, letters: str = "a:R:S1 a:S:S2") -> Evidence:
    """Return an enterprise in which S1 is to do `a`, drawn in a lane, and somebody does it who by default may."""
    drawn = process("p").lane(lane).start().task("a").end()
    sidecar, built = Sidecar(lane_means=LaneMeaning.POST), drawn.build()
    designed = DesignedProcess(id="p", model=drawn.model(), process=built, sidecar=sidecar, naming=naming_of(built, sidecar, {}))
    organization = replace(ORGANIZATION, responsibilities=duties(letters))
    return evidence_of([designed], Subjects(organization=organization), {"p": cases(40, did("a", by=by))})


def shared() -> Evidence:
    """Return an enterprise in which S1 lacks the function for `a`, and works under a shared account."""
    organization = replace(ORGANIZATION, responsibilities=duties("a:R:S1"))
    landscape = replace(LANDSCAPE, functions=functions("ERP.A:a"), permissions=(), accounts=accounts("pub:shared"))
    subjects = Subjects(organization=organization, landscape=landscape)
    return evidence_of([line("p", "a")], subjects, {"p": cases(40, did("a", by="pub", system="ERP"))})
