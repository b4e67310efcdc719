"""When a heuristic is proposed, and what is taken for granted of its effect where the log cannot tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HeuristicRules:
    """The thresholds of the heuristics H1 to H23 (domain rules, section 5) and the assumptions of their what-ifs.

    `_share` and `_utilisation` are in [0, 1], `_minutes` and `_hours` working time, `_ratio` how many times as much; what is
    counted is cases, executions, handovers or persons. Where a source names the practice it is Reijers, Liman Mansar 2005 (doi
    10.1016/j.omega.2004.04.012), which gives no figures: those without another source are ours.

    - everywhere: at least `least_cases` cases or executions, as for PF-BATCH and PO-CONC;
    - H1: `elimination_cases` executions of which at most `rejection_share` were refused (domain rules 5);
    - H2: `same_performer_share` by one person, a median gap of at most `gap_minutes`; two peaks from a `bimodality` coefficient
      of log durations above that of the uniform distribution, 5/9 (SAS Institute 1990, as in Pfister et al. 2013, doi
      10.3389/fpsyg.2013.00700);
    - H3: one class of cases takes `class_ratio` times as long as the rest, and is told from it in `class_share` of pairs;
    - H5, H17, H18: `return_share` of the cases go back (H19: `round_trip_share` make `round_trips` round trips, and one is left:
      `rounds_kept`);
    - H6: a later check is worth `knock_out_ratio` as much per hour, and both end `knock_out_share` of their cases;
    - H7: `sequence_share` of the executions follow each other; shared performers do at most `shared_performer_share`;
    - H8: `ad_hoc_share` of the cases leave the design;
    - H9: more than `role_performers` persons of one post in `many_performers_share` of the cases, in activities of which the post
      does `own_share`;
    - H10: `queue_share` of the executions queue longer than `queue_minutes`, and in `idle_share` of these somebody else is idle
      who may do it, or has done it with authority `skilled_executions` times;
    - H11: two departments each do `both_act_share` of an activity;
    - H12: `team_share` of what a process hands over across departments is between posts that hand over `concentration_share` of
      all that they exchange in this process; a team has at most `team_size` posts (domain rules 4.2);
    - H13: `departments_per_case` departments on average, one of which does at most `stake_share` of an activity;
    - H14: the utilisation of the policy's PO-OVERLOAD, and contention most of the wait of `contention_share` of what waited;
    - H15: at most `effective_performers` (Hill number) of several; or `generalist_share` of the greatest number, and
      `rework_share` of the executions repeated;
    - H16: `approval_share` granted, `above_authority_share` decided above the level that the table asks for;
    - H20, H23: waits of the policy's PF-BATCH; external waiting at least `external_share` of all waiting;
    - H21: `frequent_executions` with a coefficient of variation of at most `steady_variation` and a median of at most
      `routine_minutes`; or `manual_share` of what is designed as automatic done by people;
    - H22: `off_system_share` of the executions beside their system.

    Assumed, and told with each proposal that rests on it: an automatic execution takes `automated_minutes` where none was seen;
    `setup_share` of the second activity's work is saved by merging; `rekeying_share` of the work is spent on keying again what
    another system has; `external_factor` and `buffered_factor` are what is left of a delay that others cause, and of one that
    a periodic refresh causes; a new check takes `control_minutes`.
    """

    least_cases: int = 30
    elimination_cases: int = 200
    rejection_share: float = 0.005
    same_performer_share: float = 0.9
    gap_minutes: float = 10.0
    bimodality: float = 5 / 9
    class_ratio: float = 2.0
    class_share: float = 0.8
    return_share: float = 0.05
    round_trips: int = 2
    round_trip_share: float = 0.05
    rounds_kept: int = 1
    knock_out_share: float = 0.01
    knock_out_ratio: float = 1.5
    sequence_share: float = 0.9
    shared_performer_share: float = 0.1
    ad_hoc_share: float = 0.1
    role_performers: int = 2
    many_performers_share: float = 0.2
    own_share: float = 0.9
    queue_share: float = 0.2
    queue_minutes: float = 60.0
    idle_share: float = 0.5
    skilled_executions: int = 5
    both_act_share: float = 0.2
    team_share: float = 0.5
    concentration_share: float = 0.8
    team_size: int = 7
    departments_per_case: float = 5.0
    stake_share: float = 0.1
    contention_share: float = 0.5
    effective_performers: float = 1.2
    generalist_share: float = 0.9
    rework_share: float = 0.15
    approval_share: float = 0.98
    above_authority_share: float = 0.1
    external_share: float = 0.4
    frequent_executions: int = 200
    steady_variation: float = 0.35
    routine_minutes: float = 30.0
    manual_share: float = 0.1
    off_system_share: float = 0.1
    automated_minutes: float = 5.0
    setup_share: float = 0.1
    rekeying_share: float = 0.3
    external_factor: float = 0.8
    buffered_factor: float = 0.1
    control_minutes: float = 15.0


ASSUMED = (
    "automated_minutes",
    "setup_share",
    "rekeying_share",
    "external_factor",
    "buffered_factor",
    "control_minutes",
)
"""The rules that stand for what no log tells; each has a sentence, `assumed-NAME`."""
