"""What the rows of the logs show, counted again in plain Python, one rule after the other, without the dealt quantities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from statistics import median
from typing import Final

from tests.enterprise.claims import ENTERPRISE, Claim
from tests.enterprise.duties import ACCOUNTS, ACTIVITIES, PROCESSES, SYSTEMS, system_of
from tests.enterprise.generate import Enterprise, executions
from tests.enterprise.people import COORDINATION, DELEGATE, HOLDINGS, POSTS, SEPARATIONS, holders, intervals, posts_of, worked
from tests.enterprise.play import Event

BLIND: Final = ("arch", "REA-12", "CAL-02")
APPROVALS: Final = ("主任加签", "财务总监会签")
_EVENTS: Final = ("收到证书",)
_REPEATABLE: Final = ("aliq", "chk", "redraw", "CAL-07")
_PERSONS: Final = {each.person for each in HOLDINGS}
_KINDS: Final = {account: kind for account, _, _, kind in ACCOUNTS}
_OFFLINE: Final = {system for system, _, _, kind, *_ in SYSTEMS if kind == "offline"}
_AUTOMATIC: Final = ("serviceTask", "scriptTask", "businessRuleTask")

_ORDERS: Final = (
    *pairwise(("rec", "cent", "aliq", "chk", "val", "rep", "send")),
    *pairwise(("REA-01", "REA-02", "REA-04", "REA-05", "REA-06", "REA-08", "REA-09", "REA-10")),
    *(("REA-02", "REA-03"), ("REA-03", "REA-04"), ("REA-05", "REA-07"), ("REA-07", "REA-08")),
    *pairwise(("CAL-01", "CAL-03", "CAL-05", "CAL-07", "CAL-09")),
    *pairwise(("c_log", "c_note", "c_cls", "c_ack", "c_inv", "c_lab", "c_eng", "c_rep", "c_close")),
)
_HANDED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "REA-02": (("REA-01",),),
    "REA-03": (("REA-01", "REA-02"),),
    "REA-04": (("REA-01", "REA-02", "REA-03"),),
    "REA-06": (("REA-04",),),
    "REA-07": (("REA-04",),),
    "REA-08": (("REA-06",), ("REA-07",)),
    "REA-09": (("REA-08",),),
    "REA-10": (("REA-09",),),
    "CAL-03": (("CAL-01",),),
    "CAL-05": (("CAL-03", "CAL-06"),),
    "CAL-06": (("CAL-03",),),
    "CAL-07": (("CAL-05", "CAL-07"),),
    "CAL-09": (("CAL-07",),),
    "c_note": (("c_log",),),
    "c_cls": (("c_note", "c_cls"),),
    "c_inv": (("c_cls",),),
    "c_lab": (("c_inv",),),
    "c_eng": (("c_lab",),),
    "c_rep": (("c_cls", "c_lab", "c_eng"),),
    "c_close": (("c_rep",),),
}
"""Activity → by whom it is enabled, one group a branch that must come in: the last of the group hands over. Without SMP."""

Cases = dict[str, list[Event]]


def claims_of_log(of: Enterprise) -> Iterator[Claim]:
    """Yield all that can be counted, floors not applied."""
    for process in PROCESSES:
        cases: Cases = {}
        for event in sorted(executions(of, process), key=lambda each: (each.end, each.what)):
            cases.setdefault(event.case, []).append(event)
        yield from _flow(process, cases)
        yield from _order(process, cases)
        yield from _undesigned(process, cases)
        yield from _performers(process, cases)
        yield from _places(process, cases)
        yield from _separations(process, cases)
        yield from _batches(process, cases)
    yield from _ping_pong(of)
    yield from _coordination(of)
    yield from _shared(of)
    yield from _overload(of)


def is_due(what: str, done: set[str]) -> bool:
    """Return whether an activity had to be done in a case in which others were done."""
    if what in ("chem", "imm", "mol", "rej", "redraw", "REA-03", "CAL-06", "CAL-09", "c_inv", "c_eng"):
        return False
    if what in ("c_lab", "c_ack"):
        return "c_inv" in done
    return what == "rec" or ACTIVITIES[what].process != "SMP" or "rej" not in done


def _claim(code: str, scope: str, object_: tuple[str, ...], hit: Iterable[Event], among: int) -> Iterator[Claim]:
    events = list(hit)
    if events:
        cases = frozenset(event.case for event in events)
        yield Claim(code=code, scope=scope, object=object_, count=len(events), exposed=among, cases=cases)


def _flow(process: str, cases: Cases) -> Iterator[Claim]:
    done = {case: {event.what for event in events} for case, events in cases.items()}
    for what in (each.id for each in ACTIVITIES.values() if each.process == process and each.id not in BLIND):
        exposed = {case for case, those in done.items() if what in those or is_due(what, those)}
        absent = frozenset(case for case in exposed if what not in done[case])
        code, count = ("CF-DEAD", 0) if absent == exposed else ("CF-SKIP", len(absent))
        if absent:
            yield Claim(code=code, scope=process, object=(what,), count=count, exposed=len(exposed), cases=absent)
        twice = frozenset(case for case in exposed if sum(event.what == what for event in cases[case]) > 1)
        if twice and what not in _REPEATABLE:
            yield Claim(code="CF-REWORK", scope=process, object=(what,), count=len(twice), exposed=len(exposed), cases=twice)


def _order(process: str, cases: Cases) -> Iterator[Claim]:
    for before, after in _ORDERS:
        if ACTIVITIES[before].process != process:
            continue
        first = {case: {event.what: event.end for event in reversed(events)} for case, events in cases.items()}
        wrong = frozenset(case for case, ends in first.items() if {before, after} <= set(ends) and ends[after] < ends[before])
        exposed = [
            case for case, ends in first.items() if all(each in ends or is_due(each, set(ends)) for each in (before, after))
        ]
        if wrong:
            yield Claim(
                code="CF-ORDER", scope=process, object=(before, after), count=len(wrong), exposed=len(exposed), cases=wrong
            )


def _undesigned(process: str, cases: Cases) -> Iterator[Claim]:
    labels = {event.what for events in cases.values() for event in events} - set(ACTIVITIES) - set(_EVENTS)
    for label in sorted(labels):
        hit = frozenset(case for case, events in cases.items() if any(event.what == label for event in events))
        code = "PO-APPR" if label in APPROVALS else "CF-EXTRA"
        yield Claim(code=code, scope=process, object=(label,), count=len(hit), exposed=len(cases), cases=hit)


def _by_activity(cases: Cases) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for events in cases.values():
        for event in events:
            if event.what in ACTIVITIES:
                found[event.what].append(event)
    return found


def person_of(event: Event) -> str:
    """Return who is seen to have done it; nothing where an account or a stranger is."""
    return event.resource if event.resource in _PERSONS else ""


def _human(posts: Iterable[str]) -> list[str]:
    return [post for post in posts if post in POSTS]


def authorised_post(event: Event) -> str:
    """Return the post under which the person seen may do what was done, a delegating one included."""
    day, allowed = event.start.date(), ACTIVITIES[event.what].posts("RS")
    own = [post for post in posts_of(person_of(event), day) if post in allowed]
    one, other, what, first, last = DELEGATE
    if not own and (person_of(event), event.what) == (other, what) and first <= day <= last:
        return posts_of(one, day)[0]
    return own[0] if own else ""


def _performers(process: str, cases: Cases) -> Iterator[Claim]:
    for what, events in _by_activity(cases).items():
        activity = ACTIVITIES[what]
        seen = [event for event in events if person_of(event)]
        if activity.tag in _AUTOMATIC:
            yield from _claim("TP-MANUAL", process, (what,), seen, len(events))
            continue
        if not _human(activity.posts("RS")):
            continue
        without = sorted((e for e in seen if not authorised_post(e)), key=_held)
        for post, those in groupby(without, key=_held):
            yield from _claim("PO-NOTAUTH", process, (what, post), those, len(seen))
        authorised = {person for post in _human(activity.posts("RS")) for person in holders(post)}
        person, most = Counter(map(person_of, seen)).most_common(1)[0] if seen else ("", 0)
        if len(authorised) >= 2 and len(seen) >= 30 and most >= 0.9 * len(seen):
            yield from _claim("PO-CONC", process, (what,), (e for e in seen if person_of(e) == person), len(seen))


def _held(event: Event) -> str:
    return posts_of(person_of(event), event.start.date())[0]


def _places(process: str, cases: Cases) -> Iterator[Claim]:
    for what, events in _by_activity(cases).items():
        functions = ACTIVITIES[what].functions
        placed = [event for event in events if event.system and functions]
        astray = [e for e in placed if (e.function not in functions if e.function else e.system not in map(system_of, functions))]
        yield from _claim("TP-OFFLINE", process, (what,), (e for e in astray if e.system in _OFFLINE), len(placed))
        yield from _claim("TP-WRONGSYS", process, (what,), (e for e in astray if e.system not in _OFFLINE), len(placed))
        if process == "SMP":
            late = (event for event in events if event.recorded - event.end > timedelta(hours=4))
            yield from _claim("DT-LATE", process, (what,), late, len(events))


def _separations(process: str, cases: Cases) -> Iterator[Claim]:
    for a, b, _, scope, _ in SEPARATIONS:
        if ACTIVITIES[a].process != process:
            continue
        who = {
            case: {each: {person_of(e) for e in events if e.what == each} - {""} for each in (a, b)}
            for case, events in cases.items()
        }
        both = frozenset(case for case, those in who.items() if those[a] & those[b])
        occurred = sum({a, b} <= {event.what for event in events} for events in cases.values())
        if scope == "case" and both:
            yield Claim(code="PO-SOD", scope=process, object=(a, b), count=len(both), exposed=occurred, cases=both)
        everybody = [set().union(*(those[each] for those in who.values())) for each in (a, b)]
        if scope == "any" and everybody[0] & everybody[1]:
            yield Claim(code="PO-SOD", scope=process, object=(a, b))


def _batches(process: str, cases: Cases) -> Iterator[Claim]:
    for what, events in _by_activity(cases).items():
        days, hours = (Counter(each) for each in ([e.start.weekday() for e in events], [e.start.hour for e in events]))
        if len(events) < 30 or max(days.most_common(1)[0][1], hours.most_common(1)[0][1]) < 0.9 * len(events):
            continue
        waits = [worked("OFFICE", before.end, event.start) for event in events for before in enablers(event, cases[event.case])]
        if waits and median(waits) >= 240:
            yield from _claim("PF-BATCH", process, (what,), events, len(events))


def enablers(event: Event, events: list[Event]) -> Iterator[Event]:
    """Yield what hands over to an event in its case: the last of each group that ended before it began."""
    for group in _HANDED.get(event.what, ()):
        earlier = [each for each in events if each is not event and each.what in group and each.end <= event.start]
        if earlier:
            yield max(earlier, key=lambda each: (each.end, group.index(each.what)))


def _ping_pong(of: Enterprise) -> Iterator[Claim]:
    """Each redrawn specimen goes from testing to reception and back; nothing else in the laboratory comes back as often."""
    redrawn = Counter(event.case for event in executions(of, "SMP") if event.what == "redraw")
    often = frozenset(case for case, times in redrawn.items() if times >= 3)
    cases = {event.case for event in executions(of, "SMP")}
    if len(often) >= 0.05 * len(cases):
        yield Claim(code="PO-PINGPONG", scope="SMP", object=("L1", "L2"), count=len(often), exposed=len(cases), cases=often)


def handovers(of: Enterprise) -> Counter[tuple[str, str]]:
    """Count the handovers between departments in REA, CAL and CMP; those of SMP are all between L1 and L2."""
    found: Counter[tuple[str, str]] = Counter()
    for process in ("REA", "CAL", "CMP"):
        by_case = sorted(executions(of, process), key=lambda each: each.case)
        for _, group in groupby(by_case, key=lambda each: each.case):
            events = [event for event in group if event.what in _HANDED or event.what in ("REA-01", "c_log")]
            for event in events:
                for before in enablers(event, events):
                    one, other = sorted((_department(before), _department(event)))
                    found[one, other] += bool(one) and one != other
    return found


def _department(event: Event) -> str:
    """Return the department of the post under which it was done, else of the person's; a shared account has that of R."""
    if person_of(event):
        return POSTS[authorised_post(event) or _held(event)].department
    responsible = _human(ACTIVITIES[event.what].posts("R"))
    return POSTS[responsible[0]].department if _KINDS.get(event.resource) == "shared" else ""


def _coordination(of: Enterprise) -> Iterator[Claim]:
    declared = {tuple(sorted((a, b))) for a, b, _ in COORDINATION}
    for pair, count in handovers(of).items():
        if count >= 20 and pair not in declared:
            yield Claim(code="PO-COORD", scope=ENTERPRISE, object=pair, count=count)


def _shared(of: Enterprise) -> Iterator[Claim]:
    for account in (each for each, kind in _KINDS.items() if kind == "shared"):
        events = [event for event in of.events if event.resource == account]
        yield from _claim("TO-SHARED", ENTERPRISE, (account,), events, len(events))


def utilisation(of: Enterprise, is_clipped: Callable[[datetime], bool] = lambda _: False) -> dict[str, float]:
    """Return post → busy by available time between first and last arrival, without events that start where it is clipped."""
    complete = [case.arrival for case in of.cases if not case.id[1].isalpha()]
    first, last = min(complete), max(complete)
    busy: dict[str, float] = defaultdict(float)
    for event in of.events:
        if person_of(event) and not event.is_unfinished and not is_clipped(event.start):
            post = (authorised_post(event) if event.what in ACTIVITIES else "") or _held(event)
            own = post if post in posts_of(person_of(event), event.start.date()) else _held(event)
            busy[own] += worked(POSTS[own].calendar, event.start, event.end)
    days = [first.date() + timedelta(days=each) for each in range((last - first).days + 2)]
    return {post: each / _available(post, days, last) for post, each in busy.items()}


def _available(post: str, days: list, last: datetime) -> float:  # type: ignore[type-arg]
    spans = [span for day in days for span in intervals(POSTS[post].calendar, day)]
    minutes = sum(max(0.0, (min(end, last) - begin).total_seconds() / 60) for begin, end in spans)
    return minutes * POSTS[post].headcount


def _overload(of: Enterprise) -> Iterator[Claim]:
    for post, share in utilisation(of).items():
        if share >= 0.85:
            yield Claim(code="PO-OVERLOAD", scope=ENTERPRISE, object=(post,))
