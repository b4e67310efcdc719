"""What the enterprise is after: strategy, advantage, capabilities, objectives, KPIs, scope, and what others assessed before."""

from __future__ import annotations

from typing import Final

STRATEGY: Final = """\
strategies:
  - {id: S1, statement: 定制化产品快速交付, statement_en: Fast delivery of customised products,
     horizon: 2025-2027, version: 1, review_date: 2026-01-31}
advantages:
  - {id: AD1, statement: 定制订单响应快、准时, statement_en: Custom orders answered fast and delivered on time,
     strategies: [S1]}
capabilities:
  - {id: C1, name: 订单准时交付能力, name_en: On-time delivery of orders,
     advantages: [AD1], processes: [OTD], owner: P3, entered_level: null}
  - {id: C2, name: 设计变更快速闭环能力, name_en: Fast closing of design changes,
     advantages: [AD1], processes: [ECM], owner: R3, entered_level: null}
  - {id: C3, name: 供应协同能力, name_en: Collaboration with suppliers,
     advantages: [AD1], processes: [P2P], owner: B2, entered_level: null}
objectives:
  - {id: O1, capability: C1, kind: overall, kpi: K1, target: 16, due: 2026-06-30, owner: P3}
  - {id: O2, capability: C2, kind: overall, kpi: K2, target: 10, due: 2026-06-30, owner: R3}
  - {id: O3, capability: C3, kind: overall, kpi: K3, target: 26, due: 2026-06-30, owner: B2}
  - {id: O4, capability: C1, kind: stage, kpi: K4, target: 0.95, due: 2025-12-31, owner: P3}
kpis:
  - {id: K1, name: OTD P90 周期, name_en: OTD cycle time P90, process: OTD, measure: cycle_time, statistic: p90, unit: d,
     direction: down, level: process}
  - {id: K2, name: ECM P90 周期, name_en: ECM cycle time P90, process: ECM, measure: cycle_time, statistic: p90, unit: d,
     direction: down, level: process}
  - {id: K3, name: P2P 周期中位数, name_en: P2P median cycle time, process: P2P, measure: cycle_time, statistic: median, unit: d,
     direction: down, level: process}
  - {id: K4, name: 系统内排产率, name_en: Planning done in the system, process: OTD, activity: OTD-07, measure: in_system_share,
     unit: share, direction: up, level: process}
scope:
  in: {processes: [OTD, ECM, P2P], departments: [D00, D10, D20, D30, D40, D50, D60, D70, D80, D90]}
  out: {processes: [], departments: []}
assessments:
  - {scheme: GB/T 23020-2013, stage: 单项覆盖, date: 2025-02-20}
"""
