"""Who answers for what is moved: owners of processes and systems, heads of departments – as posts, as far as anybody is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from workbench.design import Design
from workbench.findings import Finding
from workbench.fit.codes import Element
from workbench.fit.plan.touched import Touched, responsible_posts, touched_by


def owners_of(findings: Iterable[Finding], design: Design) -> Mapping[Element, tuple[str, ...]]:
    """Return the posts that answer for each element of what findings touch, sorted; none where nobody is named.

    For the process its owner; for technology the business owners of the systems; for the organization the heads of the
    departments, or of those of the posts; for data the heads of the owning departments.
    """
    touched = [(finding.scope, touched_by(finding, design)) for finding in findings]
    return owners_of_touched(touched, design)


def owners_of_touched(touched: Iterable[tuple[str, Touched]], design: Design) -> Mapping[Element, tuple[str, ...]]:
    """Return the posts that answer for each element of what is touched, each in the scope of a process or beyond all, sorted."""
    touched = tuple(touched)
    found = {
        Element.TECHNOLOGY: (each for _, its in touched for each in _system_owners(its, design)),
        Element.PROCESS: (each for scope, its in touched for each in _process_owners(scope, its, design)),
        Element.ORGANIZATION: (each for _, its in touched for each in _department_heads(its, design)),
        Element.DATA: (each for _, its in touched for each in _data_owners(its, design)),
    }
    return MappingProxyType({element: tuple(sorted({post for post in posts if post})) for element, posts in found.items()})


def _system_owners(touched: Touched, design: Design) -> Iterable[str | None]:
    systems = touched.systems or frozenset(each for activity in touched.activities for each in activity.systems)
    known = (design.landscape.system.get(each) for each in systems | _writing(touched, design))
    return (system.business_owner for system in known if system is not None and not system.is_offline)


def _writing(touched: Touched, design: Design) -> frozenset[str]:
    """Return the systems in which the data objects are written, where nothing else says which are meant."""
    if touched.systems:
        return frozenset()
    writing = (each for each in design.activities if not touched.data.isdisjoint(each.writes))
    return frozenset(system for activity in writing for system in activity.systems)


def _process_owners(scope: str, touched: Touched, design: Design) -> Iterable[str | None]:
    ids = {scope, *(activity.process for activity in touched.activities)}
    ids |= {each.process for each in design.activities if not touched.data.isdisjoint((*each.reads, *each.writes))}
    return (design.owner_of(design.process[each]) for each in ids if each in design.process)


def _department_heads(touched: Touched, design: Design) -> Iterable[str | None]:
    posts = touched.posts or responsible_posts(touched.activities)
    known = (design.organization.post.get(each) for each in posts)
    departments = touched.departments or frozenset(post.department for post in known if post is not None)
    return (_head(each, design) for each in departments)


def _data_owners(touched: Touched, design: Design) -> Iterable[str | None]:
    used = touched.data or frozenset(each for activity in touched.activities for each in activity.writes)
    known = (design.information.data_object.get(each) for each in used)
    return (_head(each.owner_department, design) for each in known if each is not None and each.owner_department)


def _head(department: str, design: Design) -> str | None:
    """Return the post that heads a department: as declared, or the one that the person who is declared holds."""
    known = design.organization.department.get(department)
    if known is None or known.head is None or known.head in design.organization.post:
        return None if known is None else known.head
    return next((each.post for each in design.organization.holdings or () if each.person == known.head), None)
