"""The whole assessment of the demo gives the same bytes on both engines."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.test_sweeping import assert_same_alignments
from tests.eventlog.test_spark import short_session
from workbench.eventlog import read_log, write_store
from workbench.eventlog.engines.engine import EMBEDDED, Runtime
from workbench.findings import InputError
from workbench.language import Language
from workbench.report.findings_file import cases_csv, findings_json
from workbench.study import assess, open_study, study_of

pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # PySpark leaves its sockets to the collector
ROOT = Path(__file__).resolve().parents[2]
MODEL, LOG = ROOT / "models/processes/ECM.bpmn", ROOT / "event_logs/ecm.csv.gz"


@pytest.fixture(scope="module")
def spark() -> Iterator[Runtime]:
    with short_session() as runtime:
        yield runtime


def test_the_demo_is_assessed_alike_and_in_silence(spark: Runtime, capfd: pytest.CaptureFixture[str]) -> None:
    here, there = (assess(open_study(ROOT, runtime)) for runtime in (EMBEDDED, spark))
    assert tuple(capfd.readouterr()) == ("", "")
    assert len(here.findings) >= 6
    for language in Language:
        assert findings_json(there, language) == findings_json(here, language)
    assert cases_csv(there) == cases_csv(here)
    for name, conformance in here.conformance.items():
        for kind in ("raw", "observable"):
            assert_same_alignments(getattr(there.conformance[name], kind), getattr(conformance, kind))


def test_a_stored_log_is_assessed_alike_wherever_it_lies(spark: Runtime, tmp_path: Path) -> None:
    stored = write_store(read_log(LOG), tmp_path)
    here, there, by_url = (
        json.loads(findings_json(assess(study_of(MODEL, place, runtime=runtime)), Language.EN))
        for place, runtime in ((stored, EMBEDDED), (stored, spark), (stored.as_uri(), spark))
    )
    assert here == there
    assert by_url["inputs"][-1] == {"path": stored.as_uri(), "sha256": stored.name}
    assert {**by_url, "inputs": here["inputs"]} == here
    from_file = json.loads(findings_json(assess(study_of(MODEL, LOG)), Language.EN))
    assert {**from_file, "inputs": here["inputs"]} == here


def test_a_store_that_is_not_there_refuses_its_process(spark: Runtime, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Spark cannot read the stored log"):
        study_of(MODEL, (tmp_path / "nothing").as_uri(), runtime=spark)


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from workbench.cli import main; main()", *map(str, arguments)]
    settings = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=settings)


@pytest.mark.parametrize(
    ("setting", "value", "english", "chinese"),
    [
        ("PATH", "", "none in PATH. Install one", "请安装"),
        ("PYSPARK_SUBMIT_ARGS", "--no pyspark-shell", "gave up: Unrecognized option: --no. ", "放弃"),
    ],
)
def test_a_spark_that_cannot_start_is_one_message_in_two_languages(
    spark: Runtime, setting: str, value: str, english: str, chinese: str
) -> None:
    assert spark.n_parts > 1
    done = run("assess", ROOT, "--engine", "spark", **{"JAVA_HOME": "", setting: value})
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert english in lines[0]
    assert chinese in lines[1]
