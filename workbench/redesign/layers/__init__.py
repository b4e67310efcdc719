"""Layers and spans: to whom everybody reports so that there are the fewest layers, then managers, then changes."""

from workbench.redesign.layers.layering import Layering, LineChange, Stage, layering_of
from workbench.redesign.layers.posing import LayersWishes, problem_of
from workbench.redesign.layers.problem import LayersProblem, Leading, NotAbove, Position, Shape

__all__ = [
    "Layering",
    "LayersProblem",
    "LayersWishes",
    "Leading",
    "LineChange",
    "NotAbove",
    "Position",
    "Shape",
    "Stage",
    "layering_of",
    "problem_of",
]
