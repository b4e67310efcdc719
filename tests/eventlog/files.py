"""Small log files, written by the tests that read them."""

from pathlib import Path

from workbench.eventlog import EventLog

HEADER = "case_id,activity,end,resource"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def table(folder: Path, rows: list[str], header: str = HEADER) -> Path:
    return written(folder, "log.csv", "\n".join([header, *rows]) + "\n")


def event(name: str, time: str = "2025-03-03T09:00:00Z", inner: str = "") -> str:
    return f'<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{time}"/>{inner}</event>'


def text(key: str, value: str) -> str:
    return f'<string key="{key}" value="{value}"/>'


def trace(name: str, *events: str) -> str:
    return f"<trace>{text('concept:name', name)}{''.join(events)}</trace>"


def xes(folder: Path, *traces: str) -> Path:
    return written(folder, "log.xes", f"<log>{''.join(traces)}</log>")


def codes(log: EventLog) -> list[str]:
    """Return what was found, the note left out that says in which zone times without an offset were read."""
    return [finding.code for finding in log.findings if finding.code != "TIME_ZONE_TAKEN"]
