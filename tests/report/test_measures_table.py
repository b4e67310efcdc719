"""The table of measures: each in both languages, and beside its formula the reason why a value is missing."""

from pathlib import Path

from tests.builders import process
from workbench.report.measures_table import measures_table
from workbench.study import assess, study_of

LOG = "case_id,activity,end\n1,a,2025-03-03 09:00\n1,b,2025-03-03 10:00\n"


def test_a_measure_is_told_with_its_source_or_with_the_reason(tmp_path: Path) -> None:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    log.write_text(LOG, encoding="utf-8")
    rows = {row[0].en: row for row in measures_table(assess(study_of(model, log)).conformance["p"]).rows}
    assert rows["Precision"][0].zh == "精确度"
    assert "Adriansyah" in rows["Precision"][1].en
    assert [cell.en for cell in rows["Precision"][2:]] == ["1.000", "1.000"]
    assert "entropy is 0" in rows["Precision (entropy)"][1].en
    assert [cell.en for cell in rows["Precision (entropy)"][2:]] == ["–", "–"]
