"""Options that several commands have, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language

if TYPE_CHECKING:
    from workbench.eventlog import EventLog, Limits, LogMapping
    from workbench.fit.codes import Element
    from workbench.report.assessing import Setting
    from workbench.report.thresholds import Threshold

_Option = TypeVar("_Option", bound=StrEnum)

SHANGHAI: Final = "Asia/Shanghai"

Inputs = Annotated[
    list[str], typer.Argument(help="Workspace folders, or models (BPMN, PNML, PTML) each followed by its event log.")
]
MappingFile = Annotated[Path | None, typer.Option(help="Mapping file of the log: which column means what.")]
Speech = Annotated[Language | None, typer.Option("--language", help="Language of sentences (default: the workspace's).")]
Search = Annotated[
    int | None,
    typer.Option(
        "--search",
        min=1,
        help="Markings that the search of alignments with a wide process may meet in all (default: 20 million).",
    ),
]
ObjectType = Annotated[str | None, typer.Option("--object-type", help="What is a case of an object-centric log (OCEL).")]
Limit = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=VALUE", help="Raise a limit of what is read, such as unpacked_bytes=2GiB; repeatable."),
]
Timezone = Annotated[
    str | None,
    typer.Option("--timezone", help="Time zone of times without an offset (default: the mapping file's, or Asia/Shanghai)."),
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="CODE", help="Report what is off by default too, such as CF-CTRL; repeatable."),
]
MinLevel = Annotated[
    str | None,
    typer.Option("--min-level", metavar="LEVEL", help="Exit with 1 where the enterprise or a process is below it: M1 to M4."),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="LIMIT",
        help="Exit with 1 where there is a finding of this severity or a higher one (critical), of this code (PO-SOD), or where "
        "a figure is too low (conformance<0.8, fitness<0.9, fit<0.7); repeatable.",
    ),
]
Net = Annotated[
    bool,
    typer.Option(
        "--net", help="Judge --fail-on without deviations whose acceptance is in force; the level and all figures stay."
    ),
]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=1, help="How many inputs are worked on at once.")]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout", min=0.001, metavar="SECONDS", help="How long one process of an input may take before it is left out by name."
    ),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress on stderr, only what is wrong.")]
Against = Annotated[
    Path | None, typer.Option("--against", metavar="WORKSPACE", help="Compare fit with that of an earlier workspace.")
]
Identify = Annotated[
    bool, typer.Option("--identify", help="Show persons as they are instead of pseudonyms: only where you have the right to.")
]
RegisterUrl = Annotated[
    str | None,
    typer.Option(
        "--register",
        metavar="URL",
        help="The register of decisions (default: register/register.sqlite in the workspace), such as postgresql://user@host/name.",
    ),
]
DAY: Final = ["%Y-%m-%d"]
WorkspaceFolder = Annotated[Path, typer.Argument(help="A workspace folder.")]
By = Annotated[str, typer.Option("--by", help="Who states it: a name or a post.")]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]
Today = Annotated[datetime | None, typer.Option("--today", formats=DAY, help="The day that counts as today (default: today).")]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=DAY, help="The day on which it happened (default: the day that counts as today)."),
]
Elements = Annotated[
    list[str] | None,
    typer.Option(
        "--element",
        help="An element that is to move: technology, process, organization or data; the first above all; repeatable.",
    ),
]
EngineName = Annotated[
    str,
    typer.Option(help="Where to work: local (in this process), spark (Spark on this machine), or spark://HOST:PORT (a cluster)."),
]


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where logs are read, as what, how much of them, whether people are shown as they are, where decisions are kept.

    `today` is the instant as of which decisions hold, with its offset; None is now.
    """

    engine: str = "local"
    object_type: str | None = None
    limit: list[str] | None = None
    search: int | None = None
    identify: bool = False
    register: str | None = None
    today: datetime | None = None

    def setting(self, mapping: Path | None = None, also: list[str] | None = None) -> Setting:
        """Return how inputs are read and assessed, as of now. Raises UsageError for a limit that is none."""
        from workbench.report.assessing import Setting

        return Setting(
            mapping=mapping,
            engine=self.engine,
            object_type=self.object_type,
            limits=limits_in(self.limit),
            search=self.search,
            identify=self.identify,
            also=tuple(also or ()),
            register=self.register,
            now=self.today or datetime.now(UTC),
        )


def moment_on(today: datetime | None, timezone: str) -> datetime:
    """Return the time that clocks in a zone show now, on a day that counts as today (None: today)."""
    from workbench.eventlog.rows.times import zone_of

    now = datetime.now(zone_of(timezone))
    return now if today is None else datetime.combine(today.date(), now.timetz())


def as_of(today: datetime | None) -> datetime | None:
    """Return an instant on a day, whatever the clocks of an input show (UTC-11 to UTC+12); None for now."""
    return None if today is None else datetime.combine(today.date(), time(11), UTC)


def one_of(kind: type[_Option], key: str, text: str) -> _Option:
    """Return what a text of an option means. Raises UsageError, which names all that it may be, where it means nothing."""
    if text not in {each.value for each in kind}:
        facts = {"key": key, "value": text, "wanted": ", ".join(each.value for each in kind)}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return kind(text)


def given_of(context: typer.Context, parameters: Iterable[str]) -> tuple[str, ...]:
    """Return those options of a command, by the names of its parameters, that somebody gave it, as they are written."""
    sources = ((each, context.get_parameter_source(each)) for each in parameters)
    return tuple(f"--{name}" for name, source in sources if source is not None and source.name == "COMMANDLINE")


def elements_in(given: list[str] | None) -> tuple[Element, ...]:
    """Return the elements that are to move, in the order in which they are named. Raises UsageError for one that is none."""
    from workbench.fit.codes import Element

    return tuple(dict.fromkeys(one_of(Element, "--element", each) for each in given or ()))


def thresholds_in(fail_on: list[str] | None, min_level: str | None, net: bool) -> tuple[Threshold, ...]:
    """Return the thresholds that are asked for, those of --fail-on on what is net. Raises UsageError for one that is none."""
    if not fail_on and min_level is None:
        return ()
    from workbench.report.thresholds import NetLimit, level_limit_of, threshold_of

    limits = [threshold_of(each) for each in fail_on or ()]
    least = () if min_level is None else (level_limit_of(min_level),)
    return (*(NetLimit(gross=each) if net else each for each in limits), *least)


def limits_in(settings: list[str] | None) -> Limits | None:
    """Return the limits that are set, None where none is. Raises UsageError for a setting that is none."""
    if not settings:
        return None
    from workbench.tables.limits import limits_of

    return limits_of(settings)


def zone_named(timezone: str | None) -> str:
    """Return the name of a time zone, that of Shanghai where none is asked for. Raises UsageError where there is no such zone."""
    if timezone is None:
        return SHANGHAI
    from workbench.eventlog.rows.times import zone_of

    return str(zone_of(timezone))


def mapping_in(path: Path | None, timezone: str | None) -> LogMapping:
    """Return the mapping of a file, or an empty one, with the time zone that is asked for."""
    from workbench.eventlog import LogMapping, read_mapping

    known = read_mapping(path) if path is not None else LogMapping()
    return replace(known, timezone=timezone or known.timezone or SHANGHAI)


def log_of(logs: list[Path], mapping: LogMapping, object_type: str | None, limit: list[str] | None) -> EventLog:
    """Read a log of one file or several parts, as `read_log` does."""
    from workbench.eventlog import read_log

    return read_log(logs, mapping, object_type=object_type, limits=limits_in(limit))
