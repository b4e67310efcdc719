"""What was assessed is released as a workspace that gives the same figures, and what differs from the one before is told."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workbench.eventlog import read_log, write_store
from workbench.findings import InputError, UsageError
from workbench.fit.watch_rules import WatchRules
from workbench.language import Language
from workbench.normalization import Register, open_register
from workbench.normalization.release import (
    Approval,
    Area,
    Drafted,
    Frozen,
    StandardDifferences,
    Step,
    TrialBegun,
    TrialWindow,
    Waiver,
    advance,
    check_released,
    differences_between,
    standing_in,
    version_of,
)
from workbench.normalization.watch import Baseline
from workbench.process import Change
from workbench.redesign.changes.handing_out import tables_of
from workbench.study import Assessment, assess, open_study
from workbench.study.releasing import Enclosed, ReleaseRequest, conditions_asked, open_release, release_of, standard_in
from workbench.templates import example_workspace, write_with_files, write_with_workbook
from workbench.workspace import CATALOGUE

WINDOW = TrialWindow(start=date(2025, 3, 1), end=date(2025, 4, 30))
APPROVED = Approval(name="王芳", role="管理者代表", day=date(2025, 5, 5))
WAIVER = Waiver(conditions=("dimension", "quiet"), reason="首次发布", by="总经理", until=date(2025, 12, 31))
OWN_TEXT = "requirements:\n  - id: MD1.7\n    zh: 本企业许可使用的条款文本\n"
DUTIES = "models/organization/responsibilities.csv"


@dataclass(frozen=True, kw_only=True)
class Made:
    """A workspace, what was assessed of it, and its first release."""

    root: Path
    assessment: Assessment
    register: Register
    frozen: Frozen


def request(root: Path, version: str = "1.0.0", month: int = 5) -> ReleaseRequest:
    return ReleaseRequest(
        workspace=root,
        version=version,
        effective=date(2025, month, 10),
        approvals=(APPROVED,),
        by="质量部",
        at=datetime(2025, month, 6, tzinfo=UTC),
        waiver=WAIVER,
    )


def on_trial(root: Path, version: str = "1.0.0") -> Register:
    register = open_register(root)
    for event in (Drafted(processes=("REP",)), TrialBegun(window=WINDOW)):
        advance(register, version_of(version), event, "质量部", datetime(2025, 3, 1, tzinfo=UTC))
    return register


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("made") / "ws"
    write_with_workbook(example_workspace(Language.ZH_CN), root)
    (root / CATALOGUE).parent.mkdir()
    (root / CATALOGUE).write_text(OWN_TEXT, encoding="utf-8")
    assessment = assess(open_study(root))
    register = on_trial(root)
    documents = {"流程说明书.docx": b"PK", "职责表.pdf": b"%PDF"}
    frozen = release_of(assessment, request(root), register, Enclosed(documents=documents, baseline=Baseline(timezone="UTC")))
    return Made(root=root, assessment=assessment, register=register, frozen=frozen)


def test_a_release_is_a_workspace_that_is_assessed_to_the_same_figures(made: Made) -> None:
    again = assess(open_study(made.frozen.folder))
    assert [(each.id, each.count, each.exposed) for each in again.findings] == [
        (each.id, each.count, each.exposed) for each in made.assessment.findings
    ]
    assert made.assessment.findings
    figures = [
        [(it.scope.id, it.score.value, it.score.coverage, it.rating.level) for it in each.fit.fits]
        for each in (again, made.assessment)
    ]
    assert figures[0] == figures[1]
    assert again.study.policy.sha256 == made.frozen.manifest.policy.sha256
    assert again.study.findings == ()


def test_it_holds_all_that_a_standard_is_made_of(made: Made) -> None:
    paths = {each.path for each in made.frozen.manifest.files}
    assert {"workbench.yaml", "policy.yaml", "approvals.json", "baseline.json", "models/strategy.yaml"} <= paths
    assert {"models/processes/REP.bpmn", "models/processes/REP.yaml", "event_logs/REP.csv"} <= paths
    assert {"documents/流程说明书.docx", "documents/职责表.pdf"} <= paths
    tables = {f"{kind.value}.csv" for kind in tables_of(made.assessment.study.design)}
    assert tables <= {Path(path).name for path in paths}
    assert not any(path.endswith(".xlsx") for path in paths)
    assert json.loads((made.frozen.folder / "decisions.json").read_bytes()) == []
    assert (made.frozen.folder / CATALOGUE).read_text(encoding="utf-8") == OWN_TEXT
    assert CATALOGUE.as_posix() in paths


def test_models_and_logs_are_kept_byte_for_byte_and_tables_read_back_as_they_were_understood(made: Made) -> None:
    for path in ("models/processes/REP.bpmn", "event_logs/REP.csv"):
        assert (made.frozen.folder / path).read_bytes() == (made.root / path).read_bytes()
    assert tables_of(standard_in(made.frozen.folder).design) == tables_of(made.assessment.study.design)
    assert differences_between(standard_in(made.root), standard_in(made.frozen.folder)).rows == ()


def test_the_manifest_shows_conditions_waiver_approvals_and_policy(made: Made) -> None:
    manifest = json.loads((made.frozen.folder / "manifest.json").read_bytes())
    assert manifest["waiver"]["by"] == "总经理"
    assert manifest["approvals"][0]["name"] == "王芳"
    lacking = {(each["code"], each["about"]) for each in manifest["conditions"] if not each["is_met"]}
    assert lacking == {("dimension", "PO"), ("quiet", "")}
    assert manifest["previous"] is None
    assert check_released(made.root, made.register) == ()


def test_what_is_not_met_refuses_the_release_with_its_figures(made: Made) -> None:
    register = on_trial(made.root, "1.9.0")
    with pytest.raises(UsageError) as refused:
        release_of(made.assessment, replace(request(made.root, "1.9.0"), waiver=None), register)
    said = refused.value.finding.text(Language.ZH_CN)
    assert "REP：流程–组织置信下限 0.761，至少 0.800" in said
    assert "无漂移信号的周数 未知，至少 8" in said


def test_weeks_without_a_signal_are_counted_by_watching_the_trial(made: Made) -> None:
    policy = made.assessment.study.policy
    short = replace(
        policy,
        watch=WatchRules(least_weeks=3, least_cases=1, draws=199),
        scoring=replace(policy.scoring, levels=replace(policy.scoring.levels, stable_weeks=2)),
    )
    assessment = replace(made.assessment, study=replace(made.assessment.study, policy=short))
    releases = standing_in(on_trial(made.root, "1.8.0"), date(2025, 5, 6))
    (quiet,) = (each for each in conditions_asked(assessment, "1.8.0", releases) if each.code == "quiet")
    assert (quiet.process, quiet.figure, quiet.is_met) == ("REP", 2.0, True)


def test_what_changed_since_the_assessment_refuses_the_release(made: Made, tmp_path: Path) -> None:
    root = Path(shutil.copytree(made.root, tmp_path / "ws", ignore=shutil.ignore_patterns("register")))
    register = on_trial(root)
    assessment = assess(open_study(root))
    with (root / "event_logs" / "REP.csv").open("a", encoding="utf-8") as log:
        log.write("\n")
    with pytest.raises(InputError) as refused:
        release_of(assessment, request(root), register)
    assert refused.value.finding.code == "RELEASE_INPUT_CHANGED"


def test_a_version_that_is_not_on_trial_is_not_released(made: Made) -> None:
    with pytest.raises(UsageError) as refused:
        release_of(made.assessment, request(made.root, "7.0.0"), made.register)
    assert refused.value.finding.code == "RELEASE_WITHOUT_TRIAL"


def test_the_next_release_names_the_one_before_and_says_what_differs(made: Made, tmp_path: Path) -> None:
    root = Path(shutil.copytree(made.root, tmp_path / "ws", ignore=shutil.ignore_patterns("register")))
    release_of(made.assessment, request(root), on_trial(root))
    sidecar = root / "models/processes/REP.yaml"
    sidecar.write_text(sidecar.read_text("utf-8").replace("owner: P2", "owner: P5"), encoding="utf-8")
    second = release_of(assess(open_study(root)), request(root, "1.1.0", 6), on_trial(root, "1.1.0"))
    before = open_release(root / "register/releases/1.0.0")
    assert second.manifest.previous is not None
    assert second.manifest.previous.version == "1.0.0"
    told = json.loads((second.folder / "differences.json").read_bytes())
    assert [(each["area"], each["before"], each["after"]) for each in told] == [("owner", "P2", "P5")]
    assert differences_between(before.standard, open_release(second.folder).standard).step is Step.MINOR
    assert standing_in(on_trial(root, "1.2.0"), date(2025, 7, 1)).version["1.0.0"].superseded == {"REP": "1.1.0"}


def test_a_release_is_not_held_against_one_that_was_tampered_with(made: Made, tmp_path: Path) -> None:
    root = Path(shutil.copytree(made.root, tmp_path / "ws", ignore=shutil.ignore_patterns("register")))
    first = release_of(made.assessment, request(root), on_trial(root))
    policy = first.folder / "policy.yaml"
    policy.chmod(0o644)
    policy.write_text("version: other", encoding="utf-8")
    register = on_trial(root, "1.1.0")
    with pytest.raises(InputError) as refused:
        release_of(made.assessment, request(root, "1.1.0", 6), register)
    assert refused.value.finding.facts["path"] == "policy.yaml"


def test_a_stored_log_and_files_from_elsewhere_find_their_place(made: Made, tmp_path: Path) -> None:
    root = Path(shutil.copytree(made.root, tmp_path / "ws", ignore=shutil.ignore_patterns("register", "event_logs")))
    stored = write_store(read_log(made.root / "event_logs/REP.csv"), tmp_path / "stores")
    outside = tmp_path / "drawn" / "REP.bpmn"
    outside.parent.mkdir()
    for suffix in (".bpmn", ".yaml"):
        (root / "models/processes/REP").with_suffix(suffix).rename(outside.with_suffix(suffix))
    settings = f"timezone: Asia/Shanghai\nlanguage: en\nprocesses:\n  REP: {{model: ../drawn/REP.bpmn, log: {stored}}}\n"
    (root / "workbench.yaml").write_text(settings, encoding="utf-8")
    assessment = assess(open_study(root))
    frozen = release_of(assessment, request(root), on_trial(root))
    again = assess(open_study(frozen.folder))
    assert [each.id for each in again.findings] == [each.id for each in assessment.findings]
    assert {f"event_logs/{stored.name}/events.parquet", "models/processes/REP.bpmn", "models/processes/REP.yaml"} <= {
        each.path for each in frozen.manifest.files
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a file a table."""
    root = tmp_path_factory.mktemp("plain") / "ws"
    write_with_files(example_workspace(Language.ZH_CN), root)
    return root


def differing(plain: Path, tmp_path: Path, edits: Mapping[str, tuple[str, str]]) -> StandardDifferences:
    """Edit files of a copy, and return what differs then."""
    root = Path(shutil.copytree(plain, tmp_path / "edited"))
    for name, (old, new) in edits.items():
        path = root / name
        text = path.read_text("utf-8-sig") if path.exists() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return differences_between(standard_in(plain), standard_in(root))


@dataclass(frozen=True, kw_only=True)
class Edit:
    """An edit of a file, and what is to be told of it; an empty text before or after stands for any."""

    file: str
    old: str
    new: str
    area: Area
    change: Change = Change.CHANGED
    about: tuple[str, ...]
    before: str = ""
    after: str = ""
    step: Step = Step.MINOR


ORGANIZATION, TECHNOLOGY, INFORMATION = "models/organization/", "models/technology/", "models/information/"
SIDECAR, STRATEGY = "models/processes/REP.yaml", "models/strategy.yaml"
ADDED, REMOVED = Change.ADDED, Change.REMOVED
EDITS = [
    Edit(
        file=DUTIES, old="REP-03,P3,R", new="REP-03,P1,R", area=Area.DUTY, change=ADDED, about=("REP-03", "P1"), after="letter: R"
    ),
    Edit(
        file=f"{ORGANIZATION}authority.csv",
        old="REP-04,P2",
        new="REP-04,P5",
        area=Area.AUTHORITY,
        about=("REP-04", "", "", ""),
        before="P2",
        after="P5",
    ),
    Edit(
        file=f"{ORGANIZATION}separation_of_duties.csv",
        old="critical",
        new="major",
        area=Area.SEGREGATION,
        about=("REP-04", "REP-05"),
        before="critical",
        after="major",
    ),
    Edit(file=f"{TECHNOLOGY}systems.csv", old="企业资源计划", new="资源计划", area=Area.SYSTEM, about=("ERP",), after="资源计划"),
    Edit(
        file=f"{TECHNOLOGY}permissions.csv",
        old="P3",
        new="P1",
        area=Area.PERMISSION,
        change=REMOVED,
        about=("P3", "", "CMMS.WORK"),
    ),
    Edit(
        file=f"{TECHNOLOGY}integrations.csv",
        old="batch",
        new="real_time",
        area=Area.INTEGRATION,
        about=("CMMS", "ERP"),
        before="batch",
    ),
    Edit(file=f"{TECHNOLOGY}functions.csv", old="提交报修单", new="报修", area=Area.FUNCTION, about=("CMMS.NEW",), after="报修"),
    Edit(
        file=f"{INFORMATION}data_objects.csv", old="DO1,报修单", new="DO1,维修单", area=Area.DATA, about=("DO1",), after="维修单"
    ),
    Edit(
        file=f"{INFORMATION}crud.csv",
        old="REP-04,DO1,R",
        new="REP-04,DO1,RU",
        area=Area.DATA_USE,
        about=("REP-04", "DO1"),
        before="R",
        after="R|U",
    ),
    Edit(file=STRATEGY, old="target: 3", new="target: 2", area=Area.OBJECTIVE, about=("O1",), before="3", after="2"),
    Edit(file=STRATEGY, old="median", new="p90", area=Area.KPI, about=("K1",), before="median", after="p90"),
    Edit(file=SIDECAR, old="[PAPER]", new="[ERP.PO]", area=Area.ACTIVITY, about=("REP-05",), before="PAPER", after="ERP.PO"),
    Edit(
        file="policy.yaml",
        old="",
        new="findings: {PO-SOD: off}",
        area=Area.POLICY,
        about=("findings", "PO-SOD"),
        before="yes",
        after="no",
        step=Step.MAJOR,
    ),
    Edit(
        file="policy.yaml",
        old="",
        new="thresholds: {late_hours: 6}",
        area=Area.POLICY,
        about=("thresholds", "late_hours"),
        after="6",
    ),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda it: f"{it.area}-{it.change}")
def test_each_difference_is_told_before_and_after(plain: Path, tmp_path: Path, edit: Edit) -> None:
    told = differing(plain, tmp_path, {edit.file: (edit.old, edit.new)})
    found = [each for each in told.rows if (each.area, each.change, each.object) == (edit.area, edit.change, edit.about)]
    assert len(found) == 1
    assert edit.before in ("", found[0].before)
    assert edit.after in ("", found[0].after)
    assert told.step is edit.step
    assert all("{" not in each.text(language) for each in told.rows for language in Language)


def test_people_are_not_compared(plain: Path, tmp_path: Path) -> None:
    told = differing(plain, tmp_path, {"models/organization/persons.csv": ("E05,P3", "E99,P3")})
    assert told.rows == ()


def test_a_changed_duty_marks_its_activity_and_an_added_one_is_marked_as_new(plain: Path, tmp_path: Path) -> None:
    ends = '<sequenceFlow id="REP-06-end-10" sourceRef="REP-06" targetRef="end"/>'
    goes_on = (
        '<userTask id="REP-07" name="归档"/>'
        '<sequenceFlow id="a" sourceRef="REP-06" targetRef="REP-07"/>'
        '<sequenceFlow id="b" sourceRef="REP-07" targetRef="end"/>'
    )
    told = differing(plain, tmp_path, {"models/processes/REP.bpmn": (ends, goes_on), DUTIES: ("REP-03,P3,R", "REP-03,P1,R")})
    (marks,) = told.marks
    assert marks.process == "REP"
    assert "REP-07" in marks.added
    assert "REP-06-end-10" in marks.removed
    assert "REP-03" in marks.changed_before
    assert "REP-03" in marks.changed_after
    assert not {*marks.added} & {*marks.changed_after}
    assert told.step is Step.MINOR
    assert any("归档" in each.text(Language.ZH_CN) for each in told.rows if each.area is Area.FLOW)


def test_differences_show_themselves_as_a_table_of_before_and_after(plain: Path, tmp_path: Path) -> None:
    told = differing(plain, tmp_path, {DUTIES: ("REP-03,P3,R", "REP-03,P1,R")})
    columns = told.columns(slice(None))
    assert {"area", "change", "process", "object", "before", "after", "difference"} <= {*columns}
    assert len(columns["difference"]) == len(told) == 2
