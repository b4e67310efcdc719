"""PO11: as many approvals as designed, and at the level of the authority table."""

from dataclasses import replace

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import read, rows, said, why
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, UndesignedLabel

DRAWN = process("p").start().task("a").task("b").end()
FACTS = Sidecar(activities={"b": ActivityFacts(kind="approval")}, labels={"more": UndesignedLabel(kind="approval")})
PEOPLE = (
    Enterprise()
    .department("D")
    .post("P1", "D", level=3)
    .post("P2", "D", level=2)
    .post("P3", "D", level=3)
    .person("x", "P1")
    .person("y", "P2")
    .person("z", "P3")
)
TABLED = PEOPLE.process(DRAWN, FACTS).authority("b")


def test_an_undesigned_approval_makes_two_of_one() -> None:
    reading = read("PO11", TABLED.cases("p", "a:x b:x", times=3).cases("p", "a:x b:x more:y"))
    assert said(reading) == ("measured", (3 + 0.5) / 4, 4)
    assert rows(reading) == [("p", "b", 4, 4), ("p", "more", 0, 1), ("p", "b", "P1", 4, 4)]


def test_an_approval_above_or_below_the_level_of_the_table_is_not_adequate_at_it_it_is() -> None:
    reading = read("PO11", TABLED.cases("p", "a:x b:x").cases("p", "a:x b:y").cases("p", "a:x b:z"))
    assert said(reading) == ("measured", round(2 / 3, 6), 3)
    assert rows(reading)[1:] == [("p", "b", "P1", 1, 1), ("p", "b", "P2", 0, 1), ("p", "b", "P3", 1, 1)]


def test_a_rule_holds_where_its_condition_does_and_the_strictest_counts() -> None:
    rules = PEOPLE.process(DRAWN, FACTS).authority("b").authority("b", "amount", says=">= 1,000", lowest="P2")
    dear = rules.cases("p", "a:x b:y", amount="2000").cases("p", "a:x b:x", amount="1000").cases("p", "a:x b:x", amount="999")
    assert said(read("PO11", dear)) == ("measured", round(2 / 3, 6), 3)


def test_what_an_event_says_counts_where_its_case_says_nothing() -> None:
    rules = PEOPLE.process(DRAWN, FACTS).authority("b", "amount", says="> 1000", lowest="P2")
    rules = rules.authority("b", "amount", says="<= 1000", lowest="P1")
    told = rules.cases("p", "a:x b:x", times=2)
    (first, second, *others) = told.events["p"]
    dear = [replace(each, said={**each.said, "amount": "5000"}) for each in (second, *others)]
    assert said(read("PO11", replace(told, events={"p": (first, *dear)}))) == ("measured", 0.0, 2)
    cheap = replace(told, events={"p": (first, *dear)}, attributes={"000": {"amount": "10"}})
    assert said(read("PO11", cheap)) == ("measured", 0.5, 2)


def test_what_the_table_names_is_an_approval_without_being_called_one() -> None:
    assert said(read("PO11", PEOPLE.process(DRAWN).authority("b").cases("p", "a:x b:x"))) == ("measured", 1.0, 1)


def test_without_the_table_half_of_it_is_not_covered() -> None:
    reading = read("PO11", PEOPLE.process(DRAWN, FACTS).cases("p", "a:x b:x more:y"))
    assert (said(reading), reading.covered) == (("partial", 0.5, 1), 0.5)


def test_a_decider_of_whom_nothing_is_known_is_not_covered() -> None:
    reading = read("PO11", TABLED.cases("p", "a:x b:x").cases("p", "a:x b:nobody"))
    assert (said(reading), reading.covered) == (("partial", 1.0, 2), 0.75)


def test_zero_unknown_and_not_applicable() -> None:
    assert said(read("PO11", TABLED.cases("p", "a:x b:y"))) == ("measured", 0.0, 1)
    assert why(read("PO11", TABLED)) == ("unknown", "UNKNOWN_NO_LOG")
    assert why(read("PO11", PEOPLE.process(DRAWN).cases("p", "a:x b:x"))) == ("unknown", "UNKNOWN_NO_SIDECAR")
    assert why(read("PO11", PEOPLE.process(DRAWN, Sidecar()).without_rows("authorities").cases("p", "a:x b:x"))) == ("n/a", None)
