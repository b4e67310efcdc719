"""Start the app's server: on loopback unless asked otherwise, telling nobody outside, showing no traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

from workbench.findings import Finding, Severity, UsageError

LARGEST_UPLOAD: Final = 200
"""Megabytes: an upload is held in memory, so what is larger is taken from the folder that is served."""

REGISTER: Final = "WORKBENCH_REGISTER"
"""The variable by which the server learns the URL of the register: one may hold a password, which a command line would show."""

_SETTINGS: Final = (
    "--server.headless=true",
    "--runner.magicEnabled=false",
    "--server.fileWatcherType=none",
    "--server.enableXsrfProtection=true",
    f"--server.maxUploadSize={LARGEST_UPLOAD}",
    "--browser.gatherUsageStats=false",
    "--client.showErrorDetails=none",
    "--client.toolbarMode=viewer",
    '--theme.font="Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif',
    '--theme.headingFontSizes=["2.25rem", "1.6rem", "1.25rem"]',
    "--theme.light.textColor=#0f1418",
    "--theme.light.codeTextColor=#0f1418",
    "--theme.dark.codeTextColor=#fafafa",
    "--theme.light.primaryColor=#0b5c7a",
    "--theme.dark.primaryColor=#5cb8dc",
)
"""Streamlit makes captions of the text at 60 %: only a text this dark leaves them a contrast of 4.5 on the sidebar.

Code in them has the colour of text, since its own green is too pale there.
"""


def serve(folder: Path, address: str, port: int, register: str | None = None) -> int:
    """Serve a workspace, or the workspaces in a folder, until interrupted; return the server's exit code.

    Decisions go to the database at the URL `register`, without one to each workspace's own. Raises UsageError where the port is
    taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as cause:
            raise UsageError(Finding(code="APP_PORT", severity=Severity.CRITICAL, facts={"port": port})) from cause
    main = Path(__file__).with_name("main.py")
    where = (f"--server.address={address}", f"--server.port={port}")
    command = [sys.executable, "-m", "streamlit", "run", str(main), *_SETTINGS, *where, "--", str(folder.resolve())]
    own = {key: value for key, value in os.environ.items() if key != REGISTER}
    try:
        return subprocess.call(command, env=own if register is None else {**own, REGISTER: register})
    except KeyboardInterrupt:
        return 0
