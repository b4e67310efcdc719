"""A log is tried as it is said to be read; nobody's clear name is shown; nothing is kept."""

from pathlib import Path
from types import MappingProxyType

from tests.intake.deliveries import delivery, log, model
from workbench.eventlog import LogMapping
from workbench.intake import Trial, TrialOrder, try_log
from workbench.intake.label_matches import How

NAMED = {"case_id": "单号", "activity": "做了什么", "end": "讫"}


def tried(root: Path, content: bytes, mapping: LogMapping | None = None) -> Trial:
    sent = delivery(root, {"buying.bpmn": model(), "log.csv": content})
    models = (("buying", sent.folder / "buying.bpmn"),)
    path = sent.folder / "log.csv"
    return try_log(
        TrialOrder(path=path, workspace=sent.workspace, timezone="Asia/Shanghai", mapping=mapping, models=models), lambda _: None
    )


def test_people_in_the_first_rows_bear_pseudonyms(tmp_path: Path) -> None:
    preview = tried(tmp_path, log().encode()).preview
    assert preview is not None
    assert preview.rows[0][:2] == ("SO0000", "登记")
    assert {row[3][:4] for row in preview.rows} == {"psn-"}


def test_a_column_that_is_called_a_performer_by_hand_bears_pseudonyms_too(tmp_path: Path) -> None:
    mapping = LogMapping(columns=MappingProxyType({**NAMED, "resource": "做了什么"}))
    preview = tried(tmp_path, log().encode(), mapping).preview
    assert preview is not None
    assert {row[1][:4] for row in preview.rows} == {"psn-"}


def test_headers_that_are_known_need_no_mapping(tmp_path: Path) -> None:
    trial = tried(tmp_path, log("case_id,activity,end,resource").encode())
    assert (trial.mapping, trial.events) == (LogMapping(), 160)


def test_an_encoding_that_is_said_is_believed(tmp_path: Path) -> None:
    traditional = log("單號,做了什麼,訖,誰").translate(str.maketrans("记审采购归档张", "記審採購歸檔張"))
    content = traditional.encode("big5")
    assert tried(tmp_path, content).labels.keys() != {"登記", "審批", "退回", "採購", "歸檔"}
    said = tried(tmp_path, content, LogMapping(encoding="big5"))
    assert (said.mapping.encoding, said.mapping.columns["case_id"], said.events) == ("big5", "單號", 160)
    assert said.labels.keys() == {"登記", "審批", "退回", "採購", "歸檔"}


def test_a_delimiter_that_is_said_is_believed(tmp_path: Path) -> None:
    content = log().replace(",", "|").encode()
    wrong = tried(tmp_path, content, LogMapping(delimiter=";"))
    assert wrong.refusal is not None
    assert tried(tmp_path, content, LogMapping(delimiter="|")).events == 160


def test_what_is_wrong_with_a_mapping_is_in_the_result(tmp_path: Path) -> None:
    trial = tried(tmp_path, log().encode(), LogMapping(columns=MappingProxyType({**NAMED, "end": "没有"})))
    assert trial.refusal is not None
    assert trial.refusal.code == "CSV_MISSING_COLUMN"
    assert (trial.quality, trial.events, dict(trial.labels)) == (None, 0, {})


def test_labels_are_held_against_ids_names_aliases_and_spellings(tmp_path: Path) -> None:
    aliases = tmp_path / "workspace" / "models" / "aliases.csv"
    aliases.parent.mkdir(parents=True)
    aliases.write_text("kind,alias,id\nactivity,退回,T2\n", encoding="utf-8")
    content = log().replace(",归档,", ",归 档,").replace(",登记,", ",T1,").replace(",采购,", ",采购单,")
    (match,) = tried(tmp_path, content.encode()).matches
    told = {each.label: (each.how, each.activity) for each in match.labels}
    assert told == {
        "T1": (How.ID, "T1"),
        "审批": (How.NAME, "T2"),
        "退回": (How.ALIAS, "T2"),
        "归 档": (How.SPELLING, "T4"),
        "采购单": (How.NOTHING, "T3"),
    }
    assert (match.understood_events, match.events) == (120, 160)
