"""What was planted, with exact figures and cases; what is below the floor; what only looks like a finding.

Written from the specification alone. Where it leaves a reading open, the most literal one was taken:

- Scope: what is about an activity, a label, a pair of activities or a pair that ping-pongs in one process has that process;
  systems, functions, accounts, posts, data objects (TP-REKEY, TP-UNUSED, TO-*, DT-* but DT-LATE), PO-COORD and PO-OVERLOAD have
  `enterprise`, even if one process alone touches them.
- Exposed counts complete cases (CF-*, PO-APPR, PO-SOD, PO-PINGPONG) or events of the activity in complete cases: with a known
  place (TP-OFFLINE, TP-WRONGSYS), by identified persons (PO-NOTAUTH, PO-CONC), all of them (TP-MANUAL, DT-LATE, PF-BATCH).
  For TO-SHARED, PO-COORD, TP-NOCAP, PO-OVERLOAD and structural codes the contract names no such number: not compared.
- CF-DEAD counts 0 of those exposed; TP-NOCAP and PO-OVERLOAD may bear a count or none.
- PO-SOD: exposed are the cases in which both sides occurred, whoever was seen to do them, unidentified performers included.
- PO-SOD with scope `any`: one person who ever did both breaks it; which cases count is open, so no number is compared. The
  object is the two, sorted, like that of PO-COORD and PO-PINGPONG.
- TP-WRONGSYS where the function is known and not the activity's, although the system is right: executed outside a permitted
  function. TP-OFFLINE: in an offline system; never both.
- PO-NOTAUTH names the post that the person held on that day, by date; every example holds exactly one.
- An unidentified performer has no department, so hands nothing over; only a shared account has that of R.
- Who is accountable neither may perform nor may hold the access of R: PO-NOTAUTH, TO-EXCESS.
- An activity with letters but neither R nor A has both PO-NOR and PO-NOA; S alone is no R, but may perform.
- A permission of a personal account is granted to the post of its person; one of a system account is no post's.
- A function that `functions.csv` maps and the sidecar overrules is mapped to nothing, so TP-UNUSED; one used by an event is used.
- A call activity, a manual task and a task without kind need a system unless `needs_system: no`.
- CF-EXTRA of kind `control`: only `approval` makes PO-APPR.
- What is never declared at all (no letters) is PO-UNOWNED, and nobody does it without authority.
- What a mapping file calls unobservable is blind as what a sidecar does, so TP-NOCAP.
- A data output in the model writes; whether as C or U is left open where it would matter, except that it creates PLAN, for which
  there is no other source.
- Case numbers may be the same in two processes of one table: its `process` column tells them apart.
"""

from __future__ import annotations

from typing import Final

from tests.enterprise.claims import ENTERPRISE, Claim
from tests.enterprise.generate import Enterprise, executions

Key = tuple[str, str, tuple[str, ...]]


def truth(of: Enterprise) -> tuple[Claim, ...]:
    """Return every finding that the default rules must report, and no other may be."""
    return (*_of_flow(of), *_of_work(of), *_of_structure())


def below_floor(of: Enterprise) -> tuple[Claim, ...]:
    """Return what was seen in fewer than five cases or a hundredth of them."""
    return (
        _counted(of, "CF-SKIP", "SMP", ("send",), "never sent", exposed=188),
        _counted(of, "CF-SKIP", "CMP", ("c_close",), "never closed", exposed=540),
        _counted(of, "CF-REWORK", "CMP", ("c_cls",), "classed twice", exposed=540),
        _counted(of, "PO-APPR", "REA", ("财务总监会签",), "two directors", exposed=240),
        _counted(of, "TP-OFFLINE", "SMP", ("chk",), "chk on paper", exposed=_times(of, "SMP", "chk")),
        _repeated(of, "TP-OFFLINE", "aliquots on paper"),
        _counted(of, "TO-SHARED", ENTERPRISE, ("CRM_POOL",), "by pool", exposed=None, process="CMP"),
        _counted(of, "TP-WRONGSYS", "REA", ("REA-08",), "verified elsewhere", exposed=240),
    )


def _of_flow(of: Enterprise) -> tuple[Claim, ...]:
    never_evaluated = Claim(code="CF-DEAD", scope="CAL", object=("CAL-08",), count=0, exposed=160)
    return (
        _counted(of, "CF-SKIP", "REA", ("REA-02",), "unapproved", exposed=240),
        _counted(of, "CF-ORDER", "SMP", ("val", "rep"), "reported first", exposed=188),
        _counted(of, "CF-ORDER", "CMP", ("c_rep", "c_close"), "closed first", exposed=540),
        _counted(of, "CF-EXTRA", "REA", ("紧急调价",), "repriced", exposed=240),
        _counted(of, "CF-EXTRA", "REA", ("电话确认",), "called", exposed=240),
        _counted(of, "CF-EXTRA", "REA", ("抽查",), "spot check", exposed=240),
        _counted(of, "CF-REWORK", "SMP", ("mol",), "mol twice", exposed=_cases_with(of, "SMP", "mol")),
        never_evaluated,
        _counted(of, "PO-APPR", "REA", ("主任加签",), "director", exposed=240),
    )


def _of_work(of: Enterprise) -> tuple[Claim, ...]:
    dated = of.dated
    return (
        _counted(of, "TP-OFFLINE", "SMP", ("imm",), "imm offline", exposed=_times(of, "SMP", "imm")),
        _counted(of, "TP-WRONGSYS", "SMP", ("rec",), "wrong function", exposed=200),
        _repeated(of, "TP-WRONGSYS", "aliquots elsewhere"),
        _counted(of, "TP-WRONGSYS", "REA", ("REA-06",), "elsewhere", exposed=240),
        _counted(of, "TP-MANUAL", "SMP", ("chem",), "chem by hand", exposed=_times(of, "SMP", "chem")),
        _counted(of, "TP-MANUAL", "CAL", ("CAL-01",), "planned by hand", exposed=160),
        _counted(of, "PO-NOTAUTH", "REA", ("REA-03", "ST"), "by storekeeper", exposed=100),
        _counted(of, "PO-NOTAUTH", "CAL", ("CAL-06", "EM"), "urged by manager", exposed=50),
        _counted(of, "PO-NOTAUTH", "REA", ("REA-03", "BM"), "by manager", exposed=100),
        _listed("PO-NOTAUTH", "REA", ("REA-07", "ST"), dated["inspected after"], exposed=240),
        _listed("PO-NOTAUTH", "SMP", ("val", "MT"), dated["delegation over"], exposed=188),
        _counted(of, "PO-SOD", "REA", ("REA-04", "REA-06"), "ordered and received", exposed=240),
        Claim(code="PO-SOD", scope="REA", object=("REA-08", "REA-10")),
        _listed("PO-CONC", "CAL", ("CAL-03",), _others(of, "CAL", "second engineer"), exposed=160),
        _counted(of, "PO-CONC", "CAL", ("CAL-09",), "scrapped", exposed=40),
        Claim(code="PO-OVERLOAD", scope=ENTERPRISE, object=("VA",)),
        _counted(of, "PO-PINGPONG", "SMP", ("L1", "L2"), "pong3", exposed=200),
        Claim(code="PO-COORD", scope=ENTERPRISE, object=("Q0", "S0"), count=120),
        Claim(code="PO-COORD", scope=ENTERPRISE, object=("E0", "S0"), count=20),
        _counted(of, "TO-SHARED", ENTERPRISE, ("ERP_WH",), "shared", exposed=None, process="REA"),
        _counted(of, "DT-LATE", "SMP", ("cent",), "late", exposed=200 - 6),
        _listed("PF-BATCH", "CMP", ("c_close",), _others(of, "CMP", "never closed"), exposed=535),
        _listed("PF-BATCH", "REA", ("REA-10",), frozenset(each.id for each in of.cases if each.process == "REA"), exposed=240),
    )


_STRUCTURE: Final = """
TP-UNSUP CAL CAL-07
TP-NOCAP SMP arch
TP-NOCAP REA REA-12
TP-NOCAP CAL CAL-02
TP-REKEY enterprise REPT LIS PTL
TP-REKEY enterprise RAW LIS QMS
TP-UNUSED enterprise SRM.SCORE
TP-UNUSED enterprise CRM.OLD
PO-NOOWNER CAL CAL
PO-UNOWNED CMP c_note
PO-NOA CAL CAL-05
PO-NOA CAL CAL-08
PO-MULTIA REA REA-03
PO-NOR CAL CAL-06
PO-NOR CAL CAL-08
PO-LANEMIS SMP chk
PO-LANEMIS REA REA-01
PO-LANEMIS CMP c_inv
TO-NOACC enterprise BU SRM.RFQ
TO-EXCESS enterprise ST OAS.APP
TO-EXCESS enterprise CC OAS.PAY
TO-EXCESS enterprise BM ERP.PO
TO-NOOWNER enterprise OAS
DT-NOCREATE enterprise PRC
DT-NOCREATE enterprise STK
DT-NOCREATE enterprise CERT
DT-ORPHAN enterprise ALQL
DT-MULTIMASTER enterprise EQUI
DT-MULTIMASTER enterprise REVW
DT-NOOWNER enterprise CMPL
"""

DECOYS: Final[dict[str, tuple[Key, ...]]] = {
    "the delegate validates on the first and the last day of the delegation": (("PO-NOTAUTH", "SMP", ("val", "VA")),),
    "a quality engineer inspects until the day before the move": (("PO-NOTAUTH", "REA", ("REA-07", "QE")),),
    "who moved stores from the day of the move": (
        ("PO-NOTAUTH", "REA", ("REA-06", "QE")),
        ("PO-NOTAUTH", "REA", ("REA-06", "ST")),
    ),
    "a buyer receives as storekeeper, his second post": (
        ("PO-NOTAUTH", "REA", ("REA-06", "BU")),
        ("PO-COORD", ENTERPRISE, ("F0", "P0")),
    ),
    "a cashier supports verification": (("PO-NOTAUTH", "REA", ("REA-08", "CA")), ("TO-EXCESS", ENTERPRISE, ("CA", "ERP.INV"))),
    "a stranger asks for reagents": (("TO-SHARED", ENTERPRISE, ("外协007",)),),
    "engineers support what no post does": (("PO-NOTAUTH", "CAL", ("CAL-06", "EE")), ("PO-NOA", "CAL", ("CAL-06",))),
    "who is informed has a duty": (("PO-UNOWNED", "CAL", ("CAL-08",)),),
    "the system itself answers some complaints": (
        *(("PO-NOTAUTH", "CMP", ("c_rep", post)) for post in ("CC", "SYS")),
        ("TP-MANUAL", "CMP", ("c_ack",)),
    ),
    "nobody's duty lacks neither letter by itself": (
        *(("PO-NOA", "CMP", ("c_note",)), ("PO-NOR", "CMP", ("c_note",))),
        ("PO-NOTAUTH", "CMP", ("c_note", "CC")),
    ),
    "an analyser's work by hand is not unauthorised": (("PO-NOTAUTH", "SMP", ("chem", "AN")), ("PO-LANEMIS", "SMP", ("chem",))),
    "a specimen is redrawn twice": (("CF-REWORK", "SMP", ("redraw",)), ("CF-REWORK", "SMP", ("chk",))),
    "aliquots and devices are repeated as their markers allow": (
        ("CF-REWORK", "SMP", ("aliq",)),
        ("CF-REWORK", "CAL", ("CAL-07",)),
    ),
    "a rejected specimen leaves by the boundary event": tuple(
        ("CF-SKIP", "SMP", (each,)) for each in ("cent", "aliq", "chk", "val")
    ),
    "six cases were begun before the window": (("CF-SKIP", "SMP", ("rec",)),),
    "six cases are not yet done": (("CF-SKIP", "SMP", ("rep",)),),
    "any test is enough": tuple(("CF-SKIP", "SMP", (each,)) for each in ("chem", "imm", "mol")),
    "two steps end in the same minute": (("CF-ORDER", "SMP", ("cent", "aliq")),),
    "a test begun and given up was not done": (("CF-EXTRA", "SMP", ("mol",)), ("PO-NOTAUTH", "SMP", ("mol", "AN"))),
    "goods are received and inspected in either order": (
        ("CF-ORDER", "REA", ("REA-06", "REA-07")),
        ("CF-ORDER", "REA", ("REA-07", "REA-06")),
    ),
    "with a price agreement none is asked for": (("CF-SKIP", "REA", ("REA-03",)),),
    "either portal may be used": (("TP-WRONGSYS", "REA", ("REA-03",)), ("DT-MULTIMASTER", ENTERPRISE, ("QUO",))),
    "an event of the model is logged": (("CF-EXTRA", "CAL", ("收到证书",)),),
    "blind steps are not skipped": tuple(
        (code, process, (each,))
        for process, each in (("SMP", "arch"), ("REA", "REA-12"), ("CAL", "CAL-02"))
        for code in ("CF-SKIP", "CF-DEAD")
    ),
    "what is recorded after four hours is in time": (("DT-LATE", "SMP", ("aliq",)),),
    "devices planned on Friday evening go out on Monday morning": (
        ("PF-BATCH", "CAL", ("CAL-01",)),
        ("PF-BATCH", "CAL", ("CAL-03",)),
    ),
    "nineteen handovers need no mechanism": (("PO-COORD", ENTERPRISE, ("E0", "L2")),),
    "two parallel steps hand nothing to each other": (("PO-COORD", ENTERPRISE, ("Q0", "W0")),),
    "an undesigned step hands nothing over": (("PO-COORD", ENTERPRISE, ("C0", "P0")), ("PO-NOTAUTH", "REA", ("主任加签", "DIR"))),
    "what is done on paper or by the system itself needs no access": (
        ("TO-NOACC", ENTERPRISE, ("RC", "PAP")),
        *((code, ENTERPRISE, ("SYS", "ANZ.RUN")) for code in ("TO-NOACC", "TO-EXCESS")),
    ),
    "a mechanism is declared the other way round": (
        ("PO-COORD", ENTERPRISE, ("L1", "L2")),
        ("PO-COORD", ENTERPRISE, ("E0", "Q0")),
    ),
    "one of two does 143 of 160": (("PO-CONC", "CAL", ("CAL-05",)),),
    "the only one does all": (("PO-CONC", "REA", ("REA-02",)), ("PO-CONC", "SMP", ("val",)), ("PO-CONC", "REA", ("REA-09",))),
    "a function without activity is used": (("TP-UNUSED", ENTERPRISE, ("LIS.QCH",)),),
    "who is outside needs no system": (("TP-UNSUP", "REA", ("REA-05",)),),
    "paper has no owner": (
        ("TO-NOOWNER", ENTERPRISE, ("PAP",)),
        ("TO-NOOWNER", ENTERPRISE, ("XLS",)),
        ("TO-NOOWNER", ENTERPRISE, ("SRM",)),
    ),
    "access is granted by account": (("TO-NOACC", ENTERPRISE, ("VA", "LIS.VAL")), ("TO-EXCESS", ENTERPRISE, ("MT", "LIS.VAL"))),
    "a declared master has interfaces to the other writer": tuple(
        ("DT-MULTIMASTER", ENTERPRISE, (each,)) for each in ("RAW", "REQ", "PAY")
    ),
    "origin or consumer are outside": (
        ("DT-NOCREATE", ENTERPRISE, ("SUPL",)),
        ("DT-NOCREATE", ENTERPRISE, ("EQUI",)),
        ("DT-ORPHAN", ENTERPRISE, ("REJN",)),
    ),
    "only the model says who writes and reads": (("DT-NOCREATE", ENTERPRISE, ("PLAN",)), ("DT-ORPHAN", ENTERPRISE, ("PLAN",))),
    "a lane nobody is bound by": (("PO-LANEMIS", "CMP", ("c_lab",)),),
    "a lane bound by an alias; inside a sub-process the lane of that": (
        ("PO-LANEMIS", "SMP", ("rec",)),
        ("PO-LANEMIS", "SMP", ("cent",)),
    ),
    "a lane of one of two departments": (("PO-LANEMIS", "REA", ("REA-07",)),),
    "lanes of systems bind no post": tuple(("PO-LANEMIS", "CAL", (each,)) for each in ("CAL-03", "CAL-05", "CAL-09")),
    "one person on both sides, but never in one case": (
        ("PO-SOD", "REA", ("REA-02", "REA-09")),
        ("PO-SOD", "CMP", ("c_close", "c_log")),
    ),
}
"""Why it tempts → findings that must not be reported."""


def _of_structure() -> tuple[Claim, ...]:
    rows = (line.split() for line in _STRUCTURE.strip().splitlines())
    return tuple(Claim(code=code, scope=scope, object=tuple(object_)) for code, scope, *object_ in rows)


def _counted(
    of: Enterprise, code: str, scope: str, object_: tuple[str, ...], dealt: str, *, exposed: int | None, process: str = ""
) -> Claim:
    return _listed(code, scope, object_, of.dealt(process or scope, dealt), exposed=exposed)


def _listed(code: str, scope: str, object_: tuple[str, ...], cases: frozenset[str], *, exposed: int | None) -> Claim:
    """Return a claim of one event or one violation in each of some cases."""
    return Claim(code=code, scope=scope, object=object_, count=len(cases), exposed=exposed, cases=cases)


def _repeated(of: Enterprise, code: str, dealt: str) -> Claim:
    """Return a claim of all aliquots of some cases, of which each has two to four."""
    cases = of.dealt("SMP", dealt)
    count = sum(2 + int(case[1:]) % 3 for case in cases)
    return Claim(code=code, scope="SMP", object=("aliq",), count=count, exposed=_times(of, "SMP", "aliq"), cases=cases)


def _others(of: Enterprise, process: str, dealt: str) -> frozenset[str]:
    return frozenset(each.id for each in of.cases if each.process == process) - of.dealt(process, dealt)


def _times(of: Enterprise, process: str, what: str) -> int:
    return sum(event.what == what for event in executions(of, process))


def _cases_with(of: Enterprise, process: str, what: str) -> int:
    return len({event.case for event in executions(of, process) if event.what == what})
