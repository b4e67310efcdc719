"""TO-SKILL: people without record of a skill that their post's work takes; claimed only where it is asked for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.enterprises import duties, evidence_of, functions, holdings, line, posts, systems
from workbench.design import Subjects
from workbench.fit.detection import Detected, detect
from workbench.fit.detectors.skill import CODE, without_skill
from workbench.fit.policy import Policy
from workbench.organization import Organization
from workbench.technology import Landscape

ASKED = Policy().claiming([CODE])
LANDSCAPE = Landscape(systems=systems("ERP"), functions=functions("ERP.A:a ERP.B:b"))
ORGANIZATION = Organization(
    posts=posts("S1 S2"), holdings=holdings("anna:S1 bob:S1 cyd:S2"), responsibilities=duties("a:R:S1 b:R:S2")
)


def told(organization: Organization, landscape: Landscape = LANDSCAPE, policy: Policy = ASKED) -> Detected:
    evidence = evidence_of([line("p", "a b")], Subjects(organization=organization, landscape=landscape), None, policy)
    return detect(evidence, {CODE: without_skill})


def skilled(skills: Mapping[str, str]) -> Organization:
    rows = ORGANIZATION.holdings or ()
    return replace(
        ORGANIZATION, holdings=tuple(replace(each, skills=tuple(skills.get(each.person, "").split())) for each in rows)
    )


def objects(organization: Organization, landscape: Landscape = LANDSCAPE) -> list[tuple[str, ...]]:
    return [each.object for each in told(organization, landscape).findings]


def test_a_holder_of_the_post_without_the_skill_is_found_and_with_it_is_not() -> None:
    assert objects(skilled({"anna": "ERP.A"})) == [("S1",)]
    assert objects(skilled({"anna": "ERP.A", "bob": "erp.a"})) == []


def test_the_sentence_says_how_many_of_whom_for_what() -> None:
    (finding,) = told(skilled({"anna": "ERP.A"})).findings
    assert finding.text() == "1 persons of S1 have no record of skill for ERP.A in persons.csv, which “a” needs."


def test_a_function_for_which_nobody_has_a_record_is_not_judged() -> None:
    assert objects(skilled({"anna": "ERP.A", "bob": "ERP.A"})) == []
    assert objects(skilled({"anna": "ERP.A", "bob": "ERP.A ERP.B"})) == [("S2",)]


def test_who_has_left_the_post_is_not_asked() -> None:
    rows = skilled({"anna": "ERP.A"}).holdings or ()
    left = tuple(replace(each, until=date(2025, 1, 1)) if each.person == "bob" else each for each in rows)
    assert objects(replace(ORGANIZATION, holdings=left)) == []


def test_nobody_asks_for_it_by_default() -> None:
    assert told(skilled({"anna": "ERP.A"}), policy=Policy()) == Detected()


def test_what_is_missing_is_said() -> None:
    def reasons(organization: Organization, landscape: Landscape = LANDSCAPE) -> list[str]:
        return [each.reason.code for each in told(organization, landscape).unknown]

    some = skilled({"anna": "ERP.A"})
    assert reasons(replace(some, holdings=None)) == ["UNKNOWN_NO_PERSONS"]
    assert reasons(replace(some, responsibilities=None)) == ["UNKNOWN_NO_RESPONSIBILITIES"]
    assert reasons(some, replace(LANDSCAPE, functions=None)) == ["UNKNOWN_NO_FUNCTIONS"]
    assert reasons(ORGANIZATION) == ["UNKNOWN_NO_SKILLS"]
