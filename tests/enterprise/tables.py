"""The tables of the enterprise as rows: once with English headers and lists in cells, once with Chinese ones and a matrix."""

from __future__ import annotations

from collections.abc import Sequence

from tests.enterprise.duties import (
    ACCOUNTS,
    ACTIVITIES,
    BY_MODEL_ONLY,
    IN_TABLE,
    INTEGRATIONS,
    MORE_FUNCTIONS,
    OBJECTS,
    SYSTEMS,
    functions_of,
    permissions,
    system_of,
)
from tests.enterprise.people import COORDINATION, DELEGATE, DEPARTMENTS, HOLDINGS, POSTS, SEPARATIONS

Rows = list[Sequence[object]]

SHEETS = {
    "departments": "部门",
    "posts": "岗位",
    "persons": "人员",
    "responsibilities": "职责矩阵",
    "delegations": "授权委托",
    "separation_of_duties": "职责分离",
    "coordination": "协调机制",
    "authority": "审批权限",
    "hosts": "可安置部门",
    "systems": "系统",
    "functions": "功能",
    "integrations": "集成接口",
    "permissions": "权限",
    "accounts": "账号",
    "data_objects": "数据对象",
    "crud": "增删改查",
    "aliases": "别名",
}
"""Table → the title of its sheet."""

FOLDERS = {
    **dict.fromkeys(("systems", "functions", "integrations", "permissions", "accounts"), "technology"),
    **dict.fromkeys(("data_objects", "crud"), "information"),
    "aliases": "",
}
"""Table → its folder below `models`, where it is not `organization`."""

ALIASES: Rows = [
    ("kind", "alias", "id", "process"),
    ("activity", "上机免疫", "imm", "SMP"),
    ("activity", "登记", "rec", "SMP"),
    ("activity", "登记", "c_log", "CMP"),
    ("activity", "收货", "REA-06", ""),
    ("post", "收样岗", "RC", ""),
    ("post", "出纳员", "CA", ""),
    ("department", "财务", "F0", ""),
    ("system", "检验系统", "LIS", ""),
    ("system", "设备平台", "EAM", ""),
    ("function", "入库", "ERP.GRN", ""),
    ("person", "小周", "E071", ""),
    ("person", "郑工", "E103", ""),
    ("data", "年度校准计划", "PLAN", ""),
]


def tables(matrix: bool) -> dict[str, Rows]:
    """Return table → rows with headers; responsibilities as a matrix, or wide."""
    return {
        "departments": _departments(),
        "posts": _posts(),
        "persons": _persons(),
        "responsibilities": _matrix() if matrix else _wide(),
        "delegations": _delegations(),
        "separation_of_duties": [("activity_a", "activity_b", "name", "scope", "severity"), *SEPARATIONS],
        "coordination": _coordination(),
        "authority": _authority(),
        "hosts": [("post_id", "department_id"), ("QE", "Q0"), ("QE", "L2")],
        "systems": _systems(),
        "functions": _functions(),
        "integrations": _integrations(),
        "permissions": [("post_id", "account_id", "function_id"), *permissions()],
        "accounts": [("account_id", "system_id", "person_id", "kind"), *ACCOUNTS],
        "data_objects": _data_objects(),
        "crud": _crud(),
        "aliases": ALIASES,
    }


def _departments() -> Rows:
    head = ("部门编号", "部门名称", "英文名称", "上级部门", "负责人", "备注")
    return [head, *((each.id, each.name, each.name_en, each.parent, each.head, "") for each in DEPARTMENTS)]


def _posts() -> Rows:
    head = ("post_id", "name", "name_en", "department_id", "headcount", "calendar", "level", "reports_to", "decision_limit")
    return [
        head,
        *((p.id, p.name, p.name_en, p.department, p.headcount, p.calendar, p.level, p.reports_to, "") for p in POSTS.values()),
    ]


def _persons() -> Rows:
    head = ("工号", "岗位编号", "生效日期", "失效日期")
    dates = (
        (
            each.person,
            each.post,
            f"{each.since.year}/{each.since.month}/{each.since.day}",
            each.until.isoformat() if each.until else "",
        )
        for each in HOLDINGS
    )
    return [head, *dates]


def _wide() -> Rows:
    rows: Rows = [("activity_id", "R", "A", "S", "C", "I")]
    rows += [
        (each.name if each.id == "chk" else each.id, *("|".join(each.posts(letter)) for letter in "RASCI"))
        for each in ACTIVITIES.values()
    ]
    return rows


def _matrix() -> Rows:
    """One column a post, by id, name or alias; the row of what nobody answers for is missing."""
    headers = {post: post for post in (*POSTS, "SYS", "EXT")} | {"AN": "检验技师", "RC": "收样岗", "LH": "Head of laboratory"}
    rows: Rows = [("活动编号", *headers.values())]
    rows += [
        (each.id, *("|".join(each.letters.get(post, "")) for post in headers)) for each in ACTIVITIES.values() if each.letters
    ]
    return rows


def _delegations() -> Rows:
    one, other, activity, first, last = DELEGATE
    return [
        ("from_person", "to_person", "activities", "start", "end", "limit"),
        (one, other, activity, first.isoformat(), last.isoformat(), ""),
        ("E090", "E091", "REA-09、REA-10", "2025-10-13", "2025-10-17", ""),
    ]


def _coordination() -> Rows:
    return [("department_a", "department_b", "mechanism", "rhythm"), *((a, b, name, "每周") for a, b, name in COORDINATION)]


def _authority() -> Rows:
    return [
        ("activity_id", "lowest_post", "attribute", "operator", "value"),
        ("REA-02", "BM", "", "", ""),
        ("val", "VA", "", "", ""),
    ]


def _integrations() -> Rows:
    head = ("from_system", "to_system", "data_objects", "mode", "latency")
    return [head, *((*each, "real_time", "") for each in INTEGRATIONS)]


def _systems() -> Rows:
    head = ("system_id", "name", "name_en", "kind", "owner_role", "technical_owner", "maintenance_plan", "depends_on")
    plans = {"application": "yes", "equipment": "是", "offline": ""}
    return [head, *((i, n, e, k, owner, tech, plans[k], "") for i, n, e, k, owner, tech in SYSTEMS)]


def _functions() -> Rows:
    supported = functions_of() | {function: [] for function in MORE_FUNCTIONS}
    for activity, function in IN_TABLE.items():
        sidecar = next(iter(ACTIVITIES[activity].functions))
        supported[sidecar] = [each for each in supported[sidecar] if each != activity]
        supported[function] = [activity]
    names = {function: MORE_FUNCTIONS.get(function) or ACTIVITIES[functions_of()[function][0]].name for function in supported}
    rows: Rows = [("function_id", "system_id", "name", "automatic", "activities")]
    rows += [
        (function, system_of(function), names[function], "no", "|".join(supports))
        for function, supports in sorted(supported.items())
    ]
    return rows


def _data_objects() -> Rows:
    head = (
        "data_id",
        "name",
        "name_en",
        "master_system",
        "owner_department",
        "steward_post",
        "external_origin",
        "external_consumer",
    )
    return [head, *OBJECTS]


def _crud() -> Rows:
    return [
        ("activity_id", "data_id", "operations"),
        *(
            (activity.id, data, operations)
            for activity in ACTIVITIES.values()
            for data, operations in activity.data.items()
            if (activity.id, data) not in BY_MODEL_ONLY
        ),
    ]
