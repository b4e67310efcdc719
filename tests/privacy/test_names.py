"""Pseudonyms: one to one, the same in every run, and nobody's without the key."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.eventlog.logs import event, log_of
from workbench.eventlog import MISSING, Column
from workbench.eventlog.texts import Texts
from workbench.findings import Finding, Severity
from workbench.organization import Delegation, Department, Holding, Organization, Post
from workbench.privacy import ClearNames, Pseudonyms, column_under, landscape_under, log_under, organization_under
from workbench.technology import Account, AccountKind, Landscape, Permission

KEY = bytes(range(32))
NAMES = Pseudonyms(key=KEY)
PERSONS = some.frozensets(some.text(min_size=1), min_size=1, max_size=30)


@given(PERSONS)
def test_persons_and_pseudonyms_are_one_to_one(persons: frozenset[str]) -> None:
    others = persons - {"SYS", "EXT"}
    called = {NAMES.called(each) for each in others}
    assert len(called) == len(others)
    assert all(each.startswith("psn-") and len(each) == 16 for each in called)


@given(PERSONS, some.binary(min_size=32, max_size=32))
def test_the_key_makes_the_name(persons: frozenset[str], key: bytes) -> None:
    for each in persons - {"SYS", "EXT"}:
        assert Pseudonyms(key=key).called(each) == Pseudonyms(key=key).called(each)
        assert (Pseudonyms(key=key).called(each) == NAMES.called(each)) is (key == KEY)


def test_a_published_value_of_the_keyed_hash() -> None:
    """RFC 4231, test case 2: the digest begins with the bytes 5b dc c1 46 bf 60 75 4e."""
    assert Pseudonyms(key=b"Jefe").called("what do ya want for nothing?") == "psn-lpomcrv7mb2u"


def test_a_person_has_one_name_however_named() -> None:
    names = NAMES.resolving({"P1-01": "P1-01", "zhang.w": "P1-01", "张伟": "P1-01"}, ())
    assert {names.called(each) for each in ("P1-01", "zhang.w", "张伟")} == {NAMES.called("P1-01")}
    assert names.called("li.n") == NAMES.called("li.n") != "li.n"


def test_what_is_certainly_nobody_keeps_its_name() -> None:
    names = NAMES.resolving({}, ["SYS_ERP", "QMS_PUB"])
    assert [names.called(each) for each in ("SYS", "EXT", "SYS_ERP", "QMS_PUB")] == ["SYS", "EXT", "SYS_ERP", "QMS_PUB"]


def test_the_key_is_never_shown() -> None:
    assert KEY.hex() not in repr(NAMES)
    assert repr(KEY) not in repr(NAMES)


def test_clear_names_resolve_too() -> None:
    names = ClearNames().resolving({"zhang.w": "P1-01"}, ())
    assert (names.called("zhang.w"), names.called("li.n")) == ("P1-01", "li.n")


@given(
    some.lists(some.one_of(some.none(), some.text("abc", min_size=1, max_size=3)), max_size=20),
    some.dictionaries(some.text("abc", min_size=1, max_size=3), some.text("xy", min_size=1, max_size=2)),
)
def test_a_column_says_at_every_row_what_its_performer_is_called(rows: list[str | None], persons: dict[str, str]) -> None:
    names = NAMES.resolving(persons, ())
    values = sorted({each for each in rows if each is not None})
    codes = np.array([MISSING if each is None else values.index(each) for each in rows], dtype=np.int32)
    called = column_under(names, Column(codes=codes, values=Texts.of(values)))
    shown = list(called.values)
    assert shown == sorted(set(shown))
    assert [None if code == MISSING else shown[code] for code in called.codes] == [
        None if each is None else names.called(each) for each in rows
    ]


def test_a_log_without_performers_is_the_same_log() -> None:
    log = replace(log_of(event("1", "a", 0)), columns={})
    assert log_under(NAMES, log) is log


ORGANIZATION = Organization(
    departments=(Department(id="D1", name="生产部", head="P1"), Department(id="D2", name="销售部", head="zhangwei")),
    posts=(Post(id="P1", name="计划员", department="D1"),),
    holdings=(Holding(person="zhangwei", post="P1", accounts=("zw01",), attributes={"电话": "13800000000"}),),
    delegations=(Delegation(from_person="zhangwei", to_person="lina"),),
    findings=(Finding(code="X", severity=Severity.MINOR, object=("zhangwei",), facts={"value": "zhangwei, lina", "row": 3}),),
)
LANDSCAPE = Landscape(
    accounts=(
        Account(id="zw01", kind=AccountKind.PERSONAL, person="zhangwei"),
        Account(id="QMS_PUB", kind=AccountKind.SHARED),
    ),
    permissions=(Permission(function="F", account="zw01"), Permission(function="F", account="QMS_PUB")),
)


def test_no_clear_name_is_left_in_organization_and_technology() -> None:
    names = NAMES.resolving({"zw01": "zhangwei", "zhangwei": "zhangwei", "lina": "lina"}, ["QMS_PUB"])
    organization, landscape = organization_under(names, ORGANIZATION), landscape_under(names, LANDSCAPE)
    shown = f"{organization} {landscape}"
    assert [each for each in ("zhangwei", "lina", "zw01", "13800000000") if each in shown] == []
    assert organization.departments is not None
    assert [each.head for each in organization.departments] == ["P1", names.called("zhangwei")]
    assert organization.persons == (names.called("zhangwei"),)
    assert landscape.accounts is not None
    assert [each.id for each in landscape.accounts] == [names.called("zhangwei"), "QMS_PUB"]
    assert landscape.accounts[0].person == names.called("zhangwei")
    assert landscape.permissions is not None
    assert [each.account for each in landscape.permissions] == [names.called("zhangwei"), "QMS_PUB"]


def test_what_nobody_is_named_in_stays_equal() -> None:
    impersonal = replace(ORGANIZATION, departments=ORGANIZATION.departments[:1], holdings=None, delegations=None, findings=())
    assert organization_under(NAMES, impersonal) == impersonal
    assert landscape_under(NAMES, Landscape()) == Landscape()


@pytest.mark.parametrize("fact", ["lina", "人员 lina 不存在", "lina, P9"])
def test_a_sentence_that_names_a_person_is_told_by_the_pseudonym(fact: str) -> None:
    told = Finding(code="X", severity=Severity.MINOR, facts={"value": fact})
    (after,) = organization_under(NAMES, replace(ORGANIZATION, findings=(told,))).findings
    assert str(after.facts["value"]) == fact.replace("lina", NAMES.called("lina"))
