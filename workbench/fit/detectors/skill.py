"""TO-SKILL: people who are to use a function and have no record of the skill for it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Design
from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without
from workbench.language.listing import listed
from workbench.organization import Holding
from workbench.process.naming import folded

CODE = "TO-SKILL"


def without_skill(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TO-SKILL of posts that hold people without record of a function that the post, as responsible, needs.

    Skills name functions, by id or name. A function that nobody's skills name is not judged: nothing says that it takes one.
    """
    design = evidence.design
    missing = next((name for name, table in _needed(design).items() if table is None), None)
    if missing is not None:
        yield without(missing, CODE)
        return
    holdings = [each for each in design.organization.holdings or () if each.until is None]
    skilled = {person: _functions(person, holdings, design) for person in {each.person for each in holdings}}
    known = frozenset(function for functions in skilled.values() for function in functions)
    if not known:
        yield without("skills", CODE)
        return
    for post in sorted({each.post for each in holdings}):
        people = {each.person for each in holdings if each.post == post}
        needs = {f: a.texts for a in design.activities if post in a.responsible for f in a.functions or () if f in known}
        lacking = {function: sum(function not in skilled[person] for person in people) for function in sorted(needs)}
        short = [function for function, count in lacking.items() if count]
        if short:
            facts = {
                "person_count": max(lacking.values()),
                "post": design.vocabulary.posts.called(post),
                "function": listed(design.vocabulary.functions.called(function) for function in short),
                "activity": needs[short[0]],
            }
            yield structural(CODE, ENTERPRISE, (post,), facts)


def _needed(design: Design) -> dict[str, object]:
    organization = design.organization
    return {
        "persons": organization.holdings,
        "responsibilities": organization.responsibilities,
        "functions": design.landscape.functions,
    }


def _functions(person: str, holdings: list[Holding], design: Design) -> frozenset[str]:
    """Return the functions that the skills of a person name."""
    names = design.vocabulary.functions
    texts = (folded(skill) for each in holdings if each.person == person for skill in each.skills)
    return frozenset(found for text in texts for found in names.by_text.get(text, ()))
