"""Words that tables of an organization use for the kinds of this subject, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.findings import Severity
from workbench.organization.model import DutyRule, Reach

DEPARTMENT_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("line", "直线", "直线部门", "业务", "业务部门"), "line")
    | dict.fromkeys(("staff", "职能", "职能部门", "参谋", "参谋部门"), "staff")
    | dict.fromkeys(("process_team", "流程团队", "流程小组", "项目组"), "process_team")
)
"""Any other word is kept as it is written."""

REACHES: Final[Mapping[str, Reach]] = MappingProxyType(
    dict.fromkeys(("case", "案例", "同一案例", "个案", "单据"), Reach.CASE)
    | dict.fromkeys(("any", "all", "任意", "任何", "全部", "全局"), Reach.ANY)
)
RULES: Final[Mapping[str, DutyRule]] = MappingProxyType(
    dict.fromkeys(("segregation", "separation", "分离", "职责分离", "不相容"), DutyRule.SEGREGATION)
    | dict.fromkeys(("binding", "同人", "同一人", "绑定", "职责绑定"), DutyRule.BINDING)
)
SEVERITIES: Final[Mapping[str, Severity]] = MappingProxyType(
    dict.fromkeys(("critical", "关键", "严重", "致命"), Severity.CRITICAL)
    | dict.fromkeys(("major", "high", "主要", "重要", "高"), Severity.MAJOR)
    | dict.fromkeys(("minor", "medium", "low", "次要", "一般", "中", "低"), Severity.MINOR)
    | dict.fromkeys(("info", "提示", "信息"), Severity.INFO)
)
POST_ALIASES: Final = frozenset({"post", "岗位", "role", "角色"})
"""How aliases.csv says that an alias is one of a post."""
