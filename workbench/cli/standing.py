"""The day on which a command is given, and the decisions that hold on it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from workbench.normalization import Standing
    from workbench.study import Assessment


def now_in(timezone: str) -> datetime:
    """Return the time on the clocks of a workspace: it enters here, and nowhere below."""
    from workbench.eventlog.rows.times import zone_of

    return datetime.now(zone_of(timezone))


def standing_of(inputs: list[str], register: str | None, assessment: Assessment) -> Standing:
    """Return the decisions on what was assessed, as they hold today; a model and a log alone have some only at a URL.

    Where the register cannot be read, that is said on stderr: what was found is told all the same.
    """
    from workbench.normalization import UNDECIDED, open_register

    if len(inputs) != 1 and register is None:
        return UNDECIDED
    today = now_in(assessment.study.timezone).date()
    standing = open_register(Path(inputs[0]), register).standing_if_readable(today)
    if standing.fault is not None:
        typer.echo(standing.fault.text(assessment.study.language), err=True)
    return standing
