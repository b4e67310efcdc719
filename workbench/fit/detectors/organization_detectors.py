"""The detectors of PO codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.fit.detection import Detector
from workbench.fit.detectors import (
    authorization,
    concentration,
    coordination,
    lanes,
    overload,
    ping_pong,
    responsibility,
    separation,
    span,
)

ORGANIZATION_DETECTORS: Final[Mapping[str, Detector]] = MappingProxyType(
    {
        responsibility.NOOWNER: responsibility.process_without_owner,
        responsibility.UNOWNED: responsibility.unowned,
        responsibility.NOA: responsibility.without_accountable,
        responsibility.MULTIA: responsibility.with_several_accountable,
        responsibility.NOR: responsibility.without_responsible,
        lanes.CODE: lanes.lane_mismatch,
        authorization.CODE: authorization.not_authorized,
        separation.CODE: separation.duties_not_separate,
        concentration.CODE: concentration.concentrated,
        overload.CODE: overload.overloaded,
        ping_pong.CODE: ping_pong.back_and_forth,
        coordination.CODE: coordination.uncoordinated,
        span.CODE: span.too_many_to_lead,
    }
)
