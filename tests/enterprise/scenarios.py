"""What happens in each case: the designed way with its branches and loops, and what was planted on it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from typing import Final

from tests.enterprise.dealing import SIZES, Deal, arrivals
from tests.enterprise.people import holders
from tests.enterprise.play import Case

_SUBSETS: Final = ("chem", "imm", "mol", "chem imm", "chem mol", "imm mol", "chem imm mol")
_FRIDAYS: Final = ((9, 5), (9, 12), (9, 19), (10, 17), (10, 24), (10, 31), (11, 7))
"""Those after which neither a holiday nor a make-up day comes."""

_BUYERS, _STORE, _PAYERS = ("E071", "E072"), ("E081", "E082"), ("E093", "E094")


def specimens(random_: random.Random) -> tuple[list[Case], Deal]:
    """Deal and tell the cases of SMP, six of them cut at the left edge and six at the right."""
    deal = Deal(random_=random_, size=SIZES["SMP"])
    tests = {number: _SUBSETS[number % 7].split() for number in range(deal.size)}
    deal.draw("rejected", 12, deal.middle)
    deal.draw("rejected at once", 6, deal.dealt["rejected"])
    single = [n for n, each in tests.items() if each == ["imm"]]
    deal.draw("pong3", 12, single, ["rejected"])
    deal.draw("pong2", 10, None, ["rejected", "pong3"])
    deal.draw("pong1", 20, None, ["rejected", "pong3", "pong2"])
    loops = ("rejected", "pong3", "pong2", "pong1")
    deal.draw("reported first", 3, deal.middle, loops)
    deal.draw("mol twice", 7, _with(tests, "mol"), [*loops, "reported first"])
    deal.draw("never sent", 4, deal.middle, [*loops, "reported first"])
    deal.draw("imm offline", 36, _with(tests, "imm"), ["rejected"])
    deal.draw("chk on paper", 4, None, loops)
    deal.draw("chem by hand", 20, _with(tests, "chem"), ["rejected"])
    deal.draw("wrong function", 9)
    deal.draw("late", 24, None, ["rejected at once"])
    deal.draw("just in time", 30, None, ["rejected at once", "late"])
    several = deal.draw("aliquots", 40, None, ["rejected"])
    deal.draw("aliquots elsewhere", 7, several)
    deal.draw("aliquots on paper", 3, several, ["aliquots elsewhere"])
    deal.draw("tied", 8, None, ["rejected", "aliquots", "late", "just in time"])
    deal.draw("given up", 10, [n for n, each in tests.items() if "mol" not in each], loops)
    cases = []
    for number, arrival in enumerate(arrivals("LABDAY", deal.size, random_)):
        case = Case(process="SMP", id=f"S{number:04}", arrival=arrival)
        _specimen(case, number, tests[number], deal)
        cases.append(case)
    for number in range(6):
        begun = Case(process="SMP", id=f"SL{number:02}", arrival=datetime(2025, 9, 1, 7, 5 + number))
        for what in ("cent", "aliq"):
            begun.then(what, who=tuple(holders("RC")))
        _reported(begun)
        open_ = Case(process="SMP", id=f"SR{number:02}", arrival=datetime(2025, 11, 14, 8 + number))
        for what in ("rec", "cent", "aliq")[: 1 + number % 3]:
            open_.then(what, who=tuple(holders("RC")))
        cases += [begun, open_]
    return cases, deal


def _with(tests: dict[int, list[str]], what: str) -> list[int]:
    return [number for number, each in tests.items() if what in each]


def _specimen(case: Case, number: int, tests: list[str], deal: Deal) -> None:
    reception, analysts = (tuple(holders(post)) for post in ("RC", "AN"))
    wrong = {"function": "LIS.QCH"} if deal("wrong function", number) else {}
    case.then("rec", who=reception, **wrong)
    if not deal("rejected at once", number):
        case.then("cent", who=reception, lag=241 if deal("late", number) else 240 if deal("just in time", number) else 2)
    if deal("rejected", number):
        case.then("rej", who=reception)
        return
    place: dict[str, str] = {"function": "LIS.QCH"} if deal("aliquots elsewhere", number) else {}
    place |= {"system": "PAP", "function": ""} if deal("aliquots on paper", number) else {}
    for _ in range(2 + number % 3 if deal("aliquots", number) else 1):
        case.then("aliq", who=reception, **place)
    ends = _tested(case, number, tests, deal)
    paper = {"system": "PAP", "function": ""} if deal("chk on paper", number) else {}
    case.then("chk", after=tuple(ends), who=analysts, **paper)
    for _ in range(next((times for times in (3, 2, 1) if deal(f"pong{times}", number)), 0)):
        case.then("redraw", who=reception)
        case.then("chk", who=analysts)
    if deal("reported first", number):
        case.then("rep", account="LIS_SYS", minutes=2)
        case.then("val", who=("E051",), minutes=190 + number % 35)
        case.then("send", account="PTL_SYS", minutes=1)
    else:
        _validated(case, 190 + number % 35, not deal("never sent", number))


def _tested(case: Case, number: int, tests: list[str], deal: Deal) -> list[int]:
    """Tell the tests of a specimen, side by side; return where each ends."""
    analysts, molecular = tuple(holders("AN")), tuple(holders("MT"))
    last, ends = len(case.steps) - 1, []
    if deal("given up", number):
        case.then("mol", after=(last,), who=("E031",), is_unfinished=True, minutes=0)
    for what in tests:
        if what == "chem":
            by = {"who": analysts} if deal("chem by hand", number) else {"account": "ANZ_SYS"}
            ends.append(case.then(what, after=(last,), minutes=25, **by))
        elif what == "imm":
            off = {"system": "XLS", "function": ""} if deal("imm offline", number) else {}
            ends.append(case.then(what, after=(last,), who=analysts, minutes=30, **off))
        else:
            end = case.then(what, after=(last,), who=molecular, minutes=40)
            ends.append(case.then(what, who=molecular, minutes=40) if deal("mol twice", number) else end)
    return ends


def _reported(case: Case) -> None:
    """Tell the rest of a case that was begun before the window."""
    case.then("imm", who=tuple(holders("AN")), minutes=30)
    case.then("chk", who=tuple(holders("AN")))
    _validated(case, 30, True)


def _validated(case: Case, minutes: int, sent: bool) -> None:
    case.then("val", who=("E051",), minutes=minutes)
    case.then("rep", account="LIS_SYS", minutes=2)
    if sent:
        case.then("send", account="PTL_SYS", minutes=1)


def reagents(random_: random.Random) -> tuple[list[Case], Deal]:
    """Deal and tell the cases of REA."""
    deal = Deal(random_=random_, size=SIZES["REA"])
    asked = deal.draw("asked for prices", 100)
    deal.draw("unapproved", 12)
    deal.draw("by storekeeper", 14, asked)
    deal.draw("by manager", 7, asked, ["by storekeeper"])
    deal.draw("in portal", 30, asked, ["by storekeeper", "by manager"])
    deal.draw("repriced", 9)
    deal.draw("called", 5)
    deal.draw("spot check", 8)
    deal.draw("director", 30, None, ["unapproved"])
    deal.draw("two directors", 4)
    deal.draw("ordered and received", 3)
    deal.draw("received by buyer", 30, None, ["ordered and received"])
    deal.draw("shared", 40, None, ["ordered and received", "received by buyer"])
    deal.draw("elsewhere", 15, None, ["ordered and received", "received by buyer", "shared"])
    deal.draw("verified by cashier", 8)
    deal.draw("verified elsewhere", 4)
    deal.draw("stranger", 6)
    cases = []
    for number, arrival in enumerate(arrivals("OFFICE", deal.size, random_)):
        case = Case(process="REA", id=f"R-{number:04}", arrival=arrival)
        _reagent(case, number, deal)
        cases.append(case)
    return cases, deal


def _reagent(case: Case, number: int, deal: Deal) -> None:
    case.then("REA-01", who=tuple(holders("AN")), account="外协007" if deal("stranger", number) else "")
    if not deal("unapproved", number):
        case.then("REA-02", who=("E070",), delay=60, minutes=5)
    if deal("director", number):
        for _ in range(2 if number % 6 == 0 else 1):
            case.then("主任加签", who=("E001",), system="OAS")
    if deal("asked for prices", number):
        portal = {"function": "SRM.RFQ"} if deal("in portal", number) else {}
        other = next((who for who, name in (("E081", "by storekeeper"), ("E070", "by manager")) if deal(name, number)), "")
        case.then("REA-03", who=(other,) if other else _BUYERS, minutes=40, **portal)
    violates, receives = deal("ordered and received", number), deal("received by buyer", number)
    case.then("REA-04", who=("E072",) if violates else ("E071",) if receives else _BUYERS)
    if deal("repriced", number):
        case.then("紧急调价", who=_BUYERS, system="ERP")
    last = case.then("REA-05", account="SUP_EXT", minutes=1, delay=800)
    if deal("called", number):
        last = case.then("电话确认", who=_STORE, system="")
    store = {"who": ("E072",) if violates or receives else _STORE}
    if deal("elsewhere", number):
        store |= {"system": "EAM", "function": ""}  # type: ignore[dict-item]
    if deal("shared", number):
        store |= {"account": "ERP_WH"}  # type: ignore[dict-item]
    stored = case.then("REA-06", after=(last,), delay=500 + number % 700, minutes=15, **store)
    tested = case.then("REA-07", after=(last,), who=("E061", "E062"), delay=600 + number % 400, minutes=20)
    if deal("spot check", number):
        tested = case.then("抽查", who=("E060",), system="QMS")
    by_cashier = deal("verified by cashier", number)
    elsewhere = {"system": "OAS", "function": ""} if deal("verified elsewhere", number) else {}
    case.then("REA-08", after=(stored, tested), who=("E093",) if by_cashier else ("E091", "E092"), delay=100, **elsewhere)
    case.then("REA-09", who=("E090",), delay=200, minutes=3)
    if deal("two directors", number):
        case.then("财务总监会签", who=("E001",), system="OAS")
    case.then("REA-10", who=("E094",) if by_cashier else _PAYERS, delay=120, minutes=5, is_weekly=True)


def calibrations(random_: random.Random) -> tuple[list[Case], Deal]:
    """Deal and tell the cases of CAL: planned on Friday evenings, sent out on Mondays, which is no wait in office hours."""
    deal = Deal(random_=random_, size=SIZES["CAL"])
    deal.draw("planned by hand", 24)
    deal.draw("second engineer", 16)
    late = deal.draw("late", 50)
    deal.draw("urged by manager", 6, late)
    deal.draw("certificate seen", 30, None, ["late"])
    deal.draw("second quality engineer", 17)
    deal.draw("used again", 20)
    deal.draw("scrapped", 40)
    cases = []
    for number in range(deal.size):
        friday = _FRIDAYS[number * len(_FRIDAYS) // deal.size]
        case = Case(process="CAL", id=f"K-{number:04}", arrival=datetime(2025, *friday, 17, number % 14 * 2))
        engineers = tuple(holders("EE"))
        by = {"who": ("E102",)} if deal("planned by hand", number) else {"account": "EAM_SYS"}
        case.then("CAL-01", minutes=2, **by)
        case.then("CAL-03", who=("E102", "E103") if deal("second engineer", number) else ("E101",), minutes=6, delay=30)
        if deal("late", number):
            case.then(
                "CAL-06",
                who=("E100",) if deal("urged by manager", number) else ("E102", "E103", "E101"),
                delay=2700 + number * 37 % 1800,
            )
        elif deal("certificate seen", number):
            case.then("收到证书", minutes=0, delay=450 + number * 41 % 2700)
        quality = "E062" if deal("second quality engineer", number) else "E061"
        case.then("CAL-05", who=(quality,), delay=450 + number * 53 % 2250)
        for _ in range(2 if deal("used again", number) else 1):
            case.then("CAL-07", who=engineers, delay=30)
        if deal("scrapped", number):
            case.then("CAL-09", who=("E100",), delay=100 + number * 29 % 900)
        cases.append(case)
    return cases, deal


def complaints(random_: random.Random) -> tuple[list[Case], Deal]:
    """Deal and tell the cases of CMP."""
    deal = Deal(random_=random_, size=SIZES["CMP"])
    serious = deal.draw("serious", 120)
    machine = deal.draw("machine", 20, serious)
    deal.draw("expert", 1, machine)
    deal.draw("by itself", 30, None, ["serious"])
    deal.draw("by pool", 4)
    deal.draw("never closed", 5, deal.middle, ["serious"])
    deal.draw("closed first", 11, deal.middle, ["serious", "never closed"])
    deal.draw("classed twice", 4, deal.middle, ["serious", "never closed", "closed first"])
    cases = []
    clerks = tuple(holders("CC"))
    for number, arrival in enumerate(arrivals("OFFICE", deal.size, random_)):
        case = Case(process="CMP", id=f"K-{number:04}", arrival=arrival)
        case.then("c_log", who=clerks, minutes=5, account="CRM_POOL" if deal("by pool", number) else "")
        case.then("c_note", who=clerks, minutes=5)
        for _ in range(2 if deal("classed twice", number) else 1):
            case.then("c_cls", who=("E110",), minutes=4)
        if deal("serious", number):
            case.then("c_ack", account="CRM_SYS", minutes=1)
            case.then("c_inv", who=("E061", "E062"), minutes=45, delay=60)
            case.then("c_lab", who=tuple(holders("AN")), minutes=25, account="外聘专家" if deal("expert", number) else "")
        if deal("machine", number):
            case.then("c_eng", who=tuple(holders("EE")), minutes=30)
        last = ["c_rep", "c_close"]
        for what in reversed(last) if deal("closed first", number) else last[: 1 if deal("never closed", number) else 2]:
            if what == "c_rep":
                by = {"account": "CRM_SYS"} if deal("by itself", number) else {"who": clerks}
                case.then(what, minutes=6, delay=30, **by)
            else:
                case.then(what, who=("E110",), minutes=2, delay=240, is_daily=True)
        cases.append(case)
    return cases, deal


TELLERS: Final[dict[str, Callable[[random.Random], tuple[list[Case], Deal]]]] = {
    "SMP": specimens,
    "REA": reagents,
    "CAL": calibrations,
    "CMP": complaints,
}
