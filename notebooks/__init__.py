"""Notebooks for analysts: each runs from top to bottom in a fresh kernel, and can be read without running."""
