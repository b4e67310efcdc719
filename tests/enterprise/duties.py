"""What is to be done in the laboratory and with what: activities with their letters, functions and data; systems; permissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Activity:
    """`id` is the id used everywhere, `element` that in the model; `letters` are post → letters; functions may be offline."""

    process: str
    id: str
    element: str
    name: str
    tag: str
    functions: tuple[str, ...]
    letters: dict[str, str]
    data: dict[str, str]

    def posts(self, letters: str) -> list[str]:
        return [post for post, its in self.letters.items() if set(letters) & set(its)]


_TABLE: Final = """
SMP rec rec 样本登记 userTask LIS.REC RC:R,RL:A SPEC:C
SMP cent cent 离心 manualTask CEN.RUN RC:R,RL:A -
SMP aliq aliq 分装 userTask LIS.ALQ RC:R,RL:A SPEC:R,ALQL:C
SMP rej rej 拒收通知 sendTask PTL.REJ RC:R,RL:A REJN:C
SMP chem chem 生化检测 scriptTask ANZ.RUN SYS:R,LH:A SPEC:R,RAW:C
SMP imm imm 免疫检测 userTask LIS.IMM AN:R,LH:A RAW:C
SMP mol mol 分子检测 task LIS.MOL MT:R,LH:A RAW:C
SMP chk chk 结果复核 userTask LIS.CHK AN:R,LH:A,RL:I,MT:S SPEC:R,RAW:R,RES:C
SMP redraw redraw 补充采样 userTask LIS.RDR RC:R,RL:A,AN:C -
SMP val val 报告审核 userTask LIS.VAL VA:R,LH:A RES:RU
SMP rep rep 生成报告 serviceTask LIS.REP SYS:R,LH:A REPT:C
SMP send send 发送报告 sendTask PTL.SND SYS:R,LH:A REPT:R
SMP arch arch 样本归档 manualTask PAP RC:R,RL:A -
REA REA-01 t_ask 提出试剂申请 userTask ERP.REQ AN:R,LH:A REQ:C,STK:R
REA REA-02 t_ok 申请审批 userTask OAS.APP BM:RA REQ:RU
REA REA-03 t_rfq 询价比价 userTask ERP.RFQ|SRM.RFQ BU:R,BM:A,LH:A REQ:R,SUPL:R,QUO:C
REA REA-04 t_order 下达订单 userTask ERP.PO BU:R,BM:A REQ:R,QUO:R,PRC:R,PO:C
REA REA-05 t_conf 供应商确认 receiveTask - EXT:R,BM:A -
REA REA-06 t_in 到货入库 userTask ERP.GRN ST:R,WM:A PO:R,GRN:C,STK:U
REA REA-07 t_cold 冷链验收 userTask QMS.ACC QE:R,AN:R,QM:A ACC:C
REA REA-08 t_inv 发票校验 userTask ERP.INV AC:R,FM:A,CA:S PO:R,GRN:R,ACC:R,INV:C
REA REA-09 t_payok 付款审批 userTask OAS.PAY FM:RA INV:R,PAY:C
REA REA-10 t_pay 付款 userTask ERP.PAY CA:R,FM:A INV:R,PAY:RU
REA REA-12 t_file 单据归集 manualTask ERP.DOC ST:R,WM:A -
CAL CAL-01 b_plan 生成校准计划 businessRuleTask EAM.PLAN SYS:R,EM:A -
CAL CAL-02 b_prep 停机准备 manualTask EAM.PREP EE:R,EM:A -
CAL CAL-03 b_out 委外校准 callActivity EAM.OUT EE:R,EM:A EQUI:R
CAL CAL-05 b_cert 证书确认 userTask QMS.CRT QE:R,EM:C CERT:R,EQUI:U
CAL CAL-06 b_urge 催办 sendTask EAM.OUT EM:A,EE:S -
CAL CAL-07 b_use 恢复使用 userTask - EE:R,EM:A -
CAL CAL-08 b_eval 效果评价 userTask QMS.VER QM:I -
CAL CAL-09 b_scrap 报废处置 userTask EAM.SCR EM:RA -
CMP c_log c_log 受理投诉 userTask CRM.LOG CC:R,SM:A CMPL:C
CMP c_note c_note 内部通报 task OAS.NOTE - -
CMP c_cls c_cls 分类定级 userTask CRM.CLS SM:RA CMPL:RU
CMP c_ack c_ack 自动分派 serviceTask CRM.ASG SYS:R,SM:A -
CMP c_inv c_inv 质量调查 userTask QMS.INV QE:R,QM:A CMPL:R,RAW:R,REVW:C
CMP c_lab c_lab 实验室核查 userTask LIS.AUD AN:R,LH:A REVW:U
CMP c_eng c_eng 设备会诊 userTask EAM.CON EE:R,EM:A -
CMP c_rep c_rep 答复客户 sendTask CRM.REP CC:R,SM:A REVW:R
CMP c_close c_close 关闭投诉 userTask CRM.CLS SM:RA -
"""


def _pairs(text: str) -> dict[str, str]:
    return dict(part.split(":") for part in text.split(",")) if text != "-" else {}


def _activities() -> dict[str, Activity]:
    found = {}
    for line in _TABLE.strip().splitlines():
        process, identity, element, name, tag, functions, letters, data = line.split()
        found[identity] = Activity(
            process=process,
            id=identity,
            element=element,
            name=name,
            tag=tag,
            functions=tuple(functions.split("|")) if functions != "-" else (),
            letters=_pairs(letters),
            data=_pairs(data),
        )
    return found


ACTIVITIES: Final = _activities()
PROCESSES: Final = ("SMP", "REA", "CAL", "CMP")
OWNERS: Final = {"SMP": "LH", "REA": "BM", "CAL": "", "CMP": "SM"}
PROCESS_NAMES: Final = {"SMP": "样本检验", "REA": "试剂采购", "CAL": "设备校准", "CMP": "投诉处理"}

TARGETS: Final = {"SMP": "P3D", "REA": "PT64H", "CAL": "P14D"}
"""Within which time a case is to be done: elapsed days, or working hours; nobody said it of complaints."""

SYSTEMS: Final = (
    ("LIS", "检验信息系统", "Laboratory information system", "application", "LH", "IM"),
    ("ANZ", "全自动生化仪", "Chemistry analyser", "equipment", "EM", "IM"),
    ("CEN", "离心机", "Centrifuge", "equipment", "EM", "IM"),
    ("PTL", "报告门户", "Report portal", "application", "LH", "IM"),
    ("ERP", "资源计划系统", "Resource planning", "application", "FM", "IM"),
    ("SRM", "供应商协同", "Supplier portal", "application", "BM", ""),
    ("OAS", "办公审批", "Office approvals", "application", "", "IM"),
    ("EAM", "设备管理系统", "Equipment management", "application", "EM", "IM"),
    ("QMS", "质量管理系统", "Quality management", "application", "QM", "IM"),
    ("CRM", "客户关系系统", "Customer relations", "application", "SM", "IM"),
    ("XLS", "电子表格", "Spreadsheet", "offline", "", ""),
    ("PAP", "纸质单据", "Paper", "offline", "", ""),
)
"""Id, name, English name, kind, business owner, technical owner. OAS has no owner (planted); offline ones need none."""

MORE_FUNCTIONS: Final = {"SRM.SCORE": "供应商评分", "LIS.QCH": "质控登记", "CRM.OLD": "旧版答复"}
"""Functions that support nothing – though `functions.csv` says that CRM.OLD supports c_rep, which its sidecar overrules."""

BY_SIDECAR: Final = {"c_rep": "CRM.REP"}
IN_TABLE: Final = {"c_rep": "CRM.OLD"}

INTEGRATIONS: Final = (
    *(("LIS", "ANZ", "SPEC|RAW"), ("ANZ", "LIS", "RAW"), ("LIS", "PTL", "RES")),
    *(("ERP", "OAS", ""), ("OAS", "ERP", ""), ("ERP", "SRM", "REQ、QUO"), ("SRM", "ERP", "")),
    *(("QMS", "ERP", "ACC"), ("CRM", "QMS", ""), ("QMS", "CRM", "REVW")),
)
"""LIS → PTL carries RES only, not REPT (planted); none carries RAW from LIS to QMS (planted)."""

OBJECTS: Final = (
    ("SPEC", "样本信息", "Specimen", "LIS", "L1", "RL", "", ""),
    ("ALQL", "分装清单", "Aliquot list", "LIS", "L1", "RL", "", ""),
    ("REJN", "拒收单", "Rejection note", "PTL", "L1", "RL", "", "送检单位"),
    ("RAW", "检测数据", "Raw result", "LIS", "L2", "LH", "", ""),
    ("RES", "复核结果", "Reviewed result", "LIS", "L2", "LH", "", ""),
    ("REPT", "检验报告", "Report", "LIS", "L2", "LH", "", "受检者"),
    ("REQ", "试剂申请单", "Requisition", "ERP", "L2", "LH", "", ""),
    ("SUPL", "供应商名录", "Supplier list", "SRM", "P0", "BM", "集团采购目录", ""),
    ("QUO", "比价单", "Quotation", "SRM", "P0", "BM", "", ""),
    ("PRC", "协议价目", "Price agreement", "ERP", "P0", "BM", "", ""),
    ("PO", "采购订单", "Purchase order", "ERP", "P0", "BM", "", ""),
    ("GRN", "入库单", "Goods receipt", "ERP", "W0", "WM", "", ""),
    ("STK", "试剂台账", "Reagent ledger", "ERP", "W0", "WM", "", ""),
    ("ACC", "验收记录", "Acceptance record", "QMS", "Q0", "QM", "", ""),
    ("INV", "发票凭证", "Invoice voucher", "ERP", "F0", "FM", "", ""),
    ("PAY", "付款单", "Payment order", "OAS", "F0", "", "", ""),
    ("PLAN", "校准计划", "Calibration plan", "EAM", "E0", "EM", "", ""),
    ("CERT", "校准证书", "Calibration certificate", "QMS", "Q0", "QM", "", ""),
    ("EQUI", "设备档案", "Equipment file", "", "E0", "EM", "设备购置", ""),
    ("CMPL", "投诉单", "Complaint", "CRM", "", "SM", "", ""),
    ("REVW", "调查记录", "Investigation record", "QMS", "Q0", "QM", "", ""),
)
"""Id, name, English name, master, owner department, steward, origin, consumer."""

BY_MODEL_ONLY: Final = {("CAL-01", "PLAN"): "C", ("CAL-03", "PLAN"): "R", ("CAL-09", "EQUI"): "C"}
"""What only the model of CAL says; it also says that CAL-05 writes CERT, where crud.csv says that it only reads it."""

_WITHHELD: Final = {("BU", "SRM.RFQ")}
_GRANTED_BY_ACCOUNT: Final = {("VA", "LIS.VAL"): "LIS-E051", ("CC", "OAS.PAY"): "OAS-E111"}
_IN_EXCESS: Final = {("ST", "OAS.APP"), ("CC", "OAS.PAY"), ("BM", "ERP.PO")}
_HARMLESS: Final = {("CA", "ERP.INV"), ("MT", "LIS.VAL")}
"""The supporting cashier and the delegate's post may hold what they need not."""

ACCOUNTS: Final = (
    ("LIS_SYS", "LIS", "", "system"),
    ("ANZ_SYS", "ANZ", "", "system"),
    ("PTL_SYS", "PTL", "", "system"),
    ("EAM_SYS", "EAM", "", "system"),
    ("CRM_SYS", "CRM", "", "system"),
    ("SUP_EXT", "SRM", "", "external"),
    ("ERP_WH", "ERP", "", "shared"),
    ("CRM_POOL", "CRM", "", "shared"),
    ("OAS-E111", "OAS", "E111", "personal"),
    *((f"LIS-{person}", "LIS", person, "personal") for person in "E021 E022 E023 E031 E032 E033 E034 E041 E042 E051".split()),
)


def system_of(function: str) -> str:
    return function.partition(".")[0]


def functions_of() -> dict[str, list[str]]:
    """Return function → the activities that it supports."""
    found: dict[str, list[str]] = {}
    for activity in ACTIVITIES.values():
        for function in activity.functions:
            if "." in function:
                found.setdefault(function, []).append(activity.id)
    return found


def needed() -> set[tuple[str, str]]:
    """Return every human R post × every function of its activity."""
    return {
        (post, function)
        for activity in ACTIVITIES.values()
        for post in activity.posts("R")
        for function in activity.functions
        if post not in ("SYS", "EXT") and "." in function
    }


def permissions() -> list[tuple[str, str, str]]:
    """Return (post, account, function); one of post and account is empty."""
    granted = (needed() - _WITHHELD) | _IN_EXCESS | _HARMLESS
    rows = [
        ("", _GRANTED_BY_ACCOUNT[each], each[1]) if each in _GRANTED_BY_ACCOUNT else (each[0], "", each[1]) for each in granted
    ]
    return sorted([*rows, ("", "ANZ_SYS", "ANZ.RUN")])
