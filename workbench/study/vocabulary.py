"""One vocabulary for design and log: labels become activity ids, once, and what means nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from workbench.design import Design, DesignedProcess
from workbench.eventlog import LogMapping, Variants
from workbench.eventlog.engines.engine import OpenedLog
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.findings import Finding, Severity
from workbench.process import check_process
from workbench.study.studied import StudiedProcess
from workbench.tables.references import check_references, mentions, register_of


def in_one_vocabulary(design: DesignedProcess, opened: OpenedLog, log: SimpleLog, mapping: LogMapping | None) -> StudiedProcess:
    """Replace each log label that means exactly one activity by its id; say what was forgiven and what means nothing."""
    names: dict[str, str] = {}
    findings: list[Finding] = []
    for label in log.activities:
        meaning = design.naming.meaning(label)
        if meaning is None:
            nearest = design.naming.nearest(label)
            code = "LABEL_UNDESIGNED" if nearest else "LABEL_UNDESIGNED_ALONE"
            findings.append(_label_finding(design, code, label, nearest or ""))
        elif len(meaning.elements) == 1:
            names[label] = design.naming.activity_id(meaning.elements[0])
            if meaning.respelled:
                findings.append(_label_finding(design, "LABEL_RESPELLED", label, design.naming.texts(meaning.elements[0])))
        else:
            findings.append(_label_finding(design, "LABEL_AMBIGUOUS", label, ", ".join(meaning.elements)))
    unobservable = set(design.unobservable)
    for label in mapping.unobservable if mapping else ():
        unobservable.update(found.elements if (found := design.naming.meaning(label)) else ())
    return StudiedProcess(
        id=design.id,
        design=design,
        log=log.renamed(names),
        opened=opened,
        unobservable=frozenset(unobservable),
        names=MappingProxyType(names),
        aliased=_aliased(design, log, names),
        findings=(
            *design.model.findings,
            *design.sidecar.findings,
            *check_process(design.model, design.process),
            *opened.findings,
            *findings,
        ),
    )


def _aliased(design: DesignedProcess, log: SimpleLog, names: Mapping[str, str]) -> Mapping[str, int]:
    """Count the events of each activity whose label only the alias table explains."""
    variants, found = log.variants, dict[str, int]()
    times = np.repeat(variants.counts, np.diff(variants.offsets))
    events = np.bincount(variants.labels, weights=times, minlength=len(variants.activities)).astype(np.int64)
    for label, count in zip(variants.activities, events.tolist(), strict=True):
        if label in names and design.naming.is_alias(label):
            found[names[label]] = found.get(names[label], 0) + count
    return MappingProxyType(found)


def check_asked(process: StudiedProcess, design: Design) -> tuple[Finding, ...]:
    """Return a finding for every attribute that the authority table asks for in a process, and that its log does not have."""
    if process.opened is None:
        return ()
    activities = {each.id for each in design.activities_in(process.id)}
    rules = (each for each in design.organization.authorities or () if each.activity in activities)
    asked = mentions("attribute", ((each.attribute, each.place) for each in rules))
    if not asked:
        return ()
    known = process.opened.engine.attributes()
    return check_references(
        "ORG_UNKNOWN", asked, register_of(Path(process.opened.path).name, (*known.of_cases, *known.of_events))
    )


def named_variants(process: StudiedProcess) -> Variants:
    """Return the variants of a process's log, each activity under its name in the design where it means exactly one.

    Raises ValueError where the process has no log or no design.
    """
    if process.log is None or process.design is None:
        raise ValueError(f"`{process.id}` has no log or no design: see its refusal")
    naming = process.design.naming
    meanings = {label: naming.meaning(label) for label in process.log.activities}
    names = {label: naming.nodes[each.elements[0]].label for label, each in meanings.items() if each and len(each.elements) == 1}
    return process.log.renamed(names).variants


def _label_finding(design: DesignedProcess, code: str, label: str, other: object) -> Finding:
    return Finding(code=code, severity=Severity.INFO, scope=design.id, object=(label,), facts={"label": label, "other": other})
