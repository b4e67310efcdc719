"""The subjects joined: one design, its references checked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from workbench.design.activities import DesignedActivity, Sources, activities_of, listed_functions, meaning_of_lanes
from workbench.design.activity_table import activity_table
from workbench.design.alias_table import ALIAS_KINDS
from workbench.design.names import Alias, Vocabulary, vocabulary_of
from workbench.design.processes import DesignedProcess
from workbench.design.references import (
    ActivityNames,
    Resolver,
    resolved_information,
    resolved_landscape,
    resolved_organization,
)
from workbench.findings import Finding, Place, Severity
from workbench.information import Information
from workbench.organization import Organization
from workbench.process.lanes import lane_labels
from workbench.shown import Columns, Tabled
from workbench.strategy import Strategy
from workbench.technology import Landscape


@dataclass(frozen=True, kw_only=True)
class Design(Tabled):
    """What should be: processes, organization, technology, information, strategy, every reference by id.

    `activities` are those of all processes, by process and id. `findings` are what is wrong with the subjects and between them.
    """

    processes: tuple[DesignedProcess, ...] = ()
    organization: Organization = field(default_factory=Organization)
    landscape: Landscape = field(default_factory=Landscape)
    information: Information = field(default_factory=Information)
    strategy: Strategy = field(default_factory=Strategy)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    activities: tuple[DesignedActivity, ...] = ()
    aliases: tuple[Alias, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def table(self) -> Columns:
        """Return each activity with who answers for it, what supports it, and which data it works on."""
        return activity_table(self.activities)

    @property
    def process(self) -> Mapping[str, DesignedProcess]:
        """Return the processes by id."""
        return MappingProxyType({each.id: each for each in self.processes})

    def activities_in(self, process: str) -> tuple[DesignedActivity, ...]:
        """Return the activities of one process, by id."""
        return tuple(each for each in self.activities if each.process == process)

    def owner_of(self, process: DesignedProcess) -> str | None:
        """Return the post that owns a process, None where nobody is named."""
        owner = process.sidecar.owner
        return None if owner is None else self.vocabulary.posts.or_text(owner)


@dataclass(frozen=True, kw_only=True)
class Subjects:
    """The subjects as they were read, each by itself."""

    organization: Organization = field(default_factory=Organization)
    landscape: Landscape = field(default_factory=Landscape)
    information: Information = field(default_factory=Information)
    strategy: Strategy = field(default_factory=Strategy)
    aliases: tuple[Alias, ...] = ()


def join(processes: Sequence[DesignedProcess], subjects: Subjects) -> Design:
    """Join processes and subjects: bring every reference to an id, and tell those that lead nowhere."""
    vocabulary = vocabulary_of(subjects.organization, subjects.landscape, subjects.information, subjects.aliases)
    to = Resolver(activities=ActivityNames(processes=tuple(processes)), vocabulary=vocabulary)
    organization = resolved_organization(subjects.organization, to)
    landscape = resolved_landscape(subjects.landscape, to)
    information = resolved_information(subjects.information, to)
    sources = Sources(
        responsibilities=organization.responsibilities,
        landscape=landscape,
        uses=information.uses or (),
        vocabulary=vocabulary,
    )
    _check_aliases(subjects.aliases, to)
    activities = tuple(each for process in sorted(processes, key=lambda it: it.id) for each in activities_of(process, sources))
    own = (*subjects.organization.findings, *subjects.landscape.findings, *subjects.information.findings)
    between = (*_owners(processes, to), *_function_notes(processes, activities, landscape, to), *_lane_notes(processes, to))
    return Design(
        processes=tuple(processes),
        organization=organization,
        landscape=landscape,
        information=information,
        strategy=subjects.strategy,
        vocabulary=vocabulary,
        activities=activities,
        aliases=subjects.aliases,
        findings=(*own, *subjects.strategy.findings, *to.findings, *between),
    )


def _check_aliases(aliases: Sequence[Alias], to: Resolver) -> None:
    """Tell aliases of a kind that there is not, and those that lead to no id."""
    names = to.vocabulary
    tables = {
        "post": (names.posts,),
        "department": (names.departments,),
        "system": (names.systems,),
        "function": (names.functions,),
        "data": (names.data,),
        "account": (names.accounts,),
        "person": (names.persons, names.accounts),
    }
    for each in aliases:
        if each.kind == "activity":
            to.activity(each.id, each.place, "id")
        elif each.kind not in tables:
            to.unknown(each.kind, ALIAS_KINDS, each.place, "kind")
        elif not any(each.id in table.texts for table in tables[each.kind]):
            to.one(each.id, tables[each.kind][0], each.place, "id")


def _owners(processes: Sequence[DesignedProcess], to: Resolver) -> Iterator[Finding]:
    """Tell owners of processes that are no post."""
    posts = to.vocabulary.posts
    for process in processes:
        owner = process.sidecar.owner
        if owner is not None and posts.is_known and posts.id_of(owner) is None:
            facts = {"process": process.id, "value": owner, "nearest": posts.nearest(owner) or "–"}
            yield _note("OWNER_UNKNOWN", process, (process.id,), facts)


def _function_notes(
    processes: Sequence[DesignedProcess], activities: Sequence[DesignedActivity], landscape: Landscape, to: Resolver
) -> Iterator[Finding]:
    """Tell activities whose functions the sidecar and functions.csv give differently, and functions that do not exist."""
    known = {each.id: each for each in processes}
    functions, systems = to.vocabulary.functions, to.vocabulary.systems
    for activity in activities:
        listed = listed_functions(activity.id, landscape)
        mine = activity.functions or ()
        process = known[activity.process]
        if listed and set(listed) != set(mine):
            facts = {"activity": activity.texts, "mine": ", ".join(mine) or "–", "listed": ", ".join(listed)}
            yield _note("FUNCTIONS_DIFFER", process, (activity.id,), facts)
        for function in mine if functions.is_known else ():
            if function not in functions.texts and function not in systems.texts:
                facts = {"activity": activity.texts, "value": function, "nearest": functions.nearest(function) or "–"}
                yield _note("FUNCTION_UNKNOWN", process, (activity.id, function), facts)


def _lane_notes(processes: Sequence[DesignedProcess], to: Resolver) -> Iterator[Finding]:
    """Tell processes with lanes of which nothing says what they stand for, and what was taken for granted."""
    for process in processes:
        if process.sidecar.lane_means is None and lane_labels(process.process):
            meaning = meaning_of_lanes(process, to.vocabulary)
            code = "LANES_UNEXPLAINED" if meaning is None else "LANES_TAKEN_FOR"
            yield _note(code, process, (process.id,), {"process": process.id, "meaning": meaning.value if meaning else "–"})


def _note(code: str, process: DesignedProcess, about: tuple[str, ...], facts: Mapping[str, object]) -> Finding:
    place = Place(file=str(process.model.path))
    return Finding(code=code, severity=Severity.INFO, scope=process.id, object=about, place=place, facts=facts)
