"""How things of a design are called: an activity as the process names it, and an id where nothing says a name."""

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.design import itself, name_of

DESIGN = (
    Enterprise()
    .process(process("p").start().task("a", name="Check order").end())
    .process(process("q").start().task("a", name="Check goods").end())
    .design()
)


def test_an_activity_is_called_as_its_own_process_has_it() -> None:
    assert [name_of("activity", "a", DESIGN, each)["en"] for each in ("p", "q", "")] == [
        "Check order",
        "Check goods",
        "Check order",
    ]


def test_what_nothing_names_stands_for_itself() -> None:
    assert [name_of(kind, "x", DESIGN) for kind in ("activity", "process", "post", "kpi", "colour")] == [itself("x")] * 5
