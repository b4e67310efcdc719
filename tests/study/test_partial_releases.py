"""A release of some processes says nothing of the others: what they are stays for the releases to say that stand for them."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.builders import process
from tests.report.documents.small import under
from tests.study.test_releasing import WAIVER, WINDOW, request
from workbench.findings import UsageError
from workbench.language import Language
from workbench.normalization import Author, open_register
from workbench.normalization.release import (
    CONDITIONS,
    Drafted,
    Releases,
    TrialBegun,
    Withdrawn,
    advance,
    standing_in,
    version_of,
)
from workbench.report.documents.edition import Edition
from workbench.report.documents.issuing import contents
from workbench.report.documents.parts import Document, DocumentKind
from workbench.report.documents.wording import Wording
from workbench.report.normalization.release_facts import release_facts
from workbench.study import assess, open_study
from workbench.study.publishing import Basis, publish
from workbench.study.release_steps import draft, proposed_version, released_standard
from workbench.study.releasing import standard_at

TODAY = date(2025, 12, 1)
DUTIES = "activity_id,post_id,letter\nma1,P1,R\nsb1,P1,R\n"
AUTHORITY = "activity_id,lowest_post,attribute,operator,value\nma1,P1,amount,>,100\nsb1,P1,amount,>,100\n"


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def drawn(name: str, *tasks: str) -> str:
    flow = process(name).start()
    for each in tasks:
        flow = flow.task(each)
    return flow.end().xml().decode()


def published(root: Path, version: str, month: int, *processes: str, abolished: tuple[str, ...] = ()) -> Mapping[str, Document]:
    """Publish the workspace as a version of some processes, and return its documents in English by kind and subject."""
    register, found = open_register(root), dict[str, Document]()
    for event in (Drafted(processes=processes, abolished=abolished), TrialBegun(window=WINDOW)):
        advance(register, version_of(version), event, "质量部", datetime(2025, 3, 1, tzinfo=UTC))
    asked = replace(request(root, version, month), waiver=replace(WAIVER, conditions=CONDITIONS))
    assessment = assess(open_study(root))

    def documents(basis: Basis) -> Mapping[str, bytes]:
        facts = release_facts(assessment.study, asked, basis)
        wording = Wording(design=basis.design, language=Language.EN)
        for each in contents(Edition(wording=wording, facts=facts)):
            found["-".join(filter(None, (each.kind.value, each.subject)))] = each
        return {}

    publish(assessment, asked, register, documents)
    return found


@dataclass(frozen=True, kw_only=True)
class Twice:
    """A workspace whose two processes were released, and then one of them alone, and the documents of that."""

    root: Path
    documents: Mapping[str, Document]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """Release two processes; redraw both, with what tables say of their activities; release the first of them alone."""
    root = tmp_path_factory.mktemp("twice") / "ws"
    write(root, "models/make.bpmn", drawn("make", "ma1"))
    write(root, "models/sell.bpmn", drawn("sell", "sb1"))
    write(root, "models/organization/departments.csv", "department_id,name\nD1,厂部\n")
    write(root, "models/organization/posts.csv", "post_id,name,department_id\nP1,工,D1\nP2,长,D1\n")
    write(root, "models/organization/responsibilities.csv", DUTIES)
    write(root, "models/organization/authority.csv", AUTHORITY)
    published(root, "1.0.0", 5, "make", "sell")
    write(root, "models/make.bpmn", drawn("make", "ma1", "ma2"))
    write(root, "models/sell.bpmn", drawn("sell", "sb1", "sb2"))
    write(root, "models/organization/responsibilities.csv", DUTIES.replace("P1", "P2") + "ma2,P2,R\nsb2,P2,R\n")
    write(root, "models/organization/authority.csv", AUTHORITY.replace("100", "500"))
    return Twice(root=root, documents=published(root, "1.1.0", 6, "make"))


@pytest.fixture
def root(twice: Twice, tmp_path: Path) -> Path:
    """Return a copy that a test may write to."""
    return Path(shutil.copytree(twice.root, tmp_path / "ws"))


def releases_of(root: Path) -> Releases:
    return standing_in(open_register(root), TODAY)


def told(root: Path, version: str) -> set[str]:
    """Return the processes of which a release differs from what was before."""
    rows = json.loads((root / "register/releases" / version / "differences.json").read_bytes())
    return {each["process"] for each in rows}


def superseded(documents: Mapping[str, Document], name: str) -> str:
    return dict(documents[name].control.rows)["Supersedes version"]


def withdraw(root: Path, *versions: str) -> Releases:
    for each in versions:
        advance(open_register(root), version_of(each), Withdrawn(reason="r"), "质量部", datetime(2025, 7, 1, tzinfo=UTC))
    return releases_of(root)


def test_of_what_is_not_released_no_description_is_issued_and_nothing_differs(twice: Twice) -> None:
    described = [name for name, each in twice.documents.items() if each.kind is DocumentKind.PROCESS]
    assert described == ["PD-make"]
    assert told(twice.root, "1.1.0") == {"make"}


def test_other_documents_say_of_it_what_stands(twice: Twice) -> None:
    now = standard_at(twice.root, releases_of(twice.root), version_of("1.1.0")).design
    assert [each.id for each in now.activities] == ["ma1", "ma2", "sb1"]
    duties = now.organization.responsibilities
    assert duties is not None
    assert {(each.activity, each.post) for each in duties.duties} == {("ma1", "P2"), ("ma2", "P2"), ("sb1", "P1")}
    assert {(each.activity, each.value) for each in now.organization.authorities or ()} == {("ma1", "500"), ("sb1", "100")}
    assert "sb2" not in str(twice.documents["RT"].parts)


def test_its_next_release_is_held_against_the_one_that_stands_for_it(root: Path) -> None:
    assert [str(proposed_version(root, releases_of(root), Drafted(processes=(each,)))) for each in ("make", "sell")] == [
        "1.1.1",
        "1.2.0",
    ]
    recorded = draft(root, open_register(root), None, Drafted(processes=("sell",)), Author(by="QM", at=request(root, month=7).at))
    assert recorded.statement.subject == "1.2.0"
    documents = published(root, "1.2.0", 7, "sell")
    assert told(root, "1.2.0") == {"sell"}
    assert [superseded(documents, name) for name in ("PD-sell", "RT")] == ["1.0.0", "1.1.0"]
    assert [line[:5] for line in under(documents["PD-sell"], "Revision history")[1:3]] == ["1.0.0", "1.2.0"]


def test_a_withdrawn_release_is_not_what_the_next_one_comes_after(root: Path) -> None:
    releases = withdraw(root, "1.1.0")
    assert str(proposed_version(root, releases, Drafted(processes=("make",)))) == "1.2.0"
    assert [each.id for each in released_standard(root, releases).design.activities] == ["ma1", "sb1"]


def test_where_all_are_withdrawn_the_next_one_comes_after_the_last_and_nothing_else_stands(root: Path) -> None:
    releases = withdraw(root, "1.0.0", "1.1.0")
    assert [each.id for each in released_standard(root, releases).design.processes] == ["make"]
    published(root, "2.0.0", 8, "sell")
    now = standard_at(root, releases_of(root), version_of("2.0.0"))
    assert [each.id for each in now.design.processes] == ["sell"]


def test_a_process_is_abolished_by_a_version_that_leaves_nothing_of_it(root: Path) -> None:
    (root / "models/sell.bpmn").unlink()
    for name in ("responsibilities", "authority"):
        table = root / f"models/organization/{name}.csv"
        kept = [line for line in table.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("sb")]
        table.write_text("".join(kept), encoding="utf-8")
    register, author = open_register(root), Author(by="QM", at=request(root, month=7).at)
    with pytest.raises(UsageError, match=r"Releases stand for: make, sell") as refused:
        draft(root, register, None, Drafted(processes=(), abolished=("cell",)), author)
    assert refused.value.finding.code == "RELEASE_NOTHING_STANDS"
    recorded = draft(root, register, None, Drafted(processes=(), abolished=("sell",)), author)
    assert (recorded.statement.subject, releases_of(root).version["2.0.0"].processes) == ("2.0.0", ("make",))
    documents = published(root, "2.0.0", 7, "make", abolished=("sell",))
    assert told(root, "2.0.0") == {"sell"}
    assert "sb1" not in str(documents["RT"].parts)
    releases = releases_of(root)
    assert (releases.standing("sell"), [str(each.version) for each in releases.in_force]) == (None, ["2.0.0"])
    assert [each.id for each in released_standard(root, releases).design.processes] == ["make"]
    assert str(proposed_version(root, releases)) == "2.0.1"
