"""What the gate of a log takes away, as an assessment says it: codes that stay unknown, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workbench.eventlog.engines.engine import ArrayEngine
from workbench.eventlog.quality import Circumstances, IndicatorStanding, taken_away
from workbench.eventlog.rows.times import zone_of
from workbench.findings import Finding, Severity
from workbench.language import Language
from workbench.study.studied import StudiedProcess, Study


def doubted_in(process: StudiedProcess, study: Study) -> Mapping[str, Finding]:
    """Return the codes of which the log of a process leaves nothing to measure; a log that lies elsewhere is not judged."""
    if process.opened is None or not isinstance(process.opened.engine, ArrayEngine):
        return MappingProxyType({})
    circumstances = Circumstances(zone=zone_of(study.timezone), called=study.names.called)
    taken = taken_away(circumstances, process.opened.engine.log)
    return MappingProxyType({each.indicator: _reason(each, process.id) for each in taken})


def _reason(standing: IndicatorStanding, process: str) -> Finding:
    said = {language.value: standing.reason(language) for language in Language}
    facts = {"codes": standing.indicator, "process": process, "reason": said}
    return Finding(code="UNKNOWN_DOUBTED", severity=Severity.INFO, scope=process, object=(standing.indicator,), facts=facts)
