"""Whether cases that took a flow out of a gateway met the condition that stands on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.expressions import Condition, UnreadableError, read_condition
from workbench.conformance.perspectives.steps import NOTHING, AlignedExecutions
from workbench.eventlog import MISSING, Column
from workbench.process.model import Gateway, Process, SequenceFlow, SubProcess

_CHOOSING: Final = ("exclusiveGateway", "inclusiveGateway")


class Unevaluated(StrEnum):
    """Why a condition could not be evaluated, where it could not."""

    UNREADABLE = "condition-unreadable"
    NO_ATTRIBUTE = "condition-no-attribute"
    NO_VALUE = "condition-no-value"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """How often a flow out of a gateway was taken in complete cases, and whether its condition held then.

    `elements` are those that show that it was taken. `unknown` of the times could not be told, for `reason`.
    """

    gateway: str
    flow: str
    condition: str
    elements: tuple[str, ...]
    taken: int
    held: int
    failed: int
    unknown: int
    reason: Unevaluated | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Choices:
    """Every flow with a condition, in the order of the model; `failed` and `unknown` (int64) count times, one number a case."""

    rows: tuple[Choice, ...]
    failed: NDArray[np.int64]
    unknown: NDArray[np.int64]


def choices_of(steps: AlignedExecutions, process: Process) -> Choices:
    """Evaluate each condition for each time that its flow was taken, on the attributes that the case had by then."""
    n_cases, visible = len(steps.executions.cases), frozenset(steps.elements)
    failed, unknown = np.zeros(n_cases, dtype=np.int64), np.zeros(n_cases, dtype=np.int64)
    rows: list[Choice] = []
    for gateway, flow in _conditional(process):
        elements, before = _first_after(process, gateway, flow, visible), _last_before(process, gateway, visible)
        taken = times_taken(steps, elements, before)
        truth, reason = _evaluated(steps, flow.condition, taken)
        case = steps.executions.case[taken]
        np.add.at(failed, case[truth == 0], 1)
        np.add.at(unknown, case[truth < 0], 1)
        rows.append(
            Choice(
                gateway=gateway.id,
                flow=flow.id,
                condition=flow.condition,
                elements=tuple(sorted(elements)),
                taken=len(taken),
                held=int((truth == 1).sum()),
                failed=int((truth == 0).sum()),
                unknown=int((truth < 0).sum()),
                reason=reason,
            )
        )
    return Choices(rows=tuple(rows), failed=failed, unknown=unknown)


def has_conditions(process: Process) -> bool:
    """Return whether a flow out of a gateway bears a condition."""
    return next(_conditional(process), None) is not None


def times_taken(steps: AlignedExecutions, elements: frozenset[str], before: frozenset[str]) -> NDArray[np.int64]:
    """Return the counted rows that show that a flow was taken: of the elements right after it, enabled from before its gateway.

    What the process may begin with counts where nothing enabled it and nothing stands before the gateway.
    """
    after, ahead = (np.isin(steps.elements, sorted(some)) for some in (elements, before))
    rows = np.flatnonzero(steps.is_counted & (steps.element != NOTHING))
    enabler = steps.enabler[rows]
    from_ahead = np.where(enabler == NOTHING, not before, ahead[steps.element[enabler]])
    taken: NDArray[np.int64] = rows[after[steps.element[rows]] & from_ahead]
    return taken


def _conditional(process: Process) -> Iterator[tuple[Gateway, SequenceFlow]]:
    outgoing = process.outgoing
    for node in process.nodes:
        if isinstance(node, Gateway) and node.tag in _CHOOSING:
            yield from ((node, flow) for flow in outgoing.get(node.id, ()) if flow.condition.strip())


def _first_after(process: Process, gateway: Gateway, flow: SequenceFlow, visible: frozenset[str]) -> frozenset[str]:
    """Return the elements that come first after a flow, without those that come first after its siblings, too."""
    outgoing = process.outgoing
    onward = {node: [str(each.target) for each in flows] for node, flows in outgoing.items()}
    own = _nearest(process, str(flow.target), onward, visible)
    siblings = [_nearest(process, str(each.target), onward, visible) for each in outgoing[gateway.id] if each is not flow]
    return own.difference(*siblings)


def _last_before(process: Process, gateway: Gateway, visible: frozenset[str]) -> frozenset[str]:
    """Return the elements that come last before a gateway."""
    back = {node: [str(each.source) for each in flows] for node, flows in process.incoming.items()}
    return frozenset().union(*(_nearest(process, source, back, visible) for source in back.get(gateway.id, ())))


def _nearest(process: Process, node: str, onward: Mapping[str, list[str]], visible: frozenset[str]) -> frozenset[str]:
    """Return the visible elements first met from a node on, itself included; a sub-process hides what is in it."""
    hiding = {each.id for each in process.nodes if isinstance(each, SubProcess)}
    found, seen, waiting = set(), {node}, [node]
    while waiting:
        here = waiting.pop()
        if here in visible:
            found.add(here)
        elif here not in hiding:
            ahead = [each for each in onward.get(here, ()) if each not in seen]
            seen.update(ahead)
            waiting.extend(ahead)
    return frozenset(found)


def _evaluated(steps: AlignedExecutions, text: str, taken: NDArray[np.int64]) -> tuple[NDArray[np.int8], Unevaluated | None]:
    """Return for each row whether a condition held (1), did not (0) or cannot be told (-1), and why it cannot, if for any."""
    truth = np.full(len(taken), -1, dtype=np.int8)
    try:
        condition = read_condition(text)
    except UnreadableError:
        return truth, Unevaluated.UNREADABLE
    attributes = {name: found for name in sorted(set(condition.names())) if (found := _attribute(steps, name, taken)) is not None}
    if not attributes:
        return truth, Unevaluated.NO_ATTRIBUTE
    codes = np.stack([column.codes for column in attributes.values()])
    distinct, of_row = np.unique(codes, axis=1, return_inverse=True)
    held = [_held(condition, attributes, each) for each in distinct.T.tolist()]
    truth = np.array(held, dtype=np.int8)[of_row.reshape(-1)] if len(taken) else truth
    return truth, Unevaluated.NO_VALUE if (truth < 0).any() else None


def _held(condition: Condition, attributes: Mapping[str, Column], codes: list[int]) -> int:
    columns = zip(attributes.items(), codes, strict=True)
    holds = condition.holds({name: None if code == MISSING else column.values[code] for (name, column), code in columns})
    return -1 if holds is None else int(holds)


def _attribute(steps: AlignedExecutions, name: str, taken: NDArray[np.int64]) -> Column | None:
    """Return what an attribute held when each row was enabled: that of the case, else the last that an event had said by then."""
    log = steps.executions
    short = name.rpartition(".")[2]
    of_case = next((log.case_columns[each] for each in (name, short) if each in log.case_columns), None)
    if of_case is not None:
        return Column(codes=of_case.codes[log.case[taken]], values=of_case.values)
    of_event = next((log.columns[each] for each in (name, short) if each in log.columns), None)
    if of_event is None:
        return None
    said = np.where(of_event.codes != MISSING, np.arange(len(log.case)), -1)
    last = np.maximum.accumulate(said)
    place = np.where(steps.enabler[taken] == NOTHING, taken, steps.enabler[taken])
    source = last[place]
    in_case = (source >= 0) & (log.case[source] == log.case[taken])
    return Column(codes=np.where(in_case, of_event.codes[source], MISSING).astype(np.int32), values=of_event.values)
