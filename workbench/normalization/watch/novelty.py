"""Names that are new, and names that have vanished: labels, people, accounts, systems, functions.

A name is new that neither the design nor the baseline's log knows, of a kind that this log could bear. Every one is told, since
one use of an unknown account matters; how it weighs says how sure it is that something changed. Of N cases in the baseline none
bore it, of n new ones x do; if it had always been so frequent, all x would be among the new ones with a chance of about
(n / (N + n))^x. Where that is at most α the signal is major, else minor: it may have been too rare to be seen.

A name has vanished that x of the baseline's N cases bore and none of n new ones, where (N / (N + n))^x is at most α / k for the
k names of its process (Bonferroni); that is minor for people, who have holidays, and major for all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from workbench.findings import Severity
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.baseline import Baseline
from workbench.normalization.watch.record import OF_PEOPLE, Aspect, Named, NameKind, ProcessRecord
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Touch, Window, judged, together, untold

_NEEDS: Final = {
    NameKind.RESOURCE: Aspect.PEOPLE,
    NameKind.ACCOUNT: Aspect.PEOPLE,
    NameKind.SYSTEM: Aspect.SYSTEMS,
    NameKind.FUNCTION: Aspect.FUNCTIONS,
}


def watch_names(baseline: Baseline, new: ProcessRecord, rules: WatchRules) -> Judged:
    """Tell the names of a process that are new, and those that have vanished."""
    old = baseline.process[new.id]
    return together((*_lacking(old, new), *_novel(baseline, new, rules), *_vanished(old, new, rules)))


def _novel(baseline: Baseline, new: ProcessRecord, rules: WatchRules) -> Iterator[Judged]:
    old = baseline.process[new.id]
    known = {(each.kind, each.name) for each in baseline.declared if each.process in ("", new.id)} | {
        (each.kind, each.name)
        for it in baseline.processes
        for each in it.names
        if it.id == new.id or each.kind is not NameKind.LABEL
    }
    for each in new.names:
        if (each.kind, each.name) not in known and _reason(each.kind, old, new) is None:
            chance = (new.named_cases / (old.named_cases + new.named_cases)) ** each.cases
            severity = Severity.MAJOR if chance <= rules.false_alarm else Severity.MINOR
            look = _look(Monitor.NOVEL, each, new)
            yield judged(look, Alarm(since=each.first, severity=severity, touches=_touches(each, new)))


def _vanished(old: ProcessRecord, new: ProcessRecord, rules: WatchRules) -> Iterator[Judged]:
    there = {(each.kind, each.name) for each in new.names}
    kinds = {each.kind for each in new.names if _reason(each.kind, old, new) is None}
    whole = old.named_cases + new.named_cases
    for each in old.names:
        if (each.kind, each.name) in there or each.kind not in kinds or not new.named_cases:
            continue
        chance = (old.named_cases / whole) ** each.cases
        if chance <= rules.false_alarm / len(old.names):
            severity = Severity.MINOR if each.kind in OF_PEOPLE else Severity.MAJOR
            look = _look(Monitor.VANISHED, each, new)
            yield judged(look, Alarm(since=_begin(new), severity=severity, touches=_touches(each, new)))


def _lacking(old: ProcessRecord, new: ProcessRecord) -> Iterator[Judged]:
    for aspect, kind in {aspect: kind for kind, aspect in reversed(_NEEDS.items())}.items():
        reason = old.reason(aspect) or new.reason(aspect)
        if reason is not None:
            yield untold(Look(monitor=Monitor.NOVEL, process=new.id, detail=kind.value), reason)


def _reason(kind: NameKind, old: ProcessRecord, new: ProcessRecord) -> str | None:
    """Return why names of a kind cannot be told apart, None where they can."""
    aspect = _NEEDS.get(kind)
    return None if aspect is None else old.reason(aspect) or new.reason(aspect)


def _look(monitor: Monitor, named: Named, new: ProcessRecord) -> Look:
    return Look(
        monitor=monitor,
        process=new.id,
        object=(named.name,),
        detail=named.kind.value,
        statistic=float(named.cases),
        n=new.named_cases,
        window=_window(new),
    )


def _touches(named: Named, new: ProcessRecord) -> tuple[Touch, ...]:
    return (Touch(kind="process", id=new.id), Touch(kind=named.kind.value, id=named.name))


def _begin(new: ProcessRecord) -> date | None:
    return min((each.first for each in new.names if each.first is not None), default=None)


def _window(new: ProcessRecord) -> Window | None:
    first = _begin(new)
    return Window(first=first, last=new.through) if first is not None and new.through is not None else None
