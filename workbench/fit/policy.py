"""The policy: everything that a detector or a figure may be tuned by, as one frozen value that every result names by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from workbench.conformance import Thresholds
from workbench.conformance.deviations import OPTIONAL
from workbench.conformance.perspectives.rules import BATCH, LIMIT, WAIT, TimeRules
from workbench.findings import Finding, Severity, UsageError
from workbench.fit.codes import OFF_BY_DEFAULT, SEVERITIES, nearest_code
from workbench.fit.scoring_rules import ScoringRules
from workbench.fit.watch_rules import WatchRules
from workbench.organization import Span

_OF_TIMES: Final = frozenset({BATCH, WAIT, LIMIT})


@dataclass(frozen=True, kw_only=True)
class DecisionRules:
    """When something is claimed (defaults: domain rules 3.8 and 3.9).

    `_share` and `_utilisation` are in [0, 1], `_hours` are hours of working time (`late_hours`: elapsed), `_days` calendar days:
    at the edges of a log, or for an adjustment (`_window_days`); all others count: cases, exposures, events, starts, persons,
    round trips, handovers, or the posts that report to one (`span_`, of knowledge work and of the shop floor).
    """

    least_cases: int = 5
    least_share: float = 0.01
    dead_exposure: int = 30
    edge_days: int = 7
    concentration_share: float = 0.9
    concentration_events: int = 30
    concentration_persons: int = 2
    overload_utilisation: float = 0.85
    pingpong_trips: int = 3
    pingpong_share: float = 0.05
    coordination_handovers: int = 20
    late_hours: float = 4.0
    batch_share: float = 0.9
    batch_starts: int = 30
    batch_wait_hours: float = 4.0
    long_wait_hours: float = 8.0
    lag_share: float = 0.1
    log_quality_share: float = 0.9
    span_knowledge: int = 8
    span_shop_floor: int = 16
    technology_window_days: int = 90
    process_window_days: int = 30
    organization_window_days: int = 60
    data_window_days: int = 60

    def span_norm(self, span: Span) -> int:
        """Return how many people may be led directly where such are led."""
        return self.span_shop_floor if span.is_on_floor else self.span_knowledge


@dataclass(frozen=True, kw_only=True)
class Privacy:
    """How people are protected: groups of fewer `least_events` or `least_persons` are not shown, names are pseudonyms."""

    least_events: int = 5
    least_persons: int = 2
    pseudonymise: bool = True

    def suppresses(self, events: int, persons: int | None) -> bool:
        """Return whether a group is too small to be shown; where its persons are not known, its events alone decide."""
        return events < self.least_events or (persons is not None and persons < self.least_persons)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What is claimed, when, how much it weighs, how people are protected, how all of it is scored, and when the watch speaks.

    `switched_on` are the codes that are claimed at all, `severities` those that differ from the defaults. `others` keeps the
    settings of a file that this version does not know: where they stand and what they say, as JSON. `findings` tell of them.
    """

    version: str = "1"
    switched_on: frozenset[str] = frozenset(SEVERITIES) - OFF_BY_DEFAULT
    severities: tuple[tuple[str, Severity], ...] = ()
    rules: DecisionRules = field(default_factory=DecisionRules)
    privacy: Privacy = field(default_factory=Privacy)
    scoring: ScoringRules = field(default_factory=ScoringRules)
    watch: WatchRules = field(default_factory=WatchRules)
    others: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        """Return the hash of what the policy says, so that neither comments, nor order, nor written-out defaults change it.

        It is the SHA-256 of its values in full, defaults included, as JSON with sorted keys, in UTF-8.
        """
        written = json.dumps(self.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def content(self) -> Mapping[str, Any]:
        """Return its values in full, defaults included, as plain data."""
        return {
            "version": self.version,
            "findings": sorted(self.switched_on),
            "severities": {code: self.severity(code).value for code in SEVERITIES},
            "thresholds": asdict(self.rules),
            "privacy": asdict(self.privacy),
            "scoring": self.scoring.content(),
            "watch": asdict(self.watch),
            "others": dict(self.others),
        }

    @property
    def thresholds(self) -> Thresholds:
        """Return what conformance needs to know."""
        rules = self.rules
        return Thresholds(
            least_share=rules.least_share,
            least_cases=rules.least_cases,
            dead_exposure=rules.dead_exposure,
            edge_days=rules.edge_days,
            also=tuple(code for code in OPTIONAL if self.claims(code)),
        )

    @property
    def time_rules(self) -> TimeRules:
        """Return what the clock's findings need to know."""
        rules = self.rules
        return TimeRules(
            claimed=self.switched_on & _OF_TIMES,
            batch_share=rules.batch_share,
            batch_starts=rules.batch_starts,
            batch_wait_hours=rules.batch_wait_hours,
            long_wait_hours=rules.long_wait_hours,
        )

    def claims(self, code: str) -> bool:
        """Return whether findings of a code are claimed."""
        return code in self.switched_on

    def severity(self, code: str) -> Severity:
        """Return what a finding of a code weighs, unless a rule of the workspace declares its own."""
        return dict(self.severities).get(code, SEVERITIES[code])

    def weighed(self, finding: Finding) -> Finding:
        """Return a finding with the policy's severity; one that a rule has declared to differ from the default keeps it."""
        is_default = finding.severity is SEVERITIES.get(finding.code)
        return replace(finding, severity=self.severity(finding.code)) if is_default else finding

    def applying(self, thresholds: Thresholds | None, times: TimeRules | None) -> Policy:
        """Return the same policy with what a caller sets in place of its thresholds; None changes nothing."""
        on, rules = self.switched_on, self.rules
        if thresholds is not None:
            on = on - {*OPTIONAL} | {*thresholds.also}
            rules = replace(rules, **{name: value for name, value in asdict(thresholds).items() if name != "also"})
        if times is not None:
            on = on - _OF_TIMES | times.claimed
            rules = replace(rules, **{name: value for name, value in asdict(times).items() if name != "claimed"})
        return replace(self, switched_on=on, rules=rules)

    def claiming(self, codes: Iterable[str]) -> Policy:
        """Return the same policy that claims some codes too. Raises UsageError, with the nearest, for one that is none."""
        asked = frozenset(codes)
        unknown = min(asked - SEVERITIES.keys(), default=None)
        if unknown is not None:
            facts = {"key": "also", "value": unknown, "nearest": nearest_code(unknown) or ", ".join(sorted(SEVERITIES))}
            raise UsageError(Finding(code="POLICY_CODE_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
        return replace(self, switched_on=self.switched_on | asked)


DEFAULT_POLICY: Final = Policy()
"""What holds in a workspace without policy.yaml."""
