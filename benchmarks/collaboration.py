"""Write docs/collaboration.md: the measures of collaboration on public logs with organizational columns.

    python -m benchmarks.collaboration ../shared/data > docs/collaboration.md
    python -m benchmarks.collaboration ../shared/data receipt

With the names of logs, theirs only. Needs no network.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration import (
    HandoverCounts,
    adjusted_rand_index,
    clearest_roles,
    collaboration_measures,
    handover_counts,
    handovers_of_groups,
    roles_within,
    staffing_of,
    standing_elsewhere,
    variation_of_information,
    working_together,
)
from workbench.eventlog import NO_TIME, EventLog, read_log
from workbench.language import Language, say
from workbench.measured import Measured


@dataclass(frozen=True, kw_only=True)
class Source:
    """A public log, and the column that declares a group of its performers, None where there is none."""

    name: str
    path: str
    declared: str | None


SOURCES: Final = (
    Source(name="receipt", path="pairs/receipt/receipt.xes.gz", declared="department"),
    Source(name="bpic2013_incidents", path="logs/real/bpic2013_incidents.xes.gz", declared="role"),
    Source(name="purchasing_example", path="pairs/purchasing_example/purchasingExample_with_Role.csv.gz", declared="role"),
    Source(name="production", path="pairs/production/Production.xes.gz", declared=None),
    Source(name="resource_pools_known", path="pairs/resource_pools_known/Resource_profiles_test.csv.gz", declared="role"),
    Source(name="roles_to_lanes", path="pairs/roles_to_lanes/repairExample.csv.gz", declared=None),
)
INTRODUCTION: Final = """# 协作指标 · Measures of collaboration

Made by `python -m benchmarks.collaboration ../shared/data > docs/collaboration.md`; formulas, ranges and sources stand in the
modules of `workbench/collaboration/`.

These logs come without a design, so a handover here is one event directly followed by another of its case (直接后继); what a
performer goes on with is kept, and counted apart. The group of a performer is the one that most of the events name. Roles are
found from activities alone (余弦距离、平均联接、轮廓系数), and then compared with the declared groups.

What is known of these logs, and held by `tests/collaboration/test_real_logs.py`:

- `purchasing_example`, `roles_to_lanes`: the roles are the authors' five, and their three lanes.
- `resource_pools_known`: the two pools that the authors assert. Its column `role` repeats the performer, so the index is 0 there.
- `receipt`: handovers divided by their sum, kept ones included, are pm4py's network of handovers (beta 0), pair by pair.
- `bpic2013_incidents` knows four activities only: many do exactly the same mix, and the clearest cut is a fine one; roles within
  a distance that is chosen say more there.
"""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row of the page: what is measured, in both languages, and what it is."""

    chinese: str
    english: str
    value: str


def performers_of(log: EventLog) -> tuple[str, ...]:
    """Return the performers, in the order of their codes."""
    return tuple(log.columns["resource"].values)


def succession_of(log: EventLog) -> HandoverCounts:
    """Count who is directly followed by whom in a case."""
    performer = log.columns["resource"].codes
    same = log.case[1:] == log.case[:-1]
    return handover_counts(performer[:-1][same], performer[1:][same], performers_of(log))


def groups_of(log: EventLog, column: str | None) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the group that most events of each performer name, of equal ones the first, and all groups."""
    performers = performers_of(log)
    if column is None:
        return np.full(len(performers), -1), ()
    performer, group = log.columns["resource"].codes, log.columns[column].codes
    known = (performer >= 0) & (group >= 0)
    table = np.zeros((len(performers), len(log.columns[column].values)), np.int64)
    np.add.at(table, (performer[known], group[known]), 1)
    return np.where(table.any(axis=1), table.argmax(axis=1), -1), tuple(log.columns[column].values)


def figures(log: EventLog, declared: str | None) -> Iterator[Figure]:
    """Measure one log."""
    group_of, groups = groups_of(log, declared)
    yield from _work(log)
    yield from _roles(log, group_of, groups)
    yield from _network(succession_of(log), group_of, groups)


def _work(log: EventLog) -> Iterator[Figure]:
    together = working_together(log.case, log.columns["resource"].codes, performers_of(log))
    pairs = np.triu(together.together, 1) > 0
    yield Figure(chinese="案例 / 事件", english="cases / events", value=f"{log.n_cases} / {log.n_events}")
    yield Figure(chinese="执行者", english="performers", value=str(len(together.performers)))
    yield Figure(chinese="有共同案例的执行者对", english="pairs with cases in common", value=str(int(pairs.sum())))
    if pairs.any():
        median = float(np.median(together.jaccard.data[pairs]))
        yield Figure(chinese="其 Jaccard 中位数", english="their median Jaccard share", value=f"{median:.4f}")


def _roles(log: EventLog, group_of: NDArray[np.int64], groups: tuple[str, ...]) -> Iterator[Figure]:
    performer = log.columns["resource"].codes
    no_times = np.full(log.n_events, NO_TIME)
    staffing = staffing_of(log.activity, performer, no_times, log.activities, performers_of(log))
    roles = clearest_roles(staffing)
    yield Figure(
        chinese="由行为发现的角色", english="roles from behaviour", value=f"{len(roles)} (distance ≤ {roles.height:.4f})"
    )
    for distance in (0.1, 0.3):
        value = str(len(roles_within(staffing, distance)))
        yield Figure(chinese=f"距离不超过 {distance} 的角色", english=f"roles within a distance of {distance}", value=value)
    yield Figure(chinese="轮廓系数", english="silhouette", value=_said(roles.silhouette))
    if groups:
        elsewhere = sum(each.persons for each in standing_elsewhere(group_of, groups, roles.role))
        yield Figure(chinese="声明的分组", english="declared groups", value=str(len(set(group_of[group_of >= 0].tolist()))))
        yield Figure(
            chinese="调整兰德指数", english="adjusted Rand index", value=_said(adjusted_rand_index(group_of, roles.role))
        )
        apart = variation_of_information(group_of, roles.role)
        yield Figure(chinese="信息变差（比特）", english="variation of information (bits)", value=_said(apart))
        yield Figure(chinese="从事他组工作的人数", english="persons doing the work of other groups", value=str(elsewhere))


def _network(handovers: HandoverCounts, group_of: NDArray[np.int64], groups: tuple[str, ...]) -> Iterator[Figure]:
    found = collaboration_measures(handovers, group_of)
    yield Figure(chinese="人员间交接", english="handovers between persons", value=f"{found.handovers} (+ {found.kept} kept)")
    if groups:
        between = handovers_of_groups(handovers, group_of, groups)
        value = f"{between.total} (+ {int(between.kept.sum())} kept)"
        yield Figure(chinese="分组间交接", english="handovers between groups", value=value)
    four = found.tree_likeness
    measured = (
        ("E-I 指数", "E-I index", found.ei_index),
        ("模块度（有向）", "modularity (directed)", found.modularity),
        ("平均参与系数", "mean participation", found.participation),
        ("度中心势", "degree centralization", found.degree_centralization),
        ("介数中心势", "betweenness centralization", found.betweenness_centralization),
        ("连通度", "connectedness", four.connectedness),
        ("层级度", "hierarchy", four.hierarchy),
        ("效率", "efficiency", four.efficiency),
        ("最小上界度", "least upper bounds", four.least_upper_bounds),
    )
    for chinese, english, measure in measured:
        yield Figure(chinese=chinese, english=english, value=_said(measure))


def _said(measured: Measured) -> str:
    if measured.value is None:
        return say(str(measured.reason), Language.EN)
    return f"{measured.value:.4f}"


def page(data: Path, chosen: list[str]) -> Iterator[str]:
    """Return the lines of the page about some of the logs, or about all of them."""
    yield INTRODUCTION
    yield "| 日志 log | 指标 measure | 值 value | 命令 command |"
    yield "|---|---|---|---|"
    for source in SOURCES:
        if not chosen or source.name in chosen:
            command = f"`python -m benchmarks.collaboration ../shared/data {source.name}`"
            for figure in figures(read_log(data / source.path), source.declared):
                yield f"| {source.name} | {figure.chinese} {figure.english} | {figure.value} | {command} |"


if __name__ == "__main__":
    print("\n".join(page(Path(sys.argv[1]), sys.argv[2:])))
