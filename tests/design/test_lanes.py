"""What lanes stand for where nothing says it: the one kind of which any is known."""

import pytest

from tests.builders import process
from workbench.design import DesignedProcess, Subjects, join
from workbench.organization import Department, Organization, Post
from workbench.process import Sidecar
from workbench.process.naming import naming_of

STAFF = Organization(
    departments=(Department(id="W", name="Warehouse"), Department(id="Q", name="Quality")),
    posts=(Post(id="P1", name="Packer", department="W"), Post(id="P2", name="Quality", department="Q")),
)


@pytest.mark.parametrize(
    ("lanes", "bound"),
    [
        (("Packer", "Customer"), ["P1", None]),
        (("Warehouse", "SYS"), ["W", "SYS"]),
        (("Packer", "Warehouse"), [None, None]),
        (("Quality", "Customer"), [None, None]),
        (("Customer", "Supplier"), [None, None]),
    ],
)
def test_lanes_are_bound_by_the_only_kind_that_knows_any(lanes: tuple[str, str], bound: list[str | None]) -> None:
    drawn = process("p").start().lane("l1", lanes[0]).task("a").lane("l2", lanes[1]).task("b").end()
    built = drawn.build()
    designed = DesignedProcess(
        id="p", model=drawn.model(), process=built, sidecar=Sidecar(), naming=naming_of(built, Sidecar(), {})
    )
    activities = join([designed], Subjects(organization=STAFF)).activities
    assert [each.lane.id if each.lane else None for each in activities] == bound
