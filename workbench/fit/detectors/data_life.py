"""DT-NOCREATE, DT-ORPHAN, DT-MULTIMASTER, DT-NOOWNER: data that nobody makes, wants, masters or answers for."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Design
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without
from workbench.language.listing import listed
from workbench.usage import DataLife, data_lives_of, says_where_supported, uses_data, writes_data

NOCREATE = "DT-NOCREATE"
ORPHAN = "DT-ORPHAN"
MULTIMASTER = "DT-MULTIMASTER"
NOOWNER = "DT-NOOWNER"


def created_by_none(evidence: Evidence) -> Iterator[Verdict]:
    """Claim DT-NOCREATE of data that is used, and neither created by an activity nor declared to come from outside."""
    yield from _undescribed(evidence.design, NOCREATE)
    for life in _used(evidence.design) if uses_data(evidence.design) else ():
        if not life.has_origin:
            yield _claim(NOCREATE, life, evidence.design)


def read_by_none(evidence: Evidence) -> Iterator[Verdict]:
    """Claim DT-ORPHAN of data that is created or updated, and neither read by an activity nor declared to go outside."""
    yield from _undescribed(evidence.design, ORPHAN)
    for life in _used(evidence.design) if uses_data(evidence.design) else ():
        if life.is_written and not life.has_consumer:
            yield _claim(ORPHAN, life, evidence.design)


def with_several_masters(evidence: Evidence) -> Iterator[Verdict]:
    """Claim DT-MULTIMASTER of data written in several systems, unless a declared master is joined to all others."""
    design = evidence.design
    if design.information.data_objects is None:
        yield without("data_objects", MULTIMASTER)
    if not writes_data(design):
        yield without("crud", MULTIMASTER)
    if not says_where_supported(design):
        yield without("functions", MULTIMASTER)
    for life in _used(design):
        if life.has_one_source(design.landscape):
            continue
        if life.data.master_system is not None and design.landscape.integrations is None:
            yield without("integrations", MULTIMASTER)
            return
        yield _claim(MULTIMASTER, life, design)


def data_without_owner(evidence: Evidence) -> Iterator[Verdict]:
    """Claim DT-NOOWNER of data for which no department answers."""
    if evidence.design.information.data_objects is None:
        yield without("data_objects", NOOWNER)
    for life in data_lives_of(evidence.design):
        if life.data.owner_department is None:
            yield _claim(NOOWNER, life, evidence.design)


def _claim(code: str, life: DataLife, design: Design) -> Verdict:
    systems = listed(design.vocabulary.systems.called(each) for each in life.writing_systems)
    facts = {"data": design.vocabulary.data.called(life.data.id), "systems": systems}
    return structural(code, ENTERPRISE, (life.data.id,), facts, life.elements)


def _used(design: Design) -> Iterator[DataLife]:
    return (life for life in data_lives_of(design) if life.is_used)


def _undescribed(design: Design, code: str) -> Iterator[Verdict]:
    """Say which table is missing."""
    if design.information.data_objects is None:
        yield without("data_objects", code)
    if not uses_data(design):
        yield without("crud", code)
