"""An organization says what belongs to what."""

from workbench.organization import Department, Organization


def organization(**parents: str | None) -> Organization:
    return Organization(departments=tuple(Department(id=each, name=each, parent=parent) for each, parent in parents.items()))


def test_a_department_holds_all_that_is_below_it() -> None:
    found = organization(D=None, D1="D", D2="D", D11="D1", E=None)
    assert found.within("D") == {"D", "D1", "D2", "D11"}
    assert found.within("D1") == {"D1", "D11"}
    assert found.above("D11") == ("D11", "D1", "D")
    assert (found.within("?"), found.above("?")) == ({"?"}, ("?",))


def test_a_circle_of_departments_is_gone_round_once() -> None:
    found = organization(A="B", B="A")
    assert found.within("A") == {"A", "B"}
    assert found.above("A") == ("A", "B")
