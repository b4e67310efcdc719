"""What the workbench must find in the demo enterprise: every plant, what is too rare, what is suppressed, and no decoy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations
from typing import Final

from demo.cases import Case
from demo.drift import NEW_LABEL, Drift
from demo.enterprise import second_posts
from demo.play import FRIDAY, Event
from demo.processes import ACTIVITIES, MANAGER_APPROVAL, OTHER_NAME_OF_RELEASE, PRICE_CHANGE
from demo.seasons import Season

ENTERPRISE: Final = "enterprise"


@dataclass(frozen=True, kw_only=True)
class Planted:
    """What one planted mismatch must come out as: code, scope, object, exposure, count, and exactly these cases.

    `exposed` and `count` are None for what is structural; nothing but `exposed` is known of a step that is never observed.
    """

    code: str
    scope: str
    object: tuple[str, ...]
    exposed: int | None = None
    count: int | None = None
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decoy:
    """What tempts but must not be reported; without an `object` no finding of the code may be."""

    code: str
    object: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Suppressed:
    """How many events would be findings of a code, did not a declared exception say that they are right."""

    code: str
    because: str
    count: int


@dataclass(frozen=True, kw_only=True)
class OfEvents:
    """A plant that shows in events: which of those of an activity."""

    code: str
    object: tuple[str, ...]
    activity: str
    shows: Callable[[Event], bool]

    @property
    def scope(self) -> str:
        """Return the process, or the enterprise for an account, which belongs to none."""
        return ENTERPRISE if self.code == "TO-SHARED" else self.activity[:3]


STRUCTURAL: Final = {
    "M07": Planted(code="TP-REKEY", scope=ENTERPRISE, object=("DO01", "CRM", "ERP")),
    "M10": Planted(code="TP-UNUSED", scope=ENTERPRISE, object=("SRM.FC",)),
    "M11": Planted(code="PO-NOA", scope="ECM", object=("ECM-11",)),
    "M12": Planted(code="PO-MULTIA", scope="OTD", object=("OTD-15",)),
    "M13": Planted(code="PO-LANEMIS", scope="OTD", object=("OTD-08",)),
    "M18": Planted(code="PO-OVERLOAD", scope=ENTERPRISE, object=("P1",)),
    "M21": Planted(code="TO-NOACC", scope=ENTERPRISE, object=("Q2", "QMS.IQC")),
    "M23": Planted(code="TO-EXCESS", scope=ENTERPRISE, object=("B1", "WMS.GR")),
    "M24": Planted(code="TO-NOOWNER", scope=ENTERPRISE, object=("OA",)),
    "M25": Planted(code="DT-MULTIMASTER", scope=ENTERPRISE, object=("DO05",)),
    "M26": Planted(code="DT-ORPHAN", scope=ENTERPRISE, object=("DO09",)),
    "M27": Planted(code="DT-NOCREATE", scope=ENTERPRISE, object=("DO14",)),
}

OF_CASES: Final = {
    "M01": ("CF-SKIP", ("OTD-04",), "OTD-01"),
    "M02": ("CF-ORDER", ("OTD-15", "OTD-16"), "OTD-16"),
    "M03": ("CF-EXTRA", (PRICE_CHANGE,), "P2P-01"),
    "M04": ("CF-REWORK", ("ECM-07",), "ECM-07"),
    "M15": ("PO-SOD", ("P2P-05", "P2P-10"), "P2P-10"),
    "M16": ("PO-APPR", (MANAGER_APPROVAL,), "P2P-01"),
    "M19": ("PO-PINGPONG", ("D10", "D20"), "OTD-01"),
}
"""Code, object, and the activity whose cases are exposed; the cases are the dealt ones."""

NEVER_SEEN: Final = {"M05": ("CF-DEAD", "ECM-13", "ECM-12", 0), "M09": ("TP-NOCAP", "OTD-17", "OTD-16", None)}
"""Code, activity, the activity before it whose cases should have reached it, and what there is to count."""

OF_EVENTS: Final = {
    "M06": OfEvents(code="TP-OFFLINE", object=("OTD-07",), activity="OTD-07", shows=lambda event: event.step.system == "EXCEL"),
    "M08": OfEvents(code="TP-MANUAL", object=("ECM-08",), activity="ECM-08", shows=lambda event: event.resource[:2] == "R2"),
    "M14": OfEvents(
        code="PO-NOTAUTH", object=("P2P-03", "P2"), activity="P2P-03", shows=lambda event: event.resource[:2] == "P2"
    ),
    "M15b": OfEvents(
        code="PO-NOTAUTH", object=("P2P-10", "B1"), activity="P2P-10", shows=lambda event: event.resource[:2] == "B1"
    ),
    "M17": OfEvents(code="PO-CONC", object=("ECM-09",), activity="ECM-09", shows=lambda event: event.resource == "R2-01"),
    "M22": OfEvents(code="TO-SHARED", object=("QMS_PUB",), activity="P2P-08", shows=lambda event: event.resource == "QMS_PUB"),
    "M28": OfEvents(
        code="DT-LATE", object=("OTD-10",), activity="OTD-10", shows=lambda event: event.recorded - event.end > timedelta(hours=4)
    ),
    "M29": OfEvents(code="PF-BATCH", object=("P2P-12",), activity="P2P-12", shows=lambda event: event.start.weekday() == FRIDAY),
}

MOVES: Final = {
    "M01": "organization",
    "M02": "technology organization",
    "M03": "process",
    "M04": "process technology",
    "M05": "organization",
    "M06": "technology",
    "M07": "technology",
    "M08": "technology",
    "M09": "technology",
    "M10": "technology process",
    "M11": "organization",
    "M12": "organization",
    "M13": "process",
    "M14": "organization",
    "M15": "organization technology",
    "M15b": "organization technology",
    "M16": "organization",
    "M17": "organization",
    "M18": "organization technology",
    "M19": "process",
    "M20": "organization",
    "M21": "technology",
    "M22": "technology",
    "M23": "technology",
    "M24": "organization",
    "M25": "technology data",
    "M26": "process",
    "M27": "process data",
    "M28": "technology organization",
    "M29": "process",
}
"""Which elements are to move; M15b follows M15. What moves may name a further one, never one of these less."""

WITHOUT_MECHANISM: Final = (("ECM-02", "ECM-05"), ("ECM-05", "ECM-06"), ("ECM-09", "ECM-11"))
"""The steps between which work passes from D20 to D30 or back; a supplier told in between (ECM-10) is another way."""

PLANTS: Final = tuple(
    sorted((*STRUCTURAL, *OF_CASES, *NEVER_SEEN, *OF_EVENTS, "M20"), key=lambda plant: (int(plant[1:3]), plant))
)
"""Every plant, in the order of its number."""

_PARALLEL: Final = (("OTD-07", "OTD-08"), ("ECM-03", "ECM-04", "ECM-05"))

DECOYS: Final[Mapping[str, tuple[Decoy, ...]]] = {
    "N1": (Decoy(code="PO-NOTAUTH", object=("P2P-04", "B1")),),
    "N2": (
        *(Decoy(code="CF-ORDER", object=pair) for branches in _PARALLEL for pair in permutations(branches, 2)),
        Decoy(code="PO-COORD", object=("D30", "D80")),
    ),
    "N3": (
        *(Decoy(code="CF-REWORK", object=(activity,)) for activity in ("OTD-12", "OTD-13")),
        Decoy(code="PO-PINGPONG", object=("D50", "D60")),
    ),
    "N4": tuple(Decoy(code="CF-SKIP", object=(activity,)) for activity in ("P2P-03", "P2P-04")),
    "N5": (Decoy(code="PF-WAIT"),),
    "N6": (Decoy(code="CF-SKIP", object=("P2P-02",)),),
    "N7": (Decoy(code="TP-WRONGSYS", object=("OTD-16",)), Decoy(code="TO-EXCESS", object=("W2", "ERP.DN"))),
    "N8": (Decoy(code="CF-EXTRA", object=(OTHER_NAME_OF_RELEASE,)), Decoy(code="CF-SKIP", object=("OTD-09",))),
    "N9": tuple(Decoy(code="PO-NOTAUTH", object=(activity, "Q4")) for activity in ("ECM-01", "P2P-09")),
    "N10": tuple(
        Decoy(code="CF-SKIP", object=(activity.id,))
        for activity in ACTIVITIES.values()
        if activity.process == "OTD" and activity.id != "OTD-04"
    ),
}
"""What must not be reported, by decoy."""


_LEAST_CASES: Final = 5
_WITHOUT_FLOOR: Final = frozenset({"M02", "M15", "M19"})
"""What is reported however rare it is: a critical rule, a separation of duties, a threshold that every share reaches."""

_LEAST_EXPOSED: Final = {"M05": 30, "M09": 30, "M17": 30, "M29": 30}
_LEAST_HANDOVERS: Final = 20


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What was planted in the generated cases and events of a season, counted there; `repaired` plants are left out."""

    cases: tuple[Case, ...]
    events: tuple[Event, ...]
    dealt: Mapping[str, tuple[str, ...]]
    repaired: Collection[str]
    season: Season
    drift: Drift | None

    @property
    def planted(self) -> Mapping[str, Planted]:
        """Return every plant that is to be reported, by its number; a drift may bring back what is repaired."""
        return {
            plant: its for plant, its in self._acting.items() if self._is_judged(plant, its) and not self._is_rare(plant, its)
        }

    @property
    def below(self) -> Mapping[str, Planted]:
        """Return what happens too rarely to be reported, by decoy or plant."""
        exposed, cases = self._exposed("P2P-01"), self.dealt["N6"]
        decoy = Planted(code="CF-SKIP", scope="P2P", object=("P2P-02",), exposed=exposed, count=len(cases), cases=cases)
        return {"N6": decoy, **{plant: its for plant, its in self._acting.items() if self._is_rare(plant, its)}}

    @property
    def _acting(self) -> Mapping[str, Planted]:
        acting = {plant: self._plant(plant) for plant in PLANTS if plant not in self.repaired or self.dealt.get(plant)}
        return {**acting, **self._appeared}

    @property
    def _appeared(self) -> Mapping[str, Planted]:
        """Return the step that nobody designed, if a drift brings one."""
        if self.drift is None or self.drift.appearing is None:
            return {}
        cases, exposed = self.dealt[NEW_LABEL], self._exposed("P2P-01")
        about = (self.drift.appearing.label,)
        its = Planted(code="CF-EXTRA", scope="P2P", object=about, exposed=exposed, count=len(cases), cases=cases)
        return {NEW_LABEL: its}

    def _is_rare(self, plant: str, its: Planted) -> bool:
        counts = its.count is not None and its.exposed is not None and plant not in {*_WITHOUT_FLOOR, *_LEAST_EXPOSED}
        return counts and len(its.cases) < max(_LEAST_CASES, 0.01 * (its.exposed or 0))

    def _is_judged(self, plant: str, its: Planted) -> bool:
        """Return whether there is enough to say anything of it; planners are overloaded by the full quota only."""
        if plant == "M18":
            return self.season.share == 1
        if plant == "M20":
            return (its.count or 0) >= _LEAST_HANDOVERS
        return (its.exposed or 0) >= _LEAST_EXPOSED.get(plant, 0) or its.code == "CF-SKIP"

    @property
    def suppressed(self) -> Mapping[str, Suppressed]:
        """Return what declared exceptions keep from being reported, by decoy."""
        delegated = self._count("P2P-04", lambda event: event.resource[:2] == "B1")
        by_note = self._count("OTD-16", lambda event: event.step.function == "ERP.DN")
        on_second = sum(map(self._is_second_post, self.events))
        renamed = self._count("OTD-09", lambda event: event.step.label == OTHER_NAME_OF_RELEASE)
        return {
            "N1": Suppressed(code="PO-NOTAUTH", because="delegation", count=delegated),
            "N7": Suppressed(code="TP-WRONGSYS", because="alternative", count=by_note),
            "N8": Suppressed(code="CF-EXTRA", because="alias", count=renamed),
            "N9": Suppressed(code="PO-NOTAUTH", because="second_post", count=on_second),
        }

    def _plant(self, plant: str) -> Planted:
        if plant in STRUCTURAL:
            return STRUCTURAL[plant]
        if plant in OF_CASES:
            code, about, reached = OF_CASES[plant]
            cases = self.dealt[plant]
            exposed = self._exposed(reached)
            return Planted(code=code, scope=reached[:3], object=about, exposed=exposed, count=len(cases), cases=cases)
        if plant in NEVER_SEEN:
            code, activity, reached, count = NEVER_SEEN[plant]
            cases = self._with(reached)
            if code == "CF-DEAD" and len(cases) < _LEAST_EXPOSED[plant]:
                code, count = "CF-SKIP", len(cases)
            return Planted(code=code, scope=activity[:3], object=(activity,), exposed=len(cases), count=count, cases=cases)
        return self._without_mechanism() if plant == "M20" else self._of_events(OF_EVENTS[plant])

    def _is_second_post(self, event: Event) -> bool:
        """Return whether only the second post of whoever did it makes it right."""
        designed = ACTIVITIES.get(event.step.activity)
        held = [post for person, post in second_posts(self.repaired) if person == event.resource]
        return (
            designed is not None
            and event.resource[:2] not in designed.responsible
            and bool(set(held) & set(designed.responsible))
        )

    def _of_events(self, plant: OfEvents) -> Planted:
        shown = [event for event in self._of(plant.activity) if plant.shows(event)]
        return Planted(
            code=plant.code,
            scope=plant.scope,
            object=plant.object,
            exposed=len(self._of(plant.activity)),
            count=len(shown),
            cases=_ids(shown),
        )

    def _without_mechanism(self) -> Planted:
        """Count the handovers between D20 and D30: each case passes once between two steps, if it has both."""
        told = set(self._with("ECM-10"))
        pairs = [set(self._with(giving)) & set(self._with(taking)) for giving, taking in WITHOUT_MECHANISM]
        pairs[-1] -= told
        count = sum(len(pair) for pair in pairs)
        cases = tuple(sorted(set().union(*pairs)))
        return Planted(code="PO-COORD", scope=ENTERPRISE, object=("D20", "D30"), count=count, cases=cases)

    def _of(self, activity: str) -> list[Event]:
        """Return the events of an activity in complete cases."""
        return [event for event in self.events if event.step.activity == activity and event.case.cut_after is None]

    def _with(self, activity: str) -> tuple[str, ...]:
        return _ids(self._of(activity))

    def _exposed(self, activity: str) -> int:
        return len(self._with(activity))

    def _count(self, activity: str, shows: Callable[[Event], bool]) -> int:
        return sum(map(shows, self._of(activity)))


def _ids(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(sorted({event.case.id for event in events}))
