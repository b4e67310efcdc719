"""What is recorded is read back as it was, whatever it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.normalization.plain_values import plain, value_of


class State(StrEnum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Begun:
    on: date


@dataclass(frozen=True, kw_only=True)
class Ended:
    at: datetime
    state: State = State.DONE


@dataclass(frozen=True, kw_only=True)
class Told:
    name: str
    event: Begun | Ended
    share: float | None = None
    pairs: tuple[tuple[str, int], ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    posts: frozenset[str] = frozenset()
    facts: Mapping[str, object] = field(default_factory=dict)


days = st.dates()
events = st.one_of(
    st.builds(Begun, on=days),
    st.builds(Ended, at=st.datetimes(timezones=st.just(UTC)), state=st.sampled_from(State)),
)
told = st.builds(
    Told,
    name=st.text(),
    event=events,
    share=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    pairs=st.lists(st.tuples(st.text(), st.integers())).map(tuple),
    figures=st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False)),
    posts=st.frozensets(st.text()),
    facts=st.dictionaries(st.text(), st.integers() | st.text() | st.none()),
)


@given(told)
def test_a_value_read_back_is_the_same(value: Told) -> None:
    assert value_of(Told, plain(value)) == value


def test_a_field_that_is_missing_takes_its_default() -> None:
    begun = Told(name="a", event=Begun(on=date(2025, 3, 3)))
    said = {"name": "a", "event": {"is": "Begun", "on": "2025-03-03"}}
    assert value_of(Told, said) == begun


@pytest.mark.parametrize(
    "said", [{"name": 1, "event": {}}, {"event": {"is": "Begun", "on": "2025-03-03"}}, {"name": "a", "event": {"is": "Else"}}, []]
)
def test_what_says_something_else_is_refused(said: Any) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        value_of(Told, said)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {"a": {1, 2}}])
def test_what_is_not_plain_is_refused(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        plain(value)
