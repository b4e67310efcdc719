"""What tables and sidecar say of an activity, when it goes or becomes part of another one: it goes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from workbench.design import Alias, Design, DesignedActivity, DesignedProcess, retold
from workbench.information import DataUse
from workbench.organization import DutyPair, DutyRule
from workbench.process.sidecar import ActivityFacts, OrderRule
from workbench.redesign.changes.change import conflict
from workbench.redesign.changes.edits import Edit, RowEdit, Rows


def forgotten(design: Design, activity: DesignedActivity) -> Iterator[Edit]:
    """Yield the edits after which no table names an activity, unless another process has one of that id.

    A delegation for it alone goes: with no activity left it would be one for all.
    """
    if any(each.id == activity.id and each.process != activity.process for each in design.activities):
        return
    gone = activity.id
    yield from _edit(design, Rows.DUTIES, lambda each: None if each.activity == gone else each)
    yield from _edit(design, Rows.NAMED_ACTIVITIES, lambda each: None if each == gone else each)
    yield from _edit(design, Rows.DELEGATIONS, lambda each: _without(each, gone) if each.activities != (gone,) else None)
    yield from _edit(design, Rows.DUTY_PAIRS, lambda each: None if gone in (each.activity_a, each.activity_b) else each)
    yield from _edit(design, Rows.AUTHORITIES, lambda each: None if each.activity == gone else each)
    yield from _edit(design, Rows.FUNCTIONS, lambda each: _without(each, gone))
    yield from _edit(design, Rows.USES, lambda each: None if each.activity == gone else each)
    yield from _edit(design, Rows.ALIASES, lambda each: None if _is_alias_of(each, activity) else each)


def taken_over(design: Design, second: DesignedActivity, first: DesignedActivity) -> Iterator[Edit]:
    """Yield the edits after which all that was said of an activity is said of another one; who answers for that one stays.

    Raises ConflictError where two persons must do the two.
    """
    pair = {first.id, second.id}
    rules = design.organization.duty_pairs or ()
    if any({each.activity_a, each.activity_b} == pair and each.rule is DutyRule.SEGREGATION for each in rules):
        raise conflict("CHANGE_SEPARATE", first.id, second.id, first=first.id, second=second.id)
    old, new = second.id, first.id
    yield from _edit(design, Rows.DUTIES, lambda each: None if each.activity == old else each)
    yield from _edit(design, Rows.NAMED_ACTIVITIES, lambda each: None if each == old else each)
    yield from _edit(design, Rows.DELEGATIONS, lambda each: _renamed(each, old, new))
    yield from _edit(design, Rows.DUTY_PAIRS, lambda each: _pair_renamed(each, old, new))
    yield from _edit(design, Rows.AUTHORITIES, lambda each: replace(each, activity=new) if each.activity == old else each)
    yield from _edit(design, Rows.FUNCTIONS, lambda each: _renamed(each, old, new))
    yield from _uses_joined(design, old, new)
    yield from _edit(design, Rows.ALIASES, lambda each: replace(each, id=new) if _is_alias_of(each, second) else each)


def told_without(process: DesignedProcess, activity: DesignedActivity) -> DesignedProcess:
    """Return a process of whose activity sidecar and aliases say nothing any more."""
    keys, told = {activity.id, *activity.elements}, process.sidecar
    sidecar = replace(
        told,
        activities=MappingProxyType({key: facts for key, facts in told.activities.items() if key not in keys}),
        order_rules=tuple(each for each in told.order_rules if not {each.before, each.after} & keys),
    )
    aliases = MappingProxyType({alias: key for alias, key in process.aliases.items() if key not in keys})
    return retold(process, sidecar, aliases)


def told_joined(process: DesignedProcess, second: DesignedActivity, first: DesignedActivity) -> DesignedProcess:
    """Return a process in which one activity has functions, data, English name, order and aliases of another one as well."""
    keys, told = {second.id, *second.elements}, process.sidecar
    key, facts = facts_of(process, first)
    _, others = facts_of(process, second)
    joined = _facts_joined(facts, others)
    activities = {each: said for each, said in told.activities.items() if each not in keys}
    activities |= {key: joined} if joined != ActivityFacts() else {}
    rules = (_rule_renamed(each, keys, first.id) for each in told.order_rules)
    sidecar = replace(
        told,
        activities=MappingProxyType(activities),
        order_rules=tuple(each for each in rules if each.before != each.after),
    )
    aliases = MappingProxyType({alias: first.id if each in keys else each for alias, each in process.aliases.items()})
    return retold(process, sidecar, aliases)


def facts_of(process: DesignedProcess, activity: DesignedActivity) -> tuple[str, ActivityFacts]:
    """Return what the sidecar says of an activity, and under which key: its first element, else its id."""
    told = process.sidecar.activities
    first = activity.elements[0]
    key = first if first in told or activity.id not in told else activity.id
    return key, told.get(key, ActivityFacts())


def _edit(design: Design, table: Rows, change: Callable[[Any], Any | None]) -> Iterator[Edit]:
    """Yield the edits of a table in which each row becomes another one, or None: goes; nothing where the table is absent."""
    for row in table.of(design) or ():
        changed = change(row)
        if changed is not row and changed != row:
            yield RowEdit(table=table, out=(row,), into=() if changed is None else (changed,))


def _without(row: Any, activity: str) -> Any:
    return replace(row, activities=tuple(each for each in row.activities if each != activity))


def _renamed(row: Any, old: str, new: str) -> Any:
    return replace(row, activities=tuple(dict.fromkeys(new if each == old else each for each in row.activities)))


def _pair_renamed(pair: DutyPair, old: str, new: str) -> DutyPair | None:
    """Return a pair of duties with one of them renamed, None where both are one now."""
    a, b = (new if each == old else each for each in (pair.activity_a, pair.activity_b))
    return replace(pair, activity_a=a, activity_b=b) if a != b else None


def _uses_joined(design: Design, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits after which one activity does with data what another one did; what both do is one row."""
    rows: tuple[DataUse, ...] = Rows.USES.of(design) or ()
    for row in rows:
        if row.activity == old:
            mine = next((each for each in rows if (each.activity, each.data) == (new, row.data)), None)
            out = (row,) if mine is None else (row, mine)
            operations = row.operations if mine is None else row.operations | mine.operations
            yield RowEdit(table=Rows.USES, out=out, into=(replace(mine or row, activity=new, operations=operations),))


def _facts_joined(facts: ActivityFacts, others: ActivityFacts) -> ActivityFacts:
    """Return what is said of one activity with the names, functions and data of another one."""
    functions = facts.functions
    if others.functions is not None:
        functions = tuple(dict.fromkeys((*(functions or ()), *others.functions)))
    data = dict(facts.data)
    for each, letters in others.data:
        data[each] = "".join(dict.fromkeys(data.get(each, "") + letters))
    name = " + ".join(name for name in (facts.name_en, others.name_en) if name) or None
    return replace(facts, name_en=name, functions=functions, data=tuple(data.items()))


def _rule_renamed(rule: OrderRule, keys: set[str], new: str) -> OrderRule:
    before, after = (new if each in keys else each for each in (rule.before, rule.after))
    return replace(rule, before=before, after=after)


def _is_alias_of(alias: Alias, activity: DesignedActivity) -> bool:
    is_of_process = alias.process in (None, activity.process)
    return alias.kind == "activity" and is_of_process and alias.id in (activity.id, *activity.elements)
