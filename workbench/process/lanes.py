"""In which lane a node stands: the innermost, that of its sub-process where it stands in none itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workbench.process.model import Process


def lane_labels(process: Process) -> Mapping[str, str]:
    """Return the text of the innermost lane of each node that has one; nodes inside a sub-process inherit its lane."""
    scope_of = {node.id: node.scope for node in process.nodes}
    label_of = {lane.id: lane.label for lane in process.lanes}
    lane_of = process.lane_of
    labels: dict[str, str] = {}
    for node in process.nodes:
        holder: str | None = node.id
        while holder is not None and holder not in lane_of:
            holder = scope_of.get(holder)
        if holder is not None and lane_of[holder] in label_of:
            labels[node.id] = label_of[lane_of[holder]]
    return MappingProxyType(labels)
