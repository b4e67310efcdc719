"""What holds of all detectors of technology and data: whatever is missing, none raises; no order of rows matters."""

import random
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.enterprises import (
    Did,
    accounts,
    cases,
    crud,
    data,
    did,
    duties,
    evidence_of,
    functions,
    holdings,
    integrations,
    line,
    permissions,
    posts,
    systems,
)
from workbench.design import Subjects
from workbench.fit.codes import OFF_BY_DEFAULT
from workbench.fit.detection import Detected, detect
from workbench.fit.detectors.technology_detectors import DATA_DETECTORS, TECHNOLOGY_DETECTORS
from workbench.fit.policy import Policy
from workbench.information import Information
from workbench.organization import Delegation, Organization
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

DETECTORS = {**TECHNOLOGY_DETECTORS, **DATA_DETECTORS}
SUBJECTS = Subjects(
    organization=Organization(
        posts=posts("S1 S2 S3"),
        holdings=holdings("anna:S1 bob:S2"),
        responsibilities=duties("a:R:S1 b:R:SYS c:R:S2 c:S:S1 d:R:S2 away:R:S3"),
        delegations=(Delegation(from_person="anna", to_person="bob", activities=("a",)),),
    ),
    landscape=Landscape(
        systems=tuple(
            replace(each, business_owner=None) if each.id == "OA" else each
            for each in systems("CRM ERP OA EXCEL:offline PAPER:offline")
        ),
        functions=functions("CRM.A:a ERP.B:b ERP.C:c OA.C:c OA.IDLE ERP.X:away"),
        integrations=integrations("ERP>OA OA>CRM:D2"),
        permissions=permissions("S1:CRM.A S2:ERP.C S1:ERP.B S3:ERP.X @mine:OA.C @pub:ERP.C"),
        accounts=accounts("pub:shared robot:system mine:personal:anna"),
    ),
    information=Information(
        data_objects=(*data("D1 D2 D3 D5", master_system="CRM"), replace(data("D4")[0], owner_department=None)),
        uses=crud("a:D1:C b:D1:R c:D1:U a:D2:C c:D3:R c:D4:R away:D4:C a:D5:C b:D5:R"),
    ),
)
EVENTS = (
    *cases(
        30,
        did("a", by="anna", system="EXCEL", recorded=1_000),
        did("b", by="bob", function="ERP.B"),
        did("c", by="pub", system="CRM", recorded=3),
    ),
    Did(case="z", activity="c", end=9, by="robot", system="OA"),
)


def detected(subjects: Subjects, events: tuple[Did, ...] | None = EVENTS) -> Detected:
    process = line("p", "a b:serviceTask c d e", d=ActivityFacts(functions=("PAPER",)))
    return detect(
        evidence_of([process], subjects, None if events is None else {"p": events}, Policy().claiming(DETECTORS)), DETECTORS
    )


def said(found: Detected) -> list[object]:
    told = [(each.code, each.object, each.count, each.exposed, each.cases, each.text()) for each in found.findings]
    return [*told, *found.suppressed, *((each.codes, each.reason.code) for each in found.unknown)]


def test_one_enterprise_may_have_every_one_of_them() -> None:
    assert {each.code for each in detected(SUBJECTS).findings} - OFF_BY_DEFAULT == DETECTORS.keys() - OFF_BY_DEFAULT


TABLES = [
    (subject, field.name)
    for subject in ("organization", "landscape", "information")
    for field in fields(getattr(SUBJECTS, subject))
    if getattr(getattr(SUBJECTS, subject), field.name) is not None and field.name != "findings"
]


@settings(max_examples=60)
@given(missing=st.sets(st.sampled_from(TABLES)), empty=st.sets(st.sampled_from(TABLES)), has_log=st.booleans())
def test_nothing_raises_whatever_is_missing_or_empty(
    missing: set[tuple[str, str]], empty: set[tuple[str, str]], has_log: bool
) -> None:
    given_ = SUBJECTS
    for subject, table in sorted(missing | empty):
        of_subject = getattr(given_, subject)
        nothing = type(getattr(of_subject, table))() if (subject, table) not in missing else None
        given_ = replace(given_, **{subject: replace(of_subject, **{table: nothing})})
    found = detected(given_, EVENTS if has_log else None)
    everything = detected(SUBJECTS)
    assert has_log or not any(each.cases for each in found.findings)
    assert missing or empty or not has_log or said(found) == said(everything)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_never_matters(seed: int) -> None:
    dice = random.Random(seed)

    def shuffled(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(dice.sample(rows, len(rows)))

    land, information = SUBJECTS.landscape, SUBJECTS.information
    tables = {name: shuffled(getattr(land, name)) for name in ("systems", "integrations", "permissions", "accounts")}
    other = replace(
        SUBJECTS,
        landscape=replace(land, **tables),
        information=replace(
            information, data_objects=shuffled(information.data_objects or ()), uses=shuffled(information.uses or ())
        ),
    )
    assert said(detected(other, shuffled(EVENTS))) == said(detected(SUBJECTS))
