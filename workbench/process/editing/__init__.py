"""Flows edited: an activity taken out, put in, moved, merged or set beside another; what is not named stays as it is."""

from workbench.process.editing.kinds import automated, done_by_people
from workbench.process.editing.surgery import inserted, merged, moved, side_by_side, without

__all__ = ["automated", "done_by_people", "inserted", "merged", "moved", "side_by_side", "without"]
