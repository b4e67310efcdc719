"""How the columns of a table are headed in Chinese, by standard name; reading them gives the standard names again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.tables import TableKind

_EVERYWHERE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "department_id": "部门编号",
        "name": "名称",
        "name_en": "英文名称",
        "parent_id": "上级部门编号",
        "head": "负责人",
        "kind": "类型",
        "location": "地点",
        "post_id": "岗位编号",
        "headcount": "编制人数",
        "calendar": "工作日历",
        "level": "层级",
        "reports_to": "汇报岗位",
        "decision_limit": "审批限额",
        "person_id": "人员编号",
        "valid_from": "生效日期",
        "valid_to": "失效日期",
        "skills": "技能",
        "account": "账号",
        "activity_id": "活动编号",
        "letter": "职责",
        "from_person": "委托人编号",
        "to_person": "受托人编号",
        "activities": "支持活动",
        "start": "开始日期",
        "end": "结束日期",
        "limit": "限额",
        "activity_a": "活动甲",
        "activity_b": "活动乙",
        "scope": "作用范围",
        "severity": "严重程度",
        "rule": "规则类型",
        "department_a": "部门甲",
        "department_b": "部门乙",
        "mechanism": "协调机制",
        "rhythm": "频率",
        "lowest_post": "最低岗位",
        "attribute": "条件属性",
        "operator": "运算符",
        "value": "阈值",
        "system_id": "系统编号",
        "business_owner": "业务负责人",
        "technical_owner": "技术负责人",
        "maintenance_plan": "维护计划",
        "depends_on": "依赖系统",
        "function_id": "功能编号",
        "automatic": "是否自动",
        "from_system": "源系统",
        "to_system": "目标系统",
        "data_objects": "数据对象",
        "mode": "集成方式",
        "latency": "时延",
        "account_id": "账号编号",
        "data_id": "数据编号",
        "master_system": "主系统",
        "owner_department": "责任部门",
        "steward_post": "数据管理员",
        "external_origin": "外部来源",
        "external_consumer": "外部消费者",
        "operations": "操作",
        "alias": "别名",
        "id": "对应编号",
        "process": "流程",
    }
)
_IN_ONE_TABLE: Final[Mapping[tuple[TableKind, str], str]] = MappingProxyType(
    {(TableKind.DELEGATIONS, "activities"): "授权活动", (TableKind.SEPARATION_OF_DUTIES, "name"): "规则名称"}
)


def chinese_header(kind: TableKind, column: str) -> str:
    """Return the Chinese header of a standard column."""
    return _IN_ONE_TABLE.get((kind, column), _EVERYWHERE[column])
