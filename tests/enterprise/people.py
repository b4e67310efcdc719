"""Who works in the laboratory (all fictional): departments, posts, persons with their dates, and when they work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

NAME: Final = "清和医学检验中心(虚构)"


@dataclass(frozen=True, kw_only=True)
class Department:
    id: str
    name: str
    name_en: str
    parent: str
    head: str


@dataclass(frozen=True, kw_only=True)
class Post:
    id: str
    name: str
    name_en: str
    department: str
    headcount: int
    calendar: str
    level: int
    reports_to: str


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A person on a post, from a first to a last day."""

    person: str
    post: str
    since: date = date(2024, 1, 1)
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def _departments(text: str) -> tuple[Department, ...]:
    rows = (line.split() for line in text.strip().splitlines())
    return tuple(Department(id=i, name=n, name_en=e.replace("_", " "), parent=p.strip("-"), head=h) for i, n, e, p, h in rows)


def _posts(text: str) -> dict[str, Post]:
    posts = {}
    for line in text.strip().splitlines():
        i, n, e, d, count, calendar, level, boss = line.split()
        posts[i] = Post(
            id=i, name=n, name_en=e.replace("_", " "), department=d, headcount=int(count), calendar=calendar,
            level=int(level), reports_to=boss.strip("-"),
        )  # fmt: skip
    return posts


DEPARTMENTS: Final = _departments("""
C0 中心办公室 Director's_office - DIR
L0 检验部 Laboratory_division C0 LH
L1 样本接收组 Sample_reception L0 RL
L2 检测组 Testing_group L0 LH
Q0 质量部 Quality C0 QM
P0 采购部 Purchasing C0 BM
W0 试剂库 Reagent_store C0 WM
F0 财务部 Finance C0 FM
E0 设备部 Equipment C0 EM
S0 客户服务部 Customer_service C0 SM
I0 信息部 Information C0 IM
""")

POSTS: Final = _posts("""
DIR 中心主任 Director C0 1 OFFICE 1 -
LH 检验部主任 Head_of_laboratory L0 1 OFFICE 2 DIR
RL 接收组长 Reception_lead L1 1 LABDAY 3 LH
RC 接样员 Receptionist L1 3 LABDAY 4 RL
AN 检验技师 Analyst L2 4 LABDAY 4 LH
MT 分子技师 Molecular_technician L2 2 LABDAY 4 LH
VA 审核医师 Validating_physician L2 1 LABDAY 3 LH
QM 质量主管 Quality_manager Q0 1 OFFICE 2 DIR
QE 质量工程师 Quality_engineer Q0 3 OFFICE 3 QM
BM 采购经理 Purchasing_manager P0 1 OFFICE 2 DIR
BU 采购专员 Buyer P0 2 OFFICE 3 BM
WM 库房主管 Store_manager W0 1 OFFICE 2 DIR
ST 库管员 Storekeeper W0 2 OFFICE 3 WM
FM 财务经理 Finance_manager F0 1 OFFICE 2 DIR
AC 核算会计 Accountant F0 2 OFFICE 3 FM
CA 出纳 Cashier F0 2 OFFICE 3 FM
EM 设备主管 Equipment_manager E0 1 OFFICE 2 DIR
EE 设备工程师 Equipment_engineer E0 3 OFFICE 3 EM
SM 客服经理 Service_manager S0 1 OFFICE 2 DIR
CC 客服专员 Service_clerk S0 2 OFFICE 3 SM
IM 系统管理员 System_administrator I0 1 OFFICE 2 DIR
""")

MOVES: Final = date(2025, 10, 15)
"""The first day on which E063, until then a quality engineer, is a storekeeper."""

HOLDINGS: Final = (
    *(
        Holding(person=person, post=post)
        for post, persons in {
            "DIR": "E001", "LH": "E010", "RL": "E020", "RC": "E021 E022 E023", "AN": "E031 E032 E033 E034",
            "MT": "E041 E042", "VA": "E051", "QM": "E060", "QE": "E061 E062", "BM": "E070", "BU": "E071 E072",
            "WM": "E080", "ST": "E081 E082", "FM": "E090", "AC": "E091 E092", "CA": "E093 E094", "EM": "E100",
            "EE": "E101 E102 E103", "SM": "E110", "CC": "E111 E112", "IM": "E120",
        }.items()
        for person in persons.split()
    ),
    Holding(person="E072", post="ST"),
    Holding(person="E101", post="EM"),
    Holding(person="E063", post="QE", until=MOVES - timedelta(days=1)),
    Holding(person="E063", post="ST", since=MOVES),
)  # fmt: skip

COORDINATION: Final = (
    *(("L2", "L1", "交接班会"), ("P0", "L2", "试剂需求会"), ("P0", "W0", "到货预约"), ("Q0", "P0", "供应商质量会")),
    *(
        ("F0", "W0", "对账"),
        ("F0", "Q0", "质量成本会"),
        ("Q0", "E0", "计量例会"),
        ("L2", "Q0", "质控例会"),
        ("L2", "S0", "投诉复盘会"),
    ),
)
"""Pairs with a mechanism, most of them told the other way round. S0–Q0 has none; L2–E0 and E0–S0 have none and need none."""

SEPARATIONS: Final = (
    ("REA-04", "REA-06", "下单与收货分离", "case", "critical"),
    ("REA-08", "REA-10", "校验与付款分离", "any", "major"),
    ("c_log", "c_close", "受理与关闭分离", "case", "critical"),
    ("REA-02", "REA-09", "两级审批分离", "any", "critical"),
)

DELEGATE: Final = ("E051", "E041", "val", date(2025, 10, 20), date(2025, 10, 24))
"""From, to, activity, first and last day."""

CLOSED: Final = tuple(date(2025, 10, day) for day in range(1, 9))
MAKE_UP: Final = (date(2025, 9, 28), date(2025, 10, 11))
OFFICE_HOURS: Final = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
LAB_HOURS: Final = ((time(7), time(19)),)


def intervals(calendar: str, day: date) -> list[tuple[datetime, datetime]]:
    """Return when a calendar is worked on a day."""
    hours, days = (OFFICE_HOURS, 5) if calendar == "OFFICE" else (LAB_HOURS, 6)
    if day in CLOSED or (day.weekday() >= days and day not in MAKE_UP):
        return []
    return [(datetime.combine(day, begin), datetime.combine(day, end)) for begin, end in hours]


def worked(calendar: str, begin: datetime, end: datetime) -> float:
    """Return the minutes of a calendar between two instants."""
    total, day = 0.0, begin.date()
    while day <= end.date():
        for opens, closes in intervals(calendar, day):
            total += max(0.0, (min(end, closes) - max(begin, opens)).total_seconds() / 60)
        day += timedelta(days=1)
    return total


def after(calendar: str, begin: datetime, minutes: float) -> datetime:
    """Return the instant at which so many minutes of a calendar have passed; none: the next one that is worked."""
    day, left = begin.date(), minutes
    for _ in range(400):
        for opens, closes in intervals(calendar, day):
            starts = max(begin, opens)
            if starts >= closes:
                continue
            span = (closes - starts).total_seconds() / 60
            if left < span or (left == span and left > 0):
                return starts + timedelta(minutes=left)
            left -= span
        day += timedelta(days=1)
    raise ValueError("no working time within 400 days")


def posts_of(person: str, day: date) -> list[str]:
    return [each.post for each in HOLDINGS if each.person == person and each.covers(day)]


def holders(post: str) -> list[str]:
    """Return who holds a post at any time."""
    return sorted({each.person for each in HOLDINGS if each.post == post})
