"""The job description (岗位说明书): where a post stands, what it does, decides, may use, answers for and must keep apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.design import DesignedActivity
from workbench.organization import Authority, Delegation, Letter, Post
from workbench.report.documents.controls import authority_table
from workbench.report.documents.edition import Edition
from workbench.report.documents.indicators import post_indicators
from workbench.report.documents.parts import Document, DocumentKind, Facts, Heading, Paragraph, Part, Remark, Table
from workbench.report.documents.process_steps import functions_of, steps_of
from workbench.report.documents.responsibility_table import coordination_table
from workbench.report.documents.rules import kind_of_rule, time_limit_of
from workbench.report.documents.wording import Wording
from workbench.report.documents.working_hours import hours_in_words

_QUALIFICATION: Final = frozenset({"任职要求", "任职资格", "qualification", "qualifications"})


def job_description(post: Post, edition: Edition) -> Document:
    """Return the description of a post; it names no person."""
    words = edition.wording
    parts: tuple[Part, ...] = (
        Heading(text=words.say("doc-basics")),
        _basics(post, words),
        Heading(text=words.say("doc-post-duties")),
        *_explained(_duties(post, words), words),
        Heading(text=words.say("doc-authorities")),
        Facts(rows=((words.say("doc-decision-limit"), _limit(post, words)),)),
        _authorities(post, words),
        Heading(text=words.say("doc-delegation")),
        _delegations(post, edition),
        Heading(text=words.say("doc-systems-permissions")),
        Facts(rows=tuple(_systems(post, words))),
        _permissions(post, words),
        Heading(text=words.say("doc-data-answered")),
        _data(post, words),
        Heading(text=words.say("doc-not-combined")),
        _apart(post, words),
        Heading(text=words.say("doc-coordination")),
        coordination_table(words, post.department),
        Heading(text=words.say("doc-indicators")),
        post_indicators(post.id, edition),
    )
    return edition.document(DocumentKind.JOB, post.id, words.post(post.id), parts)


def _basics(post: Post, words: Wording) -> Facts:
    say, design = words.say, words.design
    below = [each.id for each in design.organization.posts or () if each.reports_to == post.id]
    owned = [words.process(each) for each in design.processes if design.owner_of(each) == post.id]
    is_head = design.organization.department.get(post.department)
    rows = (
        (say("doc-post"), say("doc-with-code", name=words.post(post.id), code=post.id)),
        (say("doc-department"), words.department(post.department)),
        (say("doc-leads"), words.department(post.department) if is_head and is_head.head == post.id else words.none),
        (say("doc-superior"), words.none if _is_at_the_top(post, words) else words.post(post.reports_to)),
        (say("doc-subordinates"), words.posts(below) or words.none),
        (say("doc-owned-processes"), words.joined(owned) or words.none),
        (say("doc-headcount"), str(post.headcount)),
        (say("doc-level"), words.or_unspecified(post.level)),
        (say("doc-hours-of-work"), hours_in_words(post.calendar, words)),
        *_further(post, words),
    )
    return Facts(rows=rows)


def _is_at_the_top(post: Post, words: Wording) -> bool:
    """Return whether a post reports to nobody because none is above it: of all posts it alone stands at the first level."""
    highest = min((each.level for each in words.design.organization.posts or () if each.level is not None), default=None)
    peers = [each for each in words.design.organization.posts or () if each.level == highest]
    return post.reports_to is None and highest is not None and peers == [post]


def _further(post: Post, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield what the table of posts says beyond its own columns; what a post demands of people is always told."""
    if not _QUALIFICATION & {name.strip().casefold() for name in post.attributes}:
        yield words.say("doc-qualification"), words.unspecified
    yield from ((name, words.or_unspecified(value)) for name, value in sorted(post.attributes.items()))


def _letters(activity: DesignedActivity, post: str) -> tuple[Letter, ...]:
    return tuple(letter for letter in Letter if post in activity.posts(letter))


def _duties(post: Post, words: Wording) -> Table | Paragraph:
    columns = (
        ("doc-process", 1.1),
        ("doc-activity", 1.7),
        ("doc-letter", 1.1),
        ("doc-system-function", 1.6),
        ("doc-limit", 0.9),
    )
    if words.design.organization.responsibilities is None:
        return words.table(columns, None)
    rows = (
        (
            words.process(process),
            f"{words.activity(step.activity)}\n{step.activity.id}",
            words.joined(words.say("doc-letter-of", letter=each.value, word=words.say(f"doc-letter-{each}")) for each in letters),
            functions_of(step.activity, words),
            words.none if limit is None else words.hours(limit),
        )
        for process in words.design.processes
        for step in steps_of(process, words)
        for letters, limit in ((_letters(step.activity, post.id), time_limit_of(step.activity, process)),)
        if letters
    )
    return words.table(columns, rows)


def _explained(duties: Table | Paragraph, words: Wording) -> Iterator[Part]:
    """Yield duties, and what their letters mean where there are any."""
    yield duties
    if isinstance(duties, Table):
        yield Remark(text=words.say("doc-letters"))


def _limit(post: Post, words: Wording) -> str:
    return words.unspecified if post.decision_limit is None else f"{post.decision_limit:,.2f}".removesuffix(".00")


def _authorities(post: Post, words: Wording) -> Table | Paragraph:
    """Return what a post may decide at least."""
    organization = words.design.organization
    mine: list[Authority] = [each for each in organization.authorities or () if each.lowest_post == post.id]
    return (
        authority_table({each.activity for each in mine}, words)
        if organization.authorities is not None
        else words.table((), None)
    )


def _delegations(post: Post, edition: Edition) -> Table | Paragraph:
    """Return who stands in for a post, and for whom it does, from the effective date on: posts and activities, no persons."""
    words, effective = edition.wording, edition.facts.effective
    columns = (("doc-from-post", 1.1), ("doc-to-post", 1.1), ("doc-activities", 1.8), ("doc-period", 1.4), ("doc-amount", 0.9))
    declared = words.design.organization.delegations
    if declared is None:
        return words.table(columns, None)
    rows = (
        (words.posts(givers), words.posts(takers), _lent(each, words), _period(each, words), words.or_unspecified(each.limit))
        for each in declared
        for givers, takers in ((_held(each.from_person, words), _held(each.to_person, words)),)
        if post.id in (*givers, *takers) and (each.end is None or each.end >= effective)
    )
    return words.table(columns, dict.fromkeys(rows))


def _held(person: str, words: Wording) -> tuple[str, ...]:
    return tuple(each.post for each in words.design.organization.holdings or () if each.person == person)


def _lent(delegation: Delegation, words: Wording) -> str:
    named = words.joined(words.quoted(each) for each in delegation.activities)
    return named or words.say("doc-all-activities")


def _period(delegation: Delegation, words: Wording) -> str:
    start, end = (None if day is None else day.isoformat() for day in (delegation.start, delegation.end))
    return words.say("doc-from-to", start=start or "…", end=end or "…")


def _systems(post: Post, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield the systems that a post owns, for the business and technically."""
    systems = words.design.landscape.systems
    if systems is None:
        owned = (words.unspecified, words.unspecified)
    else:
        business = words.joined(words.system(each.id) for each in systems if each.business_owner == post.id)
        technical = words.joined(words.system(each.id) for each in systems if each.technical_owner == post.id)
        owned = (business or words.none, technical or words.none)
    yield from zip((words.say("doc-business-owner-of"), words.say("doc-technical-owner-of")), owned, strict=True)


def _permissions(post: Post, words: Wording) -> Table | Paragraph:
    """Return what a post may use, and what it needs for its work: where they differ it is said."""
    columns = (("doc-system", 1.5), ("doc-function", 1.3), ("doc-used-for", 2.0), ("doc-permission", 1.0))
    landscape = words.design.landscape
    granted = {each.function for each in landscape.permissions or () if each.post == post.id}
    needed: dict[str, list[DesignedActivity]] = {}
    for activity in words.design.activities:
        for function in (activity.functions or ()) if post.id in activity.allowed else ():
            needed.setdefault(function, []).append(activity)
    if not granted and not needed:
        return words.table(columns, None if landscape.permissions is None else ())
    rows = (
        (
            words.system(landscape.system_of(key)),
            _function_name(key, words),
            words.joined(words.activity(each) for each in needed.get(key, ())) or words.say("doc-no-activity"),
            _granted(key, granted, words),
        )
        for key in sorted({*granted, *needed})
    )
    return words.table(columns, rows)


def _function_name(key: str, words: Wording) -> str:
    return words.none if key in words.design.landscape.system else key


def _granted(function: str, granted: set[str], words: Wording) -> str:
    """Say whether a function is granted; paper and the like need no permission."""
    landscape = words.design.landscape
    system = landscape.system.get(landscape.system_of(function) or "")
    if system is not None and system.is_offline:
        return words.say("doc-needs-none")
    if landscape.permissions is None:
        return words.unspecified
    return words.say("doc-granted" if function in granted else "doc-not-granted")


def _data(post: Post, words: Wording) -> Table | Paragraph:
    """Return the data objects that a post is steward of."""
    columns = (("doc-number", 0.8), ("doc-data", 1.8), ("doc-master-system", 1.4))
    objects = words.design.information.data_objects
    if objects is None:
        return words.table(columns, None)
    rows = ((each.id, words.data(each.id), words.system(each.master_system)) for each in objects if each.steward_post == post.id)
    return words.table(columns, rows)


def _apart(post: Post, words: Wording) -> Table | Paragraph:
    """Return with which activities those of a post must not be combined in one hand."""
    columns = (("doc-own-activity", 1.5), ("doc-other-activity", 1.5), ("doc-demand", 1.5), ("doc-rule", 1.3))
    pairs = words.design.organization.duty_pairs
    if pairs is None:
        return words.table(columns, None)
    return words.table(columns, _pairs(post, words))


def _pairs(post: Post, words: Wording) -> Iterator[tuple[str, ...]]:
    mine = {each.id for each in words.design.activities if post.id in each.allowed}
    for pair in words.design.organization.duty_pairs or ():
        demand = words.say("doc-labelled", label=kind_of_rule(pair, words), text=words.say(f"doc-reach-{pair.reach}"))
        for own, other in ((pair.activity_a, pair.activity_b), (pair.activity_b, pair.activity_a)):
            if own in mine:
                yield words.quoted(own), words.quoted(other), demand, pair.name or words.unspecified
