"""The process description (流程说明书): what a process is for, how it runs, who answers for what, and how it is controlled."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import DesignedActivity, DesignedProcess
from workbench.organization import Letter
from workbench.process.model import Event, ProcessModel
from workbench.report.documents.controls import authority_table, order_table, separation_table
from workbench.report.documents.data_flow import input_table, output_table, record_table
from workbench.report.documents.edition import Edition
from workbench.report.documents.indicators import process_indicators
from workbench.report.documents.open_points import open_points
from workbench.report.documents.parts import Document, DocumentKind, Facts, Heading, Paragraph, Part, Picture, Remark, Table, Wide
from workbench.report.documents.process_picture import picture_of
from workbench.report.documents.process_steps import (
    comes_next,
    decision_table,
    exception_table,
    step_table,
    trigger_of,
)
from workbench.report.documents.rules import time_limit_of
from workbench.report.documents.wording import Wording

_LETTERS = ("responsible", "accountable", "supporting", "consulted", "informed")


def process_description(process: DesignedProcess, edition: Edition) -> Document:
    """Return the description of a process."""
    words = edition.wording
    say = words.say
    parts: tuple[Part, ...] = (
        Heading(text=say("doc-purpose")),
        *_purpose(process, words),
        Heading(text=say("doc-scope")),
        _scope(process, words),
        Heading(text=say("doc-owner-and-departments")),
        Paragraph(text=_owner(process, words)),
        _departments(process, words),
        Heading(text=say("doc-terms")),
        Paragraph(text=words.sentences(words.meaning(each) for each in _terms(process, words))),
        *_interfaces(process, words),
        Wide(
            parts=(
                Heading(text=say("doc-diagram")),
                *_diagram(process, words),
                Heading(text=say("doc-steps")),
                step_table(process, words),
                Remark(text=say("doc-letters")),
            )
        ),
        Heading(text=say("doc-decisions")),
        decision_table(process, words),
        Heading(text=say("doc-exceptions")),
        exception_table(process, words),
        *_controls(process, words),
        Heading(text=say("doc-records")),
        record_table(process, words),
        Remark(text=say("doc-retention")),
        Heading(text=say("doc-indicators")),
        process_indicators(process, edition),
        Heading(text=say("doc-open-points")),
        open_points((process,), words),
        Heading(text=say("doc-related")),
        _related(process, edition),
    )
    return edition.document(DocumentKind.PROCESS, process.id, words.process(process), parts)


def _terms(process: DesignedProcess, words: Wording) -> Iterator[str]:
    """Yield the terms that a description uses: the letters, and those of rules and limits where there are any."""
    yield from _LETTERS
    organization, mine = words.design.organization, {each.id for each in words.design.activities_in(process.id)}
    if any({each.activity_a, each.activity_b} & mine for each in organization.duty_pairs or ()):
        yield "separation"
    if any(each.activity in mine for each in organization.authorities or ()):
        yield "authority"
    found = (process.sidecar.target, *(time_limit_of(each, process) for each in words.design.activities_in(process.id)))
    limits = [each for each in found if each is not None]
    yield from (
        term for term, is_elapsed in (("elapsed", True), ("working", False)) if is_elapsed in {each.is_elapsed for each in limits}
    )


def _purpose(process: DesignedProcess, words: Wording) -> Iterator[Paragraph]:
    """Yield what the file says of the process, and which capability it carries; that neither is known is said."""
    documented = process.process.documentation.strip()
    if documented:
        yield Paragraph(text=documented)
    strategy = words.design.strategy
    for capability in strategy.capabilities:
        if process.id in capability.processes:
            served = [
                words.kept(each.statement, each.statement_en) for each in strategy.advantages if each.id in capability.advantages
            ]
            name, of = words.process(process), words.or_unspecified(words.joined(served))
            carried = words.kept(capability.name, capability.name_en)
            yield Paragraph(text=words.say("doc-purpose-serves", process=name, capability=carried, advantage=of))
    if not documented and not any(process.id in each.processes for each in strategy.capabilities):
        yield Paragraph(text=words.say("doc-none-specified"))


def _scope(process: DesignedProcess, words: Wording) -> Facts:
    say, scope = words.say, words.design.strategy.scope
    covered = None if scope is None else "doc-in-scope" if process.id in scope.processes_in else "doc-not-in-scope"
    left_out = (
        () if scope is None else (*map(words.process_of, scope.processes_out), *map(words.department, scope.departments_out))
    )
    rows = (
        (say("doc-in-system"), words.unspecified if covered is None else say(covered)),
        (say("doc-begins"), _events(process, "startEvent", words)),
        (say("doc-ends"), _events(process, "endEvent", words)),
        (say("doc-departments-in"), words.or_unspecified(words.joined(map(words.department, departments_of(process, words))))),
        (say("doc-externals"), _externals(process, words)),
        (say("doc-left-out"), words.unspecified if scope is None else words.joined(left_out) or say("doc-none")),
    )
    return Facts(rows=rows)


def _events(process: DesignedProcess, tag: str, words: Wording) -> str:
    """Return the events at the ends of a process; where each start leads to is said."""
    drawn = process.process
    events = [node for node in drawn.nodes if isinstance(node, Event) and node.tag == tag and node.scope == drawn.id]
    told = []
    for event in events:
        onward = words.joined(comes_next(flow, process, words) for flow in drawn.outgoing.get(event.id, ()))
        said = trigger_of(event, process, words)
        told.append(words.say("doc-leads-to", event=said, next=onward) if onward else said)
    return "\n".join(told) or words.unspecified


def _externals(process: DesignedProcess, words: Wording) -> str:
    model = process.model
    pools = model.participants if isinstance(model, ProcessModel) else ()
    return words.joined(each.label for each in pools if each.process is None) or words.say("doc-none")


def _owner(process: DesignedProcess, words: Wording) -> str:
    owner = words.design.owner_of(process)
    post = words.design.organization.post.get(owner or "")
    if post is None:
        return words.say("doc-owner", post=words.post(owner))
    return words.say("doc-owner-of", post=words.post(owner), department=words.department(post.department))


def posts_of(process: DesignedProcess, words: Wording) -> tuple[str, ...]:
    """Return the posts that have any letter in a process, in the order of the table of posts."""
    named = {post for each in words.design.activities_in(process.id) for post in each.posts(*Letter)}
    known = words.design.vocabulary.posts.ids
    return (*(each for each in known if each in named), *sorted(named - set(known)))


def departments_of(process: DesignedProcess, words: Wording) -> tuple[str, ...]:
    """Return the departments of those posts, in the order of the table of departments."""
    posts = words.design.organization.post
    named = {posts[each].department for each in posts_of(process, words) if each in posts}
    known = words.design.vocabulary.departments.ids
    return (*(each for each in known if each in named), *sorted(named - set(known)))


def _departments(process: DesignedProcess, words: Wording) -> Table | Paragraph:
    """Return what each department does in the process: activities that its posts do, and those that they answer for."""
    columns = (("doc-department", 1.0), ("doc-posts", 1.4), ("doc-does", 2.4), ("doc-answers-for", 2.4))
    activities = words.design.activities_in(process.id)
    posts = words.design.organization.post
    rows = []
    for department in departments_of(process, words):
        mine = [each for each in posts_of(process, words) if each in posts and posts[each].department == department]
        rows.append(
            (
                words.department(department),
                words.posts(mine),
                *(_done(activities, letter, mine, words) for letter in (Letter.RESPONSIBLE, Letter.ACCOUNTABLE)),
            )
        )
    return words.table(columns, rows)


def _done(activities: tuple[DesignedActivity, ...], letter: Letter, posts: list[str], words: Wording) -> str:
    return words.joined(words.activity(each) for each in activities if each.posts(letter) & set(posts)) or words.none


def _diagram(process: DesignedProcess, words: Wording) -> tuple[Picture | Paragraph, ...]:
    drawn = picture_of(process, words)
    return (Paragraph(text=words.say("doc-no-diagram")),) if drawn is None else (drawn,)


def _controls(process: DesignedProcess, words: Wording) -> Iterator[Part]:
    mine = frozenset(each.id for each in words.design.activities_in(process.id))
    yield Heading(text=words.say("doc-controls"))
    yield Heading(text=words.say("doc-separation"), level=2)
    yield separation_table(mine, words)
    yield Heading(text=words.say("doc-authorities"), level=2)
    yield authority_table(mine, words)
    yield Heading(text=words.say("doc-orders"), level=2)
    yield order_table(process, words)


def _interfaces(process: DesignedProcess, words: Wording) -> Iterator[Part]:
    yield Heading(text=words.say("doc-interfaces"))
    yield Heading(text=words.say("doc-inputs"), level=2)
    yield input_table(process, words)
    yield Heading(text=words.say("doc-outputs"), level=2)
    yield output_table(process, words)


def _related(process: DesignedProcess, edition: Edition) -> Table | Paragraph:
    """Return the other documents of the release that bear on a process."""
    words = edition.wording
    rows = [edition.reference(kind) for kind in (DocumentKind.RESPONSIBILITY, DocumentKind.DATA, DocumentKind.CHANGES)]
    posts = words.design.organization.post
    rows += [edition.reference(DocumentKind.JOB, each, words.post(each)) for each in posts_of(process, words) if each in posts]
    return words.table((("doc-number", 1.0), ("doc-title", 3.0)), rows)
