"""Every finding of the demo by the rules of the domain (3.8, 3.9), in plain Python: what a detector must agree with."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from statistics import median
from typing import Any

from demo.truth import Planted
from demo.worktime import CALENDARS
from tests.demo.facts import Facts, Happened

AUTOMATIC = {"serviceTask", "businessRuleTask", "scriptTask"}
LATE = timedelta(hours=4)
HUNDREDTH, LEAST = 0.01, 5


@dataclass(frozen=True, kw_only=True)
class Oracle(Facts):
    """What follows from the facts."""

    @cached_property
    def all(self) -> tuple[Planted, ...]:
        by = (self._flow, self._system_use, self._duties, self._who, self._work, self._access, self._data, self._times)
        return tuple(finding for rule in by for finding in rule())

    @property
    def found(self) -> frozenset[Planted]:
        return frozenset(finding for finding in self.all if not self._is_below(finding))

    @property
    def below(self) -> frozenset[Planted]:
        return frozenset(filter(self._is_below, self.all))

    def _is_below(self, finding: Planted) -> bool:
        has_none = finding.code in {"CF-DEAD", "PO-SOD", "PO-CONC", "PO-COORD", "PO-PINGPONG", "PF-BATCH"}
        if has_none or finding.exposed is None or finding.count is None:
            return False
        reached = (
            len({event.case for event in self.whole[finding.object[0]]}) if finding.code == "PO-NOTAUTH" else finding.exposed
        )
        return len(finding.cases) < max(LEAST, HUNDREDTH * reached)

    def _flow(self) -> Iterator[Planted]:
        for process, cases in self.complete.items():
            shown: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
            for case in cases:
                for deviation in self._deviations(process, case):
                    shown[deviation].add(case)
            for (code, about), those in shown.items():
                yield self._of_flow(process, code, about, tuple(sorted(those)))
        for activity in self.blind:
            cases = self._reaching(activity)
            yield Planted(code="TP-NOCAP", scope=activity[:3], object=(activity,), exposed=len(cases), cases=cases)

    def _of_flow(self, process: str, code: str, about: tuple[str, ...], cases: tuple[str, ...]) -> Planted:
        seen = {event.case for event in self.whole[about[0]]}
        if code == "CF-SKIP" and not seen:
            return Planted(code="CF-DEAD", scope=process, object=about, exposed=len(cases), count=0, cases=cases)
        exposed = len(seen | set(cases)) if code in {"CF-SKIP", "CF-REWORK", "CF-ORDER"} else len(self.complete[process])
        return Planted(code=code, scope=process, object=about, exposed=exposed, count=len(cases), cases=cases)

    def _reaching(self, activity: str) -> tuple[str, ...]:
        cases = self.complete[activity[:3]]
        return tuple(sorted(case for case in cases if any(move.node == activity for move in self.walks[case])))

    def _deviations(self, process: str, case: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        events, moves = self.cases[case], self.walks[case]
        skipped = {move.node for move in moves if self._is_skip(move) and move.node}
        extra = {
            events[move.event].activity or events[move.event].label
            for move in moves
            if move.node is None and move.event is not None
        }
        swapped = skipped & extra
        at = {event.activity: number for number, event in enumerate(events)}
        for rule in self.plain.sidecars[process].get("order_rules", ()):
            before, after = rule["before"], rule["after"]
            if before in at and after in at and at[before] > at[after]:
                yield "CF-ORDER", (before, after)
                swapped -= {before, after}
                skipped, extra = skipped - {before, after}, extra - {before, after}
        yield from (("CF-ORDER", (activity,)) for activity in swapped)
        yield from (("CF-SKIP", (activity,)) for activity in skipped - swapped)
        labels = self.plain.sidecars[process].get("labels", {})
        for label in extra - swapped:
            approves = labels.get(label, {}).get("kind") == "approval"
            yield "CF-REWORK" if label in self.tags else "PO-APPR" if approves else "CF-EXTRA", (label,)

    def _counted(self, code: str, about: Iterable[str], shown: list[Happened], exposed: int, scope: str) -> Iterator[Planted]:
        if shown:
            cases = tuple(sorted({event.case for event in shown}))
            yield Planted(code=code, scope=scope, object=tuple(about), exposed=exposed, count=len(shown), cases=cases)

    def _system_use(self) -> Iterator[Planted]:
        for activity, tag in self.tags.items():
            events, functions = self.whole[activity], self.functions[activity]
            if not functions and tag != "manualTask":
                yield Planted(code="TP-UNSUP", scope=activity[:3], object=(activity,))
            outside = [e for e in events if (e.row["function"] or e.row["system"]) not in functions]
            offline = [e for e in outside if e.row["system"] in self.offline]
            elsewhere = [e for e in outside if e.row["system"] not in self.offline]
            yield from self._counted("TP-OFFLINE", (activity,), offline, len(events), activity[:3])
            yield from self._counted("TP-WRONGSYS", (activity,), elsewhere, len(events), activity[:3])
            if tag in AUTOMATIC:
                by_hand = [event for event in events if event.is_human]
                yield from self._counted("TP-MANUAL", (activity,), by_hand, len(events), activity[:3])
        used = {event.row["function"] for event in self.events} | {f for its in self.functions.values() for f in its}
        for row in self.plain.tables["functions"]:
            if row["function_id"] not in used:
                yield Planted(code="TP-UNUSED", scope="enterprise", object=(row["function_id"],))

    def _duties(self) -> Iterator[Planted]:
        for process, sidecar in self.plain.sidecars.items():
            if not sidecar["process"].get("owner"):
                yield Planted(code="PO-NOOWNER", scope=process, object=(process,))
        for activity, its in self.duties.items():
            codes = {"PO-NOA": not its.get("A"), "PO-NOR": not its.get("R"), "PO-MULTIA": len(its.get("A", ())) > 1}
            codes = codes if its else {"PO-UNOWNED": True}
            responsible = its.get("R", frozenset()) & self.posts.keys()
            lane = self.plain.diagrams[activity[:3]].lanes[activity]
            stands = {post for post, row in self.posts.items() if row["name"] == lane}
            judged = responsible and self.tags[activity] not in AUTOMATIC
            codes["PO-LANEMIS"] = bool(judged) and not responsible & stands
            yield from (Planted(code=code, scope=activity[:3], object=(activity,)) for code, holds in codes.items() if holds)

    def is_delegated(self, event: Happened) -> bool:
        return any(
            row["to_person"] == event.person
            and event.activity in row["activities"].split("|")
            and row["start"] <= event.row["start"][:10] <= row["end"]
            for row in self.plain.tables["delegations"]
        )

    def _who(self) -> Iterator[Planted]:
        for activity, tag in self.tags.items():
            events = [event for event in self.whole[activity] if event.person]
            if self.allowed(activity) and tag not in AUTOMATIC:
                wrong = [event for event in events if not event.entitled and not self.is_delegated(event)]
                for post in {event.post for event in wrong}:
                    shown = [event for event in wrong if event.post == post]
                    yield from self._counted("PO-NOTAUTH", (activity, str(post)), shown, len(events), activity[:3])
            authorised = {person for person, posts in self.held.items() if set(posts) & self.allowed(activity)}
            most = Counter(event.person for event in events).most_common(1)
            if len(authorised) >= 2 and len(events) >= 30 and most[0][1] >= 0.9 * len(events):
                shown = [event for event in events if event.person == most[0][0]]
                yield from self._counted("PO-CONC", (activity,), shown, len(events), activity[:3])
        for rule in self.plain.tables["separation_of_duties"]:
            yield from self._separated(*sorted((rule["activity_a"], rule["activity_b"])))

    def _separated(self, one: str, other: str) -> Iterator[Planted]:
        did = [defaultdict(set), defaultdict(set)]
        for side, activity in zip(did, (one, other), strict=True):
            for event in self.whole[activity]:
                side[event.case].add(event.person)
        both = did[0].keys() & did[1].keys()
        cases = tuple(sorted(case for case in both if did[0][case] & did[1][case] - {None}))
        if cases:
            yield Planted(code="PO-SOD", scope=one[:3], object=(one, other), exposed=len(both), count=len(cases), cases=cases)

    @cached_property
    def load(self) -> Mapping[str, float]:
        """Return all that each post was busy / what there is from the first to the last arrival of complete cases (3.9.4)."""
        arrivals = [self.cases[case][0].start for cases in self.complete.values() for case in cases]
        begin, close = min(arrivals), max(arrivals)
        spans: dict[str, set[tuple[datetime, datetime, str]]] = defaultdict(set)
        for event in self.events:
            for post in self.held.get(event.person or "", ()):
                spans[post].add((event.start, event.end, event.person or ""))
        load = {}
        for post, its in spans.items():
            calendar = CALENDARS[self.posts[post]["calendar"]]
            busy = sum((calendar.between(start, end) for start, end, _ in its), timedelta())
            load[post] = busy / (calendar.between(begin, close) * int(self.posts[post]["headcount"]))
        return load

    def _department(self, event: Happened) -> str | None:
        return self.posts[event.post]["department_id"] if event.post else None

    @cached_property
    def crossings(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Return the pair of departments, sorted → the case of every handover between them."""
        crossings: dict[tuple[str, str], list[str]] = defaultdict(list)
        for giving, taking in self.handovers:
            one, other = sorted((str(self._department(giving)), str(self._department(taking))))
            if one != other:
                crossings[one, other].append(giving.case)
        return {pair: tuple(cases) for pair, cases in crossings.items()}

    def _work(self) -> Iterator[Planted]:
        yield from (Planted(code="PO-OVERLOAD", scope="enterprise", object=(p,)) for p, load in self.load.items() if load >= 0.85)
        declared = {tuple(sorted((row["department_a"], row["department_b"]))) for row in self.plain.tables["coordination"]}
        for pair, cases in self.crossings.items():
            if pair not in declared and len(cases) >= 20:
                affected = tuple(sorted(set(cases)))
                yield Planted(code="PO-COORD", scope="enterprise", object=pair, count=len(cases), cases=affected)
        for process, cases in self.complete.items():
            played: dict[tuple[str, ...], set[str]] = defaultdict(set)
            for case in cases:
                for pair in self._plays_pingpong(case):
                    played[pair].add(case)
            for pair, those in played.items():
                if len(those) >= 0.05 * len(cases):
                    yield Planted(
                        code="PO-PINGPONG",
                        scope=process,
                        object=pair,
                        exposed=len(cases),
                        count=len(those),
                        cases=tuple(sorted(those)),
                    )

    def _plays_pingpong(self, case: str) -> Iterator[tuple[str, ...]]:
        placed = (self._department(event) for event in self.cases[case] if event.activity and event.is_human)
        chain = [str(department) for department, _ in groupby(placed)]
        run = 1
        for number in range(1, len(chain)):
            run = run + 1 if number > 1 and chain[number] == chain[number - 2] else 2
            if run == 7:
                yield tuple(sorted(chain[number - 1 : number + 1]))

    def _access(self) -> Iterator[Planted]:
        granted = {(row["post_id"], row["function_id"]) for row in self.plain.tables["permissions"]}
        supporting = {(p, f) for a, its in self.duties.items() for p in its.get("S", ()) for f in self.functions[a]}
        delegates = {
            (post, function)
            for row in self.plain.tables["delegations"]
            for post in self.held[row["to_person"]]
            for activity in row["activities"].split("|")
            for function in self.functions[activity]
        }
        yield from (Planted(code="TO-NOACC", scope="enterprise", object=pair) for pair in self.needed - granted)
        yield from (
            Planted(code="TO-EXCESS", scope="enterprise", object=pair) for pair in granted - self.needed - supporting - delegates
        )
        for account in self.plain.tables["accounts"]:
            if account["kind"] == "shared":
                shown = [
                    event for events in self.whole.values() for event in events if event.row["resource"] == account["account_id"]
                ]
                exposed = sum(len(self.whole[str(activity)]) for activity in {event.activity for event in shown})
                yield from self._counted("TO-SHARED", (account["account_id"],), shown, exposed, "enterprise")
        for row in self.plain.tables["systems"]:
            if row["kind"] != "offline" and not row["business_owner"]:
                yield Planted(code="TO-NOOWNER", scope="enterprise", object=(row["system_id"],))

    @cached_property
    def needed(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (post, function)
            for activity, its in self.duties.items()
            for post in its.get("R", frozenset()) & self.posts.keys()
            for function in self.functions[activity]
            if function not in self.offline
        )

    def _using(self, data: str, letters: Collection[str]) -> list[str]:
        """Return the activities that use a data object in some way."""
        rows = self.plain.tables["crud"]
        return sorted(row["activity_id"] for row in rows if row["data_id"] == data and set(row["operations"]) & set(letters))

    def _systems(self, activities: Iterable[str]) -> list[str]:
        return sorted({self.system_of[function] for activity in activities for function in self.functions[activity]})

    @cached_property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """Return (data object, activity) where an activity reads what one writes."""
        objects = [row["data_id"] for row in self.plain.tables["data_objects"]]
        return tuple((data, reader) for data in objects if self._using(data, "CU") for reader in self._using(data, "R"))

    def _data(self) -> Iterator[Planted]:
        links = {(row["from_system"], row["to_system"]) for row in self.plain.tables["integrations"]}
        for row in self.plain.tables["data_objects"]:
            data, master = row["data_id"], row["master_system"]
            writers, readers = self._systems(self._using(data, "CU")), self._systems(self._using(data, "R"))
            codes = {
                "DT-NOCREATE": not self._using(data, "C") and not row["external_origin"],
                "DT-ORPHAN": not readers and not row["external_consumer"],
                "DT-MULTIMASTER": len(writers) > 1 and not (master and all((master, w) in links for w in writers if w != master)),
                "DT-NOOWNER": not row["owner_department"],
            }
            yield from (Planted(code=code, scope="enterprise", object=(data,)) for code, holds in codes.items() if holds)
            for reader in readers:
                if writers and reader not in writers and not any((writer, reader) in links for writer in writers):
                    origin = master if master in writers else writers[0]
                    yield Planted(code="TP-REKEY", scope="enterprise", object=(data, origin, reader))

    def _times(self) -> Iterator[Planted]:
        for activity in self.tags:
            events = self.whole[activity]
            late = [event for event in events if datetime.fromisoformat(event.row["recorded"]) - event.end > LATE]
            yield from self._counted("DT-LATE", (activity,), late, len(events), activity[:3])
            for shown in (_most(events, lambda e: e.start.weekday()), _most(events, lambda e: e.start.hour)):
                if len(events) >= 30 and len(shown) >= 0.9 * len(events) and self._waits(activity) >= LATE:
                    yield from self._counted("PF-BATCH", (activity,), shown, len(events), activity[:3])

    def _waits(self, activity: str) -> timedelta:
        """Return the median working time that an activity begins after what it waits for."""
        ready: dict[tuple[str, datetime], datetime] = {}
        for giving, taking in self.handovers:
            if taking.activity == activity:
                key = (taking.case, taking.start)
                ready[key] = max(ready.get(key, giving.end), giving.end)
        waits = [CALENDARS["OFFICE"].between(end, start) for (_, start), end in ready.items()]
        return median(waits) if waits else timedelta()


def _most(events: list[Happened], by: Any) -> list[Happened]:
    """Return the events that share the most frequent value."""
    if not events:
        return []
    ((value, _),) = Counter(map(by, events)).most_common(1)
    return [event for event in events if by(event) == value]
