"""Simplicity: how few arcs a model needs for its nodes. Range (0, 1]; 1 for a plain sequence.

Formula: 1 / (1 + max(0, d - 2)), d the mean arc degree, 2 that of a sequence closed to a circle. Source: Sánchez-González et
al. 2010 (arc degree), Vázquez-Barreiros, Mucientes, Lama 2015, ProDiGen, Information Sciences 294, doi
10.1016/j.ins.2014.09.057; the baseline of 2 is pm4py's. There the nodes are places and transitions of a Petri net; here the
flow nodes that the owner drew, each counted with its sequence flows.
"""

from __future__ import annotations

from workbench.measured import Measured, share
from workbench.process.model import Process

_NO_FLOWS = Measured(value=None, reason="MEASURE_NO_FLOWS")
_BASE_DEGREE = 2


def simplicity(process: Process) -> Measured:
    """Return the simplicity of a drawn process, sub-processes included; a node without flows does not count."""
    flows = [flow for flow in process.flows if flow.source is not None and flow.target is not None]
    nodes = {end for flow in flows for end in (flow.source, flow.target)}
    if not nodes:
        return _NO_FLOWS
    return share(1, 1 + max(0.0, 2 * len(flows) / len(nodes) - _BASE_DEGREE))
