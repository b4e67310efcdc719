"""Yunling Precision Equipment (fictional): departments, posts, systems, data – what stays the same whatever happens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from demo.tables import rows, words

NAME = "云岭精密装备有限公司"
NAME_EN = "Yunling Precision Equipment (fictional)"


@dataclass(frozen=True, kw_only=True)
class Department:
    """A department; all report to the general manager's office."""

    id: str
    name: str
    name_en: str
    head: str


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post with its head count; its persons are numbered from POST-01 on."""

    id: str
    name: str
    name_en: str
    department: str
    headcount: int
    calendar: str
    level: int
    reports_to: str

    @property
    def persons(self) -> tuple[str, ...]:
        """Return the ids of the persons on this post."""
        return tuple(f"{self.id}-{number:02}" for number in range(1, self.headcount + 1))


@dataclass(frozen=True, kw_only=True)
class System:
    """An information system, or an off-line stand-in for one."""

    id: str
    name: str
    name_en: str
    kind: str
    business_owner: str
    technical_owner: str
    functions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DataObject:
    """A data object with its master system and owner."""

    id: str
    name: str
    name_en: str
    master: str
    department: str
    origin: str
    consumer: str


DEPARTMENTS = tuple(
    Department(id=i, name=n, name_en=e, head=h)
    for i, n, e, h in rows("""
        D00 | 总经理办公室 | General manager's office | GM
        D10 | 销售部 | Sales | S2
        D20 | 技术研发部 | R&D and process engineering | R3
        D30 | 计划物控部 | Planning and material control (PMC) | P3
        D40 | 采购部 | Purchasing | B2
        D50 | 制造部 | Manufacturing | M3
        D60 | 质量部 | Quality | Q5
        D70 | 仓储物流部 | Warehouse and logistics | W3
        D80 | 财务部 | Finance | F5
        D90 | 信息中心 | IT centre | I2
    """)
)

POSTS = {
    i: Post(id=i, name=n, name_en=e, department=d, headcount=int(h), calendar=c, level=int(v), reports_to=r)
    for i, n, e, d, h, c, v, r in rows("""
        GM | 总经理 | General manager | D00 | 1 | OFFICE | 1 |
        MR | 管理者代表 | Management representative | D00 | 1 | OFFICE | 2 | GM
        S2 | 销售经理 | Sales manager | D10 | 1 | OFFICE | 3 | GM
        S1 | 销售专员 | Sales clerk | D10 | 4 | OFFICE | 4 | S2
        R3 | 研发经理 | R&D manager | D20 | 1 | OFFICE | 3 | GM
        R1 | 产品工程师 | Product engineer | D20 | 6 | OFFICE | 4 | R3
        R2 | 工艺工程师 | Process engineer | D20 | 4 | OFFICE | 4 | R3
        P3 | 计划物控经理 | PMC manager | D30 | 1 | OFFICE | 3 | GM
        P1 | 计划员 | Production planner | D30 | 2 | OFFICE | 4 | P3
        P2 | 物控员 | Material controller | D30 | 3 | OFFICE | 4 | P3
        B2 | 采购经理 | Purchasing manager | D40 | 1 | OFFICE | 3 | GM
        B1 | 采购员 | Buyer | D40 | 4 | OFFICE | 4 | B2
        M3 | 制造部长 | Manufacturing head | D50 | 1 | OFFICE | 3 | GM
        M4 | 车间主任 | Workshop supervisor | D50 | 2 | SHOP | 4 | M3
        M1 | 机加操作工 | Machining operator | D50 | 8 | SHOP | 5 | M4
        M2 | 装配工 | Assembler | D50 | 8 | SHOP | 5 | M4
        Q5 | 质量经理 | Quality manager | D60 | 1 | OFFICE | 3 | GM
        Q1 | 成品质检员 | Final inspector | D60 | 3 | QC | 4 | Q5
        Q2 | 来料质检员 | Incoming inspector | D60 | 3 | QC | 4 | Q5
        Q3 | 质量工程师 | Quality engineer | D60 | 2 | OFFICE | 4 | Q5
        Q4 | 文控员 | Document controller | D60 | 1 | OFFICE | 4 | Q5
        W3 | 仓储物流经理 | Warehouse and logistics manager | D70 | 1 | OFFICE | 3 | GM
        W1 | 仓管员 | Warehouse keeper | D70 | 4 | QC | 4 | W3
        W2 | 物流专员 | Logistics clerk | D70 | 2 | OFFICE | 4 | W3
        F5 | 财务经理 | Finance manager | D80 | 1 | OFFICE | 3 | GM
        F1 | 应收会计 | AR accountant | D80 | 2 | OFFICE | 4 | F5
        F2 | 应付会计 | AP accountant | D80 | 2 | OFFICE | 4 | F5
        F3 | 成本会计 | Cost accountant | D80 | 1 | OFFICE | 4 | F5
        F4 | 出纳 | Cashier | D80 | 1 | OFFICE | 4 | F5
        I2 | 信息中心主任 | Head of IT | D90 | 1 | OFFICE | 3 | MR
        I1 | 系统管理员 | System administrator | D90 | 2 | OFFICE | 4 | I2
    """)
}


def hired(post: str, repaired: Collection[str]) -> tuple[str, ...]:
    """Return who joins a post: a third planner, once their overload is repaired."""
    return ("P1-03",) if post == "P1" and "M18" in repaired else ()


def second_posts(repaired: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return who holds which second post: the buyers that of a keeper, where nothing but their lack of it is repaired."""
    keepers = POSTS["B1"].persons if "M15b" in repaired and "M15" not in repaired else ()
    return (("Q4-01", "Q3"), *((person, "W1") for person in keepers))


SYSTEMS = {
    i: System(id=i, name=n, name_en=e, kind=k, business_owner=b, technical_owner=t, functions=words(f))
    for i, n, e, k, b, t, f in rows("""
        CRM | 客户关系管理 | Customer relationship management | application | S2 | I1 | CRM.ORD
        ERP | 企业资源计划 | Enterprise resource planning | application | F5 | I1 | ERP.SO ERP.MRP ERP.CREDIT ERP.DN ERP.INV ERP.PR ERP.PO ERP.IV ERP.COST ERP.STOCK ERP.BOM
        MES | 制造执行系统 | Manufacturing execution system | application | M3 | I1 | MES.PLAN MES.WO MES.RPT MES.ROUT MES.EFF
        PLM | 产品生命周期管理 | Product lifecycle management | application | R3 | I1 | PLM.TA PLM.ECR PLM.CCB PLM.BOM PLM.ECN PLM.VER
        SRM | 供应商关系管理 | Supplier relationship management | application | B2 | I1 | SRM.RFQ SRM.SEL SRM.CONF SRM.NOTE SRM.FC
        WMS | 仓储管理系统 | Warehouse management system | application | W3 | I1 | WMS.KIT WMS.FGR WMS.SHIP WMS.ARR WMS.GR
        QMS | 质量管理系统 | Quality management system | application | Q5 | I1 | QMS.FQC QMS.IQC QMS.MRB
        OA | 协同办公 | Office automation | application | | I1 | OA.CR OA.PRA OA.PAY
        FIN | 资金系统 | Treasury system | application | F5 | I1 | FIN.PAY
        EXCEL | 电子表格 | Spreadsheet | offline | | |
        PAPER | 纸质单据 | Paper documents | offline | | |
    """)
}

INTEGRATIONS = words(
    "CRM>PLM CRM>OA PLM>OA OA>ERP PLM>ERP ERP>PLM ERP>MES ERP>WMS WMS>ERP MES>QMS QMS>MES QMS>WMS PLM>SRM PLM>MES ERP>OA "
    "ERP>SRM SRM>ERP SRM>WMS PLM>CRM MES>PLM WMS>QMS OA>FIN PAPER>ERP WMS>PAPER"
)

DATA_OBJECTS = tuple(
    DataObject(id=i, name=n, name_en=e, master=m, department=d, origin=o, consumer=c)
    for i, n, e, m, d, o, c in rows("""
        DO01 | 客户订单 | Customer order | CRM | D10 | |
        DO02 | 技术协议 | Technical agreement | PLM | D20 | |
        DO03 | 合同评审单 | Contract review form | OA | D10 | |
        DO04 | 销售订单 | Sales order | ERP | D10 | |
        DO05 | 物料清单BOM | Bill of materials | | D20 | 产品设计流程 |
        DO06 | 计划订单 | Planned order | ERP | D30 | |
        DO07 | 生产计划 | Production plan | MES | D30 | |
        DO08 | 库存台账 | Stock ledger | WMS | D70 | 期初库存 |
        DO09 | 齐套清单 | Kitting list | WMS | D30 | |
        DO10 | 生产工单 | Work order | MES | D30 | |
        DO11 | 报工记录 | Work report | MES | D50 | |
        DO12 | 成品检验报告 | Final inspection report | QMS | D60 | |
        DO13 | 成品入库单 | Finished-goods receipt | WMS | D70 | |
        DO14 | 信用额度 | Credit limit | ERP | D80 | |
        DO15 | 发货单 | Delivery note | WMS | D70 | |
        DO16 | 签收单 | Acceptance receipt | PAPER | D70 | |
        DO17 | 销售发票 | Sales invoice | ERP | D80 | | 客户
        DO20 | 变更申请ECR | Engineering change request | PLM | D20 | |
        DO21 | 影响评估表 | Impact assessment | PLM | D20 | |
        DO22 | 成本评估单 | Cost assessment | ERP | D80 | |
        DO23 | 库存在制评估 | Stock and WIP assessment | ERP | D30 | |
        DO24 | 工艺路线 | Routing | MES | D20 | 产品设计流程 |
        DO25 | 切换确认单 | Cut-in confirmation | MES | D30 | |
        DO30 | 采购申请 | Purchase requisition | ERP | D30 | |
        DO31 | 比价单 | Quotation comparison | SRM | D40 | |
        DO32 | 采购订单 | Purchase order | ERP | D40 | |
        DO33 | 交期确认 | Delivery confirmation | SRM | D40 | |
        DO34 | 到货单 | Arrival note | WMS | D70 | |
        DO35 | 来料检验报告 | Incoming inspection report | QMS | D60 | |
        DO36 | 采购入库单 | Goods receipt note | WMS | D70 | |
        DO37 | 应付凭证 | AP voucher | ERP | D80 | |
        DO38 | 付款申请 | Payment request | OA | D80 | |
        DO39 | 付款回单 | Payment receipt | FIN | D80 | | 供应商
    """)
)

SEPARATIONS = tuple(
    (a, b, name)
    for a, b, name in rows("""
        P2P-05 | P2P-10 | 下单与收货分离
        P2P-11 | P2P-13 | 校验与付款分离
        P2P-12 | P2P-13 | 审批与付款分离
        P2P-01 | P2P-02 | 申请与审批分离
        OTD-05 | OTD-15 | 录单与信用放行分离
        ECM-01 | ECM-06 | 提出与批准分离
    """)
)

COORDINATIONS = tuple(
    (a, b, name, rhythm)
    for a, b, name, rhythm in rows("""
        D10 | D20 | 技术-销售周例会 | 每周
        D10 | D30 | 产销协调会 | 每周
        D10 | D80 | 信用评审小组 | 按需
        D30 | D50 | 生产早会 | 每日
        D50 | D60 | 质量早会 | 每日
        D60 | D70 | 检验入库交接规范 | 按需
        D70 | D80 | 发货开票对账 | 每月
        D20 | D80 | CCB | 每周
        D20 | D40 | CCB | 每周
        D40 | D30 | 缺料协调会 | 每周
        D30 | D60 | CCB | 每周
        D40 | D70 | 到货预约 | 按需
        D60 | D80 | 质量成本月会 | 每月
        D00 | D40 | 经营例会 | 每月
        D00 | D30 | 经营例会 | 每月
        D40 | D60 | 供应商质量会 | 每月
        D20 | D60 | CCB | 每周
        D30 | D70 | 配送交接规范 | 按需
        D50 | D70 | 配送交接规范 | 按需
        D40 | D80 | 采购对账 | 每月
    """)
)

HOSTS = {
    "W2": words("D70 D10 D35"),
    "Q4": words("D60 D20"),
    "R2": words("D20 D50"),
    "P1": words("D30 D50 D35"),
    "P2": words("D30 D40 D35"),
    "P3": words("D30 D35"),
    "B1": words("D40 D35"),
    "B2": words("D40 D35"),
    "W1": words("D70 D35"),
    "W3": words("D70 D35"),
}
