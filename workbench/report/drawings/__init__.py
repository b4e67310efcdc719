"""Figures drawn by hand as SVG: one kind a file, the same figures, the same bytes."""
