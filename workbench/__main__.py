"""`python3 -m workbench …` from a bare checkout: sets up what is missing, then runs the command in its own environment."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Hand over to the environment of the checkout, or run right here where that is this one or there is no checkout."""
    from workbench import setup  # noqa: PLC0415 - standard library only until the environment stands

    root = Path(__file__).resolve().parents[1]
    if setup.is_checkout(root):
        if sys.argv[1:2] == ["test"]:
            raise SystemExit(setup.run_tests(root, sys.argv[2:]))
        if Path(sys.prefix).resolve() != (root / ".venv").resolve() or not setup.is_ready(root, setup.RUN):
            raise SystemExit(setup.run_command(root, sys.argv[1:]))
    from workbench.cli import main as run  # noqa: PLC0415 - needs the dependencies

    run()


if __name__ == "__main__":
    main()
