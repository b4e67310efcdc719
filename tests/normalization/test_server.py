"""The register on a PostgreSQL server, a real one where its package is there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.normalization.decisions import DAY, decision
from workbench.findings import UsageError
from workbench.normalization import Dispute, open_register

TOOLS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytestmark = pytest.mark.skipif(not TOOLS, reason="no PostgreSQL server is installed here")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Start a server that only this test can reach, by a socket in its own folder; it refuses to run as root."""
    folder = Path(tempfile.mkdtemp(prefix="register-"))
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "nobody", "nogroup")

    def tool(name: str, *options: str) -> None:
        command = [*user, str(TOOLS[-1].with_name(name)), "-D", str(folder / "data"), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)

    tool("initdb", "-A", "trust", "-U", "owner", "--no-sync")
    tool("pg_ctl", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "-w", "start")
    yield f"postgresql://owner@/postgres?host={folder}"
    tool("pg_ctl", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


def test_what_was_decided_is_kept_on_a_server_and_nothing_is_lost_by_eight_at_once(url: str, tmp_path: Path) -> None:
    assert open_register(tmp_path, url).decisions == ()

    def write(writer: int) -> None:
        for number in range(5):
            open_register(tmp_path, url).decide(decision(about=f"{writer:08x}{number:08x}", by=f"writer {writer}"))

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(8)))
    register = open_register(tmp_path, url)
    assert register.verify() == ()
    assert len(register.standing(DAY).accepted) == 40
    with pytest.raises(UsageError) as error:
        register.decide(decision(Dispute(reason="x"), about=f"{0:016x}"))
    assert error.value.finding.code == "DECISION_OVERTAKEN"
    assert [each.name for each in tmp_path.rglob("[!.]*") if each.is_file()] == ["server-heads.txt"]
