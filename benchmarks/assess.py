"""From files to a conformance result: `assess` against pm4py's readers, net and optimal alignments, in one run.

Each measurement is a process of its own, so that imports and cached kernels count as they do for a user. For BPIC 2012 there is
no published BPMN: the net of the inductive miner (infrequent, 0.2) is discovered once and written as BPMN for both tools.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import quoteattr

OURS = """
import sys
from workbench.study import assess, study_of
conformance = next(iter(assess(study_of(sys.argv[1], sys.argv[2])).processes)).conformance
raw = conformance.raw
print(int((raw.costs * conformance.variants.counts).sum()), len(conformance.variants))
"""

PM4PY = """
import sys, pm4py
from pm4py.algo.conformance.alignments.petri_net import algorithm
log = pm4py.convert_to_event_log(pm4py.read_xes(sys.argv[2]))
if "bpic2012" in sys.argv[2]:
    log = pm4py.filter_event_attribute_values(log, "lifecycle:transition", ["complete", "COMPLETE"], level="event")
net, initial, final = pm4py.convert_to_petri_net(pm4py.read_bpmn(sys.argv[1]))
result = algorithm.apply_log(log, net, initial, final, variant=algorithm.Variants.VERSION_DIJKSTRA_NO_HEURISTICS)
print(sum(each["cost"] // 10000 for each in result), len(result))
"""

DISCOVER = """
import json, sys, pm4py
log = pm4py.read_xes(sys.argv[1])
log = log[log["lifecycle:transition"].str.lower() == "complete"]
graph = pm4py.convert_to_bpmn(pm4py.discover_process_tree_inductive(log, noise_threshold=0.2))
nodes = [(node.get_id(), type(node).__name__.removeprefix("Normal"), node.get_name()) for node in graph.get_nodes()]
flows = [(flow.get_source().get_id(), flow.get_target().get_id()) for flow in graph.get_flows()]
json.dump({"nodes": nodes, "flows": flows}, open(sys.argv[2], "w"))
"""

TAGS = {
    "Task": "task",
    "StartEvent": "startEvent",
    "EndEvent": "endEvent",
    "ExclusiveGateway": "exclusiveGateway",
    "ParallelGateway": "parallelGateway",
    "InclusiveGateway": "inclusiveGateway",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with logs/real and pairs")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    logs, pairs = arguments.data / "logs" / "real", arguments.data / "pairs"
    with tempfile.TemporaryDirectory() as folder:
        bpic = logs / "bpic2012_full.xes.gz"
        subjects = [
            ("receipt", pairs / "receipt" / "receipt.bpmn", logs / "receipt_wabo.xes.gz"),
            ("sepsis", pairs / "sepsis_discovered" / "sepsis_pm4js.bpmn", logs / "sepsis.xes.gz"),
            ("BPIC 2012 (complete)", discovered(bpic, Path(folder)), bpic),
        ]
        print(f"{'log':22}{'workbench':>12}{'pm4py':>12}{'ratio':>9}   total cost, variants | total cost, cases")
        for name, model, log in subjects:
            ours, our_result = measured(OURS, model, log, arguments.runs)
            theirs, their_result = measured(PM4PY, model, log, 1)
            ratio = f"{theirs / ours:8.1f}x" if theirs else "        –"
            print(f"{name:22}{ours:10.2f} s{theirs or float('nan'):10.2f} s{ratio}   {our_result} | {their_result}", flush=True)


def measured(script: str, model: Path, log: Path, runs: int) -> tuple[float, str]:
    """Return the median wall time of the script in fresh processes, after one run to warm caches, and what it printed."""
    command = [sys.executable, "-W", "ignore", "-c", script, str(model), str(log)]
    if script is OURS:
        subprocess.run(command, capture_output=True, check=True)
    times, printed = [], ""
    for _ in range(runs):
        begin = time.perf_counter()
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
        except subprocess.TimeoutExpired:
            return 0.0, "stopped after 900 s"
        times.append(time.perf_counter() - begin)
        printed = done.stdout.strip().splitlines()[-1]
    return statistics.median(times), printed


def discovered(log: Path, folder: Path) -> Path:
    """Discover a model with pm4py in a process of its own and write it as BPMN without a drawing."""
    graph_file, model = folder / "graph.json", folder / "bpic2012.bpmn"
    subprocess.run([sys.executable, "-W", "ignore", "-c", DISCOVER, str(log), str(graph_file)], check=True, capture_output=True)
    graph = json.loads(graph_file.read_text(encoding="utf-8"))
    number = {identity: f"n{position}" for position, (identity, _, _) in enumerate(graph["nodes"])}
    parts = ['<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p">']
    for identity, kind, name in graph["nodes"]:
        parts.append(f'<{TAGS[kind]} id="{number[identity]}" name={quoteattr(name if kind == "Task" else "")}/>')
    for position, (source, target) in enumerate(graph["flows"]):
        parts.append(f'<sequenceFlow id="f{position}" sourceRef="{number[source]}" targetRef="{number[target]}"/>')
    model.write_text("".join([*parts, "</process></definitions>"]), encoding="utf-8")
    return model


if __name__ == "__main__":
    main()
