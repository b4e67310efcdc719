"""Each process with its sidecar and the names that everybody uses for its activities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from workbench.findings import Finding, InputError, Place, Severity
from workbench.process import FlowModel, Process, ProcessModel, Sidecar, read_model, read_sidecar
from workbench.process.inlining import inlined
from workbench.process.model import Event, Gateway
from workbench.process.naming import Naming, called, folded, naming_of


@dataclass(frozen=True, kw_only=True)
class DesignedProcess:
    """One process of the design: the file it stands in, the process itself, and its names. `id` is the one used everywhere.

    `has_sidecar` tells an empty sidecar from none; `aliases` lead from other names of activities to their ids.
    """

    id: str
    model: FlowModel
    process: Process
    sidecar: Sidecar
    naming: Naming
    has_sidecar: bool = False
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def texts(self) -> dict[str, str]:
        """Return the name of the process in each language."""
        name = self.sidecar.name or self.process.name or self._pool or self.id
        return {"zh-CN": name, "en": self.sidecar.name_en or name}

    @property
    def _pool(self) -> str:
        return _pool_of(self.process, self.model)

    def called(self, element: str) -> dict[str, str]:
        """Return how an element is called in each language; one that bears no name by its kind and what comes before it."""
        node = self.process.node.get(element)
        is_bare = isinstance(node, Gateway | Event) and not node.name.strip()
        return called(self.process, node) if node is not None and is_bare else self.naming.texts(element)

    @property
    def unobservable(self) -> frozenset[str]:
        """Return the elements that leave no event by design."""
        return frozenset(element for element, facts in self.sidecar.activities.items() if facts.observable is False)


def read_designed(
    model: Path, sidecar: Path | None, name: str, aliases: Mapping[str, str], others: Sequence[Path] = ()
) -> tuple[DesignedProcess, ...]:
    """Read a model file with its sidecar: one entry a process that has a flow.

    Where there is one process, or one that bears `name` as id, name or pool, that is its id; others bear their own. Where the
    sidecar says `calls: inlined`, called processes are looked up in this file and in `others`, and stand in place of their
    calls. Raises InputError if a file cannot be read or holds no process with a flow, UnsupportedError if calls go in a circle.
    """
    read = read_model(model)
    facts = read_sidecar(sidecar) if sidecar else Sidecar()
    flowing = [process for process in read.processes if process.nodes]
    chosen = [process for process in flowing if process.id == name] or _called_so(name, flowing, read) or flowing
    if not chosen:
        place = Place(file=str(model), line=1)
        raise InputError(Finding(code="BPMN_NO_PROCESS", severity=Severity.CRITICAL, place=place, facts={"element": model.name}))
    if facts.calls_inlined:
        drawn = (each for each in (*map(read_model, others), read) if isinstance(each, ProcessModel))
        library = {process.id: process for each in drawn for process in each.processes}
        chosen = [inlined(process, library) for process in chosen]
    return tuple(
        DesignedProcess(
            id=name if len(chosen) == 1 else process.id,
            model=read,
            process=process,
            sidecar=facts,
            naming=naming_of(process, facts, aliases),
            has_sidecar=sidecar is not None,
            aliases=aliases,
        )
        for process in chosen
    )


def redrawn(design: DesignedProcess, model: ProcessModel) -> DesignedProcess:
    """Return a process as another version of its file draws it, its names derived anew."""
    process = model.process[design.process.id]
    return replace(design, model=model, process=process, naming=naming_of(process, design.sidecar, design.aliases))


def retold(design: DesignedProcess, sidecar: Sidecar, aliases: Mapping[str, str]) -> DesignedProcess:
    """Return a process with another sidecar and other aliases of its activities, its names derived anew."""
    naming = naming_of(design.process, sidecar, aliases)
    has_sidecar = design.has_sidecar or sidecar != design.sidecar
    return replace(design, sidecar=sidecar, aliases=aliases, naming=naming, has_sidecar=has_sidecar)


def _called_so(name: str, processes: Sequence[Process], model: FlowModel) -> list[Process]:
    """Return the one process that bears a name, its own or its pool's."""
    found = [each for each in processes if folded(name) in (folded(each.name), folded(_pool_of(each, model)))]
    return found if len(found) == 1 else []


def _pool_of(process: Process, model: FlowModel) -> str:
    pools = model.participants if isinstance(model, ProcessModel) else ()
    return next((pool.name for pool in pools if pool.process == process.id), "")
