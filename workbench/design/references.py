"""References from one subject to another: brought to ids, and a bad one told with its place and the nearest that exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TypeVar

from workbench.design.names import Names, Vocabulary
from workbench.design.processes import DesignedProcess
from workbench.findings import NOWHERE, Finding, Place, Severity
from workbench.information import Information
from workbench.organization import RESERVED, DutyPair, Organization, Responsibilities
from workbench.process.naming import folded
from workbench.technology import Landscape


@dataclass(frozen=True, kw_only=True)
class ActivityNames:
    """The activities of all processes, by every text that means one: id, name or alias."""

    processes: tuple[DesignedProcess, ...]

    def ids_of(self, text: str) -> tuple[str, ...]:
        """Return the activity ids that a text means, sorted: those that bear it as id, else as a name, in any process."""
        by_id = {each.naming.activity_id(node) for each in self.processes for node in each.naming.by_id.get(text, ())}
        named = {
            each.naming.activity_id(element)
            for each in self.processes
            if (meaning := each.naming.meaning(text)) is not None
            for element in meaning.elements
        }
        return tuple(sorted(by_id or named))

    def nearest(self, text: str) -> str | None:
        """Return the activity id that looks most like a text, if any does."""
        near = ((each, name) for each in self.processes if (name := each.naming.nearest(text)) is not None)
        return next((key for each, name in near if (key := self._id(each, name))), None)

    @staticmethod
    def _id(process: DesignedProcess, name: str) -> str | None:
        meaning = process.naming.meaning(name)
        return process.naming.activity_id(meaning.elements[0]) if meaning else None


@dataclass(kw_only=True)
class Resolver:
    """Brings references to ids and collects what it could not."""

    activities: ActivityNames
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    _told: set[tuple[str, str, str]] = field(default_factory=set)

    def one(self, text: str, names: Names, place: Place, column: str) -> str:
        """Return the id that a text means; one that means nothing stays, and is told unless its table is absent."""
        found = names.id_of(text)
        if found is None and names.is_known:
            self._tell(text, names.nearest(text), place, column)
        return found or text

    def maybe(self, text: str | None, names: Names, place: Place, column: str) -> str | None:
        """Return the same of a text that may be missing."""
        return None if text is None else self.one(text, names, place, column)

    def performer(self, text: str, place: Place, column: str) -> str:
        """Return the id of a post, or SYS or EXT."""
        reserved = {folded(each): each for each in RESERVED}
        return reserved.get(folded(text)) or self.one(text, self.vocabulary.posts, place, column)

    def activity(self, text: str, place: Place, column: str = "activity_id") -> tuple[str, ...]:
        """Return the ids of the activities that a text means; what means none stays as it is, and is told."""
        found = self.activities.ids_of(text)
        if not found:
            self._tell(text, self.activities.nearest(text), place, column)
        return found or (text,)

    def listed_activities(self, texts: Sequence[str], place: Place, column: str) -> tuple[str, ...]:
        """Return the ids of all activities that a cell lists."""
        single = _apart(texts, lambda text: bool(self.activities.ids_of(text)))
        return tuple(dict.fromkeys(key for text in single for key in self.activity(text, place, column)))

    def listed_data(self, texts: Sequence[str], place: Place, column: str) -> tuple[str, ...]:
        """Return the ids of all data objects that a cell lists."""
        names = self.vocabulary.data
        return tuple(self.one(text, names, place, column) for text in _apart(texts, lambda text: names.id_of(text) is not None))

    def unknown(self, text: str, known: Sequence[str], place: Place, column: str) -> None:
        """Tell a text that is none of those known."""
        self._tell(text, next(iter(get_close_matches(text, known, n=1)), None), place, column)

    def _tell(self, text: str, nearest: str | None, place: Place, column: str) -> None:
        if (str(place.file), column, text) in self._told:
            return
        self._told.add((str(place.file), column, text))
        code = "REFERENCE_UNKNOWN" if nearest else "REFERENCE_UNKNOWN_ALONE"
        facts = {"row": place.row or place.line or "?", "column": column, "value": text, "nearest": nearest or ""}
        found = Finding(code=code, severity=Severity.MINOR, place=replace(place, column=column), object=(text,), facts=facts)
        self.findings.append(found)


def resolved_organization(organization: Organization, to: Resolver) -> Organization:
    """Return the organization with every activity, post, department and person by its id."""
    names = to.vocabulary
    return replace(
        _resolved_chart(organization, names),
        responsibilities=_responsibilities(organization.responsibilities, to),
        delegations=_each(
            organization.delegations,
            lambda it: replace(
                it,
                from_person=names.persons.or_text(it.from_person),
                to_person=names.persons.or_text(it.to_person),
                activities=to.listed_activities(it.activities, it.place, "activities"),
            ),
        ),
        duty_pairs=_expanded(organization.duty_pairs, lambda it: _pairs(it, to)),
        authorities=_expanded(
            organization.authorities,
            lambda it: [
                replace(it, activity=key, lowest_post=names.posts.or_text(it.lowest_post))
                for key in to.activity(it.activity, it.place)
            ],
        ),
    )


def _resolved_chart(organization: Organization, names: Vocabulary) -> Organization:
    """Return the organization with departments, posts and who holds them by their ids."""
    posts, departments = names.posts, names.departments
    return replace(
        organization,
        departments=_each(
            organization.departments, lambda it: replace(it, parent=_plain(it.parent, departments), head=_head(it.head, names))
        ),
        posts=_each(
            organization.posts,
            lambda it: replace(it, department=departments.or_text(it.department), reports_to=_plain(it.reports_to, posts)),
        ),
        holdings=_each(
            organization.holdings, lambda it: replace(it, person=names.persons.or_text(it.person), post=posts.or_text(it.post))
        ),
        coordinations=_each(
            organization.coordinations,
            lambda it: replace(
                it, department_a=departments.or_text(it.department_a), department_b=departments.or_text(it.department_b)
            ),
        ),
        hostings=_each(
            organization.hostings,
            lambda it: replace(it, post=posts.or_text(it.post), department=departments.or_text(it.department)),
        ),
        team_members=_each(organization.team_members, lambda it: replace(it, post=posts.or_text(it.post))),
    )


def resolved_landscape(landscape: Landscape, to: Resolver) -> Landscape:
    """Return the landscape with every activity, post, person and system by its id."""
    names = to.vocabulary
    supply = replace(
        landscape,
        systems=_each(
            landscape.systems,
            lambda it: replace(
                it,
                business_owner=to.maybe(it.business_owner, names.posts, it.place, "business_owner"),
                technical_owner=to.maybe(it.technical_owner, names.posts, it.place, "technical_owner"),
            ),
        ),
        functions=_each(
            landscape.functions,
            lambda it: replace(
                it,
                system=names.systems.or_text(it.system),
                activities=to.listed_activities(it.activities, it.place, "activities"),
            ),
        ),
        integrations=_each(
            landscape.integrations,
            lambda it: replace(
                it,
                source=names.systems.or_text(it.source),
                target=names.systems.or_text(it.target),
                data=to.listed_data(it.data, it.place, "data_objects"),
            ),
        ),
    )
    return _resolved_access(supply, to)


def _resolved_access(landscape: Landscape, to: Resolver) -> Landscape:
    """Return the landscape with whoever may use a function, or has an account, by id."""
    names = to.vocabulary
    return replace(
        landscape,
        permissions=_each(
            landscape.permissions,
            lambda it: replace(
                it,
                function=names.functions.or_text(it.function),
                post=None if it.post is None else to.performer(it.post, it.place, "post_id"),
            ),
        ),
        accounts=_each(
            landscape.accounts,
            lambda it: replace(
                it,
                person=to.maybe(it.person, names.persons, it.place, "person_id"),
                system=_plain(it.system, names.systems),
            ),
        ),
    )


def resolved_information(information: Information, to: Resolver) -> Information:
    """Return the information with every activity, system, department and post by its id."""
    names = to.vocabulary
    return replace(
        information,
        data_objects=_each(
            information.data_objects,
            lambda it: replace(
                it,
                master_system=to.maybe(it.master_system, names.systems, it.place, "master_system"),
                owner_department=to.maybe(it.owner_department, names.departments, it.place, "owner_department"),
                steward_post=to.maybe(it.steward_post, names.posts, it.place, "steward_post"),
            ),
        ),
        uses=_expanded(
            information.uses,
            lambda it: [
                replace(it, activity=key, data=names.data.or_text(it.data)) for key in to.activity(it.activity, it.place)
            ],
        ),
    )


_Item = TypeVar("_Item")


def _each(items: tuple[_Item, ...] | None, change: Callable[[_Item], _Item]) -> tuple[_Item, ...] | None:
    return None if items is None else tuple(change(item) for item in items)


def _expanded(items: tuple[_Item, ...] | None, change: Callable[[_Item], Sequence[_Item]]) -> tuple[_Item, ...] | None:
    return None if items is None else tuple(each for item in items for each in change(item))


def _plain(text: str | None, names: Names) -> str | None:
    return None if text is None else names.or_text(text)


def _head(text: str | None, names: Vocabulary) -> str | None:
    """Return the id of the post, else of the person, that heads a department."""
    return text if text is None else names.posts.id_of(text) or names.persons.or_text(text)


def _apart(texts: Sequence[str], is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield what a cell lists: blanks belong to a text that means something as it stands, and divide ids otherwise."""
    for text in texts:
        yield from (text,) if is_known(text) else text.split()


def _responsibilities(given: Responsibilities | None, to: Resolver) -> Responsibilities | None:
    if given is None:
        return None
    duties = (
        replace(duty, activity=key, post=to.performer(duty.post, duty.place, "post_id"))
        for duty in given.duties
        for key in to.activity(duty.activity, duty.place)
    )
    activities = dict.fromkeys(key for text in given.activities for key in to.activity(text, NOWHERE))
    return Responsibilities(duties=tuple(duties), activities=tuple(activities))


def _pairs(pair: DutyPair, to: Resolver) -> list[DutyPair]:
    return [
        replace(pair, activity_a=a, activity_b=b)
        for a in to.activity(pair.activity_a, pair.place, "activity_a")
        for b in to.activity(pair.activity_b, pair.place, "activity_b")
    ]
