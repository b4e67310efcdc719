"""A process that comes as a token game of its own, not by BPMN's rules: what Petri nets and process trees are played as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.process.model import FlowNode, Process, Task, grouped
from workbench.process.token_net import TokenNet


@dataclass(frozen=True, kw_only=True)
class NetProcess(Process):
    """A net or a tree seen as a process: what bears a label is a task, all else a node without one.

    What may happen is said by `net`; there are no sequence flows, events, lanes or data.
    """

    net: TokenNet

    @property
    def identities(self) -> Mapping[str, str]:
        """Return for each task the id that findings use: its label where no other task bears it, else its own id.

        Tools that export nets and trees give ids anew each time; only labels last.
        """
        bearers = grouped((node.label, node.id) for node in self.nodes if isinstance(node, Task))
        return {task: label if len(tasks) == 1 else task for label, tasks in bearers.items() for task in tasks}


def seen_as(tag: str, identity: str, label: str | None, line: int | None, scope: str) -> FlowNode:
    """Return a node of a net or tree as one of a process: a task where it bears a label."""
    if label is None:
        return FlowNode(tag=tag, id=identity, line=line, scope=scope)
    return Task(tag=tag, id=identity, name=label, line=line, scope=scope)
