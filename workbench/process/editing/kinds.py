"""Tasks that become another kind of task: done by a system, or by people again."""

from __future__ import annotations

from typing import Final

from workbench.process.editing.tree import FlowTree, refused, tag_of
from workbench.process.model import ProcessModel
from workbench.process.vocabulary import MODEL

_BY_PEOPLE: Final = frozenset({"task", "userTask", "manualTask"})
_BY_A_SYSTEM: Final = frozenset({"serviceTask", "scriptTask", "businessRuleTask"})
_OF_ONE_KIND: Final = ("rendering", "script")
"""What stands inside one kind of task only."""


def automated(model: ProcessModel, activity: str) -> ProcessModel:
    """Return the model with a task of people as a service task. Raises ConflictError where it is none."""
    return _as(model, activity, _BY_PEOPLE, "serviceTask")


def done_by_people(model: ProcessModel, activity: str) -> ProcessModel:
    """Return the model with a service, script or business-rule task as a user task. Raises ConflictError where it is none."""
    return _as(model, activity, _BY_A_SYSTEM, "userTask")


def _as(model: ProcessModel, activity: str, kinds: frozenset[str], tag: str) -> ProcessModel:
    tree = FlowTree(model)
    node = tree.node(activity)
    if tag_of(node) not in kinds:
        raise refused("EDIT_KIND", tree.path, activity, tag=tag_of(node), wanted=", ".join(sorted(kinds)))
    node.tag = f"{{{MODEL}}}{tag}"
    node.attrib.pop("scriptFormat", None)
    node.attrib.pop("implementation", None)
    for each in [child for child in node if tag_of(child) in _OF_ONE_KIND]:
        node.remove(each)
    return tree.finished()
