"""What the logs of a workspace show under the standard that a release froze, and what the workspace has otherwise by now."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import ENTERPRISE
from workbench.normalization.release import (
    Area,
    Content,
    Copied,
    StandardDifferences,
    differences_between,
    read_manifest,
)
from workbench.normalization.watch.draft import MAPPING, Draft
from workbench.study.assessing import Assessment, assess
from workbench.study.opening import open_under, policy_of
from workbench.study.release_contents import is_standard, standard_contents
from workbench.study.releasing import standard_of
from workbench.study.studied import Study
from workbench.workspace import read_workspace

_ROW_BY_ROW: Final[Mapping[Area, frozenset[str]]] = MappingProxyType(
    {
        Area.PERMISSION: frozenset({""}),
        Area.DUTY: frozenset({"", "letter"}),
        Area.POST: frozenset({"", "department_id", "reports_to", "headcount"}),
        Area.DEPARTMENT: frozenset({"", "parent_id", "head"}),
    }
)
"""What the monitor of the design tells itself, by cell, "" for a whole row (`watch_structure`)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class UnderRelease:
    """What a workspace's logs show under a release: `assessment`; and what of the standard the workspace has otherwise.

    `mappings` are the processes, by the id of their link, whose log is read in another way.
    """

    assessment: Assessment
    differences: StandardDifferences
    mappings: tuple[str, ...] = ()

    def drafts_of(self, processes: Collection[str]) -> tuple[Draft, ...]:
        """Return how much of each area is not as released, of some processes.

        ENTERPRISE among them is for all that is of none; then the monitor of the design tells its tables row by row, not this.
        """
        told: Mapping[Area, frozenset[str]] = _ROW_BY_ROW if ENTERPRISE in processes else {}
        rows = (
            (each.process or ENTERPRISE, each.area.value)
            for each in self.differences.rows
            if each.name not in told.get(each.area, ())
        )
        known = self.assessment.study.design.process
        mapped = ((each if each in known else ENTERPRISE, MAPPING) for each in self.mappings)
        counted = Counter(each for each in (*rows, *mapped) if each[0] in processes)
        return tuple(Draft(process=process, area=area, count=count) for (process, area), count in sorted(counted.items()))


def assess_under(release: Path, workspace: Path, assessment: Assessment) -> UnderRelease:
    """Assess a workspace's logs by design, hours, targets and policy of a release, with people and days off as they are now.

    `assessment` is that of the workspace as it stands; where its standard is, byte for byte, the released one, nothing is
    assessed again. Raises InputError where the release cannot be read.
    """
    mappings, link = tuple(_mapped_otherwise(release, workspace)), read_workspace(workspace)
    filed = replace(assessment.study, policy=policy_of(link.policy))  # without what this assessment alone claims beside
    if _is_as_released(release, workspace, filed):
        return UnderRelease(assessment=assessment, differences=StandardDifferences(rows=()), mappings=mappings)
    study = open_under(release, workspace, filed)
    differences = differences_between(standard_of(study), standard_of(filed))
    return UnderRelease(assessment=assess(study), differences=differences, mappings=mappings)


def _is_as_released(release: Path, workspace: Path, study: Study) -> bool:
    """Return whether a release of what was read would hold the very files that this release holds of what should be."""
    frozen = {each.path: each.sha256 for each in read_manifest(release).files if is_standard(each.path)}
    now = standard_contents(study, read_workspace(workspace))
    return frozen == {path: _hash_of(content) for path, content in now.items()}


def _hash_of(content: Content) -> str:
    if isinstance(content, Copied):
        return content.sha256 or _hash_of(content.source.read_bytes())
    return hashlib.sha256(content).hexdigest()


def _mapped_otherwise(release: Path, workspace: Path) -> Iterator[str]:
    """Yield the released links whose log is not read by the same mapping file any more."""
    now = {link.id: link.mapping for link in read_workspace(workspace).processes}
    for link in read_workspace(release).processes:
        if link.id in now and _bytes_of(link.mapping) != _bytes_of(now[link.id]):
            yield link.id


def _bytes_of(path: Path | None) -> bytes | None:
    return None if path is None else path.read_bytes()
