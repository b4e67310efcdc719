"""What a finding touches: the activities, posts, functions, systems, data objects and departments that its ids mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbench.design import Design, DesignedActivity
from workbench.findings import Finding
from workbench.organization import Letter

_KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "PO-NOTAUTH": ("activity", "post"),
        "PO-OVERLOAD": ("post",),
        "PO-SPAN": ("post",),
        "PO-NOOWNER": ("process",),
        "PO-COORD": ("department", "department"),
        "PO-PINGPONG": ("department", "department"),
        "TO-NOACC": ("post", "function"),
        "TO-EXCESS": ("post", "function"),
        "TO-SHARED": ("account",),
        "TO-NOOWNER": ("system",),
        "TO-SKILL": ("post", "function"),
        "TP-UNUSED": ("function",),
        "TP-LAG": ("system", "system"),
        "TP-REKEY": ("data", "system", "system"),
        "DT-NOCREATE": ("data",),
        "DT-ORPHAN": ("data",),
        "DT-MULTIMASTER": ("data",),
        "DT-NOOWNER": ("data",),
    }
)
_ACTIVITIES: Final = ("activity", "activity")
"""What the ids of a finding are, by code; those of all other codes are activities, or labels that no activity bears."""

_OF_A_FUNCTION: Final = frozenset({"TO-NOACC", "TO-EXCESS", "TO-SKILL"})


@dataclass(frozen=True, kw_only=True)
class Touched:
    """What a finding touches, by id; `activities` are those of its processes that it names, or that show it."""

    activities: tuple[DesignedActivity, ...] = ()
    posts: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()

    @property
    def subjects(self) -> frozenset[tuple[str, str]]:
        """Return what it is about, each with its kind, so that two findings can be told to meet."""
        kinds = {"activity": (each.id for each in self.activities), "post": self.posts, "function": self.functions}
        return frozenset((kind, each) for kind, ids in {**kinds, "data": self.data}.items() for each in ids)


def touched_by(finding: Finding, design: Design) -> Touched:
    """Return what a finding touches."""
    kinds = _KINDS.get(finding.code, _ACTIVITIES)
    ids = {
        kind: frozenset(key for key, its in zip(finding.object, kinds, strict=False) if its == kind)
        for kind in (*kinds, "system")
    }
    functions = ids.get("function", frozenset())
    of_functions = functions if finding.code in _OF_A_FUNCTION else frozenset()
    return Touched(
        activities=tuple(_activities(finding, ids.get("activity", frozenset()), of_functions, design.activities)),
        posts=ids.get("post", frozenset()),
        functions=functions,
        systems=ids["system"] | {system for each in functions if (system := design.landscape.system_of(each)) is not None},
        data=ids.get("data", frozenset()),
        departments=ids.get("department", frozenset()),
    )


def responsible_posts(activities: Iterable[DesignedActivity]) -> frozenset[str]:
    """Return the posts that are to do some activities; where none is named, those accountable."""
    told = [each.responsible or each.posts(Letter.ACCOUNTABLE) for each in activities]
    return frozenset().union(*told)


def _activities(
    finding: Finding, named: frozenset[str], functions: frozenset[str], among: Iterable[DesignedActivity]
) -> Iterable[DesignedActivity]:
    shown = frozenset(finding.elements)
    for activity in among:
        is_here = finding.scope in (activity.process, "enterprise")
        is_meant = (
            activity.id in named or not functions.isdisjoint(activity.functions or ()) or not shown.isdisjoint(activity.elements)
        )
        if is_here and is_meant:
            yield activity
