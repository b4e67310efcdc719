"""What has arrived and waits: each file told by its content, with its verdict and the place that it would have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from workbench.apart import Tell
from workbench.findings import Finding, Place, Severity
from workbench.intake.trial import Trial, TrialOrder, try_log
from workbench.process import root_name
from workbench.recognition import CheckedFile, FileKind, Outcome, check_file, is_model_or_settings
from workbench.tables import TableKind
from workbench.tables.folder import WORKBOOK
from workbench.templates.writing import folder_of
from workbench.workspace import is_log_name, log_stem, models_in

_MESSAGES: Final = 20
_HEAD: Final = 65_536
_NO_LOG: Final = frozenset({"CSV_NO_CASE_COLUMN", "CSV_NO_COLUMN", "CSV_AMBIGUOUS_COLUMN"})
_MODEL_SUFFIX: Final = {"pnml": ".pnml", "ptml": ".ptml"}
_PLACES: Final = {
    FileKind.STRATEGY: "models/strategy.yaml",
    FileKind.CALENDARS: "models/organization/calendars.yaml",
    FileKind.SETTINGS: "workbench.yaml",
    FileKind.POLICY: "policy.yaml",
    FileKind.WORKBOOK: f"models/{WORKBOOK}",
}


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A folder in which files wait, by name, for which workspace, and the time zone of times without one."""

    folder: Path
    workspace: Path
    timezone: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Present:
    """A file that stands where another would be put: its size in bytes and when it was changed (ns since 1970-01-01 UTC)."""

    size: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One file that waits: what it is (None: refused), why, and where it would be put, from the workspace's root.

    `trial` is what was read of a log. `present` is what stands at its place already.
    """

    name: str
    size: int
    outcome: Outcome
    kind: FileKind | None
    findings: tuple[Finding, ...] = ()
    tables: tuple[TableKind, ...] = ()
    trial: Trial | None = None
    target: str | None = None
    present: Present | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it is a log of which nothing can be read before somebody says what its columns mean."""
        return self.kind is FileKind.LOG and self.trial is not None and self.trial.refusal is not None


def look_at(delivery: Delivery, tell: Tell) -> tuple[Arrival, ...]:
    """Look at every file that waits, by name, without writing anything; what is wrong with one says so in its own arrival."""
    files = [delivery.folder / name for name in sorted(delivery.names)]
    models = models_for(delivery)
    arrivals = []
    for path in files:
        tell(path.name)
        arrivals.append(_placed(_looked_at(path, delivery, models), path, delivery.workspace))
    return tuple(arrivals)


def present_at(path: Path) -> Present | None:
    """Return what stands at a path, None where nothing does."""
    if not path.exists():
        return None
    status = path.stat()
    return Present(size=status.st_size, changed=status.st_mtime_ns)


def _looked_at(path: Path, delivery: Delivery, models: tuple[tuple[str, Path], ...]) -> Arrival:
    if is_model_or_settings(path):
        return _checked(path, check_file(path))
    order = TrialOrder(path=path, workspace=delivery.workspace, timezone=delivery.timezone, models=models)
    trial = try_log(order, lambda _: None)
    refusal = trial.refusal
    if refusal is None:
        return _log(path, trial, Outcome.WARNED if trial.quality and trial.quality.pathologies else Outcome.ACCEPTED)
    checked = check_file(path, timezone=delivery.timezone)
    if checked.kind is not None:
        return _checked(path, checked)
    if refusal.code in _NO_LOG and trial.preview is not None:
        return _log(path, trial, Outcome.WARNED)
    return Arrival(name=path.name, size=path.stat().st_size, outcome=Outcome.REJECTED, kind=None, findings=_local((refusal,)))


def _checked(path: Path, checked: CheckedFile) -> Arrival:
    kind = None if checked.outcome is Outcome.REJECTED else checked.kind
    return Arrival(
        name=path.name,
        size=path.stat().st_size,
        outcome=checked.outcome,
        kind=kind,
        findings=_local(checked.findings),
        tables=checked.tables,
    )


def _log(path: Path, trial: Trial, outcome: Outcome) -> Arrival:
    said = (trial.refusal,) if trial.refusal else trial.quality.notices if trial.quality else ()
    return Arrival(
        name=path.name, size=path.stat().st_size, outcome=outcome, kind=FileKind.LOG, findings=_local(said), trial=trial
    )


def _local(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the weightiest findings, placed in the file as its owner calls it: where it waits is nobody's business."""
    ranked = sorted(findings, key=lambda each: -each.severity.rank)[:_MESSAGES]
    return tuple(replace(each, place=each.place.by_name) for each in ranked)


def _placed(arrival: Arrival, path: Path, workspace: Path) -> Arrival:
    target = _target(arrival, path)
    if target is None and arrival.kind is not None:
        finding = Finding(code="ARRIVED_NO_PLACE", severity=Severity.CRITICAL, place=Place(file=arrival.name))
        return replace(arrival, outcome=Outcome.REJECTED, kind=None, findings=(*arrival.findings, finding))
    return replace(arrival, target=target, present=present_at(workspace / target) if target else None)


def _target(arrival: Arrival, path: Path) -> str | None:
    """Return where a file of a kind stands in a workspace, None where it has no place there."""
    name = PurePosixPath(arrival.name)
    if arrival.kind is None:
        return None
    if arrival.kind is FileKind.TABLE:
        suffix = ".tsv" if name.suffix.casefold() == ".tsv" else ".csv"
        return str(PurePosixPath("models") / folder_of(arrival.tables[0]) / f"{arrival.tables[0]}{suffix}")
    by_name = {
        FileKind.MODEL: f"models/processes/{name.stem}{_model_suffix(path)}",
        FileKind.LOG: f"event_logs/{name if is_log_name(arrival.name) else name.with_suffix('.csv')}",
        FileKind.SIDECAR: f"models/processes/{name.stem}.yaml",
        FileKind.MAPPING: f"event_logs/{name.stem.removesuffix('.mapping')}.mapping.yaml",
    }
    return by_name.get(arrival.kind) or _PLACES.get(arrival.kind)


def _model_suffix(path: Path) -> str:
    with path.open("rb") as file:
        root = root_name(file.read(_HEAD))
    return _MODEL_SUFFIX.get(root or "", ".bpmn")


def models_for(delivery: Delivery) -> tuple[tuple[str, Path], ...]:
    """Return every model by its stem: those of the workspace, and in their place those that have arrived."""
    return tuple(sorted({**models_in(delivery.workspace), **dict(_arrived(delivery))}.items()))


def _arrived(delivery: Delivery) -> Iterator[tuple[str, Path]]:
    files = (delivery.folder / name for name in delivery.names)
    return ((path.stem, path) for path in files if is_model_or_settings(path) and path.suffix.casefold() not in (".yaml", ".yml"))


def log_target(target: str, process: str) -> str:
    """Return the place of a log that is to belong to a process: it bears its name."""
    path = PurePosixPath(target)
    return str(path.with_name(process + path.name[len(log_stem(path.name)) :]))
