"""Event logs on the command line: looked at, mapped, flattened, and let in beyond a limit."""

import json
from pathlib import Path

import pytest

from tests.eventlog.test_ocel import as_json, document
from tests.test_cli import LOG, run
from workbench.eventlog import open_store, read_log, read_mapping, write_store


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "p.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_explore_says_what_there_is_and_writes_nothing(log: Path) -> None:
    done = run("explore", log)
    assert done.returncode in (0, 1)
    assert done.stdout.startswith("p: 3 cases, 5 events, 2 activities, 2 variants\nRows: 5 read, 5 kept")
    assert "DT4 Capture timeliness" in done.stdout
    assert [each.name for each in log.parent.iterdir()] == ["p.csv"]


def test_explore_writes_one_page_in_the_language_that_is_asked_for(log: Path, tmp_path: Path) -> None:
    done = run("explore", log, "-o", tmp_path / "log.html", "--language", "zh-CN")
    assert done.stdout.splitlines()[-1] == str(tmp_path / "log.html")
    assert "3 个案例，5 个事件" in done.stdout
    assert '<html lang="zh-CN">' in (tmp_path / "log.html").read_text(encoding="utf-8")


def test_explore_exits_with_one_where_a_row_is_rejected_and_two_where_the_file_is(log: Path) -> None:
    log.write_text(LOG + ",c,2025-03-29 09:00\n", encoding="utf-8")
    assert run("explore", log).returncode == 1
    log.write_text("activity,end\na,2025-03-03\n", encoding="utf-8")
    assert run("explore", log).returncode == 2


def test_a_stored_log_is_looked_at_too(log: Path, tmp_path: Path) -> None:
    stored = write_store(read_log(log), tmp_path)
    assert run("explore", stored).stdout == run("explore", log).stdout


def test_a_log_is_read_once_and_kept(log: Path, tmp_path: Path) -> None:
    more = tmp_path / "q.csv"
    more.write_text("case_id,activity,end\n4,a,2025-03-30 09:00\n", encoding="utf-8")
    done = run("import", log, more, "-o", tmp_path / "stores", "--timezone", "UTC")
    assert (done.returncode, done.stdout.splitlines()[:2]) == (
        0,
        ["p: 4 cases, 6 events, 2 activities", "Rows: 6 read, 6 kept, 0 merged, 0 set aside, 0 filtered, 0 rejected"],
    )
    stored = open_store(done.stdout.splitlines()[-1])
    assert stored.end.tolist() == read_log([log, more], timezone="UTC").end.tolist()
    again = run("import", log, more, "-o", tmp_path / "stores", "--timezone", "UTC", "--language", "zh-CN")
    assert again.stdout.splitlines()[-1] == done.stdout.splitlines()[-1]
    assert again.stdout.startswith("p: 4 个案例，6 个事件，2 种活动")
    assert [each.name for each in (tmp_path / "stores").iterdir()] == [Path(done.stdout.splitlines()[-1]).name]


def test_import_warns_of_rejected_rows_and_refuses_what_it_cannot_read(log: Path, tmp_path: Path) -> None:
    log.write_text(LOG + ",c,2025-03-29 09:00\n", encoding="utf-8")
    assert run("import", log, "-o", tmp_path / "stores").returncode == 1
    log.write_text("activity,end\na,2025-03-03\n", encoding="utf-8")
    assert run("import", log, "-o", tmp_path / "none").returncode == 2
    assert not (tmp_path / "none").exists()


def test_a_time_zone_that_is_asked_for_goes_before_that_of_the_mapping_file(log: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text("timezone: Asia/Tokyo\n", encoding="utf-8")
    assert "in the time zone Europe/Berlin" in run("check", log, "--timezone", "Europe/Berlin").stdout
    assert "in the time zone Asia/Tokyo" in run("explore", log, "--mapping", mapping).stdout
    assert "in the time zone Europe/Berlin" in run("explore", log, "--mapping", mapping, "--timezone", "Europe/Berlin").stdout


@pytest.mark.parametrize("command", ["check", "explore", "import"])
def test_a_time_zone_that_does_not_exist_is_wrong_usage(log: Path, command: str) -> None:
    done = run(command, log, "--timezone", "Mars/Phobos")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Mars/Phobos" in done.stderr


def test_an_object_centric_log_lists_what_can_be_its_cases(tmp_path: Path) -> None:
    path = as_json(tmp_path, document())
    done = run("explore", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "订单: 1 objects as cases, 4 events kept, 0 lost" in done.stderr
    assert "--object-type" in done.stderr
    flat = run("explore", path, "--object-type", "item")
    assert flat.stdout.startswith("log (item): 2 cases")
    assert run("explore", path, "--object-type", "items").returncode == 2


def test_check_takes_an_object_centric_log_as_it_stands_or_flattened(tmp_path: Path) -> None:
    path = as_json(tmp_path, document())
    whole = json.loads(run("check", path, "--json").stdout)
    flat = json.loads(run("check", path, "--json", "--object-type", "订单").stdout)
    assert whole["counts"]["objects"] == 3
    assert flat["counts"]["cases"] == 1


def test_propose_prints_reasons_and_writes_a_mapping_file(log: Path, tmp_path: Path) -> None:
    done = run("propose", log, "-o", tmp_path / "m.yaml")
    assert done.returncode == 0
    assert "1.00  case_id – decided: its header says so" in done.stdout
    assert dict(read_mapping(tmp_path / "m.yaml").columns)["end"] == "end"


def test_propose_says_what_must_be_confirmed(log: Path, tmp_path: Path) -> None:
    log.write_text(
        "case_id,activity,end\n" + "".join(f"{n},{a},0{1 + n}/04/2025\n" for n in range(8) for a in "ab"), encoding="utf-8"
    )
    done = run("propose", log, "-o", tmp_path / "m.yaml")
    assert done.returncode == 1
    assert "To be confirmed: the days and months of `end` can be read either way (%d/%m/%Y, %m/%d/%Y)" in done.stdout
    assert "end" not in read_mapping(tmp_path / "m.yaml").columns


@pytest.mark.parametrize("command", ["explore", "check", "propose"])
def test_a_limit_is_raised_by_its_name(log: Path, command: str) -> None:
    unknown = run(command, log, "--limit", "colums=3")
    assert unknown.returncode == 2
    assert "columns=…" in unknown.stderr
    assert run(command, log, "--limit", "columns=3", "--limit", "unpacked_bytes=2GiB").returncode in (0, 1)


def test_a_limit_that_is_passed_says_how_it_is_raised(log: Path) -> None:
    done = run("explore", log, "--limit", "columns=2")
    assert done.returncode == 2
    assert "--limit columns=" in done.stderr
