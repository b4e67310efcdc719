"""One door for models: a file is read as what its XML root says – BPMN, a Petri net (PNML), a process tree (PTML)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.process.bpmn_xml import file_content, parse_bpmn
from workbench.process.flow_model import FlowModel
from workbench.process.petri_net import parse_pnml
from workbench.process.process_tree import parse_ptml
from workbench.process.xml_source import root_name

_PARSERS: Final[Mapping[str | None, Callable[[bytes, str], FlowModel]]] = MappingProxyType(
    {"pnml": parse_pnml, "ptml": parse_ptml}
)


def read_model(path: str | Path) -> FlowModel:
    """Read a model: BPMN, unless its XML root is that of PNML or PTML.

    Raises UsageError if there is no such file, InputError if it is none of them (with line and what to do next).
    """
    content = file_content(Path(path))
    return _PARSERS.get(root_name(content), parse_bpmn)(content, str(path))
