"""A page with what people decided: the decision beside each finding, net figures beside the gross ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.normalization import Acceptance, Entry, FamilyCount, Nonconformity, Standing
from workbench.report.net_figures import NetFigures, net_figures
from workbench.report.owner_figures import owner_figures
from workbench.report.page import (
    Decided,
    EnterpriseSection,
    Figure,
    FindingRow,
    Net,
    ProcessPage,
    RankedFindings,
    Table,
    Texts,
)
from workbench.report.report_page import ReportPage
from workbench.report.tables import UNKNOWN, both, count, in_both, table
from workbench.shown import SHORT
from workbench.study import AssessedProcess, Assessment


def as_decided(page: ReportPage, assessment: Assessment, standing: Standing) -> ReportPage:
    """Return the page of an assessment with decisions as they stand; all that is gross stays as it is."""
    processes = zip(page.processes, assessment.processes, strict=True)
    return replace(
        page,
        processes=tuple(process_as_decided(each, process, assessment, standing) for each, process in processes),
        enterprise=page.enterprise and enterprise_as_decided(page.enterprise, standing),
    )


def process_as_decided(page: ProcessPage, process: AssessedProcess, assessment: Assessment, standing: Standing) -> ProcessPage:
    """Return the page of one process with decisions as they stand."""
    net = net_figures(process, assessment, standing)
    fault = (in_both(standing.fault.text),) if standing.fault else ()
    return replace(
        page,
        findings=_ranked(page.findings, standing),
        below_threshold=_rows(page.below_threshold, standing),
        notices=(*fault, *page.notices),
        three=_with_net(page.three, net) if net is not None else page.three,
        families=families_table(net.families) if net is not None and net.families else None,
    )


def enterprise_as_decided(section: EnterpriseSection, standing: Standing) -> EnterpriseSection:
    """Return what holds beyond one process with decisions as they stand."""
    return replace(
        section, findings=_ranked(section.findings, standing), below_threshold=_rows(section.below_threshold, standing)
    )


def owner_figures_as_decided(process: AssessedProcess, assessment: Assessment) -> tuple[Figure, ...]:
    """Return the owner's figures of one process, gross and net."""
    net = net_figures(process, assessment, assessment.standing)
    three = owner_figures(process, assessment)
    return three if net is None else _with_net(three, net)


def decided_on(finding: str, standing: Standing) -> Decided | None:
    """Say what is decided on a finding: the decision in force, or that an acceptance has ended; None where nothing is."""
    entry = standing.of(finding)
    if entry is not None:
        return Decided(state=entry.decision.verdict.name, sentence=_sentence(entry, f"decided-{entry.decision.verdict.name}"))
    if standing.is_reopened(finding):
        return Decided(state="reopened", sentence=_sentence(standing.last[finding], "decided-reopened"))
    return None


def families_table(families: Iterable[FamilyCount]) -> Table:
    """Return findings by family, gross and net."""
    words, numbers = ("family-name",), ("family-findings", "family-open", "family-affected", "family-open-affected")
    rows = [
        (
            both(f"family-{each.family}"),
            count(each.findings),
            count(each.open),
            _share(each.affected, each.cases),
            _share(each.open_affected, each.cases),
        )
        for each in families
    ]
    return table(words, numbers, rows)


def decisions_table(entries: Iterable[Entry], standing: Standing) -> Table:
    """Return every decision in its order, and whether it is the one in force."""
    words = ("decisions-at", "decisions-by", "decisions-finding", "decisions-verdict", "decisions-said", "decisions-stands")
    rows = [
        (
            each.decision.at.date().isoformat(),
            each.decision.by,
            f"{each.decision.subject.id[:SHORT]} {each.decision.subject.code} {' '.join(each.decision.subject.object)}",
            both(f"decision-{each.decision.verdict.name}"),
            _sentence(each, f"decided-{each.decision.verdict.name}"),
            both("decisions-in-force" if standing.of(each.decision.subject.id) == each else "decisions-past"),
        )
        for each in entries
    ]
    return table(words, (), rows)


def _with_net(three: tuple[Figure, ...], net: NetFigures) -> tuple[Figure, ...]:
    conforming, responsible, fitting = three
    shares = ((conforming, net.conforming), (responsible, net.responsible))
    counted = tuple(
        replace(figure, net=Net(value=share.value, part=count(share.part), whole=count(share.whole)))
        if share is not None and figure.value is not None
        else figure
        for figure, share in shares
    )
    scored = replace(fitting, net=Net(value=net.fit, part=fitting.part, whole=fitting.whole))
    return (*counted, scored if fitting.value is not None else fitting)


def _ranked(findings: RankedFindings, standing: Standing) -> RankedFindings:
    return RankedFindings(first=_rows(findings.first, standing), further=_rows(findings.further, standing))


def _rows(rows: Iterable[FindingRow], standing: Standing) -> tuple[FindingRow, ...]:
    return tuple(replace(each, decided=decided_on(each.id, standing)) for each in rows)


def _sentence(entry: Entry, key: str) -> Texts:
    decision, verdict = entry.decision, entry.decision.verdict
    said = verdict.statement if isinstance(verdict, Nonconformity) else verdict.reason
    facts = {"by": decision.by, "at": decision.at.date().isoformat(), "reason": said, "owner": "", "until": ""}
    if isinstance(verdict, Acceptance):
        facts |= {"owner": verdict.owner, "until": verdict.until.isoformat()}
    return both(key, **facts)


def _share(part: int | None, whole: int) -> str:
    return UNKNOWN if part is None else f"{count(part)} / {count(whole)}"
