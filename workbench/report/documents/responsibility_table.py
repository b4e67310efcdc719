"""The responsibility table (职责表): what processes, departments and posts answer for, and what is not settled yet."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import DesignedProcess
from workbench.organization import Department, Letter
from workbench.report.documents.controls import authority_table, separation_table
from workbench.report.documents.edition import Edition
from workbench.report.documents.open_points import open_points
from workbench.report.documents.parts import Document, DocumentKind, Heading, Paragraph, Part, Remark, Table, Wide
from workbench.report.documents.process_steps import functions_of, letter_of, steps_of
from workbench.report.documents.wording import Wording


def responsibility_table(edition: Edition) -> Document:
    """Return who answers for what in all processes."""
    words = edition.wording
    activities = [each.id for each in words.design.activities]
    parts: tuple[Part, ...] = (
        Heading(text=words.say("doc-purpose")),
        Paragraph(text=words.say("doc-duties-purpose")),
        Heading(text=words.say("doc-process-duties")),
        _processes(words),
        Heading(text=words.say("doc-department-duties")),
        *_departments(words),
        Wide(parts=(Heading(text=words.say("doc-activity-duties")), Remark(text=words.say("doc-letters")), *_by_process(words))),
        Heading(text=words.say("doc-coordination")),
        coordination_table(words, None),
        Heading(text=words.say("doc-separation")),
        separation_table(activities, words),
        Heading(text=words.say("doc-authorities")),
        authority_table(activities, words),
        Heading(text=words.say("doc-open-points")),
        open_points(words.design.processes, words),
    )
    return edition.document(DocumentKind.RESPONSIBILITY, "", "", parts)


def _processes(words: Wording) -> Table | Paragraph:
    columns = (
        ("doc-number", 0.8),
        ("doc-process", 1.5),
        ("doc-owner-post", 1.4),
        ("doc-department", 1.4),
        ("doc-capability", 1.8),
    )
    carried = words.design.strategy.capabilities
    rows = [
        (
            each.id,
            words.process(each),
            words.post(words.design.owner_of(each)),
            _department_of(words.design.owner_of(each), words),
            words.or_unspecified(words.joined(words.kept(of.name, of.name_en) for of in carried if each.id in of.processes)),
        )
        for each in words.design.processes
    ]
    return words.table(columns, rows)


def _department_of(post: str | None, words: Wording) -> str:
    found = words.design.organization.post.get(post or "")
    return words.department(found.department if found is not None else None)


def _by_process(words: Wording) -> Iterator[Heading | Table | Paragraph]:
    columns = (
        ("doc-no", 0.4),
        ("doc-number", 0.8),
        ("doc-activity", 1.5),
        ("doc-responsible", 1.4),
        ("doc-accountable", 1.3),
        ("doc-supporting", 1.0),
        ("doc-consulted", 1.3),
        ("doc-informed", 1.3),
        ("doc-system-function", 1.6),
    )
    for process in words.design.processes:
        yield Heading(text=words.say("doc-with-code", name=words.process(process), code=process.id), level=2)
        yield words.table(columns, _steps(process, words))


def _steps(process: DesignedProcess, words: Wording) -> Iterator[tuple[str, ...]]:
    for step in steps_of(process, words):
        letters = (letter_of(step.activity, letter, words) for letter in Letter)
        responsible, accountable, supporting, consulted, informed = letters
        named = (str(step.number), step.activity.id, words.activity(step.activity))
        yield (*named, responsible, accountable, supporting, consulted, informed, functions_of(step.activity, words))


def _departments(words: Wording) -> Iterator[Part]:
    departments = words.design.organization.departments
    if not departments:
        yield words.table((), None if departments is None else ())
        return
    columns = (
        ("doc-department", 1.1),
        ("doc-head", 1.0),
        ("doc-posts-headcount", 1.6),
        ("doc-does", 2.4),
        ("doc-data-systems", 1.7),
    )
    staffed = _staffed(words)
    listed = [each for each in departments if staffed is None or each.id in staffed]
    yield words.table(columns, (_department(each, words) for each in listed))
    others = words.joined(words.department(each.id) for each in departments if each not in listed)
    if others:
        yield Remark(text=words.say("doc-departments-empty", departments=others))


def _staffed(words: Wording) -> frozenset[str] | None:
    """Return the departments with posts of their own or below them – one that may yet be set up has none; None: not known."""
    organization, staffed = words.design.organization, set[str]()
    parent = {each.id: each.parent for each in organization.departments or ()}
    for post in organization.posts or ():
        department: str | None = post.department
        while department and department not in staffed:
            staffed.add(department)
            department = parent.get(department)
    return None if organization.posts is None else frozenset(staffed)


def _department(department: Department, words: Wording) -> tuple[str, ...]:
    design = words.design
    posts = [each for each in design.organization.posts or () if each.department == department.id]
    ids = {each.id for each in posts}
    head = department.head if department.head in design.vocabulary.posts.texts else None
    counted = (words.say("doc-post-count", post=words.post(each.id), count=each.headcount) for each in posts)
    return (
        f"{words.department(department.id)}\n{department.id}",
        words.post(head),
        "\n".join(counted) or words.none,
        "\n".join(_duties(ids, words)) or words.none,
        "\n".join(_owned(department, ids, words)) or words.none,
    )


def _duties(posts: set[str], words: Wording) -> Iterator[str]:
    """Yield the activities that some posts do, one line a process."""
    for process in words.design.processes:
        mine = words.joined(
            words.activity(each.activity) for each in steps_of(process, words) if each.activity.responsible & posts
        )
        if mine:
            yield words.say("doc-labelled", label=words.process(process), text=mine)


def _owned(department: Department, posts: set[str], words: Wording) -> Iterator[str]:
    data = words.joined(
        words.data(each.id) for each in words.design.information.data_objects or () if each.owner_department == department.id
    )
    systems = words.joined(words.system(each.id) for each in words.design.landscape.systems or () if each.business_owner in posts)
    if data:
        yield words.say("doc-labelled", label=words.say("doc-data"), text=data)
    if systems:
        yield words.say("doc-labelled", label=words.say("doc-systems"), text=systems)


def coordination_table(words: Wording, department: str | None) -> Table | Paragraph:
    """Return how departments coordinate; those of one department where it is named, with the others."""
    columns = (("doc-departments", 2.0), ("doc-mechanism", 2.0), ("doc-rhythm", 1.0))
    declared = words.design.organization.coordinations
    if declared is None:
        return words.table(columns, None)
    rows = (
        (
            words.say("doc-between", one=words.department(one), other=words.department(other)),
            each.mechanism,
            words.rhythm(each.rhythm),
        )
        for each in declared
        if department in (None, each.department_a, each.department_b)
        for one, other in (_turned(each.department_a, each.department_b, department),)
    )
    return words.table(columns, rows)


def _turned(one: str, other: str, first: str | None) -> tuple[str, str]:
    return (other, one) if other == first else (one, other)
