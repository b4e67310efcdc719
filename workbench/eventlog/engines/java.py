"""Whether this machine has the Java that Spark runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from workbench.tables.faults import misuse

OLDEST: Final = 17
"""The oldest Java that Spark 4 runs on."""

_SECONDS: Final = 20


def require_java() -> None:
    """Raise UsageError where there is no Java, or one that is too old, in the place where Spark looks for it."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if java is None:
        raise misuse("ENGINE_JAVA_MISSING", {"wanted": OLDEST, "place": f"JAVA_HOME={home}" if home else "PATH"})
    found = _version(java)
    if found is None or found < OLDEST:
        raise misuse("ENGINE_JAVA_OLD", {"wanted": OLDEST, "found": found or "?"}, path=java)


def _version(java: str) -> int | None:
    """Return the major version that a Java says of itself, None where it says nothing of the kind; 1.8 is 8."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    return int(said[1]) if said else None
