"""Precision by escaping arcs: how much of what the process allows after each prefix really happens. Range [0, 1].

`aligned_precision` is the one that is shown as precision: it is defined for every log, whatever deviates. Formula of both: Σ
over prefixes p of cases(p) · taken(p) / Σ cases(p) · allowed(p). Allowed are the activities that the deterministic automaton
has arcs for, hence exactly those that can come next, whatever silent steps lie between; taken are those of them that some case
does next. A prefix at which cases end counts as well. Source of the idea: Muñoz-Gama, Carmona 2010, A Fresh Look at Precision
in Process Conformance, BPM 2010, doi 10.1007/978-3-642-15618-2_16.
"""

from __future__ import annotations

from workbench.conformance.measures.escaping import continuations
from workbench.conformance.measures.evidence import TOO_WIDE, Evidence
from workbench.conformance.measures.prefixes import PrefixTree, prefix_tree
from workbench.conformance.measures.words import Words
from workbench.measured import NO_CASES, Measured, share

_NOTHING_ALLOWED = Measured(value=None, reason="MEASURE_NOTHING_ALLOWED")


def aligned_precision(evidence: Evidence) -> Measured:
    """Return align-ETC precision over one optimal alignment a case: the prefixes are those of the aligned runs.

    Source: Adriansyah, Munoz-Gama, Carmona, van Dongen, van der Aalst 2015, Measuring precision of modeled behavior, Information
    Systems and e-Business Management 13, doi 10.1007/s10257-014-0234-7. pm4py's variant of the same name differs: it takes what
    the log does next, not what the aligned run does, aligns each prefix alone, looks only at prefixes that fit, and leaves out
    those at which cases end.
    """
    return _precision(_aligned_runs(evidence), evidence)


def aligned_prefixes(evidence: Evidence) -> PrefixTree | None:
    """Return the prefixes of the aligned runs, a word each followed variant; None where there is no automaton to ask.

    With c(p) the cases that have a prefix, the precision is Σ c(parent) over nodes with c > 0 by Σ c · degree over all nodes.
    """
    automaton = evidence.vocabulary.automaton
    return None if automaton is None else prefix_tree(_aligned_runs(evidence), automaton)


def prefix_precision(evidence: Evidence) -> Measured:
    """Return ETC precision over the log's own prefixes, as far as the automaton can follow them.

    What comes after a case's first deviation is not seen, so the figure speaks of the rest only. pm4py's precision by token
    replay leaves out the prefixes at which cases end, and on its search over silent steps it remembers one marking for each
    transition, so that it misses some of what is allowed and comes out higher: on the receipt log with the net of the inductive
    miner (infrequent, 0.2) 0.266 instead of 0.236, of which the ends make 0.016.
    """
    return _precision(evidence.traces.recoded(evidence.vocabulary.of_label), evidence)


def _aligned_runs(evidence: Evidence) -> Words:
    return evidence.runs.recoded(evidence.vocabulary.of_symbol)


def _precision(words: Words, evidence: Evidence) -> Measured:
    if not len(words.counts):
        return NO_CASES
    if evidence.vocabulary.automaton is None:
        return TOO_WIDE
    found = continuations(words, evidence.vocabulary.automaton)
    return share(found.taken, found.allowed, _NOTHING_ALLOWED)
