"""What can be wrong with a responsibility matrix by itself: nobody accountable or several, nobody who does it, posts unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from workbench.findings import Finding, Place, Severity
from workbench.organization.model import RESERVED, Duty, Organization, Responsibilities
from workbench.tables import Letter
from workbench.tables.references import Register, check_references, finding_at, mentions


def check_duties(responsibilities: Responsibilities) -> tuple[Finding, ...]:
    """Return the activities without or with several accountables, and those that nobody does.

    One with no letter at all is left alone: a blank row says that nothing is said. Where processes are known, the codes PO-NOA,
    PO-MULTIA, PO-NOR and PO-UNOWNED say the same of their activities.
    """
    duties: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty in responsibilities.duties:
        duties[duty.activity].append(duty)
    return tuple(finding for activity, some in sorted(duties.items()) for finding in _unbalanced(activity, some))


def _unbalanced(activity: str, duties: list[Duty]) -> Iterator[Finding]:
    accountable = sorted({each.post for each in duties if each.letter is Letter.ACCOUNTABLE})
    place = Place(file=duties[0].place.file, row=duties[0].place.row, column="activity_id")
    facts = {"value": activity, "posts": ", ".join(accountable)}
    about = ("responsibilities", activity)
    if not accountable:
        yield finding_at("RACI_NO_A", place, facts, about=about, severity=Severity.MAJOR)
    if len(accountable) > 1:
        yield finding_at("RACI_MULTI_A", place, facts, about=about, severity=Severity.MAJOR)
    if not any(each.letter is Letter.RESPONSIBLE for each in duties):
        yield finding_at("RACI_NO_R", place, facts, about=about, severity=Severity.MAJOR)


def check_duty_posts(organization: Organization, aliases: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the posts of the matrix that no post bears as id, name, English name or alias; `aliases` map to ids."""
    if organization.posts is None or organization.responsibilities is None:
        return ()
    names = {name: each.id for each in organization.posts for name in (each.name, each.name_en) if name}
    known = {**aliases, **names, **{each.id: each.id for each in organization.posts}, **{each: each for each in RESERVED}}
    named = mentions("post_id", ((each.post, each.place) for each in organization.responsibilities.duties))
    return check_references("RACI_UNKNOWN_ROLE", named, Register(table="posts", ids=known))
