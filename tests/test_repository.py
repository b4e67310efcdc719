"""What must hold of every file in the repository, and of the two catalogues of sentences."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from workbench.language import Language, catalogue, say

ROOT = Path(__file__).resolve().parents[1]
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry" + ".npmjs", "deb" + ".debian.org")
MACHINE_PATHS = ("/" + "work/", "/" + "root/", "/" + "home/")


def tracked() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed: there is no list of tracked files")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout: there is no list of tracked files")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    guilty = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "ignore")
        guilty += [(path.name, word) for word in (*HOSTS, *MACHINE_PATHS) if word in text]
    assert guilty == []


@pytest.mark.parametrize("lock", ["run", "dev", "bench"])
def test_every_package_that_the_project_needs_is_locked(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=\[; ]", each)[0] for each in project["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements" / f"{lock}.lock").read_text("ascii"), flags=re.MULTILINE))
    assert needed - locked == set()


def test_every_locked_package_has_hashes_and_no_address() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        text = lock.read_text(encoding="ascii")
        packages = re.findall(r"^[\w.-]+==[^\\]*\\\n +--hash=sha256:", text, flags=re.MULTILINE)
        assert len(packages) == len(re.findall(r"^\S", text, flags=re.MULTILINE)) > 0, lock.name
        assert "://" not in text, lock.name


NO_CODES = {"BYTE_ARRAY", "DEFAULT_POLICY", "DELTA_BINARY_PACKED", "NO_TIME", "OFF_BY_DEFAULT", "RAW_RULES"} | {
    *("JAVA_HOME", "LC_ALL", "LC_MESSAGES", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "WORKBENCH_KEY_FILE", "WORKBENCH_REGISTER"),
    "XDG_CONFIG_HOME",
}
"""Constants of other tools, names of modules' own, and variables of the environment."""


def test_no_file_is_large() -> None:
    assert [path.name for path in tracked() if path.stat().st_size > 1_500_000] == []


def test_both_languages_say_the_same() -> None:
    chinese, english = catalogue(Language.ZH_CN), catalogue(Language.EN)
    assert chinese.keys() == english.keys()
    gaps = re.compile(r"\{(\w+)\}")
    differing = [key for key in english if set(gaps.findall(chinese[key])) != set(gaps.findall(english[key]))]
    assert differing == []


def test_a_fact_may_hold_a_text_for_each_language() -> None:
    facts = {"activity": {"zh-CN": "合同评审", "en": "Contract review"}, "count": 1, "exposed": 2, "percent": "50.0%"}
    assert "合同评审" in say("CF-SKIP", Language.ZH_CN, facts)
    assert "Contract review" in say("CF-SKIP", Language.EN, facts)


def test_every_code_that_the_package_uses_has_its_sentence() -> None:
    used: set[str] = set()
    for path in (ROOT / "workbench").rglob("*.py"):
        used |= set(re.findall(r'"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)"', path.read_text(encoding="utf-8")))
    assert used - catalogue(Language.EN).keys() - NO_CODES == set()
