"""The tables of a landscape read: each row as a frozen type, everything that cannot be used told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from workbench.tables import Row, Table, TableKind
from workbench.tables.row_reading import RowReader
from workbench.technology.checks import check_landscape
from workbench.technology.model import Account, AccountKind, Function, Integration, Landscape, Permission, System, SystemKind

_SYSTEM_KINDS: Final[Mapping[str, SystemKind]] = MappingProxyType(
    dict.fromkeys(("application", "software", "应用", "应用系统", "软件", "信息系统"), SystemKind.APPLICATION)
    | dict.fromkeys(("equipment", "machine", "设备", "装备", "机器"), SystemKind.EQUIPMENT)
    | dict.fromkeys(("offline", "paper", "spreadsheet", "线下", "离线", "纸质", "电子表格"), SystemKind.OFFLINE)
)
_ACCOUNT_KINDS: Final[Mapping[str, AccountKind]] = MappingProxyType(
    dict.fromkeys(("personal", "person", "个人", "个人账号"), AccountKind.PERSONAL)
    | dict.fromkeys(("shared", "共享", "公用", "公共", "共享账号"), AccountKind.SHARED)
    | dict.fromkeys(("system", "technical", "系统", "系统账号", "接口"), AccountKind.SYSTEM)
    | dict.fromkeys(("external", "外部", "外部账号"), AccountKind.EXTERNAL)
)
_MODES: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("real_time", "realtime", "online", "实时"), "real_time")
    | dict.fromkeys(("batch", "批量", "定时", "批处理"), "batch")
    | dict.fromkeys(("manual", "手工", "人工", "手动"), "manual")
)
_ISO: Final = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.IGNORECASE)
_SPAN: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(\w*)")
_SECONDS: Final[Mapping[str, int]] = MappingProxyType(
    dict.fromkeys(("s", "sec", "秒"), 1)
    | dict.fromkeys(("min", "m", "分", "分钟"), 60)
    | dict.fromkeys(("", "h", "hour", "hours", "小时", "时"), 3600)
    | dict.fromkeys(("d", "day", "days", "天", "日"), 86_400)
)


def read_landscape(tables: Iterable[Table]) -> Landscape:
    """Read what tables say of systems and who may use them, and check it by itself; a table that is absent is None.

    What is wrong is in the findings.
    """
    rows = _Rows(tables)
    landscape = Landscape(
        systems=rows.identified(TableKind.SYSTEMS, rows.system),
        functions=rows.identified(TableKind.FUNCTIONS, rows.function),
        integrations=rows.records(TableKind.INTEGRATIONS, rows.integration),
        permissions=rows.records(TableKind.PERMISSIONS, rows.permission),
        accounts=rows.identified(TableKind.ACCOUNTS, rows.account),
    )
    return replace(landscape, findings=(*rows.findings, *check_landscape(landscape)))


def duration_in(text: str) -> timedelta | None:
    """Return a duration as ISO 8601 writes it (weeks to seconds), as `4h` or `30 min`, or as a number of hours; else None."""
    iso = _ISO.fullmatch(text)
    if iso and any(iso.groups()):
        weeks, days, hours, minutes, seconds = (float(part or 0) for part in iso.groups())
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    span = _SPAN.fullmatch(text)
    unit = _SECONDS.get(span[2].casefold()) if span else None
    return timedelta(seconds=float(span[1]) * unit) if span and unit else None


class _Rows(RowReader):
    """How the rows of each table are read."""

    def system(self, row: Row) -> System:
        return System(
            id=row.cell("system_id"),
            name=row.cell("name"),
            name_en=self.text(row, "name_en"),
            kind=self.one_of(row, "kind", _SYSTEM_KINDS) or SystemKind.APPLICATION,
            business_owner=self.text(row, "business_owner"),
            technical_owner=self.text(row, "technical_owner"),
            is_maintained=self.yes_no(row, "maintenance_plan"),
            depends_on=self.ids(row, "depends_on"),
            place=row.place,
            attributes=row.attributes,
        )

    def function(self, row: Row) -> Function:
        return Function(
            id=row.cell("function_id"),
            system=row.cell("system_id"),
            name=row.cell("name"),
            is_automatic=self.yes_no(row, "automatic"),
            activities=self.texts(row, "activities"),
            place=row.place,
            attributes=row.attributes,
        )

    def integration(self, row: Row) -> Integration:
        return Integration(
            source=row.cell("from_system"),
            target=row.cell("to_system"),
            data=self.texts(row, "data_objects"),
            mode=self.one_of(row, "mode", _MODES),
            latency=self.meaning(row, "latency", duration_in, "PT4H, 4h, 30min"),
            place=row.place,
        )

    def permission(self, row: Row) -> Permission | None:
        post, account = self.text(row, "post_id"), self.text(row, "account_id")
        if post is None and account is None:
            self.leave_out(row, "post_id")
            return None
        return Permission(function=row.cell("function_id"), post=post, account=account, place=row.place)

    def account(self, row: Row) -> Account:
        person = self.text(row, "person_id")
        presumed = AccountKind.PERSONAL if person else AccountKind.SHARED
        return Account(
            id=row.cell("account_id"),
            kind=self.one_of(row, "kind", _ACCOUNT_KINDS) or presumed,
            system=self.text(row, "system_id"),
            person=person,
            place=row.place,
        )
