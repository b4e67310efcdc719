"""The documents of the laboratory: everything that its design holds is in them, found again without the code that wrote them."""

import io

import docx
import pytest

from tests.enterprise.duties import ACTIVITIES, PROCESSES, SYSTEMS, system_of
from tests.enterprise.generate import generate
from tests.enterprise.people import POSTS
from tests.enterprise.writing import write
from tests.report.documents.small import release, told
from workbench.design import activity_aliases, join, read_designed
from workbench.language import Language
from workbench.report.documents.docx import render_docx
from workbench.report.documents.edition import Edition
from workbench.report.documents.issuing import contents
from workbench.report.documents.parts import Document, DocumentKind
from workbench.report.documents.wording import Wording
from workbench.study.subjects import read_subjects
from workbench.workspace import read_workspace

NAMES = {system: name for system, name, *_ in SYSTEMS}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    workspace = read_workspace(write(generate(1), tmp_path_factory.mktemp("laboratory"), "tables"))
    subjects = read_subjects(workspace).subjects
    models = [link.model for link in workspace.processes if link.model is not None]
    links = zip(workspace.processes, models, strict=True)
    drawn = [
        read_designed(model, link.sidecar, link.id, activity_aliases(subjects.aliases, link.id), models) for link, model in links
    ]
    design = join([each for found in drawn for each in found], subjects)
    return Edition(wording=Wording(design=design, language=Language.ZH_CN), facts=release())


@pytest.fixture(scope="module")
def documents(edition: Edition) -> dict[tuple[DocumentKind, str], Document]:
    return {(each.kind, each.subject): each for each in contents(edition)}


def called(post: str) -> str:
    return {"SYS": "系统自动执行", "EXT": "外部单位"}.get(post) or POSTS[post].name


@pytest.mark.parametrize("process", PROCESSES)
def test_every_activity_is_a_step_with_its_posts_and_systems(
    documents: dict[tuple[DocumentKind, str], Document], edition: Edition, process: str
) -> None:
    content = render_docx(documents[DocumentKind.PROCESS, process], edition.wording)
    tables = docx.Document(io.BytesIO(content)).tables
    (steps,) = [table for table in tables if [cell.text for cell in table.rows[0].cells][:2] == ["序号", "活动"]]
    rows = {row.cells[1].text.partition("\n")[2]: [cell.text for cell in row.cells] for row in steps.rows}
    wanted = {each.id: each for each in ACTIVITIES.values() if each.process == process}
    assert wanted.keys() <= rows.keys()
    for identity, activity in wanted.items():
        assert activity.name in rows[identity][1]
        assert set(rows[identity][3].split("、")) == ({called(post) for post in activity.posts("R")} or {"未规定"})
        assert set(rows[identity][4].split("、")) == ({called(post) for post in activity.posts("A")} or {"未规定"})
        assert all(NAMES[system_of(function)] in rows[identity][7] for function in activity.functions)


def test_every_post_has_its_sheet_with_all_its_activities(documents: dict[tuple[DocumentKind, str], Document]) -> None:
    assert {subject for kind, subject in documents if kind is DocumentKind.JOB} == set(POSTS)
    for post in POSTS:
        said = "\n".join(told(documents[DocumentKind.JOB, post]))
        mine = [each for each in ACTIVITIES.values() if post in each.letters]
        assert [each.id for each in mine if f"{each.name} / {each.id}" not in said] == []


def test_no_document_has_an_empty_cell_or_an_empty_part(documents: dict[tuple[DocumentKind, str], Document]) -> None:
    for document in documents.values():
        assert all(line.strip() and not any(cell == "" for cell in line.split(" | ")) for line in told(document))
