"""Organization and technology under other names: whoever their tables speak of as they are to be called."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from workbench.findings import Finding
from workbench.organization import Delegation, Department, Holding, Organization
from workbench.organization.model import NO_ATTRIBUTES
from workbench.privacy.names import Names
from workbench.technology import Account, AccountKind, Landscape, Permission

_Row = TypeVar("_Row")


def organization_under(names: Names, organization: Organization) -> Organization:
    """Return an organization whose persons, their accounts, and heads that are no posts are called so.

    What else the table of persons says of them, such as a name or a telephone number, is left out.
    """
    posts, holdings, delegations = set(organization.post), organization.holdings or (), organization.delegations or ()
    people = {*organization.persons, *(account for each in holdings for account in each.accounts)}
    people |= {person for each in delegations for person in (each.from_person, each.to_person)}
    people |= {each.head for each in organization.departments or () if each.head and each.head not in posts}

    def headed(department: Department) -> Department:
        return replace(department, head=names.called(department.head)) if department.head in people else department

    def held(holding: Holding) -> Holding:
        accounts = tuple(dict.fromkeys(map(names.called, holding.accounts)))
        return replace(holding, person=names.called(holding.person), accounts=accounts, attributes=NO_ATTRIBUTES)

    def delegated(each: Delegation) -> Delegation:
        return replace(each, from_person=names.called(each.from_person), to_person=names.called(each.to_person))

    return replace(
        organization,
        departments=_rows(headed, organization.departments),
        holdings=_rows(held, organization.holdings),
        delegations=_rows(delegated, organization.delegations),
        findings=tuple(finding_under(names, each, people) for each in organization.findings),
    )


def landscape_under(names: Names, landscape: Landscape) -> Landscape:
    """Return a landscape whose personal accounts, and the persons they belong to, are called so; other accounts stay."""
    own = {each.id for each in landscape.accounts or () if each.kind is AccountKind.PERSONAL}
    people = own | {each.person for each in landscape.accounts or () if each.person}

    def owned(account: Account) -> Account:
        person = names.called(account.person) if account.person else None
        return replace(account, id=names.called(account.id) if account.id in own else account.id, person=person)

    def granted(permission: Permission) -> Permission:
        return replace(permission, account=names.called(permission.account)) if permission.account in own else permission

    return replace(
        landscape,
        accounts=_rows(owned, landscape.accounts),
        permissions=_rows(granted, landscape.permissions),
        findings=tuple(finding_under(names, each, people) for each in landscape.findings),
    )


def finding_under(names: Names, finding: Finding, people: Collection[str]) -> Finding:
    """Return a finding that calls so whichever of some people it speaks of, in its object and its facts, alone or in a list."""
    if not people:
        return finding
    longest_first = sorted(people, key=lambda each: (-len(each), each))
    spoken = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def said(fact: object) -> object:
        return spoken.sub(lambda found: names.called(found[0]), fact) if isinstance(fact, str) else fact

    element = finding.place.element
    return replace(
        finding,
        object=tuple(str(said(each)) for each in finding.object),
        facts=MappingProxyType({key: said(fact) for key, fact in finding.facts.items()}),
        place=replace(finding.place, element=None if element is None else str(said(element))),
    )


def _rows(change: Callable[[_Row], _Row], rows: Iterable[_Row] | None) -> tuple[_Row, ...] | None:
    return None if rows is None else tuple(map(change, rows))
