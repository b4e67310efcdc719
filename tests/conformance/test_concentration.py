"""Where a finding concentrates: found where it was planted, silent where there is only chance."""

from dataclasses import replace

import numpy as np

from tests.builders import process
from tests.conformance.cases import held_against
from tests.eventlog.logs import Row, column, event, log_of
from workbench.conformance import Conformance, DeviationExplanation, explain_deviation
from workbench.conformance.concentration import Dimension, cases_that_did, exposed_cases
from workbench.eventlog import EventLog
from workbench.eventlog.engines.engine import ArrayEngine
from workbench.findings import Finding, Severity

MONTH = 31 * 24 * 60


def planted(skips: dict[str, int], cases: int = 40) -> EventLog:
    """`cases` of each kind, of which some skip b; performers take turns, months too."""
    rows: list[Row] = []
    kinds = {}
    for kind, skipping in skips.items():
        for number in range(cases):
            case, begin = f"{kind}-{number:03}", (number % 4) * MONTH + number
            kinds[case] = kind
            letters = "ac" if number < skipping else "abc"
            rows += [event(case, letter, begin + place, f"P{number % 6}") for place, letter in enumerate(letters)]
    return log_of(*rows, kinds=kinds)


def explained(log: EventLog, keep: np.ndarray | None = None) -> DeviationExplanation:
    conformance = judged(log) if keep is None else judged(log).restricted(keep)
    incidence = next(each for each in conformance.deviations.claimed if each.finding.code == "CF-SKIP")
    return explain_deviation(conformance, incidence.finding, exposed_cases(conformance, incidence), ArrayEngine(log=log))


def judged(log: EventLog) -> Conformance:
    return held_against(process("p").start().task("a").task("b").task("c").end(), log)


def test_the_kind_in_which_steps_are_skipped_is_named_first() -> None:
    explanation = explained(planted({"rush": 20, "calm": 2}))
    first = explanation.concentrations[0]
    assert (first.dimension, first.attribute, first.value) == (Dimension.CASE, "kind", "rush")
    assert (first.affected, first.inside, first.affected_outside, first.outside) == (20, 40, 2, 40)
    assert (first.rate, first.rate_outside, first.difference, first.lift) == (0.5, 0.05, 0.45, 10)
    assert first.interval.low < first.difference < first.interval.high
    assert first.is_clear


def test_a_finding_of_times_is_compared_among_the_cases_that_did_its_activity() -> None:
    log = planted({"rush": 20, "calm": 2})
    late = tuple(f"rush-{number:03}" for number in range(20, 40))
    finding = Finding(code="PF-SLA", severity=Severity.MINOR, scope="p", object=("b",), elements=("b",), cases=late)
    conformance = judged(log)
    for elements, inside, outside in ((("b",), 20, 38), ((), 40, 40)):
        exposed = cases_that_did(conformance, elements)
        first = explain_deviation(conformance, finding, exposed, ArrayEngine(log=log)).concentrations[0]
        assert (first.attribute, first.value) == ("kind", "rush")
        assert (first.affected, first.inside, first.affected_outside, first.outside) == (20, inside, 0, outside)


def test_where_all_kinds_are_alike_nothing_stands() -> None:
    explanation = explained(planted({"rush": 10, "calm": 10}))
    assert [each for each in explanation.concentrations if each.is_clear] == []
    assert explanation.tested >= 4


def test_small_groups_and_single_performers_are_never_shown() -> None:
    log = planted({"rush": 20, "calm": 2})
    few = [event(f"z-{number}", letter, place) for number in range(4) for place, letter in enumerate("ac")]
    kinds = {f"z-{number}": "tiny" for number in range(4)}
    rows = [event(log.cases[case], log.activities[activity], 0) for case, activity in zip(log.case, log.activity, strict=True)]
    explanation = explained(log_of(*rows, *few, kinds={name: name.split("-")[0] for name in log.cases} | kinds))
    assert explanation.suppressed == 1
    shown = {(each.attribute, each.value) for each in explanation.concentrations}
    assert ("kind", "tiny") not in shown
    assert "resource" not in {attribute for attribute, _ in shown}


def test_an_attribute_that_names_performers_forms_no_groups() -> None:
    log = planted({"rush": 20, "calm": 2})
    owners = {name: "P1" if name.startswith("rush") else "P2" for name in log.cases}
    rows = [
        event(log.cases[case], log.activities[activity], 0, f"P{place % 3}")
        for place, (case, activity) in enumerate(zip(log.case, log.activity, strict=True))
    ]
    assert [each.attribute for each in explained(log_of(*rows, kinds=owners)).concentrations if each.is_clear] == []
    renamed = {name: f"team of {owner}" for name, owner in owners.items()}
    clear = [each.value for each in explained(log_of(*rows, kinds=renamed)).concentrations if each.is_clear]
    assert clear == ["team of P1"]


def test_a_month_is_a_group() -> None:
    rows = []
    for number in range(60):
        late = number >= 30
        letters = "ac" if late and number % 2 else "abc"
        rows += [event(f"{number:03}", letter, late * MONTH + number + place) for place, letter in enumerate(letters)]
    first = explained(log_of(*rows)).concentrations[0]
    assert (first.dimension, first.value, first.affected, first.is_clear) == (Dimension.MONTH, "2025-04", 15, True)


def test_many_numbers_are_taken_by_quarters() -> None:
    rows, kinds = [], {}
    for number in range(80):
        letters = "ac" if number >= 60 else "abc"
        rows += [event(f"{number:03}", letter, place) for place, letter in enumerate(letters)]
        kinds[f"{number:03}"] = str(1000 * number)
    explanation = explained(log_of(*rows, kinds=kinds))
    first = explanation.concentrations[0]
    assert (first.attribute, first.value, first.affected, first.inside) == ("kind", "> 59,000", 20, 20)
    named = log_of(*rows, kinds={case: f"order {value}" for case, value in kinds.items()})
    assert explained(named).left_out == ("kind",)


def test_some_cases_alone_are_explained_by_their_own_attributes() -> None:
    log = planted({"calm": 2, "rush": 20})
    keep = np.array([not name.endswith(("0", "1")) for name in log.cases])
    first = explained(log, keep).concentrations[0]
    assert (first.value, first.inside) == (
        "rush",
        int(sum(kept for kept, name in zip(keep, log.cases, strict=True) if "rush" in name)),
    )


def test_what_the_finding_is_about_explains_nothing_by_itself() -> None:
    log = planted({"rush": 20, "calm": 20})
    tools = {"a": "ERP", "b": "ONLY-B", "c": "ERP"}

    tooled = replace(log, columns={"system": column(tools[log.activities[code]] for code in log.activity.tolist())})
    assert explained(tooled).tested == explained(log).tested
