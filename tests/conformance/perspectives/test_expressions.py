"""Conditions mean what they say in JUEL and FEEL; whatever is not understood is unknown, and no text runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.conformance.perspectives.expressions import UnreadableError, read_condition

VALUES = {"amount": "1500", "kind": "custom", "approved": "true", "有框架协议": "否", "note": None}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("${amount > 1000}", True),
        ("#{amount lt 1000}", False),
        ("=amount <= 1500 and kind = 'custom'", True),
        ('amount <= 10 or kind == "standard"', False),
        ("not(amount > 1000)", False),
        ("!(kind == 'x') && amount != -5", True),
        ("approved", True),
        ("${approved == false}", False),
        ("${order.amount ge 1500}", None),
        ("有框架协议 = 否", True),
        ("有框架协议 = 是", False),
        ("有框架协议 = no", True),
        ("1000 < amount", True),
        ("amount > 1000 or note = 'x'", True),
        ("amount > 1000 and note = 'x'", None),
        ("amount < 1000 and note = 'x'", False),
        ("missing = 3", None),
        ("kind > 3", None),
        ("kind < 'd'", None),
        ("amount = 1500.0", True),
    ],
)
def test_a_condition_holds_does_not_or_cannot_be_told(text: str, holds: bool | None) -> None:
    assert read_condition(text).holds(VALUES) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "${}",
        "amount + 1 > 2",
        "f(x)",
        "a[0] = 1",
        "amount >",
        "(amount > 1",
        "amount > 1)",
        "a = 1 b = 2",
        "and",
        "(" * 60 + "a",
    ],
)
def test_what_is_of_another_form_is_not_read(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_condition(text)


@given(st.text(alphabet="ab1 ()!&|=<>.'\"$#{}andort是", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        condition = read_condition(text)
    except UnreadableError:
        return
    assert condition.holds({}) is None
    assert condition.holds({"a": "1", "b": "x"}) in (True, False, None)
