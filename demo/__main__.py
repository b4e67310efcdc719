"""`python -m demo`: write the demo enterprise of a seed into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from demo.files import write
from demo.generate import DEFAULT_SEED, generate


def main() -> None:
    """Write the workspace; by default the committed one at the repository's root."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--into", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("--repaired", nargs="*", default=[], metavar="M01", help="planted mismatches to leave out")
    arguments = parser.parse_args()
    write(generate(arguments.seed, arguments.repaired), arguments.into)


if __name__ == "__main__":
    main()
