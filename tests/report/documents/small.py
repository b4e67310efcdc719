"""A small enterprise with one process, its release, and what documents say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.design import Design
from workbench.findings import Severity
from workbench.language import Language
from workbench.organization import Organization
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, OrderRule, TimeLimit
from workbench.report.documents import Act, Approval, Change, Difference, ReleaseFacts, Revision
from workbench.report.documents.edition import Edition
from workbench.report.documents.facts import Said
from workbench.report.documents.parts import Document, Facts, Heading, Paragraph, Remark, Table, upright
from workbench.report.documents.wording import Wording


def enterprise() -> Enterprise:
    """Return an order that is checked, sent back until it is right, paid and shipped; nobody answers for the shipping."""
    drawn = (
        process("order").start().task("check", "检查", tag="userTask").xor("ok").task("mend", "补正", tag="userTask").to("check")
    )
    drawn.at("ok").task("pay", "付款", tag="serviceTask").task("ship", "发货", tag="manualTask").end()
    drawn.boundary("late", "pay").end("given-up")
    facts = {
        "check": ActivityFacts(name_en="Check", time_limit=TimeLimit(hours=4), functions=("F1",)),
        "ship": ActivityFacts(name_en="Ship", functions=("PAPER",)),
    }
    rule = OrderRule(before="pay", after="ship", severity=Severity.CRITICAL, why="先款后货")
    sidecar = Sidecar(name="订单", name_en="Order", owner="P1", activities=facts, order_rules=(rule,))
    return (
        Enterprise()
        .department("D1", "销售部", head="P1")
        .department("D2", "物流部")
        .post("P1", "D1", headcount=2, level=1)
        .post("P2", "D2", above="P1")
        .person("anna", "P1")
        .person("bert", "P2")
        .duty("check", R="P1", A="P1", C="P2")
        .duty("mend", R="P1", A="P1 P2")
        .duty("pay", R="SYS", A="P1")
        .duty("ship", R="P2")
        .delegation("anna", "bert", "check", start="2025-03-01")
        .apart("check", "ship")
        .coordination("D1", "D2")
        .authority("check", "amount", says="> 100", lowest="P1")
        .system("ERP")
        .function("F1", "ERP", "check")
        .data("D", "单据")
        .use("check", "D", "C")
        .use("ship", "D", "RU")
        .process(drawn, sidecar)
    )


def design() -> Design:
    return enterprise().design()


def without_organization() -> Design:
    """Return the same process with no table of the organization beside it."""
    return replace(enterprise(), organization=Organization()).design()


def same(said: str) -> Said:
    return {"zh-CN": said, "en": said}


def release() -> ReleaseFacts:
    return ReleaseFacts(
        organization="云岭",
        version="1.1.0",
        effective=date(2025, 9, 1),
        previous="1.0.0",
        approvals=(Approval(act=Act.APPROVED, post="P1", name="王敏", on=date(2025, 8, 30)),),
        revisions=(Revision(version="1.0.0", effective=date(2025, 7, 1), summary=same("第一版")),),
        differences=(
            Difference(
                change=Change.CHANGED,
                process="order",
                about={"zh-CN": "检查", "en": "Check"},
                aspect=same("R"),
                before=same("post P2"),
                after=same("post P1"),
            ),
        ),
        prefix="YL",
    )


def edition(language: Language = Language.ZH_CN, of: Design | None = None, facts: ReleaseFacts | None = None) -> Edition:
    return Edition(wording=Wording(design=of or design(), language=language), facts=facts or release())


def told(document: Document) -> list[str]:
    """Return every text of a document, a row of a table as one with bars between its cells."""
    lines = []
    for part in upright(document.parts):
        match part:
            case Heading() | Paragraph() | Remark():
                lines.append(part.text)
            case Facts():
                lines += [" | ".join(row) for row in part.rows]
            case Table():
                lines.append(" | ".join(column.heading for column in part.columns))
                lines += [" | ".join(row) for row in part.rows]
    return [line.replace("\n", " / ") for line in lines]


def under(document: Document, heading: str) -> list[str]:
    """Return what stands below a heading of either level, up to the next one."""
    parts = list(upright(document.parts))
    places = [place for place, part in enumerate(parts) if isinstance(part, Heading)]
    start = next(place for place in places if parts[place].text.partition("  ")[2] == heading)  # type: ignore[union-attr]
    end = next((place for place in places if place > start), len(parts))
    return told(replace(document, parts=tuple(parts[start + 1 : end])))
