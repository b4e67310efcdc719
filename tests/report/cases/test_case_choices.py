"""Choices of cases: each keeps what it says, and an address bears them all."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.cases.small_cases import TRACES, seen_in, seen_with
from workbench.findings import UsageError
from workbench.report.cases.case_choices import (
    AtElement,
    Bearing,
    BegunWithin,
    CaseChoice,
    Conforming,
    Deviating,
    Doing,
    InOrder,
    Lasting,
    NotDoing,
    OfFinding,
    OfVariant,
    address_of,
    choices_in,
)
from workbench.report.cases.cases_seen import SeenCases

DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))
LENGTHS = st.floats(0, 100_000)
CHOICES = st.one_of(
    st.builds(OfVariant, number=st.integers()),
    st.just(Conforming()),
    st.just(Deviating()),
    st.builds(OfFinding, finding=st.text()),
    st.builds(AtElement, element=st.text()),
    st.builds(BegunWithin, first=DAYS, last=DAYS),
    st.builds(Doing, activity=st.text()),
    st.builds(NotDoing, activity=st.text()),
    st.builds(InOrder, first=st.text(), then=st.text()),
    st.builds(Bearing, attribute=st.text(), value=st.text()),
    st.builds(Lasting, shortest=LENGTHS, longest=LENGTHS),
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> SeenCases:
    return seen_in(tmp_path_factory.mktemp("cases"), *TRACES)


@pytest.mark.parametrize(
    ("choice", "kept", "said"),
    [
        (OfVariant(number=1), "012", "variant 1"),
        (OfVariant(number=99), "", "variant 99"),
        (Conforming(), "012", "complete cases that conform"),
        (Deviating(), "34", "complete cases that deviate"),
        (AtElement(element="b"), "01234", "came to “Buy” (done or skipped)"),
        (AtElement(element="nothing"), "", "came to “nothing” (done or skipped)"),
        (BegunWithin(first=date(2025, 3, 2), last=date(2025, 3, 4)), "123", "begun from 2025-03-02 to 2025-03-04"),
        (Doing(activity="x"), "4", "“x” was done"),
        (NotDoing(activity="b"), "3", "“Buy” was not done"),
        (InOrder(first="x", then="b"), "4", "“Buy” after “x”"),
        (Bearing(attribute="kind", value="odd"), "13", "kind is “odd”"),
        (Lasting(shortest=0, longest=2 / 24), "3", "took 0 to 0.0833333 days"),
    ],
)
def test_a_choice_keeps_what_it_says(seen: SeenCases, choice: CaseChoice, kept: str, said: str) -> None:
    assert "".join(name for name, keep in zip(seen.conformance.log.cases, choice.keeps(seen), strict=True) if keep) == kept
    assert choice.said(seen).en == said
    assert choice.said(seen).zh


def test_a_finding_keeps_its_cases_and_says_itself(seen: SeenCases) -> None:
    skipped = next(each for each in seen.findings.values() if each.code == "CF-SKIP")
    choice = OfFinding(finding=skipped.id)
    assert choice.keeps(seen).tolist() == [False, False, False, True, False]
    assert "“Buy” was skipped" in choice.said(seen).en


def test_what_the_log_does_not_have_is_said(seen: SeenCases) -> None:
    for choice, words in ((OfFinding(finding="none"), "none"), (Bearing(attribute="size", value="big"), "kind")):
        with pytest.raises(UsageError, match=words):
            choice.keeps(seen)


def test_people_among_the_values_of_an_attribute_bear_pseudonyms(tmp_path: Path) -> None:
    text = "case_id,activity,end,resource,case:clerk\n1,a,2025-03-03 09:00,Ann,Ann\n2,a,2025-03-03 09:00,Bob,Bob\n"
    seen = seen_with(tmp_path, "p.csv", text)
    values = seen.attributes["clerk"]
    assert all(value.startswith("psn-") for value in values)
    assert [Bearing(attribute="clerk", value=value).keeps(seen).sum() for value in values] == [1, 1]
    assert not Bearing(attribute="clerk", value="Ann").keeps(seen).any()


@given(choices=st.lists(CHOICES, max_size=4).map(tuple))
def test_an_address_bears_all_choices(choices: tuple[CaseChoice, ...]) -> None:
    assert choices_in(address_of(choices)) == choices


@pytest.mark.parametrize(
    "address",
    ["x", "1", "[1]", "[[]]", '[["nothing"]]', '[["variant"]]', '[["variant","x"]]', '[["variant",1,2]]', '[["begun","1","2"]]',
     '[["begun","0001-01-01","9999-12-31"]]', '[["lasting",0,NaN]]', '[["lasting",0,1e400]]', '{"a": 1}', "[" * 100_000],
)  # fmt: skip
def test_an_address_that_bears_something_else_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="address"):
        choices_in(address)
