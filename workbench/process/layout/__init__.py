"""Layout: a readable drawing for a model that has none, or only part of one."""

from workbench.process.layout.drawing import laid_out

__all__ = ["laid_out"]
