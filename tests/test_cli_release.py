"""Releases and their verification from the command line: what is printed, what is recorded, and how each command exits."""

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.builders import process
from workbench.cli import main
from workbench.language import Language
from workbench.normalization import open_register
from workbench.normalization.release import KIND
from workbench.templates import example_workspace, write_with_files

Run = Callable[..., tuple[int, str, str]]
TRIAL = ("--version", "1.0.0", "--first", "2025-03-01", "--last", "2025-04-30", "--by", "QM")
PUBLISH = ("--version", "1.0.0", "--effective", "2025-05-10", "--by", "QM")
APPROVED = ("--approve", "Wang Fang:Management representative")
WAIVED = ("--waive", "First release", "--until", "2099-12-31")


def called(*arguments: str | Path) -> int:
    """Run a command in this process as a user types it, and return its exit code."""
    before, sys.argv = sys.argv, ["workbench", *map(str, arguments)]
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        sys.argv = before
    return 0


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def it(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = called(*arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return it


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with one release, made by commands alone."""
    root = tmp_path_factory.mktemp("published") / "factory"
    write_with_files(example_workspace(Language.EN), root)
    assert called("release", "draft", root, "--by", "QM", "--title", "The beginning") == 0
    assert called("release", "trial", root, *TRIAL) == 0
    assert called("release", "publish", root, *PUBLISH, *APPROVED, *WAIVED) == 0
    return root


@pytest.fixture
def mine(published: Path, tmp_path: Path) -> Path:
    """Return a copy of the workspace with its release, to be tampered with."""
    root = tmp_path / "factory"
    shutil.copytree(published, root)
    return root


def test_versions_are_listed_with_their_states_and_the_next_one_is_proposed(published: Path, run: Run) -> None:
    code, out, _ = run("release", published)
    assert code == 0
    assert [each for each in ("1.0.0", "monitored", "REP", "2025-05-10", "Wang Fang", "First release") if each not in out] == []
    assert "Proposed as next version: 1.0.1" in out


def test_each_step_is_a_statement_by_somebody(published: Path) -> None:
    recorded = [each.statement for each in open_register(published).entered(KIND)]
    assert [(each.subject, each.by) for each in recorded] == [("1.0.0", "QM")] * 4


def test_a_release_holds_documents_in_both_languages_and_a_baseline(published: Path) -> None:
    folder = published / "register" / "releases" / "1.0.0"
    for path in (
        "en/Process-description-REP.pdf",
        "en/Change-record.docx",
        "zh-CN/流程说明书-REP.docx",
        "zh-CN/岗位说明书-P1.pdf",
    ):
        assert (folder / "documents" / path).stat().st_size > 1000
    baseline = json.loads((folder / "baseline.json").read_bytes())
    assert [each["id"] for each in baseline["processes"]] == ["REP"]
    assert {each["id"] for each in baseline["figures"]} <= {"K1", "K2", "K3", "K4"}


def test_of_a_waiver_only_what_is_not_met_is_recorded(published: Path) -> None:
    manifest = json.loads((published / "register" / "releases" / "1.0.0" / "manifest.json").read_bytes())
    lacking = {each["code"] for each in manifest["conditions"] if not each["is_met"]}
    assert set(manifest["waiver"]["conditions"]) == lacking == {"dimension", "quiet"}


def test_a_release_alone_gives_the_conditions_of_its_manifest_again(published: Path, tmp_path: Path, run: Run) -> None:
    alone = Path(shutil.copytree(published / "register" / "releases" / "1.0.0", tmp_path / "standard"))
    code, out, _ = run("release", "conditions", alone, "--version", "1.0.0", "--json")
    assert (code, json.loads(out)) == (1, json.loads((alone / "manifest.json").read_bytes())["conditions"])


def test_conditions_are_shown_with_figures_and_exit_with_1_where_not_all_are_met(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "factory"
    write_with_files(example_workspace(Language.EN), root)
    code, _, err = run("release", "conditions", root, "--version", "1.0.0")
    assert (code, "is not on trial" in err) == (2, True)
    called("release", "draft", root, "--by", "QM")
    called("release", "trial", root, *TRIAL)
    code, out, _ = run("release", "conditions", root, "--version", "1.0.0")
    assert (code, "✗ not met" in out, "? not known" in out, "✓ met" in out) == (1, True, True, True)
    code, _, err = run("release", "publish", root, *PUBLISH, *APPROVED)
    assert (code, "2 conditions are not met" in err) == (2, True)
    assert not (root / "register" / "releases" / "1.0.0").exists()
    wrong: Mapping[str, tuple[str, ...]] = MappingProxyType(
        {
            "names nobody who answers": (*PUBLISH, "--approve", "Wang Fang"),
            "Nobody has approved": PUBLISH,
            "needs its reason and its last day": (*PUBLISH, *APPROVED, "--waive", "so"),
            "is no condition": (*PUBLISH, *APPROVED, *WAIVED, "--condition", "weather"),
        }
    )
    for said, arguments in wrong.items():
        code, _, err = run("release", "publish", root, *arguments)
        assert (code, said in err) == (2, True), err


def test_a_process_that_the_workspace_designs_no_more_is_not_known_to_meet_anything(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "factory"
    write_with_files(example_workspace(Language.EN), root)
    assert run("release", "draft", root, "--process", "REB", "--by", "QM")[0] == 2
    called("release", "draft", root, "--by", "QM")
    called("release", "trial", root, *TRIAL)
    for each in (root / "models/processes").iterdir():
        each.unlink()
    (root / "models/processes/OTHER.bpmn").write_bytes(process("OTHER").start().task("a").end().xml())
    code, _, err = run("release", "conditions", root, "--version", "1.0.0")
    assert (code, "no model of that id" in err) == (1, True)


def test_what_differs_is_shown_against_the_last_release(mine: Path, run: Run) -> None:
    assert "Nothing differs." in run("release", "differences", mine)[1]
    duties = mine / "models/organization/responsibilities.csv"
    duties.write_text(duties.read_text("utf-8-sig").replace("REP-02,P2,R|A", "REP-02,P2,R"), "utf-8")
    code, out, _ = run("release", "differences", mine)
    assert (code, "a minor version" in out) == (0, True)
    assert ("accountable, responsible" in out, "A|R" in out, "letter" in out) == (True, False, False)
    rows = json.loads(run("release", "differences", mine, "--json")[1])
    assert [(each["area"], each["before"], each["after"]) for each in rows] == [("duty", "A|R", "R")]
    assert "Proposed as next version: 1.1.0" in run("release", mine)[1]
    code, _, err = run("release", "differences", mine, "--before", "2.0.0")
    assert (code, "There is no version 2.0.0" in err) == (2, True)


def test_a_version_is_withdrawn_with_a_reason_and_nothing_comes_after(mine: Path, run: Run) -> None:
    assert run("release", "withdraw", mine, "--version", "1.0.0", "--by", "QM")[0] == 2
    code, _, err = run("release", "adjust", mine, "--version", "1.0.0", "--case", "C1", "--by", "QM")
    assert (code, "C1" in err) == (2, True)
    assert run("release", "withdraw", mine, "--version", "1.0.0", "--by", "QM", "--reason", "closed")[0] == 0
    assert "withdrawn" in run("release", mine)[1]
    assert run("release", "monitor", mine, "--version", "1.0.0", "--by", "QM")[0] == 2


def test_verify_exits_with_0_and_prints_the_head(published: Path, run: Run) -> None:
    head = open_register(published).head
    code, out, _ = run("verify", published, "--head", f"{head.number}:{head.hash}")
    assert (code, f"{head.number}:{head.hash}" in out) == (0, True)
    assert run("verify", published / "register" / "releases" / "1.0.0")[0] == 0
    told = json.loads(run("verify", published, "--json")[1])
    assert (told["whole"], told["head"]["number"], told["releases"], told["faults"]) == (True, 4, ["1.0.0"], [])


def test_verify_names_what_was_tampered_with_and_exits_with_2(mine: Path, run: Run) -> None:
    folder = mine / "register" / "releases" / "1.0.0"
    (folder / "models").chmod(0o755)
    (folder / "policy.yaml").chmod(0o644)
    (folder / "policy.yaml").write_text("version: x\n")
    (folder / "models" / "strategy.yaml").unlink()
    code, out, _ = run("verify", mine, "--json")
    assert (code, {each["code"] for each in json.loads(out)["faults"]}) == (2, {"RELEASE_FILE_CHANGED", "RELEASE_FILE_MISSING"})
    code, out, _ = run("verify", folder)
    assert (code, "policy.yaml" in out, "models/strategy.yaml" in out) == (2, True, True)


def test_a_release_without_its_manifest_and_a_register_without_its_end_are_told(mine: Path, run: Run) -> None:
    head = open_register(mine).head
    folder = mine / "register" / "releases" / "1.0.0"
    folder.chmod(0o755)
    (folder / "manifest.json").unlink()
    assert run("verify", folder)[0] == 2
    shutil.rmtree(mine / "register")
    code, out, _ = run("verify", mine)
    assert (code, "so nothing was verified" in out) == (0, True)
    code, out, _ = run("verify", mine, "--head", f"{head.number}:{head.hash}")
    assert (code, "REGISTER_MISSING" in out) == (2, True)
    code, _, err = run("verify", mine, "--head", "4")
    assert (code, "no head of a register" in err) == (2, True)


def test_a_register_that_is_gone_is_missed_by_the_manifests_of_its_releases(mine: Path, run: Run) -> None:
    for name in ("register.sqlite", "heads.txt"):
        (mine / "register" / name).unlink()
    for asked in (mine, mine / "register" / "releases" / "1.0.0"):
        code, out, _ = run("verify", asked, "--json")
        told = {each["code"]: each for each in json.loads(out)["faults"]}
        assert (code, {*told}) == (2, {"REGISTER_MISSING", "RELEASE_UNSTATED"})
        assert told["REGISTER_MISSING"]["facts"]["number"] == 2  # drafted, on trial
        assert told["REGISTER_MISSING"]["file"].endswith("1.0.0/manifest.json")
        assert "from a backup" in told["REGISTER_MISSING"]["said"]


def test_a_release_that_stands_alone_is_not_said_to_agree_with_a_register(mine: Path, tmp_path: Path, run: Run) -> None:
    alone = Path(shutil.copytree(mine / "register" / "releases" / "1.0.0", tmp_path / "handed over"))
    code, out, _ = run("verify", alone)
    assert (code, "no register was asked" in out, "the register, and" in out) == (0, True, False)
    code, _, err = run("verify", alone, "--head", f"4:{'a' * 64}")
    assert (code, "no register beside it" in err) == (2, True)


def test_what_a_killed_run_left_is_settled_before_it_is_verified(mine: Path, run: Run) -> None:
    releases = mine / "register" / "releases"
    (releases / "1.0.0").chmod(0o755)
    (releases / "1.0.0").rename(releases / ".1.0.0.left")
    assert run("verify", mine)[0] == 0
    assert sorted(each.name for each in releases.iterdir()) == [".lock", "1.0.0"]


REFUSED = ("a release is never changed", "nothing is overwritten")

WRITING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "assess": ("assess", "{ws}", "--json", "{release}/findings.json"),
        "cases": ("assess", "{ws}", "--cases", "{release}/cases.csv"),
        "report": ("report", "{ws}", "-o", "{release}/report.html"),
        "folder": ("report", "{ws}", "-o", "{release}/out/"),
        "demo": ("demo", "-o", "{release}/out/demo.html"),
        "import": ("import", "{ws}/event_logs/REP.csv", "-o", "{release}/event_logs"),
        "decide": ("decide", "{release}", "{finding}", "--dispute", "--reason", "no", "--by", "QM"),
        "draft": ("release", "draft", "{release}", "--version", "9.0.0", "--by", "QM"),
        "draw": ("draw", "{ws}/models/processes/REP.bpmn", "-o", "{release}/models/REP.svg"),
        "layout": ("layout", "{ws}/models/processes/REP.bpmn", "-o", "{release}/models/REP.bpmn"),
        "init": ("init", "{release}"),
    }
)


@pytest.mark.parametrize("name", WRITING)
def test_no_command_writes_into_a_release(mine: Path, run: Run, name: str) -> None:
    folder = mine / "register" / "releases" / "1.0.0"
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)  # what refuses is the workbench, not the rights of the files
    finding = json.loads(run("assess", mine, "--json", "-")[1])["findings"][0]["id"] if name == "decide" else ""
    code, out, err = run(*(each.format(ws=mine, release=folder, finding=finding) for each in WRITING[name]))
    assert (code, [each for each in REFUSED if each in err] != []) == (2, True), (out, err)
    assert run("verify", folder)[0] == 0
