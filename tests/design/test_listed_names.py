"""Lists in one cell may hold names: their blanks belong to them, while those between ids divide."""

from pathlib import Path

from tests.builders import process
from tests.workspace_tables import tables
from workbench.design import Design, DesignedProcess, Subjects, join
from workbench.information import read_information
from workbench.organization import Letter, read_organization
from workbench.process import Sidecar
from workbench.process.naming import naming_of
from workbench.technology import read_landscape


def joined(root: Path, **texts: str) -> Design:
    read = tables(root, **texts).tables
    subjects = Subjects(organization=read_organization(read), landscape=read_landscape(read), information=read_information(read))
    drawn = process("p").start().task("a", "Book in").task("b", "Sign off").task("c").end()
    built = drawn.build()
    naming = naming_of(built, Sidecar(), {})
    return join([DesignedProcess(id="p", model=drawn.model(), process=built, sidecar=Sidecar(), naming=naming)], subjects)


def test_activities_are_listed_by_name_or_by_id(tmp_path: Path) -> None:
    rows = "function_id,system_id,name,activities\nF1,S,x,Book in|c\nF2,S,x,Sign off\nF3,S,x,a c; b"
    design = joined(tmp_path, systems="system_id,name\nS,S\n", functions=rows)
    assert [each.activities for each in design.landscape.functions or ()] == [("a", "c"), ("b",), ("a", "c", "b")]
    assert design.findings == ()


def test_a_delegation_names_its_activities(tmp_path: Path) -> None:
    rows = "from_person,to_person,activities,start,end\nann,bob,Sign off、Book in,2025-03-03,2025-03-07\n"
    (delegation,) = joined(tmp_path, delegations=rows).organization.delegations or ()
    assert delegation.activities == ("b", "a")


def test_an_integration_carries_data_by_name(tmp_path: Path) -> None:
    design = joined(
        tmp_path,
        data_objects="data_id,name,name_en\nD1,工单,Work order\nD2,发票,Invoice\n",
        integrations="from_system,to_system,data_objects\nX,Y,Work order|D2\nY,X,D1 D2\n",
    )
    assert [each.data for each in design.landscape.integrations or ()] == [("D1", "D2"), ("D1", "D2")]


def test_posts_are_listed_by_name_in_the_wide_form(tmp_path: Path) -> None:
    design = joined(
        tmp_path,
        posts="post_id,name,name_en,department_id\nP1,销售,Sales engineer,D\nP2,项目,Project manager,D\n",
        responsibilities="activity_id,R,A\na,Sales engineer|Project manager,P2\nb,P1 P2,P1\n",
    )
    assert [activity.posts(Letter.RESPONSIBLE) for activity in design.activities[:2]] == [frozenset({"P1", "P2"})] * 2
