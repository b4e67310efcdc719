"""Fit."""

from workbench.app.opened import Opened


def show(opened: Opened) -> None:
    """Show."""
