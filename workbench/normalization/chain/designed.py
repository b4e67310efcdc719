"""The middle of the chain: processes, activities, and who does them, with what, on which data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from workbench.design import Design, DesignedActivity
from workbench.information import Operation
from workbench.normalization.chain.key import ChainKey, NodeKind, node_key
from workbench.normalization.chain.model import ChainLink, ChainNode

_Called: TypeAlias = Callable[[str], Mapping[str, str]]


def designed_nodes(design: Design) -> Iterator[ChainNode]:
    """Yield processes, activities, posts, departments, functions, systems, data; people, accounts and permissions as counts."""
    for process in design.processes:
        yield _node(node_key(NodeKind.PROCESS, process.id), process.texts)
    for activity in design.activities:
        yield _node(activity_key(activity), activity.texts)
    names = design.vocabulary
    tables = (
        (NodeKind.POST, names.posts),
        (NodeKind.DEPARTMENT, names.departments),
        (NodeKind.FUNCTION, names.functions),
        (NodeKind.SYSTEM, names.systems),
        (NodeKind.DATA, names.data),
    )
    for kind, table in tables:
        for identity in table.ids:
            yield _node(node_key(kind, identity), table.called(identity))
    yield from _counted(NodeKind.PEOPLE, _people(design), names.posts.called)
    yield from _counted(NodeKind.PERMISSION, _permissions(design), names.functions.called)
    yield from _counted(NodeKind.ACCOUNTS, _accounts(design), names.systems.called)


def designed_links(design: Design) -> Iterator[ChainLink]:
    """Yield what is part of what, and what serves what."""
    for activity in design.activities:
        yield _link(node_key(NodeKind.PROCESS, activity.process), activity_key(activity), "part")
        yield from _of_activity(activity, design)
    for post in design.organization.posts or ():
        yield _link(node_key(NodeKind.POST, post.id), node_key(NodeKind.DEPARTMENT, post.department), "belongs_to")
        yield _link(node_key(NodeKind.POST, post.id), node_key(NodeKind.PEOPLE, post.id), "held_by")
    for function in design.landscape.functions or ():
        yield _link(node_key(NodeKind.FUNCTION, function.id), node_key(NodeKind.SYSTEM, function.system), "belongs_to")
        yield _link(node_key(NodeKind.FUNCTION, function.id), node_key(NodeKind.PERMISSION, function.id), "granted_by")
    for system in design.landscape.systems or ():
        yield _link(node_key(NodeKind.SYSTEM, system.id), node_key(NodeKind.ACCOUNTS, system.id), "used_by")


def _of_activity(activity: DesignedActivity, design: Design) -> Iterator[ChainLink]:
    here = activity_key(activity)
    for letter, posts in (activity.duties or {}).items():
        for post in posts:
            yield _link(here, node_key(NodeKind.POST, post), f"duty:{letter.value}")
    for function in activity.functions or ():
        is_system = function in design.landscape.system
        yield _link(here, node_key(NodeKind.SYSTEM if is_system else NodeKind.FUNCTION, function), "supported_by")
    for data, operations in activity.uses.items():
        told = "".join(each.value for each in Operation if each in operations)
        yield _link(here, node_key(NodeKind.DATA, data), f"data:{told}")


def _people(design: Design) -> Counter[str]:
    return Counter(each.post for each in design.organization.holdings or ())


def _permissions(design: Design) -> Counter[str]:
    return Counter(each.function for each in design.landscape.permissions or ())


def _accounts(design: Design) -> Counter[str]:
    return Counter(each.system for each in design.landscape.accounts or () if each.system is not None)


def _counted(kind: NodeKind, counts: Counter[str], called: _Called) -> Iterator[ChainNode]:
    for identity, count in counts.items():
        texts = called(identity)
        yield ChainNode(key=node_key(kind, identity), name=texts["zh-CN"], name_en=texts["en"], count=count)


def activity_key(activity: DesignedActivity) -> ChainKey:
    """Return the key of an activity."""
    return ChainKey(kind=NodeKind.ACTIVITY, id=activity.id, scope=activity.process)


def _node(key: ChainKey, texts: Mapping[str, str]) -> ChainNode:
    return ChainNode(key=key, name=texts.get("zh-CN", key.id), name_en=texts.get("en", key.id))


def _link(above: ChainKey, below: ChainKey, relation: str) -> ChainLink:
    return ChainLink(above=above, below=below, relation=relation)
