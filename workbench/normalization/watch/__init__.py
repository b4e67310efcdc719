"""New data held against the frozen baseline of a release: monitors, their signals, and the cases of dynamic adjustment."""

from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.baseline import Baseline, baseline_of
from workbench.normalization.watch.calendar import Calendar, DeclaredChange
from workbench.normalization.watch.case import (
    AdjustmentCase,
    CaseClosed,
    CaseOpened,
    CasePlanned,
    CaseState,
    Trigger,
    case_for,
    cases_of,
    closing,
    fresh_signals,
    opening,
    planning,
)
from workbench.normalization.watch.decided import undecided
from workbench.normalization.watch.observing import Observation
from workbench.normalization.watch.signal import Look, Monitor, Signal, Touch, Untold, Window
from workbench.normalization.watch.targets import Direction, TargetFigure
from workbench.normalization.watch.touched import TouchedObjects
from workbench.normalization.watch.trial_weeks import quiet_weeks, quiet_weeks_since
from workbench.normalization.watch.watching import Circumstances, NewData, Watched, new_data, watch

__all__ = [
    "AdjustmentCase",
    "Baseline",
    "Calendar",
    "CaseClosed",
    "CaseOpened",
    "CasePlanned",
    "CaseState",
    "Circumstances",
    "DeclaredChange",
    "Direction",
    "Look",
    "Monitor",
    "NewData",
    "Observation",
    "Signal",
    "TargetFigure",
    "Touch",
    "TouchedObjects",
    "Trigger",
    "Untold",
    "WatchRules",
    "Watched",
    "Window",
    "baseline_of",
    "case_for",
    "cases_of",
    "closing",
    "fresh_signals",
    "new_data",
    "opening",
    "planning",
    "quiet_weeks",
    "quiet_weeks_since",
    "undecided",
    "watch",
]
