"""What keeps a process under control, as tables: duties that stay apart, who may decide, what must come first."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workbench.design import DesignedProcess
from workbench.organization import DutyPair
from workbench.report.documents.parts import Paragraph, Table
from workbench.report.documents.rules import kind_of_rule
from workbench.report.documents.wording import Wording


def separation_table(activities: Collection[str], words: Wording) -> Table | Paragraph:
    """Return the rules on two duties that touch some activities; where there is no table of them that is said."""
    columns = (
        ("doc-rule", 1.3),
        ("doc-activity-one", 1.6),
        ("doc-activity-other", 1.6),
        ("doc-demand", 1.3),
        ("doc-severity", 0.7),
    )
    pairs = words.design.organization.duty_pairs
    if pairs is None:
        return words.table(columns, None)
    return words.table(columns, (_pair(each, words) for each in pairs if {each.activity_a, each.activity_b} & set(activities)))


def _pair(pair: DutyPair, words: Wording) -> tuple[str, ...]:
    demand = words.say("doc-labelled", label=kind_of_rule(pair, words), text=words.say(f"doc-reach-{pair.reach}"))
    ends = (f"{_coded(each, words)}\n{_performers(each, words)}" for each in (pair.activity_a, pair.activity_b))
    return pair.name or words.unspecified, *ends, demand, words.say(f"severity-{pair.severity}")


def _coded(key: str, words: Wording) -> str:
    found = words.designed(key)
    return key if found is None else words.coded(found)


def _performers(key: str, words: Wording) -> str:
    found = words.designed(key)
    return words.or_unspecified(None if found is None else words.posts(found.responsible))


def authority_table(activities: Collection[str], words: Wording) -> Table | Paragraph:
    """Return who must at least decide some activities, and in which case."""
    columns = (("doc-activity", 1.6), ("doc-case", 1.6), ("doc-lowest-post", 1.4))
    authorities = words.design.organization.authorities
    if authorities is None:
        return words.table(columns, None)
    rows = (
        (_coded(each.activity, words), each.condition or words.say("doc-always"), words.post(each.lowest_post))
        for each in authorities
        if each.activity in activities
    )
    return words.table(columns, rows)


def order_table(process: DesignedProcess, words: Wording) -> Table | Paragraph:
    """Return what must be done before what, and why."""
    columns = (("doc-first", 1.6), ("doc-then", 1.6), ("doc-reason", 1.6), ("doc-severity", 0.7))
    return words.table(columns, _orders(process, words))


def _orders(process: DesignedProcess, words: Wording) -> Iterator[tuple[str, ...]]:
    for rule in process.sidecar.order_rules:
        severity = words.say(f"severity-{rule.severity}")
        yield _coded(rule.before, words), _coded(rule.after, words), words.or_unspecified(rule.why or None), severity
