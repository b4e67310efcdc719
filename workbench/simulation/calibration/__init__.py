"""From what happened to a world that can be played: who is able to do what, how long it takes, what waits for what."""

from workbench.simulation.calibration.calibrating import calibrated
from workbench.simulation.calibration.model import Calibrated

__all__ = ["Calibrated", "calibrated"]
