"""Diagrams: the owner's own drawing with what is laid over it, for browsers and as SVG that stands still."""
