"""The three designed processes: what each activity is, who answers for it, with which function and data, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass

from demo.tables import rows, words


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One designed activity; `minutes` is its mean duration and `cv` the coefficient of variation (lognormal).

    `delay` (shortest, longest, in office minutes, uniform) passes before it and holds nobody.
    """

    id: str
    name: str
    name_en: str
    tag: str
    lane: str
    functions: tuple[str, ...]
    responsible: tuple[str, ...]
    accountable: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    minutes: float
    cv: float
    data: tuple[tuple[str, str], ...]
    delay: tuple[int, int] | None = None

    @property
    def process(self) -> str:
        """Return the id of the process."""
        return self.id[:3]


_DELAYS = {
    "OTD-10": (450, 1350),
    "OTD-16": (225, 900),
    "OTD-17": (900, 2700),
    "ECM-02": (225, 900),
    "ECM-11": (450, 2250),
    "P2P-06": (480, 2400),
    "P2P-07": (2400, 7200),
    "P2P-11": (240, 1920),
}

_TABLE = """
OTD-01 | 接收客户订单 | Receive customer order | userTask | S1 | CRM.ORD | S1 | S2 | | | 20 0.4 | DO01:C
OTD-02 | 技术协议评审 | Technical agreement review | userTask | R1 | PLM.TA | R1 | R3 | S1 | | 120 0.5 | DO01:R DO02:CU
OTD-03 | 补充客户需求 | Complete customer requirements | userTask | S1 | CRM.ORD | S1 | S2 | R1 | | 30 0.5 | DO01:U DO02:R
OTD-04 | 合同评审 | Contract review | userTask | S2 | OA.CR | S2 | S2 | R3 P3 | F5 | 30 0.4 | DO01:R DO02:R DO03:C
OTD-05 | 录入销售订单 | Enter sales order | userTask | S1 | ERP.SO | S1 | S2 | | P1 | 25 0.3 | DO01:R DO03:R DO04:C
OTD-06 | 运行MRP | Run MRP | serviceTask | SYS | ERP.MRP | SYS | P3 | | | 5 0 | DO04:R DO05:R DO06:C
OTD-07 | 编制生产计划 | Make production plan | userTask | P1 | MES.PLAN | P1 | P3 | M4 | S1 | 120 0.4 | DO06:R DO07:C
OTD-08 | 物料齐套检查 | Material kitting check | userTask | W1 | WMS.KIT | P2 | P3 | W1 | | 40 0.4 | DO06:R DO08:R DO09:C
OTD-09 | 下达生产工单 | Release work order | userTask | P1 | MES.WO | P1 | P3 | M4 | | 20 0.3 | DO07:R DO10:C
OTD-10 | 机加工 | Machining | userTask | M1 | MES.RPT | M1 | M3 | | P1 | 480 0.35 | DO10:R DO24:R DO11:C
OTD-11 | 装配 | Assembly | userTask | M2 | MES.RPT | M2 | M3 | | P1 | 420 0.35 | DO10:R DO11:U
OTD-12 | 成品检验 | Final inspection | userTask | Q1 | QMS.FQC | Q1 | Q5 | | M4 | 60 0.4 | DO11:R DO12:C
OTD-13 | 返工 | Rework | userTask | M2 | MES.RPT | M2 | M3 | Q1 | | 180 0.5 | DO12:R DO11:U
OTD-14 | 成品入库 | Finished-goods receipt | userTask | W1 | WMS.FGR | W1 | W3 | | P1 | 20 0.3 | DO12:R DO13:C DO08:U
OTD-15 | 信用放行 | Credit release | userTask | F1 | ERP.CREDIT | F1 | S2 F5 | S1 | W2 | 15 0.4 | DO04:R DO13:R DO14:R
OTD-16 | 发货 | Ship | userTask | W2 | WMS.SHIP ERP.DN | W2 | W3 | S1 | F1 | 45 0.4 | DO04:R DO13:R DO15:C DO08:U
OTD-17 | 客户签收回单 | Customer acceptance receipt | manualTask | W2 | PAPER | W2 | W3 | | S1 | 30 0.3 | DO15:R DO16:C
OTD-18 | 开具发票 | Issue invoice | userTask | F1 | ERP.INV | F1 | F5 | | S1 | 20 0.3 | DO15:R DO16:R DO17:C
ECM-01 | 提出变更申请 | Raise change request (ECR) | userTask | R1 | PLM.ECR | R1 R2 Q3 | R3 | | | 45 0.4 | DO20:C
ECM-02 | 变更影响分析 | Impact analysis | userTask | R1 | PLM.ECR | R1 | R3 | P1 B1 | | 180 0.5 | DO20:RU DO05:R DO02:R DO21:C
ECM-03 | 工艺评估 | Process assessment | userTask | R2 | PLM.ECR | R2 | R3 | M4 | | 90 0.4 | DO20:R DO21:U
ECM-04 | 成本评估 | Cost assessment | userTask | F3 | ERP.COST | F3 | F5 | | | 60 0.4 | DO20:R DO22:C
ECM-05 | 库存与在制评估 | Stock and WIP assessment | userTask | P2 | ERP.STOCK | P2 | P3 | W1 | | 60 0.4 | DO20:R DO08:R DO23:C
ECM-06 | CCB评审 | Change control board review | userTask | R3 | PLM.CCB | R3 | R3 | Q5 P3 B2 F5 | S2 | 30 0.4 | DO21:R DO22:R DO23:R DO20:U
ECM-07 | 更新图纸与BOM | Update drawings and BOM | userTask | R1 | PLM.BOM | R1 | R3 | | R2 | 240 0.5 | DO05:U
ECM-08 | BOM同步至ERP | Synchronise BOM to ERP | serviceTask | SYS | ERP.BOM | SYS | R3 | | P1 | 5 0 | DO05:U
ECM-09 | 更新工艺路线 | Update routing | userTask | R2 | MES.ROUT | R2 | R3 | M4 | | 120 0.4 | DO05:R DO24:U
ECM-10 | 通知供应商 | Notify suppliers | userTask | B1 | SRM.NOTE | B1 | B2 | | | 30 0.4 | DO20:R
ECM-11 | 切换执行确认 | Confirm cut-in | userTask | P1 | MES.EFF | P1 | | M4 | Q4 | 45 0.4 | DO24:R DO25:C
ECM-12 | 变更关闭 | Close change (ECN) | userTask | Q4 | PLM.ECN | Q4 | Q5 | R1 | | 20 0.3 | DO25:R DO20:U
ECM-13 | 变更效果验证 | Verify change effectiveness | userTask | Q3 | PLM.VER | Q3 | Q5 | M4 | R3 | 60 0.4 | DO20:R
P2P-01 | 提出采购申请 | Purchase requisition | userTask | P2 | ERP.PR | P2 | P3 | | | 20 0.4 | DO06:R DO30:C
P2P-02 | 采购申请审批 | Requisition approval | userTask | P3 | OA.PRA | P3 | P3 | | P2 | 10 0.4 | DO30:RU
P2P-03 | 询比价 | RFQ and comparison | userTask | B1 | SRM.RFQ | B1 | B2 | Q3 | | 150 0.5 | DO30:R DO31:C
P2P-04 | 供应商选定审批 | Sourcing approval | userTask | B2 | SRM.SEL | B2 | B2 | | P2 | 15 0.4 | DO31:RU
P2P-05 | 下达采购订单 | Create purchase order | userTask | B1 | ERP.PO | B1 | B2 | | P2 | 25 0.3 | DO30:R DO31:R DO32:C
P2P-06 | 供应商确认 | Supplier confirmation | receiveTask | EXT | SRM.CONF | EXT | B2 | | | 1 0 | DO32:R DO33:C
P2P-07 | 到货登记 | Register arrival | userTask | W1 | WMS.ARR | W1 | W3 | | B1 | 15 0.3 | DO32:R DO33:R DO34:C
P2P-08 | 来料检验 | Incoming inspection | userTask | Q2 | QMS.IQC | Q2 | Q5 | | B1 | 60 0.4 | DO34:R DO35:C
P2P-09 | 不合格品处理 | Nonconforming material review (MRB) | userTask | Q3 | QMS.MRB | Q3 | Q5 | B1 R1 | P2 | 60 0.4 | DO35:RU
P2P-10 | 采购入库 | Goods receipt | userTask | W1 | WMS.GR | W1 | W3 | | P2 | 20 0.3 | DO34:R DO35:R DO36:C DO08:U
P2P-11 | 发票校验 | Invoice verification (three-way match) | userTask | F2 | ERP.IV | F2 | F5 | B1 | | 25 0.4 | DO32:R DO36:R DO37:C
P2P-12 | 付款审批 | Payment approval | userTask | F5 | OA.PAY | F5 | F5 | | F2 | 3 0.3 | DO37:R DO38:C
P2P-13 | 付款 | Payment | userTask | F4 | FIN.PAY | F4 | F5 | | B1 | 10 0.3 | DO38:R DO39:C
"""

ACTIVITIES = {
    cells[0]: Activity(
        id=cells[0],
        name=cells[1],
        name_en=cells[2],
        tag=cells[3],
        lane=cells[4],
        functions=words(cells[5]),
        responsible=words(cells[6]),
        accountable=words(cells[7]),
        consulted=words(cells[8]),
        informed=words(cells[9]),
        minutes=float(cells[10].split()[0]),
        cv=float(cells[10].split()[1]),
        data=tuple((entry.partition(":")[0], entry.partition(":")[2]) for entry in words(cells[11])),
        delay=_DELAYS.get(cells[0]),
    )
    for cells in rows(_TABLE)
}


@dataclass(frozen=True, kw_only=True)
class Process:
    """One designed process."""

    id: str
    name: str
    name_en: str
    owner: str
    target_days: int


PROCESSES = (
    Process(id="OTD", name="订单到交付", name_en="Order to delivery", owner="P3", target_days=16),
    Process(id="ECM", name="工程变更管理", name_en="Engineering change management", owner="R3", target_days=10),
    Process(id="P2P", name="采购到付款", name_en="Purchase to pay", owner="B2", target_days=26),
)

PRICE_CHANGE = "采购价格调整"
MANAGER_APPROVAL = "总经理审批"
OTHER_NAME_OF_RELEASE = "生产工单下达"
OTHER_NAME_OF_KEEPER = "仓库管理员"
