"""Other names of columns: for each standard name the headers that people write, the plainest first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OF_ANY_TABLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "department_id": "unit_id dept_id department_code dept_code 部门编号 部门ID 部门编码 部门代码 部门号 单位编号 单位编码 "
        "组织编号 组织编码 机构编号 机构编码 所属部门编号 所属部门 所在部门 归属部门 department dept unit 部门 单位 组织 机构",
        "name": "title 名称 中文名称 中文名 name_zh name_cn",
        "name_en": "english_name name_english english 英文名称 英文名 英文",
        "parent_id": "parent parent_unit parent_department 上级部门编号 上级部门ID 上级编号 上级部门 上级单位 上级组织 上级机构 父部门 父级部门 "
        "父级 上级 隶属 隶属部门",
        "head": "head_id manager leader director 负责人编号 部门负责人 部门主管 部门领导 部门经理 负责人 主管 领导 部门长",
        "kind": "type category 类型 种类 类别 性质 分类",
        "location": "place site 地点 位置 办公地点 所在地 场所",
        "post_id": "position_id role_id post_code position_code 岗位编号 岗位ID 岗位编码 岗位代码 岗位号 职位编号 职位编码 角色编号 "
        "post position role job 岗位 职位 职务 角色 所任岗位 任职岗位",
        "headcount": "staffing head_count establishment fte 编制 编制人数 定编 定编人数 定员 人数 岗位编制",
        "calendar": "working_calendar calendar_id 日历 工作日历 日历编号 班制 班次",
        "level": "rank grade 层级 级别 岗位层级 岗位级别 职级 等级",
        "reports_to": "supervisor superior line_manager 汇报对象 汇报给 汇报岗位 汇报关系 汇报上级 直接上级 上级岗位 上级",
        "decision_limit": "approval_limit limit 审批限额 决策限额 决策权限 审批额度 授权额度 审批上限 限额",
        "person_id": "employee_id staff_id user_id 人员编号 人员ID 人员编码 员工编号 员工ID 员工号 工号 职工号 用户编号 "
        "person employee user 人员 员工 使用人 持有人 所属人员",
        "valid_from": "from start start_date since 生效日期 生效日 生效时间 开始日期 起始日期 任职日期 任职开始 到岗日期 开始 起",
        "valid_to": "to end end_date until 失效日期 失效日 失效时间 截止日期 结束日期 终止日期 离任日期 任职结束 离岗日期 结束 止",
        "skills": "skill qualifications 技能 技能资质 资质 资格 能力",
        "account": "account_id login login_name 账号 账户 帐号 登录账号 登录名 系统账号 账号编号",
        "activity_id": "activity_code activity task_id step_id 活动编号 活动ID 活动编码 活动代码 作业编号 任务编号 步骤编号 环节编号 "
        "task step 活动 活动名称 作业 任务 步骤 环节 工作 事项",
        "letter": "raci rasci code responsibility duty 职责 职责类型 职责代码 职责字母 责任 责任类型 责任代码 参与方式 字母",
        "R": "responsible 负责 执行 执行者 负责执行",
        "A": "accountable 批准 审批 问责 当责 最终负责",
        "S": "support supports supporting 支持 协助 配合",
        "C": "consulted consult 咨询 征询 会商",
        "I": "informed inform 知会 告知 通知",
        "process": "process_id 流程 流程编号 流程ID 所属流程 业务流程 流程名称",
        "note": "notes remark remarks comment comments description 备注 说明 注释 描述",
        "from_person": "delegator from_person_id from principal grantor 委托人编号 委托人 委托方 授权人 授权人编号 委托人工号 出让人",
        "to_person": "delegate to_person_id to agent grantee deputy 受托人编号 受托人 受托方 被授权人 被委托人 代理人 代理人编号 受托人工号",
        "activities": "activity_ids supports supported_activities activity tasks 支持活动 支持的活动 活动编号 活动 活动范围 委托活动 授权活动 "
        "授权事项 委托事项 支撑活动 对应活动",
        "start": "start_date from_date valid_from begin 开始日期 开始 开始时间 起始日期 起始 生效日期 起",
        "end": "end_date to_date valid_to until 结束日期 结束 结束时间 截止日期 截止 终止日期 失效日期 止",
        "limit": "amount_limit max_amount 限额 金额上限 金额限制 上限 额度 授权额度",
        "activity_a": "activity1 first_activity task_a 活动甲 活动A 活动1 活动一 甲活动 作业甲 任务甲",
        "activity_b": "activity2 second_activity task_b 活动乙 活动B 活动2 活动二 乙活动 作业乙 任务乙",
        "scope": "range 范围 作用范围 适用范围 口径",
        "severity": "criticality 严重程度 严重性 严重度 重要程度 级别",
        "department_a": "department1 unit_a dept_a 部门甲 部门A 部门1 部门一 甲部门 甲方部门",
        "department_b": "department2 unit_b dept_b 部门乙 部门B 部门2 部门二 乙部门 乙方部门",
        "mechanism": "coordination means 协调机制 机制 协调方式 方式",
        "rhythm": "frequency cadence interval 频率 频次 节奏 周期 频度",
        "lowest_post": "lowest_role minimum_post lowest_level 最低岗位 最低审批岗位 最低审批人 最低职位 最低层级岗位 审批岗位",
        "attribute": "field variable 属性 字段 条件属性 条件字段 指标",
        "operator": "comparison comparator 运算符 比较符 操作符 比较",
        "value": "threshold amount 值 阈值 门槛 数值 取值 条件值 金额",
        "system_id": "system_code application_id 系统编号 系统ID 系统编码 系统代码 所属系统编号 所属系统 system application 系统 应用",
        "business_owner": "owner_role owner business_owner_post 业务负责人 业务主管岗位 业务负责岗位 业务责任人 业务所有者 业务归口 负责人 责任人 责任岗位",
        "technical_owner": "it_owner 技术负责人 技术负责岗位 技术责任人 运维负责人 运维岗位 系统管理员",
        "maintenance_plan": "maintenance has_maintenance_plan 维护计划 有维护计划 有无维护计划 运维计划 保养计划",
        "depends_on": "dependency dependencies requires 依赖 依赖系统 依赖于 依赖关系",
        "function_id": "function_code transaction_code 功能编号 功能ID 功能编码 功能代码 功能点编号 function transaction 功能 功能点 交易码",
        "automatic": "automated is_automatic auto 自动 是否自动 自动化 自动执行 是否自动执行",
        "from_system": "source_system source from sender 源系统 来源系统 发送系统 源 提供方 起点系统",
        "to_system": "target_system target to receiver destination 目标系统 接收系统 目的系统 目标 接收方 终点系统",
        "data_objects": "data_object data data_ids 数据对象 数据编号 数据 传输数据 交换数据 数据内容",
        "mode": "integration_mode transfer_mode method 方式 集成方式 接口方式 传输方式 模式",
        "latency": "delay 时延 延迟 延时 时滞",
        "account_id": "account_code account login login_name 账号编号 账号ID 账号 账户 帐号 登录账号 登录名 账户编号 用户名",
        "data_id": "data_object_id data_code 数据编号 数据ID 数据编码 数据代码 数据对象编号 数据对象ID data_object data 数据对象 数据",
        "master_system": "source_of_truth system_of_record 主系统 权威系统 主数据系统 权威来源 记录系统",
        "owner_department": "owning_department 责任部门 归口部门 主责部门 归属部门 所有部门 数据责任部门 所属部门",
        "steward_post": "steward data_steward 数据管理员 数据管理岗位 数据管家 管理岗位 数据专员",
        "external_origin": "from_outside external_source 外部来源 来自外部 外部产生",
        "external_consumer": "to_outside external_use external_recipient 外部消费者 外部使用者 外部使用 外部接收方 提供外部",
        "operations": "operation crud actions rights 操作 操作类型 增删改查 读写",
        "alias": "other_name synonym nickname 别名 别称 又名 其他名称 其它名称 简称 曾用名",
        "id": "target_id object_id refers_to 标识 编号 标识符 对象编号 标准编号 对应编号 对应标识",
    }
)
"""Standard name → headers, divided by blanks; they hold wherever a table has that column."""

OF_ONE_TABLE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "departments": {
            "department_id": "id code 编号 编码 代码 标识",
            "name": "department_name unit_name dept_name 部门名称 单位名称 组织名称 机构名称 部门名 部门",
            "name_en": "department_name_en 部门英文名称 部门英文名",
            "kind": "部门类型 部门性质 组织类型",
        },
        "posts": {
            "post_id": "id code 编号 编码 代码 标识",
            "name": "post_name position_name role_name 岗位名称 职位名称 角色名称 岗位名 岗位",
            "name_en": "post_name_en 岗位英文名称 岗位英文名",
        },
        "persons": {
            "person_id": "id code 编号 编码 标识",
            "name": "person_name full_name 姓名 人员姓名 员工姓名",
        },
        "responsibilities": {"name": "activity_name 活动名称 作业名称 任务名称"},
        "separation_of_duties": {"name": "rule_name 规则名称 职责分离规则 规则", "rule": "rule_type 规则类型"},
        "coordination": {"department_a": "甲方 甲", "department_b": "乙方 乙"},
        "hosts": {"department_id": "host hosting_department 可安置部门 可安置部门编号 安置部门"},
        "systems": {
            "system_id": "id code 编号 编码 代码 标识",
            "name": "system_name application_name 系统名称 应用名称 系统名 系统",
            "kind": "系统类型 系统类别",
            "name_en": "system_name_en 系统英文名称 系统英文名",
        },
        "functions": {
            "function_id": "id code 编号 编码 代码 标识",
            "name": "function_name 功能名称 功能名 功能",
            "name_en": "function_name_en 功能英文名称",
        },
        "accounts": {"account_id": "id 编号 标识", "kind": "account_type 账号类型 账户类型 帐号类型"},
        "data_objects": {
            "data_id": "id code 编号 编码 代码 标识",
            "name": "data_name data_object_name 数据名称 数据对象名称 数据名 数据对象 数据",
        },
        "aliases": {"kind": "object_type object_kind 对象类型 对象种类", "alias": "name 名称"},
    }
)
"""Kind of table → standard name → headers that mean this in that table only; they go before the others."""
