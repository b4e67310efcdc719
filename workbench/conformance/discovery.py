"""Models of what happened, discovered from a log: by the inductive miner of pm4py, and from what directly follows what.

pm4py is an extra (`pip install "process-fit-workbench[discovery]"`) and opened only when it is asked for: its import takes
seconds and says things that nobody asked to hear.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, Final

from workbench.conformance.follows import Step, steps_of, without_rare
from workbench.eventlog.log import Variants
from workbench.findings import NO_FACTS
from workbench.process import ProcessBuilder, ProcessModel, bpmn_of_tree, build_process, laid_out
from workbench.process.process_tree import Operator, ProcessTree, TreeNode
from workbench.tables.faults import misuse

_NAME: Final = "as-is"


def discover_inductive(variants: Variants, noise: float = 0.2) -> ProcessModel:
    """Discover a block-structured BPMN model, with its drawing, by the inductive miner (Leemans et al. 2013, 2014).

    The model is sound. With a `noise` (in [0, 1]) of 0 it allows every trace of the log; above, what is rarer than this share
    of what is most frequent beside it may be left out where it stands in the way of a simpler model. Tied events are taken in
    the order of their labels. Where hundreds of activities meet in mostly different traces the miner takes minutes:
    `VariantsCovering` narrows a log to its most frequent variants, and `discover_directly_follows` searches for nothing.

    Raises UsageError where there is no case, `noise` is out of range, or pm4py is not installed.
    """
    _require(variants, noise)
    with _quiet():
        found = _inductive_tree(_by_number(variants), noise)
    return bpmn_of_tree(ProcessTree(path="", name=_NAME, root=_node(found, variants.activities, "0")))


def discover_directly_follows(variants: Variants, noise: float = 0.2) -> ProcessModel:
    """Discover a BPMN model, with its drawing, of one task an activity and of a flow wherever one directly follows another.

    With a `noise` (in [0, 1]) of 0 it allows every trace of the log; above, steps that `without_rare` sets aside have no flow.
    One token goes from task to task, through exclusive gateways, and can always reach the end: the model is sound, but says
    nothing of what may happen at once. Needs nothing to be installed; the work grows with the variants.

    Raises UsageError where there is no case, or `noise` is out of range.
    """
    _require(variants, noise)
    return laid_out(_drawn(without_rare(steps_of(variants), noise)))


def task_of(label: str) -> str:
    """Return the id that the task of an activity bears in every discovered model: a hash of its label."""
    return f"task-{_hashed(label)}"


def _hashed(label: str) -> str:
    return hashlib.sha256(label.encode()).hexdigest()[:12]


def _require(variants: Variants, noise: float) -> None:
    if not variants.counts.sum():
        raise misuse("DISCOVERY_NO_CASES", NO_FACTS)
    if not 0 <= noise <= 1:
        raise misuse("DISCOVERY_NOISE", {"noise": noise})


# the inductive miner


def _by_number(variants: Variants) -> Counter[tuple[int, ...]]:
    """Return how many cases follow each trace, its activities as numbers from 1: sets of these have one order on every run."""
    ends = zip(variants.offsets[:-1], variants.offsets[1:], variants.counts.tolist(), strict=True)
    traces: Counter[tuple[int, ...]] = Counter()
    for first, last, count in ends:
        if count:
            traces[tuple((variants.labels[first:last] + 1).tolist())] += count
    return traces


def _inductive_tree(traces: Counter[tuple[int, ...]], noise: float) -> Any:
    """Return pm4py's process tree of a log; without noise by the miner that promises to fit, else by the one that filters."""
    try:
        from pm4py.algo.discovery.inductive.dtypes.im_ds import IMDataStructureUVCL  # noqa: PLC0415 - an extra, seconds long
        from pm4py.algo.discovery.inductive.variants.im import IMUVCL  # noqa: PLC0415
        from pm4py.algo.discovery.inductive.variants.imf import IMFUVCL  # noqa: PLC0415
    except ImportError as cause:
        raise misuse("LIBRARY_MISSING", {"library": "pm4py", "wanted": "discover_inductive"}) from cause
    settings = {"noise_threshold": noise, "multiprocessing": False}
    miner = IMFUVCL(settings) if noise else IMUVCL(settings)
    return miner.apply(IMDataStructureUVCL(traces), settings)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what a library says while it works, and its warnings, from whoever reads stdout and stderr."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


_OPERATORS: Final[Mapping[str, Operator]] = {
    "SEQUENCE": Operator.SEQUENCE,
    "XOR": Operator.CHOICE,
    "PARALLEL": Operator.PARALLEL,
    "OR": Operator.INCLUSIVE,
    "LOOP": Operator.LOOP,
}


def _node(found: Any, activities: Sequence[str], place: str) -> TreeNode:
    """Return a node of pm4py's tree as ours; a leaf is known by its label, all else by its `place`."""
    if found.operator is None:
        label = None if found.label is None else activities[found.label - 1]
        return TreeNode(id=place if label is None else _hashed(label), label=label)
    children = tuple(_node(child, activities, f"{place}-{number}") for number, child in enumerate(found.children))
    return TreeNode(id=place, operator=_OPERATORS[found.operator.name], children=children)


# what directly follows what


def _drawn(steps: Sequence[Step]) -> ProcessModel:
    """Draw one task an activity, an exclusive gateway where several flows leave or enter one, and a flow for each step."""
    leaving, entering = Counter(step.source for step in steps), Counter(step.target for step in steps)
    drawn = build_process("process", _NAME).node("startEvent", "start", "")
    out: dict[str | None, str] = {None: _gateway(drawn, "split-start", leaving[None]) or "start"}
    into: dict[str | None, str] = {}
    for label in sorted(label for label in entering if label is not None):
        task = task_of(label)
        join = _gateway(drawn.at(None), f"join-{task}", entering[label])
        split = _gateway(drawn.task(task, label), f"split-{task}", leaving[label])
        into[label], out[label] = join or task, split or task
    into[None] = _gateway(drawn.at(None), "join-end", entering[None]) or "end"
    drawn.node("endEvent", "end", "")
    for step in steps:
        drawn.at(out[step.source]).to(into[step.target])
    return drawn.model()


def _gateway(drawn: ProcessBuilder, identity: str, flows: int) -> str | None:
    """Draw an exclusive gateway behind the last node if several flows need one; return its id."""
    if flows < 2:
        return None
    drawn.node("exclusiveGateway", identity, "")
    return identity
