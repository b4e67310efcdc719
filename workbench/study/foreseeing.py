"""What an assessment will not be able to say, told from what is there before anything is assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from workbench.design import Alias, Design, DesignedProcess, activity_aliases, join, read_designed
from workbench.eventlog import LogMapping, read_mapping
from workbench.eventlog.mappings.column_sample import sample_table
from workbench.eventlog.mappings.mapping import known_columns
from workbench.eventlog.quality import NEEDS
from workbench.findings import ENTERPRISE, Finding, InputError, Severity, WorkbenchError
from workbench.fit import Policy
from workbench.fit.codes import SEVERITIES, STRUCTURAL
from workbench.fit.detection import Evidence, detect, without
from workbench.fit.detectors import DETECTORS
from workbench.fit.indicators.catalogue import INDICATORS
from workbench.fit.indicators.model import Scope, Standing
from workbench.linkage import link
from workbench.study.opening import policy_of
from workbench.study.subjects import read_subjects
from workbench.workspace import ProcessLink, Workspace, read_workspace

_NO_LOG: Final = "UNKNOWN_NO_LOG"
_OF_DEPARTMENTS: Final = ("PO-COORD", "PO-PINGPONG")
_COLUMNS: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = (
    ("resources", ("resource",), ("PO-CONC", "PO-NOTAUTH", "PO-OVERLOAD", "PO-SOD", "TO-SHARED")),
    ("resources", ("resource", "department"), _OF_DEPARTMENTS),
    ("event_systems", ("system", "function"), ("TP-LAG", "TP-OFFLINE", "TP-WRONGSYS")),
    ("starts", ("start",), ("PF-BATCH", "PF-WAIT", "PO-OVERLOAD", "TP-LAG")),
    ("recorded", ("recorded",), ("DT-LATE",)),
)
"""What a log may lack: the sentence that says so, the columns of which it has none, and the codes that rest on them."""


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """One process before it is assessed: its files, None where it has none, and why it will be refused, if that shows already.

    `attributes` are those that the header of its log names, None where only reading the log tells.
    """

    id: str
    model: Path | None
    log: Path | None
    attributes: frozenset[str] | None = None
    refusal: Finding | None = None


@dataclass(frozen=True, kw_only=True)
class Lack:
    """What will be unknown for one reason: finding codes and indicators, in some processes or in the enterprise."""

    reason: Finding
    codes: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Foresight:
    """What is here, and what an assessment will leave unknown because of what is not."""

    processes: tuple[Prospect, ...]
    lacks: tuple[Lack, ...]
    findings: tuple[Finding, ...]


def foresee(path: Path) -> Foresight:
    """Tell what will be unknown from the files of a workspace: tables and models are read, of logs the header alone.

    Raises UsageError where there is nothing to assess, InputError where settings or policy cannot be read.
    """
    workspace = read_workspace(path)
    policy = policy_of(workspace.policy)
    read = read_subjects(workspace)
    known = read.subjects.aliases
    prospects: list[Prospect] = []
    designs: list[DesignedProcess] = []
    for each in workspace.processes:
        prospect = _prospect(each)
        try:
            designs += _designs(each, known)
        except WorkbenchError as error:
            prospect = replace(prospect, refusal=error.finding)
        prospects.append(prospect)
    design = join(designs, read.subjects)
    unknown = (*_by_tables(design, policy, workspace, prospects), *_by_files(prospects, policy), *_by_columns(prospects, policy))
    return Foresight(
        processes=tuple(prospects),
        lacks=_grouped(unknown),
        findings=(*workspace.findings, *policy.findings, *read.findings, *design.findings),
    )


def _designs(link: ProcessLink, aliases: Sequence[Alias]) -> tuple[DesignedProcess, ...]:
    model = _there(link.model)
    return () if model is None else read_designed(model, link.sidecar, link.id, activity_aliases(aliases, link.id))


def _there(path: Path | None) -> Path | None:
    return path if path is not None and path.is_file() else None


def _prospect(link: ProcessLink) -> Prospect:
    model, log = _there(link.model), _there(link.log)
    try:
        attributes = None if log is None else _attributes(log, link.mapping)
    except WorkbenchError as error:
        return Prospect(id=link.id, model=model, log=log, refusal=error.finding)
    return Prospect(id=link.id, model=model, log=log, attributes=attributes)


def _attributes(log: Path, mapping: Path | None) -> frozenset[str] | None:
    """Return the attributes that the header of a table names; None for a log of another form."""
    means = read_mapping(mapping) if mapping else LogMapping()
    try:
        header = sample_table(log, 1, mapping=means).header
        return frozenset(known_columns(header, means, str(log)))
    except InputError:
        return None


def _by_tables(design: Design, policy: Policy, workspace: Workspace, prospects: Sequence[Prospect]) -> Iterator[Lack]:
    """Ask detectors and indicators what they lack where there is no log yet; that they lack a log is told of those without."""
    evidence = Evidence(
        design=design, linkage=link(design, (), workspace.timezone), conformance={}, policy=policy, timezone=workspace.timezone
    )
    logged = {each.id for each in prospects if each.log is not None and each.model is not None}
    for each in detect(evidence, DETECTORS).unknown:
        if each.reason.code != _NO_LOG or not (logged if each.scope == ENTERPRISE else {each.scope} & logged):
            yield Lack(reason=each.reason, codes=each.codes, scopes=(each.scope,))
    yield from _beside_logs(design, policy)
    scope = Scope(id=ENTERPRISE, processes=tuple(each.id for each in design.processes))
    weights = policy.scoring.weights.of_indicator
    for indicator in INDICATORS if scope.processes else ():
        reading = indicator.read(evidence, scope) if weights[indicator.code] > 0 else None
        if reading is None or reading.standing is not Standing.UNKNOWN or reading.reason is None:
            continue
        if reading.reason.code != _NO_LOG or not logged:
            yield Lack(reason=reading.reason, codes=(indicator.code,), scopes=(ENTERPRISE,))


def _beside_logs(design: Design, policy: Policy) -> Iterator[Lack]:
    """Say which codes of a log need a table, a calendar or a sidecar beside it: what is not asked where there is no log."""
    lacking = [
        ("posts", _OF_DEPARTMENTS, ENTERPRISE, design.organization.posts is None),
        ("calendars", ("PO-OVERLOAD",), ENTERPRISE, design.organization.calendars is None),
        *(("sidecar", ("PO-APPR",), each.id, not each.has_sidecar) for each in design.processes),
    ]
    for table, codes, scope, is_missing in lacking:
        claimed = tuple(code for code in codes if is_missing and policy.claims(code))
        if claimed:
            yield Lack(reason=without(table, *claimed, scope=scope).reason, codes=claimed, scopes=(scope,))


def _by_files(prospects: Sequence[Prospect], policy: Policy) -> Iterator[Lack]:
    """Say what a process without model or log leaves unknown."""
    for each in prospects:
        code = "PROCESS_WITHOUT_MODEL" if each.model is None else "PROCESS_WITHOUT_LOG" if each.log is None else None
        if code is None and each.refusal is None:
            continue
        facts = {"process": each.id}
        reason = each.refusal or Finding(code=str(code), severity=Severity.MAJOR, scope=each.id, object=(each.id,), facts=facts)
        codes = tuple(name for name in SEVERITIES if policy.claims(name) and (each.model is None or name not in STRUCTURAL))
        yield Lack(reason=reason, codes=codes, scopes=(each.id,))


def _by_columns(prospects: Sequence[Prospect], policy: Policy) -> Iterator[Lack]:
    """Say what the columns that a log does not have leave unknown."""
    needed = {
        need.attributes[0]: need.indicators for need in NEEDS if len(need.attributes) == 1 or need.attributes[0] == "system"
    }
    for each in prospects:
        has = each.attributes if each.model is not None else None
        for reason, attributes, codes in () if has is None else _COLUMNS:
            if has is not None and not has & {*attributes}:
                claimed = (code for code in codes if policy.claims(code))
                indicators = (code for code in needed.get(attributes[0], ()) if "-" not in code)
                all_codes = tuple(dict.fromkeys((*claimed, *indicators)))
                if all_codes:
                    yield Lack(reason=without(reason, *all_codes, scope=each.id).reason, codes=all_codes, scopes=(each.id,))


def _grouped(lacks: Iterator[Lack] | Sequence[Lack]) -> tuple[Lack, ...]:
    """Bring together what lacks the same thing; a process refused for a fault of its own stands alone."""
    found: dict[str, list[Lack]] = {}
    for each in lacks:
        key = each.reason.code if each.reason.code.startswith("UNKNOWN_") else f"{each.reason.code} {each.scopes[0]}"
        found.setdefault(key, []).append(each)
    return tuple(_together(each) for _, each in sorted(found.items()))


def _together(lacks: Sequence[Lack]) -> Lack:
    order: Mapping[str, int] = {code: number for number, code in enumerate(SEVERITIES)}
    codes = sorted({code for each in lacks for code in each.codes}, key=lambda code: (order.get(code, len(order)), code))
    scopes = tuple(sorted({scope for each in lacks for scope in each.scopes}))
    reason = replace(lacks[0].reason, facts={**lacks[0].reason.facts, "codes": ", ".join(codes)})
    return Lack(reason=reason, codes=tuple(codes), scopes=scopes)
