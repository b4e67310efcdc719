"""`python -m demo`: write the demo enterprise of a seed and season into a folder."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from demo.drift import KINDS, USUAL_DAY, drift_of
from demo.files import write
from demo.generate import DEFAULT_SEED, generate
from demo.seasons import SEASONS
from demo.story import DemoStory, write_story


def main() -> None:
    """Write the workspace; by default the committed one at the repository's root."""
    parser = _parser()
    chosen = parser.parse_args()
    try:
        season = replace(SEASONS[chosen.season - 1], share=chosen.share)
    except ValueError as error:
        parser.error(str(error))
    if chosen.story is not None:
        write_story(DemoStory(seed=chosen.seed), chosen.story)
        return
    drift = drift_of(chosen.drift, chosen.day)
    write(generate(chosen.seed, chosen.repaired, season, drift), chosen.into)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--into", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("--repaired", nargs="*", default=[], metavar="M01", help="planted mismatches to leave out")
    parser.add_argument("--season", type=int, choices=[each.number for each in SEASONS], default=1, help="when it is played")
    parser.add_argument("--share", type=float, default=1.0, help="how much of every quota is dealt, from 0.1 to 1")
    parser.add_argument("--drift", nargs="*", default=[], choices=KINDS, help="what changes in the middle of the season")
    parser.add_argument("--day", type=date.fromisoformat, default=USUAL_DAY, help="from which day it changes")
    parser.add_argument("--story", type=Path, metavar="FOLDER", help="write the enterprise at each moment of its story instead")
    return parser


if __name__ == "__main__":
    main()
