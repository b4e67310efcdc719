"""Models and logs that read like their diagrams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

import numpy as np

from workbench.eventlog.log import Variants
from workbench.process import Process, parse_bpmn

_HEADER = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d" targetNamespace="t">'
)


class ProcessBuilder:
    """Draws a process node by node: each node is joined to the one before, `at` goes back, `to` draws an extra flow."""

    def __init__(self, identity: str) -> None:
        self._identity = identity
        self._open: list[list[str]] = [[]]
        self._flows: list[str] = []
        self._last: str | None = None
        self._trail: list[str | None] = []

    def start(self, identity: str = "start") -> ProcessBuilder:
        return self.node("startEvent", identity)

    def end(self, identity: str = "end", inner: str = "") -> ProcessBuilder:
        return self.node("endEvent", identity, inner=inner)

    def terminate(self, identity: str = "end") -> ProcessBuilder:
        return self.end(identity, "<terminateEventDefinition/>")

    def task(self, identity: str, name: str = "", inner: str = "") -> ProcessBuilder:
        return self.node("task", identity, name=name, inner=inner)

    def xor(self, identity: str) -> ProcessBuilder:
        return self.node("exclusiveGateway", identity)

    def both(self, identity: str) -> ProcessBuilder:
        return self.node("parallelGateway", identity)

    def any_of(self, identity: str) -> ProcessBuilder:
        return self.node("inclusiveGateway", identity)

    def node(self, tag: str, identity: str, *, name: str = "", inner: str = "", more: str = "") -> ProcessBuilder:
        self._put(f"<{tag} id={quoteattr(identity)} name={quoteattr(name or identity)} {more}>{inner}</{tag}>")
        return self._joined(identity)

    def boundary(self, identity: str, host: str, *, inner: str = "<timerEventDefinition/>", more: str = "") -> ProcessBuilder:
        """Attach an event to a host; what follows is drawn from the event."""
        self._put(f'<boundaryEvent id="{identity}" attachedToRef="{host}" {more}>{inner}</boundaryEvent>')
        self._last = identity
        return self

    def sub(self, identity: str, *, tag: str = "subProcess", more: str = "") -> ProcessBuilder:
        """Open a sub-process; what follows is inside it until `leave`."""
        self._joined(identity)
        self._trail.append(identity)
        self._open.append([f'<{tag} id="{identity}" {more}>'])
        self._last = None
        return self

    def leave(self, inner: str = "") -> ProcessBuilder:
        """Close the sub-process; what follows is drawn from it."""
        inside = self._open.pop()
        tag = inside[0].split()[0].removeprefix("<")
        self._put("".join(inside) + inner + f"</{tag}>")
        self._last = self._trail.pop()
        return self

    def at(self, identity: str | None) -> ProcessBuilder:
        """Go on from another node; None begins without a flow."""
        self._last = identity
        return self

    def to(self, identity: str, condition: str = "") -> ProcessBuilder:
        """Draw a flow to a node that exists, and stay."""
        inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        number = sum(part.count("<sequenceFlow") for scope in self._open for part in scope)
        flow = f"{self._last}-{identity}-{number}"
        self._put(f'<sequenceFlow id="{flow}" sourceRef="{self._last}" targetRef="{identity}">{inner}</sequenceFlow>')
        return self

    def xml(self) -> bytes:
        return f'{_HEADER}<process id="{self._identity}">{"".join(self._open[0])}</process></definitions>'.encode()

    def build(self) -> Process:
        return parse_bpmn(self.xml()).processes[0]

    def _joined(self, identity: str) -> ProcessBuilder:
        if self._last is not None:
            self.to(identity)
        self._last = identity
        return self

    def _put(self, part: str) -> None:
        self._open[-1].append(part)


def process(identity: str = "p") -> ProcessBuilder:
    return ProcessBuilder(identity)


def variants(traces: Iterable[Sequence[str]], tied: Iterable[Sequence[int]] | None = None) -> Variants:
    """Return one variant a trace; `tied` holds a 1 where an event has the time of the one before."""
    rows = [list(trace) for trace in traces]
    activities = tuple(sorted({label for row in rows for label in row}))
    code = {label: number for number, label in enumerate(activities)}
    flags = [flag for row in tied for flag in row] if tied is not None else [0] * sum(map(len, rows))
    return Variants(
        activities=activities,
        offsets=np.cumsum([0, *map(len, rows)]).astype(np.int64),
        labels=np.array([code[label] for row in rows for label in row], dtype=np.int32),
        tied=np.array(flags, dtype=np.bool_),
        counts=np.ones(len(rows), dtype=np.int64),
        of_case=np.arange(len(rows), dtype=np.int32),
    )
