"""Whether data gets from system to system, and in time: TP5, TP9."""

from __future__ import annotations

from workbench.eventlog import NO_TIME
from workbench.fit.detection import Evidence
from workbench.fit.indicators.events import by_case, joined
from workbench.fit.indicators.grounds import activities_of, lacking, lacking_cases, unknown_without
from workbench.fit.indicators.lacking import witnessed
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import ByCase, Exact
from workbench.usage import FlowState, data_flow_of, says_what_supports, transitions_of, uses_data


def media_break_free_flow(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP5: data edges (writers → reader) within one system or along a declared integration / all data edges.

    An edge is one object read by one activity, whoever writes it; every edge counts once, since the design alone decides it, and
    a break of little traffic is a break. In [0, 1], higher is better. Sources B, T, D. Reference: integration of information
    systems along processes (media breaks).
    """
    design = evidence.design
    tables = {"functions": says_what_supports(design) or None, "crud": uses_data(design) or None}
    missing = lacking("TP5", scope, tables)
    if missing is not None:
        return missing
    edges = [each for each in data_flow_of(design).rows if each.process in scope.processes]
    judged = [each for each in edges if each.state is not FlowState.UNKNOWN]
    if edges and not judged:
        return unknown_without("integrations" if design.landscape.integrations is None else "functions", "TP5", scope)
    rows = tuple(
        EvidenceRow(about=(each.data, each.process, each.reader), part=float(each.state is not FlowState.BROKEN), whole=1.0)
        for each in judged
    )
    sample = Exact(part=sum(row.part for row in rows), whole=float(len(rows)), units=len(rows))
    return measured("TP5", scope, sample, rows, len(judged) / len(edges) if edges else 1.0)


def interface_timeliness(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP9: passages of data between systems whose lag is at most the declared latency / all with a declared latency.

    The lag is the time from the end of the event that wrote to the start of the event that reads, the longest that the interface
    can have taken. In [0, 1], higher is better. Sources T, L. Reference: timeliness (Wang & Strong 1996).
    """
    landscape, processes = evidence.design.landscape, scope.linked(evidence)
    between = [each for each in landscape.integrations or () if each.source != each.target]
    declared = [each for each in between if each.latency is not None]
    if landscape.integrations is not None and not between:
        return not_applicable("TP9", scope)
    tables = {
        "integrations": landscape.integrations,
        "latencies": declared or None,
        "crud": uses_data(evidence.design) or None,
    }
    columns = {
        "event_systems": any(bool((each.system >= 0).any()) for each in processes) or None,
        "starts": any(bool((each.start != NO_TIME).any()) for each in processes) or None,
    }
    missing = lacking_cases("TP9", evidence, scope, tables) or lacking("TP9", scope, columns)
    if missing is not None:
        return missing
    return _passages(evidence, scope, len(declared) / len(between) * witnessed(evidence, activities_of(evidence, scope)))


def _passages(evidence: Evidence, scope: Scope, covered: float) -> Reading:
    part, whole, pairs = [], [], dict[tuple[str, str], list[float]]()
    names = evidence.linkage.systems
    for process in scope.linked(evidence):
        found = transitions_of(evidence.linkage, process)
        part.append(by_case(process, found.after[~found.is_late]))
        whole.append(by_case(process, found.after))
        for source, target in found.systems:
            mine = found.between(source, target)
            sums = pairs.setdefault((names[source], names[target]), [0.0, 0.0])
            sums[0], sums[1] = sums[0] + float((~mine.is_late).sum()), sums[1] + len(mine.after)
    rows = tuple(EvidenceRow(about=pair, part=some, whole=all_) for pair, (some, all_) in sorted(pairs.items()))
    sample = ByCase(part=joined(part), whole=joined(whole), units=int(sum(each.sum() for each in whole)))
    return measured("TP9", scope, sample, rows, covered)
