"""What the demo's rows say, in plain Python: the design, every event in its words, which cases are whole, who handed to whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from tests.demo.plain import Move, Plain, Row, walk

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event in the design's words: its activity (None: not designed), person (None: unidentified), the post that counts."""

    case: str
    label: str
    activity: str | None
    row: Row
    kind: str
    person: str | None
    post: str | None
    entitled: bool

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.row["start"])

    @property
    def end(self) -> datetime:
        return datetime.fromisoformat(self.row["end"])

    @property
    def is_human(self) -> bool:
        return self.kind in {"person", "shared"}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that follows from the plain rows."""

    plain: Plain

    # --- the design ---

    @cached_property
    def tags(self) -> Mapping[str, str]:
        return {a: d.tags[a] for d in self.plain.diagrams.values() for a in d.names}

    @cached_property
    def duties(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Return activity → letter → posts."""
        duties: dict[str, dict[str, set[str]]] = {activity: defaultdict(set) for activity in self.tags}
        for row in self.plain.tables["responsibilities"]:
            for letter in row["letter"].split("|"):
                duties[row["activity_id"]][letter].add(row["post_id"])
        return {a: {letter: frozenset(posts) for letter, posts in its.items()} for a, its in duties.items()}

    @cached_property
    def functions(self) -> Mapping[str, tuple[str, ...]]:
        return {
            activity: tuple(facts["functions"])
            for sidecar in self.plain.sidecars.values()
            for activity, facts in sidecar["activities"].items()
            if "functions" in facts  # events and gateways have a name alone
        }

    @cached_property
    def system_of(self) -> Mapping[str, str]:
        of = {row["function_id"]: row["system_id"] for row in self.plain.tables["functions"]}
        return of | {system: system for system in self.offline}

    @cached_property
    def offline(self) -> frozenset[str]:
        return frozenset(row["system_id"] for row in self.plain.tables["systems"] if row["kind"] == "offline")

    @cached_property
    def posts(self) -> Mapping[str, Row]:
        return {row["post_id"]: row for row in self.plain.tables["posts"]}

    @cached_property
    def held(self) -> Mapping[str, tuple[str, ...]]:
        held: dict[str, list[str]] = defaultdict(list)
        for row in self.plain.tables["persons"]:
            held[row["person_id"]].append(row["post_id"])
        return {person: tuple(posts) for person, posts in held.items()}

    def allowed(self, activity: str) -> frozenset[str]:
        its = self.duties[activity]
        return (its.get("R", frozenset()) | its.get("S", frozenset())) & self.posts.keys()

    # --- what happened ---

    @cached_property
    def cases(self) -> Mapping[str, tuple[Happened, ...]]:
        return {
            case: tuple(self._happened(case, row) for row in sorted(rows, key=lambda row: (row["end"], row["activity"])))
            for log in self.plain.logs.values()
            for case, rows in log.items()
        }

    def _happened(self, case: str, row: Row) -> Happened:
        activity = self.plain.activity_of.get(row["activity"])
        accounts = {account["account_id"]: account["kind"] for account in self.plain.tables["accounts"]}
        person = row["resource"] if row["resource"] in self.held else None
        may = self.allowed(activity) if activity else frozenset()
        held = self.held.get(row["resource"], ())
        entitled = [post for post in held if post in may]
        kind = "person" if person else accounts[row["resource"]]
        post = next(iter(entitled or held), None)
        if kind == "shared":
            post = next(iter(may), None) if len(may) == 1 else None
        return Happened(
            case=case,
            label=row["activity"],
            activity=activity,
            row=row,
            kind=kind,
            person=person,
            post=post,
            entitled=bool(entitled),
        )

    @cached_property
    def blind(self) -> frozenset[str]:
        """Return what is never seen because nothing records it."""
        facts = {a: f for sidecar in self.plain.sidecars.values() for a, f in sidecar["activities"].items()}
        hidden = {a for a in self.tags if facts[a].get("observable") is False or set(self.functions[a]) <= self.offline}
        return frozenset(hidden - self.seen)

    @cached_property
    def seen(self) -> frozenset[str | None]:
        return frozenset(event.activity for event in self.events)

    @cached_property
    def events(self) -> tuple[Happened, ...]:
        return tuple(event for events in self.cases.values() for event in events)

    @cached_property
    def walks(self) -> Mapping[str, tuple[Move, ...]]:
        seen: dict[tuple[str, tuple[str, ...]], tuple[Move, ...]] = {}
        walks = {}
        for process, log in self.plain.logs.items():
            for case in log:
                trace = tuple(event.activity or event.label for event in self.cases[case])
                key = (process, trace)
                if key not in seen:
                    seen[key] = walk(self.plain.diagrams[process], trace, self.blind)
                walks[case] = seen[key]
        return walks

    @cached_property
    def complete(self) -> Mapping[str, tuple[str, ...]]:
        """Return the cases of each process that the log's end does not cut (3.9.1); what nobody ever does cuts none."""
        found = {}
        for process, log in self.plain.logs.items():
            last = max(self.cases[case][-1].end for case in log)
            found[process] = tuple(
                case for case in log if not (self._lacks_its_end(case) and last - self.cases[case][-1].end <= WEEK)
            )
        return found

    def _lacks_its_end(self, case: str) -> bool:
        walked = self.walks[case]
        last = max(at for at, move in enumerate(walked) if move.event is not None)
        return any(self._is_skip(move) and move.node in self.seen for move in walked[last:])

    def _is_skip(self, move: Move) -> bool:
        return move.event is None and move.node in self.tags and move.node not in self.blind

    @cached_property
    def whole(self) -> Mapping[str, list[Happened]]:
        """Return the events of complete cases by activity or label."""
        whole: dict[str, list[Happened]] = defaultdict(list)
        for cases in self.complete.values():
            for case in cases:
                for event in self.cases[case]:
                    whole[event.activity or event.label].append(event)
        return whole

    @cached_property
    def handovers(self) -> tuple[tuple[Happened, Happened], ...]:
        """Return who handed to whom: the immediate predecessors in the diagram, looking through what no human was seen doing."""
        pairs = []
        for cases in self.complete.values():
            for case in cases:
                pairs += [(self.cases[case][a], self.cases[case][b]) for a, b in self._passed_on(case)]
        return tuple(pairs)

    def _passed_on(self, case: str) -> Iterator[tuple[int, int]]:
        brought: dict[str, frozenset[int]] = defaultdict(frozenset)
        for move in self.walks[case]:
            sources = frozenset().union(*(brought.pop(flow, frozenset()) for flow in move.takes))
            if move.node is not None and move.event is not None and self.cases[case][move.event].is_human:
                yield from ((source, move.event) for source in sorted(sources))
                sources = frozenset((move.event,))
            brought |= dict.fromkeys(move.gives, sources)
