"""Indicators of fit: one file a dimension, each indicator with its formula, range, sources and reference."""
