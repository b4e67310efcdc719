"""From what a user names to an assessment: a workspace, or a model and a log, read under the settings of a call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from workbench.conformance import Budget
from workbench.eventlog.engines.engine import Runtime, is_store
from workbench.eventlog.engines.runtime import LOCAL, open_runtime
from workbench.eventlog.rows.times import zone_of
from workbench.findings import Finding, Severity, UsageError
from workbench.normalization import UNDECIDED, Standing, open_register
from workbench.privacy import ClearNames
from workbench.study import Assessment, Study, assess, open_study, study_of
from workbench.study.frozen import standing_on
from workbench.study.normalizing import normalized_in
from workbench.study.quiet_weeks import quiet_weeks_in
from workbench.study.studied import LeftOut
from workbench.study.under_watch import Normalized
from workbench.tables.limits import Limits

_MODELS: Final = (".bpmn", ".pnml", ".ptml", ".xml")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One input under a name of its own: a workspace folder, or a model where `log` is its log."""

    name: str
    path: str
    log: str | None = None

    @property
    def is_pair(self) -> bool:
        """Return whether it is a model and a log."""
        return self.log is not None


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How inputs are read and assessed; `search` is how many markings a search of alignments may meet in all.

    With the instant `now` the decisions on findings are read as they hold on that day: from the database at the URL `register`,
    else from the workspace; of a release alone, as they held when it was frozen. Without it nobody asks for them.
    """

    mapping: Path | None = None
    engine: str = LOCAL
    object_type: str | None = None
    limits: Limits | None = None
    search: int | None = None
    identify: bool = False
    also: tuple[str, ...] = ()
    register: str | None = None
    now: datetime | None = None


def items_of(inputs: Sequence[str]) -> tuple[Item, ...]:
    """Return what a user's words name: folders are workspaces, a model and what follows it are a pair; names are told apart.

    Raises UsageError where a model has no log after it, or a file that is no model stands alone.
    """
    items: list[Item] = []
    rest = list(inputs)
    while rest:
        path = rest.pop(0)
        if not _is_model(path):
            items.append(_named(Path(path).resolve().name, path, None, items))
        elif rest:
            items.append(_named(Path(path).stem, path, rest.pop(0), items))
        else:
            raise UsageError(Finding(code="INPUTS_WRONG", severity=Severity.CRITICAL))
    return tuple(items)


@contextmanager
def assessment_in(
    item: Item, setting: Setting, left_out: LeftOut | None = None, on_process: Callable[[str], None] | None = None
) -> Iterator[Assessment]:
    """Assess an input, without the processes that are left out; the assessment can be asked while the context is open.

    Raises what `open_study` and `study_of` do.
    """
    with open_runtime(setting.engine, setting.object_type, setting.limits) as runtime:
        study = _study(item, setting, runtime, left_out, on_process)
        study = replace(study, policy=study.policy.claiming(setting.also))
        budget = None if setting.search is None else Budget.of(setting.search)
        assessment = assess(study, on_process=on_process, budget=budget)
        recorded = _recorded(item, setting, study.timezone, assessment)
        told = replace(assessment, standing=_standing(item, setting, study.timezone), normalized=recorded)
        if recorded is not None:
            told = replace(told, quiet_weeks=quiet_weeks_in(Path(item.path), recorded.releases, assessment, recorded.seen))
        yield told


def _standing(item: Item, setting: Setting, timezone: str) -> Standing:
    """Return the decisions on an input; a model and a log alone have some only at a URL."""
    if setting.now is None or (item.is_pair and setting.register is None):
        return UNDECIDED
    return standing_on(Path(item.path), setting.register, setting.now.astimezone(zone_of(timezone)).date())


def _recorded(item: Item, setting: Setting, timezone: str, assessment: Assessment) -> Normalized | None:
    """Return what the register of a workspace tells of normalization; a model and a log alone have none."""
    if setting.now is None or item.is_pair:
        return None
    register = open_register(item.path, setting.register)
    return normalized_in(Path(item.path), register, assessment, setting.now.astimezone(zone_of(timezone)).date())


def _study(
    item: Item, setting: Setting, runtime: Runtime, left_out: LeftOut | None, on_process: Callable[[str], None] | None
) -> Study:
    names = ClearNames() if setting.identify else None
    if item.log is None:
        return open_study(item.path, runtime, names, left_out, on_process)
    return study_of(item.path, item.log, setting.mapping, runtime=runtime, names=names)


def _is_model(path: str) -> bool:
    """Return whether a path stands for a model: a file, or what is not there and is called like one."""
    if Path(path).is_dir():
        return is_store(path)
    return Path(path).exists() or path.lower().endswith(_MODELS)


def _named(name: str, path: str, log: str | None, others: Sequence[Item]) -> Item:
    """Return an item whose name, as a folder, is no other's, also where case does not count."""
    taken = {each.name.casefold() for each in others}
    own, number = name or "workspace", 2
    while own.casefold() in taken:
        own, number = f"{name}-{number}", number + 1
    return Item(name=own, path=path, log=log)
