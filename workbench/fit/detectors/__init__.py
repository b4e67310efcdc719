"""One small function a finding code, told together by `DETECTORS`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.fit.detection import Detector
from workbench.fit.detectors.organization_detectors import ORGANIZATION_DETECTORS
from workbench.fit.detectors.technology_detectors import DATA_DETECTORS, TECHNOLOGY_DETECTORS

DETECTORS: Final[Mapping[str, Detector]] = MappingProxyType({**ORGANIZATION_DETECTORS, **TECHNOLOGY_DETECTORS, **DATA_DETECTORS})
"""The detectors of what design, responsibility, technology and log disagree about, by code."""

__all__ = ["DETECTORS"]
