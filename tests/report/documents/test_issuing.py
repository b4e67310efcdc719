"""All documents of a release at once: which there are, how their files are called, and the register that lists them."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace

import docx
import pypdf
import pytest

from tests.report.documents.small import edition, enterprise, release, same, told, under
from workbench.language import Language
from workbench.report.documents import documents_of
from workbench.report.documents.change_record import change_record
from workbench.report.documents.data_dictionary import data_dictionary
from workbench.report.documents.issuing import contents
from workbench.report.documents.parts import Heading, Wide
from workbench.report.documents.responsibility_table import responsibility_table


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return documents_of(enterprise().design(), release())


def test_every_kind_is_there_in_both_languages_and_formats(files: Mapping[str, bytes]) -> None:
    chinese = ("变更记录", "岗位说明书-P1", "岗位说明书-P2", "数据表", "文件清单", "流程说明书-order", "职责表")
    reports = ("Change-record", "Data-dictionary", "Document-register", "Job-description-P1", "Job-description-P2")
    english = (*reports, "Process-description-order", "Responsibility-table")
    wanted = {f"documents/zh-CN/{name}.{ending}" for name in chinese for ending in ("docx", "pdf")}
    wanted |= {f"documents/en/{name}.{ending}" for name in english for ending in ("docx", "pdf")}
    assert set(files) == wanted | {"documents/zh-CN/文件清单.csv", "documents/en/Document-register.csv"}


def test_each_file_can_be_read(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith(".docx"):
            assert docx.Document(io.BytesIO(content)).core_properties.title
        elif name.endswith(".pdf"):
            assert pypdf.PdfReader(io.BytesIO(content)).metadata is not None


def test_the_register_has_every_file_with_its_hash(files: Mapping[str, bytes]) -> None:
    listed = list(csv.reader(io.StringIO(files["documents/zh-CN/文件清单.csv"].decode("utf-8-sig"))))
    assert listed[0] == ["编号", "名称", "版本", "生效日期", "相关流程", "文件", "SHA-256"]
    hashes = {row[5]: row[6] for row in listed[1:]}
    others = {name.rpartition("/")[2]: content for name, content in files.items() if "zh-CN" in name and "文件清单" not in name}
    assert hashes == {name: hashlib.sha256(content).hexdigest() for name, content in others.items()}


def test_the_register_links_documents_to_processes(files: Mapping[str, bytes]) -> None:
    listed = csv.reader(io.StringIO(files["documents/en/Document-register.csv"].decode("utf-8-sig")))
    links = {row[0]: row[4] for row in listed}
    assert (links["YL-PD-order"], links["YL-JD-P2"], links["YL-RT"]) == ("Order", "Order", "all processes")


def test_the_same_release_gives_the_same_bytes(files: Mapping[str, bytes]) -> None:
    again = documents_of(enterprise().design(), release(), (Language.EN,))
    assert again == {name: content for name, content in files.items() if "/en/" in name}


def test_each_is_announced_before_it_is_written() -> None:
    heard: list[str] = []
    bare = replace(enterprise(), organization=replace(enterprise().organization, posts=())).design()
    written = documents_of(bare, release(), (Language.EN,), heard.append)
    assert heard == [name for name in written if not name.endswith(".csv")]


def test_ids_that_no_file_may_bear_become_names_that_any_system_holds() -> None:
    odd = enterprise().post("../x", "D1").post("a/b", "D1").post("a:b", "D1").post("CON", "D1").design()
    only = replace(odd, processes=(), activities=())
    names = [name.rpartition("/")[2] for name in documents_of(only, release(), (Language.EN,)) if name.endswith(".pdf")]
    assert [name for name in names if name.startswith("Job")] == [
        "Job-description-P1.pdf",
        "Job-description-P2.pdf",
        "Job-description-x.pdf",
        "Job-description-a-b.pdf",
        "Job-description-a-b-2.pdf",
        "Job-description-CON.pdf",
    ]


def test_duties_are_told_by_process_and_department_with_what_is_open() -> None:
    document = responsibility_table(edition())
    assert under(document, "流程职责")[1] == "order | 订单 | post P1 | 销售部 | 未规定"
    assert under(document, "部门职责")[1] == "销售部 / D1 | post P1 | post P1：2 人 | 订单：检查、补正 | –"
    assert under(document, "订单（order）")[4].split(" | ")[1:5] == ["ship", "发货", "post P2", "未规定"]
    assert "订单 | 发货（ship） | 未规定负责岗位（A）" in under(document, "待明确事项")


def test_a_department_without_posts_is_not_listed_among_duties_and_that_is_said() -> None:
    of = (
        enterprise().department("D9", "供应链部").department("D0", "事业部").department("D3", "三部", above="D0").post("P9", "D3")
    )
    document = responsibility_table(edition(of=of.design()))
    rows = under(document, "部门职责")
    assert [row.split(" / ")[0] for row in rows[1:-1]] == ["销售部", "物流部", "事业部", "三部"]
    assert rows[-1] == "未设岗位、不承担职责的部门不列入：供应链部。"


@pytest.mark.parametrize(
    ("written", "said"),
    [("weekly", "每周"), ("每周", "每周"), ("Every week", "每周"), ("周一例会", "周一例会"), (None, "未规定")],
)
def test_a_usual_rhythm_is_said_in_the_language_of_the_document_another_as_it_is_written(written: str | None, said: str) -> None:
    assert edition().wording.rhythm(written) == said
    assert edition(Language.EN).wording.rhythm("每月") == "monthly"


def test_the_history_stands_on_the_page_that_lies_on_its_side_where_that_is_the_last() -> None:
    last = data_dictionary(edition()).parts[-1]
    assert isinstance(last, Wide)
    assert Heading(text="5  修订记录") in last.parts


def test_data_is_told_with_who_creates_reads_and_updates_it() -> None:
    document = data_dictionary(edition())
    assert under(document, "数据对象")[1] == "D | 单据 | 未规定 | 未规定 | 未规定 | – | –"
    assert under(document, "增删改查矩阵")[1] == "D | 单据 | 检查（check） | 发货（ship） | 发货（ship） | –"
    assert under(document, "集成接口") == ["未规定。"]


def test_changes_are_told_by_process_with_before_and_after() -> None:
    document = change_record(edition())
    assert "修改 | 1" in under(document, "比较范围")
    assert under(document, "订单")[1] == "1 | 修改 | 检查 | R | post P2 | post P1 | 未规定"


def test_a_first_release_has_no_changes_and_says_so() -> None:
    first = replace(release(), previous=None, differences=None, revisions=())
    document = change_record(edition(facts=first))
    assert under(document, "差异") == ["首次发布。"]
    assert under(document, "比较范围") == ["本次发布 | 版本 1.1.0", "上一次发布 | 无（首次发布）"]
    assert under(document, "修订记录")[1:] == ["1.1.0 | 2025-09-01 | 首次发布。"]
    equal = change_record(edition(facts=replace(release(), differences=())))
    assert under(equal, "差异") == ["与上一次发布相比没有差异。"]


def test_no_formula_runs_in_the_register() -> None:
    evil = replace(release(), organization="x", prefix="=cmd|' /C calc'!A0")
    content = documents_of(replace(enterprise().design(), processes=(), activities=()), evil, (Language.EN,))
    rows = csv.reader(io.StringIO(content["documents/en/Document-register.csv"].decode("utf-8-sig")))
    assert [row[0][:2] for row in rows][1:] == ["'="] * 10


def test_no_document_names_a_person_but_those_who_signed() -> None:
    for language in Language:
        for document in contents(edition(language)):
            assert not [line for line in told(document) if "anna" in line or "bert" in line]


def test_texts_that_no_file_could_hold_are_shown_as_a_sign() -> None:
    evil = replace(release(), organization="a\x00b\u202e", revisions=(replace(release().revisions[0], summary=same("\ud800")),))
    assert documents_of(replace(enterprise().design(), processes=(), activities=()), evil, (Language.EN,))
