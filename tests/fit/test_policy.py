"""The policy: read whole or not at all, named by a hash of what it says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from workbench.conformance import Thresholds
from workbench.conformance.perspectives import TimeClaim
from workbench.conformance.perspectives.rules import TimeRules
from workbench.findings import Finding, InputError, Severity, UsageError
from workbench.fit import DEFAULT_POLICY, OFF_BY_DEFAULT, SEVERITIES, DecisionRules, Policy, Privacy, policy_text, read_policy
from workbench.fit.claims import times_under
from workbench.fit.watch_rules import WatchRules
from workbench.language import Language


def read(folder: Path, text: str) -> Policy:
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


@pytest.mark.parametrize("language", Language)
def test_the_template_says_what_holds_without_a_file(tmp_path: Path, language: Language) -> None:
    assert read(tmp_path, policy_text(DEFAULT_POLICY, language)) == DEFAULT_POLICY


@settings(max_examples=15)
@given(
    on=some.frozensets(some.sampled_from(sorted(SEVERITIES))),
    weights=some.dictionaries(some.sampled_from(sorted(SEVERITIES)), some.sampled_from(Severity)),
    share=some.floats(0, 1),
    cases=some.integers(1, 1_000_000),
    version=some.text(some.characters(categories=["L", "N"]), min_size=1),
    pseudonymise=some.booleans(),
)
def test_reading_what_was_written_gives_the_same(  # noqa: PLR0917
    tmp_path_factory: pytest.TempPathFactory,
    on: frozenset[str],
    weights: dict[str, Severity],
    share: float,
    cases: int,
    version: str,
    pseudonymise: bool,
) -> None:
    policy = Policy(
        version=version,
        switched_on=on,
        severities=tuple(sorted((code, each) for code, each in weights.items() if each is not SEVERITIES[code])),
        rules=DecisionRules(least_cases=cases, lag_share=share),
        privacy=Privacy(pseudonymise=pseudonymise),
    )
    assert read(tmp_path_factory.mktemp("policy"), policy_text(policy, Language.ZH_CN)) == policy


def test_neither_comments_nor_order_nor_written_defaults_change_the_hash(tmp_path: Path) -> None:
    texts = (
        "thresholds: {least_cases: 7, late_hours: 6}\n",
        "# 说明\nthresholds:\n  late_hours: 6.0\n  least_cases: 7\n  dead_exposure: 30\nfindings: {CF-SKIP: 开}\n",
    )
    hashes = {read(tmp_path, text).sha256 for text in texts}
    assert len(hashes) == 1
    assert hashes != {DEFAULT_POLICY.sha256}


@pytest.mark.parametrize(
    "text",
    [
        "version: '2'",
        "findings: {PO-SPAN: on}",
        "findings: {CF-SKIP: off}",
        "severities: {CF-SKIP: minor}",
        "thresholds: {least_share: 0.02}",
        "privacy: {least_persons: 3}",
        "weights: {TP: 0.3}",
        "indicators: {TP4: off}",
        "indicators: {TP4: 2}",
        "pairwise: {TO: {TO1/TO2: 1, TO1/TO3: 1, TO2/TO3: 1}}\nindicators: {TO4: off, TO5: off, TO6: off, TO7: off}",
        "targets: {all: 0.9}",
        "targets: {PX1: 0.99}",
        "levels: {waive_drift: yes}",
        "levels: {basic_score: 0.7}",
        "watch: {review_months: 6}",
        "colours: {TP: 0.3}",
    ],
)
def test_whatever_is_said_changes_the_hash(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).sha256 != DEFAULT_POLICY.sha256


def test_the_codes_off_by_default_are_those_of_the_domain() -> None:
    assert {"CF-CTRL", "TP-LAG", "PO-SPAN", "TO-SKILL", "DT-LOGQ", "PF-WAIT", "PF-SLA"} == OFF_BY_DEFAULT
    assert {code for code in SEVERITIES if not DEFAULT_POLICY.claims(code)} == OFF_BY_DEFAULT


def test_codes_are_switched_on_and_off(tmp_path: Path) -> None:
    policy = read(tmp_path, "findings:\n  PO-SPAN: on\n  TP-UNUSED: off\n  PF-WAIT: 是\n")
    assert policy.claims("PO-SPAN")
    assert not policy.claims("TP-UNUSED")
    assert policy.time_rules.claimed == {"PF-BATCH", "PF-WAIT"}


def test_what_conformance_and_times_need_is_as_they_have_it_by_themselves() -> None:
    assert DEFAULT_POLICY.thresholds == Thresholds()
    assert DEFAULT_POLICY.time_rules == TimeRules()


@pytest.mark.parametrize("also", [(), ("CF-CTRL",)])
def test_what_a_caller_sets_goes_before(also: tuple[str, ...]) -> None:
    thresholds = Thresholds(least_cases=1, least_share=0.5, dead_exposure=2, edge_days=0, also=also)
    times = TimeRules(claimed=frozenset({"PF-SLA"}), batch_share=0.5, batch_starts=3, batch_wait_hours=1, long_wait_hours=2)
    policy = DEFAULT_POLICY.applying(thresholds, times)
    assert (policy.thresholds, policy.time_rules) == (thresholds, times)
    assert DEFAULT_POLICY.applying(None, None) == DEFAULT_POLICY


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("thresholds:\n  least_cases: 0\n", 2, "thresholds: least_cases"),
        ("thresholds:\n  least_cases: 2.5\n", 2, "thresholds: least_cases"),
        ("thresholds:\n  least_cases: yes\n", 2, "thresholds: least_cases"),
        ("thresholds:\n  least_share: 1.01\n", 2, "thresholds: least_share"),
        ("thresholds:\n  least_share: .nan\n", 2, "thresholds: least_share"),
        ("thresholds:\n  late_hours: four\n", 2, "thresholds: late_hours"),
        ("thresholds: 5\n", 1, "thresholds"),
        ("version: 1\nfindings:\n  PO-SPAN: perhaps\n", 3, "findings: PO-SPAN"),
        ("findings:\n  PO-SPAM: on\n", 2, "PO-SPAN"),
        ("severities:\n  CF-SKIPP: major\n", 2, "CF-SKIP"),
        ("severities:\n  CF-SKIP: bad\n", 2, "severities: CF-SKIP"),
        ("severities:\n  CF-SKIP: [major]\n", 2, "severities: CF-SKIP"),
        ("privacy: {pseudonymise: perhaps}\n", 1, "privacy: pseudonymise"),
        ("version: {a: b}\n", 1, "version"),
        ("weights:\n  TX: 1\n", 2, "TP"),
        ("weights:\n  TP: -1\n", 2, "weights: TP"),
        ("weights:\n  TP: .nan\n", 2, "weights: TP"),
        ("weights: {TP: 0, PO: 0, TO: 0, DT: 0, PX: 0}\n", 1, "weights"),
        ("indicators:\n  TP10: on\n", 2, "TP1"),
        ("indicators:\n  TP1: perhaps\n", 2, "indicators: TP1"),
        ("targets:\n  all: 0\n", 2, "targets: all"),
        ("targets:\n  tp1: 0.9\n", 2, "TP1"),
        ("levels:\n  basic_score: 1.1\n", 2, "levels: basic_score"),
        ("watch:\n  false_alarm: 1.5\n", 2, "watch: false_alarm"),
        ("watch:\n  review_months: 0\n", 2, "watch: review_months"),
        ("levels:\n  basic_score: 0.5\n", 1, "partial_score"),
        ("pairwise:\n  TT: {}\n", 2, "TP"),
        ("pairwise:\n  TO:\n    TO1/TO2: 3\n", 2, "TO1/TO3"),
        ("pairwise:\n  TO:\n    TO1/TO2: 10\n", 3, "pairwise: TO: TO1/TO2"),
        ("pairwise:\n  TO:\n    TO1/TO2: a/b\n", 3, "pairwise: TO: TO1/TO2"),
        ("pairwise:\n  TO:\n    TO1/TO2: 2\n    TO2/TO1: 2\n", 4, "TO2/TO1"),
        ("pairwise:\n  TO:\n    TO1/PX1: 2\n", 3, "TO1/PX1"),
        ("- a\n", 1, "policy.yaml"),
        ("a: [\n", 2, "YAML"),
    ],
)
def test_a_wrong_value_refuses_the_file_and_names_line_and_key(tmp_path: Path, text: str, line: int | None, told: str) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    assert refused.value.finding.place.line == line
    assert refused.value.finding.place.file == str(tmp_path / "policy.yaml")
    for language in Language:
        assert told in refused.value.finding.text(language)


def test_what_this_version_does_not_know_is_kept_and_told(tmp_path: Path) -> None:
    policy = read(tmp_path, "colours: {TP: 0.25}\nthresholds:\n  least_case: 3\n")
    assert [(key, json.loads(value)) for key, value in policy.others] == [
        ("colours", {"TP": 0.25}),
        ("thresholds: least_case", 3),
    ]
    assert [(each.code, each.place.line) for each in policy.findings] == [("POLICY_KEY_UNKNOWN", 1), ("POLICY_KEY_UNKNOWN", 3)]
    assert "least_cases" in policy.findings[1].text()
    assert policy.rules == DecisionRules()


def test_an_empty_file_is_the_default(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == DEFAULT_POLICY


def test_codes_asked_for_are_added_and_a_wrong_one_names_the_nearest() -> None:
    assert DEFAULT_POLICY.claiming(["PO-SPAN"]).claims("PO-SPAN")
    with pytest.raises(UsageError, match="PO-SPAN"):
        DEFAULT_POLICY.claiming(["PO-SPAM"])


def test_a_severity_that_a_rule_declares_goes_before_the_policy() -> None:
    policy = Policy(severities=(("CF-ORDER", Severity.MINOR),))
    default, declared = (Finding(code="CF-ORDER", severity=each) for each in (Severity.MAJOR, Severity.CRITICAL))
    assert [policy.weighed(each).severity for each in (default, declared)] == [Severity.MINOR, Severity.CRITICAL]


@pytest.mark.parametrize(
    ("code", "cases", "exposed", "is_claimed"),
    [
        ("PF-SLA", 1, 101, False),
        ("PF-SLA", 4, 4, False),
        ("PF-WAIT", 5, 500, True),
        ("PF-WAIT", 5, 501, False),
        ("PF-BATCH", 1, None, True),
    ],
)
def test_what_is_found_of_times_has_a_floor_but_for_batches(code: str, cases: int, exposed: int | None, is_claimed: bool) -> None:
    policy = DEFAULT_POLICY.claiming(["PF-SLA", "PF-WAIT"])
    finding = Finding(code=code, severity=Severity.MINOR, cases=tuple(f"{number:03}" for number in range(cases)))
    times = times_under(policy, [TimeClaim(finding=finding, exposed_cases=exposed)])
    assert [len(times.claimed), len(times.rare)] == [is_claimed, not is_claimed]


def test_a_limit_that_the_policy_calls_critical_is_never_too_rare() -> None:
    policy = replace(DEFAULT_POLICY.claiming(["PF-SLA"]), severities=(("PF-SLA", Severity.CRITICAL),))
    finding = Finding(code="PF-SLA", severity=Severity.MINOR, cases=("1",))
    assert times_under(policy, [TimeClaim(finding=finding, exposed_cases=101)]).rare == ()


@pytest.mark.parametrize(
    ("events", "persons", "is_hidden"), [(4, 9, True), (5, 2, False), (99, 1, True), (5, None, False), (4, None, True)]
)
def test_groups_below_either_limit_are_suppressed(events: int, persons: int | None, is_hidden: bool) -> None:
    assert DEFAULT_POLICY.privacy.suppresses(events, persons) is is_hidden


def test_the_watch_is_set_in_the_policy(tmp_path: Path) -> None:
    policy = read(tmp_path, "watch: {review_months: 6, false_alarm: 0.005}")
    assert policy.watch == WatchRules(review_months=6, false_alarm=0.005)
    assert DEFAULT_POLICY.watch == WatchRules()
