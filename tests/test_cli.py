"""The command line as a user types it: what it prints, where, and how it exits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import pnml, process, ptml

LOG = """case_id,activity,end
1,a,2025-03-03 09:00
1,b,2025-03-03 10:00
2,b,2025-03-15 09:00
3,a,2025-03-29 09:00
3,b,2025-03-29 10:00
"""


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from workbench.cli import main; main()"]
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False
    )


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    log.write_text(LOG, encoding="utf-8")
    return model, log


def test_assess_prints_json_and_nothing_else(pair: tuple[Path, Path]) -> None:
    done = run("assess", *pair, "--json", "-")
    result = json.loads(done.stdout)
    assert done.returncode == 0
    assert result["processes"][0]["conformance"]["conforming_cases"] == pytest.approx(2 / 3, abs=1e-6)
    assert result["below_threshold"][0]["object"] == ["a"]


def test_assess_tells_every_measure_twice(pair: tuple[Path, Path]) -> None:
    told = json.loads(run("assess", *pair, "--json", "-").stdout)["processes"][0]["conformance"]
    assert told["precision"] == told["measures"]["precision"]["observable"]["value"] == 1
    assert told["measures"]["fitness"]["raw"]["value"] == told["fitness"]
    assert told["measures"]["entropy_precision"]["raw"] == {"value": None, "reason": "MEASURE_ONE_TRACE"}


def test_assess_reports_what_is_off_by_default_where_asked(pair: tuple[Path, Path]) -> None:
    pair[0].with_suffix(".yaml").write_text("activities:\n  a: {kind: approval}\n", encoding="utf-8")
    codes = [
        json.loads(run("assess", *pair, "--json", "-", *also).stdout)["below_threshold"][0]["code"]
        for also in ((), ("--also", "CF-CTRL"))
    ]
    assert codes == ["CF-SKIP", "CF-CTRL"]
    wrong = run("assess", *pair, "--also", "CF-CTLR")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "CF-CTRL" in wrong.stderr


def test_assess_writes_every_affected_case(pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("assess", *pair, "--cases", tmp_path / "cases.csv").returncode == 0
    assert (tmp_path / "cases.csv").read_text(encoding="utf-8").splitlines()[0] == "finding_id,case_id"


def test_assess_drafts_a_plan_where_asked(tmp_path: Path) -> None:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    skipping = [f"{case},a,2025-03-{1 + case:02} 09:00\n" for case in range(6)]
    whole = [f"{case},{step},2025-03-{case:02} 0{hour}:00\n" for case in range(6, 28) for step, hour in (("a", 8), ("b", 9))]
    log.write_text("case_id,activity,end\n" + "".join((*skipping, *whole)), encoding="utf-8")
    plain, planned = run("assess", model, log, "--language", "en"), run("assess", model, log, "--plan", "--language", "en")
    assert planned.stdout.startswith(plain.stdout)
    assert "Draft of an adjustment plan (1 items" in planned.stdout.removeprefix(plain.stdout)
    item = json.loads(run("assess", model, log, "--json", "-").stdout)["items"][0]
    assert (item["elements"], item["responsible"], item["cost"]) == (["organization"], [], None)


def test_trace_tells_what_a_workspace_holds_for_each_requirement(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new").returncode == 0
    example, catalogue = tmp_path / "new" / "example", tmp_path / "new" / "example" / "catalog"
    catalogue.mkdir()
    (catalogue / "requirements.yaml").write_text("requirements: [{id: MD1.7, clause_2017: 5.4.1.2}]", encoding="utf-8")
    done = run("trace", example, "--json", "--output", tmp_path / "trace.csv")
    content = {each["id"]: each for each in json.loads(done.stdout)["requirements"]}
    assert done.returncode == 0
    assert content["MD1.7"]["clause_2017"] == "5.4.1.2"
    assert (content["MD1.7"]["status"], content["MD3.7"]["status"]) == ("evidenced", "partly")
    assert len((tmp_path / "trace.csv").read_text(encoding="utf-8-sig").splitlines()) == len(content) + 1
    shown = run("trace", example, "--language", "en")
    assert "Record each assessment with `workbench assess WORKSPACE --record`." in shown.stdout


def test_report_is_the_same_bytes_twice(pair: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        assert run("report", *pair, "-o", tmp_path / name).returncode == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_check_accepts_a_good_log(pair: tuple[Path, Path]) -> None:
    done = run("check", pair[1], "--json")
    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["outcome"]) == (0, "accepted")
    assert (verdict["counts"]["events"], verdict["counts"]["cases"]) == (5, 3)


def test_check_warns_of_a_model_without_drawing(pair: tuple[Path, Path]) -> None:
    done = run("check", pair[0], "--json")
    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["outcome"]) == (1, "warned")
    assert [message["code"] for message in verdict["messages"]] == ["BPMN_DI_MISSING"]
    assert verdict["counts"]["counts"]["task"] == 2


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("cut.bpmn", b'<definitions xmlns="x">\n<process id="p">\n<task na', "XML_NOT_WELLFORMED", "Line 3"),
        ("picture.bpmn", b"\x89PNG\r\n\x1a\n\x00\x00", "FILE_WRONG_FORMAT", "PNG image"),
        ("cut.pnml", b"<pnml>\n<net id='n'>\n<place id", "XML_NOT_WELLFORMED", "Line 3"),
        ("arc.pnml", b"<pnml><net id='n'>\n<arc id='x' source='p' target='t'/></net></pnml>", "BPMN_DANGLING_REF", "p → t"),
        ("loop.ptml", ptml(("xorLoop", ("a",))), "PTML_NO_TREE", "has 1 children"),
        ("empty.csv", b"", "LOG_EMPTY", "Export it again"),
        ("nocase.csv", b"activity,end\na,2025-03-03\n", "CSV_NO_CASE_COLUMN", "activity, end"),
    ],
)
def test_what_cannot_be_read_is_one_clear_message(tmp_path: Path, name: str, content: bytes, code: str, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run("check", path, "--json")
    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["outcome"], len(verdict["messages"])) == (2, "rejected", 1)
    assert verdict["messages"][0]["code"] == code
    assert words in verdict["messages"][0]["text"]
    assert "Traceback" not in done.stderr
    spoken = run("check", path)
    assert str(path) in spoken.stdout
    assert words in spoken.stdout


@pytest.mark.parametrize(
    ("name", "content", "counts"),
    [
        (
            "p.pnml",
            pnml("p0 p1 p2", "a b tau1", "p0>a a>p1 p1>b b>p2 p1>tau1 tau1>p2", "p2"),
            {"arc": 6, "place": 3, "transition": 3},
        ),
        ("p.ptml", ptml(("sequence", ("a", ("xor", ("b", ""))))), {"leaf": 3, "sequence": 1, "xor": 1}),
    ],
)
def test_models_from_elsewhere_are_checked_assessed_and_reported(
    pair: tuple[Path, Path], name: str, content: bytes, counts: dict[str, int]
) -> None:
    model = pair[0].with_name(name)
    model.write_bytes(content)
    verdict = json.loads(run("check", model, "--json").stdout)
    assert (verdict["outcome"], verdict["counts"]["counts"], verdict["texts"]) == ("accepted", counts, ["a", "b"])
    done = run("assess", model, pair[1], "--json", "-")
    assert done.returncode == 0
    assert json.loads(done.stdout)["processes"][0]["conformance"]["conforming_cases"] == pytest.approx(2 / 3, abs=1e-6)
    report = pair[0].with_name("p.html")
    assert run("report", model, pair[1], "-o", report).returncode == 0
    assert report.stat().st_size > 0
    for command in (["layout", model, "-o", report], ["compare", model, model]):
        refused = run(*command)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr


def test_a_net_that_never_completes_is_warned_of_and_refused(pair: tuple[Path, Path]) -> None:
    model = pair[0].with_name("p.pnml")
    model.write_bytes(pnml("p0 p1 p2", "a b", "p0>a a>p1 p1>b p2>b b>p2", "p2"))
    checked = run("check", model)
    assert checked.returncode == 1
    assert "SOUND_DEADLOCK" in checked.stdout
    done = run("assess", model, pair[1], "--language", "en")
    assert done.returncode == 3
    assert "never complete" in done.stdout


def test_wrong_usage_exits_with_two(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    for arguments in (
        ["assess", pair[0]],
        ["assess", tmp_path / "none"],
        ["assess", pair[0], tmp_path / "none.csv"],
        ["nonsense"],
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "Traceback" not in done.stderr


def test_nothing_assessed_exits_with_three(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    model = tmp_path / "bad.bpmn"
    model.write_bytes(
        process("bad").start().node("complexGateway", "g", inner="<activationCondition>x</activationCondition>").end().xml()
    )
    done = run("assess", model, pair[1])
    assert done.returncode == 3
    assert "complexGateway" in done.stdout


def test_a_target_that_cannot_be_written_leaves_nothing_half_written(pair: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    done = run("report", *pair, "-o", folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.bpmn", "p.csv", "taken"]


def test_help_opens_no_heavy_room() -> None:
    script = "import sys; sys.argv = ['workbench', '--help']\nfrom workbench.cli import main\n"
    script += (
        "try:\n    main()\nexcept SystemExit:\n    print([m for m in ('numba', 'pyarrow', 'lxml', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.splitlines()[-1] == "[]"


def test_compare_says_what_differs_and_writes_both_diagrams(tmp_path: Path) -> None:
    before, after, page = tmp_path / "a.bpmn", tmp_path / "b.bpmn", tmp_path / "out" / "c.html"
    before.write_bytes(process("p").start().task("a").end().xml())
    after.write_bytes(process("p").start().task("a").task("b").end().xml())
    done = run("compare", before, after, "-o", page, "--language", "en")
    assert done.returncode == 1
    assert "Added: “b” (task)." in done.stdout
    assert "data-workbench-process" in page.read_text(encoding="utf-8")
    assert run("compare", before, before).returncode == 0


def test_discover_writes_a_drawn_model(pair: tuple[Path, Path], tmp_path: Path) -> None:
    for miner in ("inductive", "directly-follows"):
        found = tmp_path / f"{miner}.bpmn"
        done = run("discover", pair[1], "-o", found, "--miner", miner, "--noise", "0")
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{found}\n", "")
        assert run("compare", pair[0], found).returncode == 1
        assert 'name="a"' in (text := found.read_text(encoding="utf-8"))
        assert "BPMNShape" in text


def test_discover_shows_what_happened_beside_the_design(pair: tuple[Path, Path], tmp_path: Path) -> None:
    pages = tmp_path / "one.html", tmp_path / "two.html"
    for page in pages:
        options = ("--against", pair[0], "--report", page, "--miner", "directly-follows", "--language", "en")
        assert run("discover", pair[1], *options).returncode == 0
    assert "1 of 3 cases begin with “b”; none does in the design." in pages[0].read_text(encoding="utf-8")
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_discover_asks_for_what_to_write(pair: tuple[Path, Path], tmp_path: Path) -> None:
    for options in ((), ("--against", pair[0]), ("--report", tmp_path / "page.html")):
        done = run("discover", pair[1], *options)
        assert done.returncode == 2
        assert "--against MODEL.bpmn --report FILE.html" in done.stderr


def test_layout_writes_a_model_with_a_drawing(tmp_path: Path) -> None:
    bare, drawn = tmp_path / "a.bpmn", tmp_path / "b.bpmn"
    bare.write_bytes(process("p").start().task("a").end().xml())
    done = run("layout", bare, "-o", drawn)
    assert done.returncode == 0
    assert drawn.read_text(encoding="utf-8").count("BPMNShape ") == 3


def test_assess_exits_with_1_below_the_level_that_is_asked_for(pair: tuple[Path, Path]) -> None:
    below = run("assess", *pair, "--min-level", "m1", "--json", "-")
    assert below.returncode == 1
    assert json.loads(below.stdout)["processes"][0]["level"] is None
    assert run("assess", *pair, "--min-level", "M0").returncode == 0
    wrong = run("assess", *pair, "--min-level", "M5", "--language", "en")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "M1, M2, M3, M4" in wrong.stderr


def test_two_workspaces_are_compared_by_their_fit(pair: tuple[Path, Path], tmp_path: Path) -> None:
    model, log = pair
    for name in ("before", "after"):
        (tmp_path / name / "models" / "processes").mkdir(parents=True)
        (tmp_path / name / "event_logs").mkdir()
        (tmp_path / name / "models" / "processes" / f"p{model.suffix}").write_bytes(model.read_bytes())
        (tmp_path / name / "event_logs" / f"p{log.suffix}").write_bytes(log.read_bytes())
    done = run("assess", tmp_path / "after", "--against", tmp_path / "before", "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Fit against the earlier run" in done.stdout
    told = json.loads(run("assess", tmp_path / "after", "--against", tmp_path / "before", "--json", "-").stdout)["comparison"]
    assert told["one_policy"] is True
    assert {each["difference"] for each in told["changes"] if each["before"] is not None} == {0.0}


def test_a_model_is_drawn_with_what_a_log_shows(tmp_path: Path) -> None:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").task("c").end().xml())
    rows = [f"{case},{label},2025-03-{1 + case % 28:02} 09:{place:02}" for case in range(60) for place, label in enumerate("abc")]
    log.write_text("\n".join(["case_id,activity,end", *(row for row in rows if ",b," not in row or row < "3")]), encoding="utf-8")
    bare, marked = tmp_path / "bare.svg", tmp_path / "marked.svg"
    assert run("draw", model, "-o", bare).returncode == 0
    assert run("draw", model, "-o", marked, "--log", log).returncode == 0
    assert bare.read_text("utf-8").startswith("<svg")
    assert "<title>" not in bare.read_text("utf-8")
    assert "<title>" in marked.read_text("utf-8")
    wrong = run("draw", model, "--log", log, "--heat", "taste")
    assert wrong.returncode == 2
    assert "frequency" in wrong.stderr
