"""Work in a process of its own."""

from __future__ import annotations

import os
import sys
from types import MappingProxyType

import pytest

from workbench.apart import Apart, BrokenError, StoppedError, Tell
from workbench.findings import Finding, Severity, UsageError


def doubled(number: int, tell: Tell) -> int:
    tell("begun")
    sys.stdout.write("what is printed does not disturb the answer")
    return 2 * number


def frozen(content: MappingProxyType[str, int], _tell: Tell) -> MappingProxyType[str, int]:
    return MappingProxyType({**content, "process": os.getpid()})


def refusing(code: str, _tell: Tell) -> None:
    raise UsageError(Finding(code=code, severity=Severity.CRITICAL, facts={"path": "x"}))


def breaking(number: int, _tell: Tell) -> float:
    return 1 / number


def endless(_: None, tell: Tell) -> None:
    tell("begun")
    while True:
        pass


def counting(number: int, tell: Tell) -> int:
    for each in range(number):
        tell(str(each))
    return number


def test_what_is_told_is_heard_step_by_step_before_the_result() -> None:
    work = Apart(counting, 200)
    assert list(work.steps()) == [str(each) for each in range(200)]
    assert work.result() == 200


def test_work_that_says_nothing_new_for_too_long_is_told_from_work_that_does() -> None:
    work = Apart(endless, None)
    with pytest.raises(TimeoutError):
        list(work.steps(0.2))
    assert work.told == ("begun",)
    work.stop()
    assert list(work.steps(0.2)) == ["begun"]


def test_the_result_and_what_was_told_come_back() -> None:
    work = Apart(doubled, 21)
    assert work.result() == 42
    assert work.told == ("begun",)
    assert not work.is_running


def test_frozen_mappings_travel_both_ways_and_another_process_did_the_work() -> None:
    result = Apart(frozen, MappingProxyType({"a": 1})).result()
    assert isinstance(result, MappingProxyType)
    assert result["a"] == 1
    assert result["process"] != os.getpid()


def test_a_refusal_is_raised_as_it_was_there() -> None:
    with pytest.raises(UsageError) as raised:
        Apart(refusing, "WORKSPACE_MISSING").result()
    assert raised.value.finding.facts["path"] == "x"


def test_what_breaks_is_told_with_its_traceback() -> None:
    with pytest.raises(BrokenError, match="ZeroDivisionError"):
        Apart(breaking, 0).result()


def test_work_that_takes_too_long_can_be_stopped() -> None:
    work = Apart(endless, None)
    with pytest.raises(TimeoutError):
        work.result(timeout=0.2)
    work.stop()
    assert not work.is_running
    with pytest.raises(StoppedError):
        work.result()
