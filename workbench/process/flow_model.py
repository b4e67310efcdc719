"""What every model of a flow has in common, whatever kind of file it stands in."""

from __future__ import annotations

from typing import Protocol

from workbench.findings import Finding
from workbench.process.model import Process


class FlowModel(Protocol):
    """A file that says what should happen: a BPMN model, a Petri net, a process tree.

    `behavior_of` says what each of its processes allows; pools, lanes, data and drawings are BPMN's alone (`ProcessModel`).
    """

    @property
    def path(self) -> str:
        """Return where the file stands."""

    @property
    def processes(self) -> tuple[Process, ...]:
        """Return its processes, the one of a net or tree as a `NetProcess`."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is doubtful in the file."""
