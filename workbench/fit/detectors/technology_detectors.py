"""The detectors of TP, TO and DT codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.fit.detection import Detector
from workbench.fit.detectors import (
    access,
    data_life,
    lag,
    late,
    log_quality,
    manual,
    no_capture,
    places,
    rekey,
    shared_account,
    skill,
    system_owner,
    unsupported,
    unused,
)

TECHNOLOGY_DETECTORS: Final[Mapping[str, Detector]] = MappingProxyType(
    {
        unsupported.CODE: unsupported.unsupported,
        places.OFFLINE: places.off_the_system,
        places.WRONGSYS: places.in_the_wrong_system,
        rekey.CODE: rekey.rekeyed,
        manual.CODE: manual.done_by_hand,
        no_capture.CODE: no_capture.not_captured,
        unused.CODE: unused.unused,
        lag.CODE: lag.slower_than_declared,
        access.NOACC: access.without_access,
        access.EXCESS: access.with_excess_access,
        shared_account.CODE: shared_account.shared_account,
        system_owner.CODE: system_owner.system_without_owner,
        skill.CODE: skill.without_skill,
    }
)

DATA_DETECTORS: Final[Mapping[str, Detector]] = MappingProxyType(
    {
        data_life.NOCREATE: data_life.created_by_none,
        data_life.ORPHAN: data_life.read_by_none,
        data_life.MULTIMASTER: data_life.with_several_masters,
        data_life.NOOWNER: data_life.data_without_owner,
        late.CODE: late.recorded_late,
        log_quality.CODE: log_quality.poor_logs,
    }
)
