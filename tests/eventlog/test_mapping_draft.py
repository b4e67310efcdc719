"""A proposal as a mapping file: it reads back as what is decided, and what is open waits as a comment."""

from pathlib import Path

import pytest

from tests.eventlog.files import written
from workbench.eventlog import LogMapping, propose_mapping, read_log, read_mapping
from workbench.eventlog.mappings.known_headers import named
from workbench.eventlog.mappings.mapping_draft import mapping_draft, open_questions
from workbench.findings import InputError
from workbench.language import Language

HEADS = "case_id,activity,end,resource"


def proposed(folder: Path, header: str, clock: str = "2025-03-{day:02} {hour:02}:00", name: str = "log.csv") -> Path:
    rows = [
        f"SO{case:03},{activity},{clock.format(day=1 + case % 9, hour=8 + step)},{'张三' if case % 2 else '李四'}"
        for case in range(40)
        for step, activity in enumerate(("登记", "审批", "归档"))
    ]
    return written(folder, name, "\n".join([header, *rows]) + "\n")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("header", [HEADS, "c1,c2,c3,c4", '"c: 1","c # 2","- c3",\'c4'])
@pytest.mark.parametrize("clock", ["2025-03-{day:02} {hour:02}:00", "{day:02}/03/2025 {hour:02}:00"])
def test_a_draft_reads_back_as_what_is_decided(tmp_path: Path, header: str, clock: str, language: Language) -> None:
    proposal = propose_mapping(proposed(tmp_path, header, clock))
    draft = written(tmp_path, "log.mapping.yaml", mapping_draft(proposal, language))
    assert read_mapping(draft) == proposal.mapping


def test_days_and_months_stay_open_even_under_known_headers(tmp_path: Path) -> None:
    proposal = named(propose_mapping(proposed(tmp_path, HEADS, "{day:02}/03/2025 {hour:02}:00")))
    assert list(open_questions(proposal)) == ["end"]
    lines = mapping_draft(proposal).splitlines()
    assert '  # end: "%d/%m/%Y %H:%M"' in lines
    assert '  # end: "%m/%d/%Y %H:%M"' in lines


def test_a_line_without_its_sign_confirms_it(tmp_path: Path) -> None:
    log = proposed(tmp_path, HEADS, "{day:02}/03/2025 {hour:02}:00")
    draft = mapping_draft(named(propose_mapping(log)))
    confirmed = draft.replace('# end: "end"', 'end: "end"').replace('# end: "%m', 'end: "%m')
    read = read_log(log, read_mapping(written(tmp_path, "m.yaml", confirmed)), timezone="UTC")
    months = {int(each.astype("datetime64[M]").astype(int)) % 12 + 1 for each in read.end.view("datetime64[us]")}
    assert months == set(range(1, 10))


def test_known_headers_come_before_content(tmp_path: Path) -> None:
    proposal = named(propose_mapping(proposed(tmp_path, "activity,resource,end,case_id")))
    assert dict(proposal.mapping.columns)["case_id"] == "case_id"
    assert proposal.decided["case_id"].reasons[0].key == "named"


def test_unknown_headers_change_nothing(tmp_path: Path) -> None:
    proposal = propose_mapping(proposed(tmp_path, "c1,c2,c3,c4"))
    assert named(proposal).candidates == proposal.candidates


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("log.xes", b'<log xes.version="1.0"></log>', "PROPOSAL_NEEDLESS"),
        ("log.jsonocel", b'{"objectTypes": []}', "PROPOSAL_NEEDLESS"),
        ("log.xlsx", b"PK\x03\x04" + bytes(60), "PROPOSAL_NO_TEXT"),
        ("log.parquet", b"PAR1" + bytes(60), "PROPOSAL_NO_TEXT"),
    ],
)
def test_what_needs_no_mapping_or_is_no_text_is_refused_by_name(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        propose_mapping(written(tmp_path, name, content))
    assert refused.value.finding.code == code


def test_a_draft_of_nothing_is_still_a_mapping_file(tmp_path: Path) -> None:
    proposal = propose_mapping(written(tmp_path, "odd.csv", "x,y\n1,2\n"))
    assert read_mapping(written(tmp_path, "m.yaml", mapping_draft(proposal))) == LogMapping()
