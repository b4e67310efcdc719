"""Optimal costs on logs and models that nobody here made equal those of an independent tool.

The tool drops loop markers, strips blanks around names and sorts ties by file order; the tests do the same where they compare.
Left out: X_G01 with `event` and `text` (its names hold line breaks, which the tool's XES reader changes), loan_origination
(names with double blanks, which it folds on one side only), roles_to_lanes (one variant more here: its times of equal minutes
are sorted by a start column that the tool reads differently).
"""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from workbench.conformance import align_variants
from workbench.eventlog import EventLog, Variants, read_log
from workbench.process import Process, behavior_of, parse_bpmn

EQUAL = """
running_example/running-example.xes running_example/running-example.bpmn
repair_example/repairExample_pm4py.xes.gz repair_example/repairExample.bpmn
repair_example/repairExample_complete_lifecycle_only.xes.gz repair_example/repairExample.bpmn
automata_conformance/simple.xes automata_conformance/simple.bpmn
loan_application/Loan_Application.csv.gz loan_application/Loan_Application.bpmn
procure_to_pay/Procure_to_Pay.csv.gz procure_to_pay/Procure_to_Pay.bpmn
loanapp_simplified/LoanApp_simplified_train.csv.gz loanapp_simplified/LoanApp_simplified.bpmn
loanapp_simplified/LoanApp_simplified_test.csv.gz loanapp_simplified/LoanApp_simplified.bpmn
loanapp_simplified/LoanApp_without_approve_loan_offer.csv.gz loanapp_simplified/LoanApp_simplified.bpmn
production/Production.csv production/Production_simod.bpmn
purchasing_example/purchasing_example.csv.gz purchasing_example/purchasing_example.bpmn
purchasing_example/purchasingExample_with_Role.csv.gz purchasing_example/purchasingExampleRoles_noLanes.bpmn
consulta_data_mining/consulta_data_mining.csv.gz consulta_data_mining/consulta_data_mining.bpmn
academic_credentials/AcademicCredentials.csv.gz academic_credentials/AcademicCredentials.bpmn
deviation_experiments/R_j04/R_j04_event.xes.gz deviation_experiments/R_j04/R_j04_event.bpmn
deviation_experiments/R_j04/R_j04_event.xes.gz deviation_experiments/R_j04/R_j04_model.bpmn
deviation_experiments/R_j04/R_j04_event.xes.gz deviation_experiments/R_j04/R_j04_text.bpmn
deviation_experiments/X_g01/X_G01_event.xes.gz deviation_experiments/X_g01/X_G01_model.bpmn
deviation_experiments/X_g03/X_G03_event.xes.gz deviation_experiments/X_g03/X_G03_event.bpmn
deviation_experiments/X_g03/X_G03_event.xes.gz deviation_experiments/X_g03/X_G03_model.bpmn
deviation_experiments/X_g03/X_G03_event.xes.gz deviation_experiments/X_g03/X_G03_text.bpmn
simod_control_flow/Control_flow_optimization_test.csv.gz simod_control_flow/Control_flow_optimization_test.bpmn
simod_branch_rules/xor_1.csv.gz simod_branch_rules/xor.bpmn
simod_branch_rules/xor_2.csv.gz simod_branch_rules/xor.bpmn
apromore_compare/CAUSCONC-1/bpLog3.xes apromore_compare/CAUSCONC-1/bp3.bpmn
apromore_compare/CONFLICT-1/bpLog4.xes apromore_compare/CONFLICT-1/bp5.bpmn
apromore_compare/CONFLICT-2/bpLog5.xes apromore_compare/CONFLICT-2/bp3.bpmn
apromore_compare/TASKABS-1/bpLog12.xes apromore_compare/TASKABS-1/bp2.bpmn
apromore_compare/TASKABS-2/bpLog2.xes apromore_compare/TASKABS-2/bp2.bpmn
apromore_compare/TASKRELOC-1/bpLog10.xes apromore_compare/TASKRELOC-1/bp2.bpmn
apromore_compare/TASKSKIP-1/bpLog11.xes apromore_compare/TASKSKIP-1/bp2.bpmn
apromore_compare/UNMREPETITION/bpLog8.xes apromore_compare/UNMREPETITION/bp2.bpmn
apromore_compare/UNOBSACYCLICINTER/bpLog2.xes apromore_compare/UNOBSACYCLICINTER/bp2.bpmn
prosimos_credit_demo/log_demo_filtered_opt.xes.gz prosimos_credit_demo/Credit_Application_Simulation.bpmn
""".split()


def as_the_reference_orders_it(log: EventLog) -> Variants:
    """Group traces sorted by completion, then start, then position, without regard to ties, as the reference did."""
    start = log.start if "csv" in log.source.path else np.zeros_like(log.start)
    order = np.lexsort((log.position, start, log.end, log.case))
    labels = log.activity[order]
    first = np.searchsorted(log.case, np.arange(log.n_cases + 1))
    traces = [tuple(labels[first[case] : first[case + 1]].tolist()) for case in range(log.n_cases)]
    distinct = sorted(set(traces))
    number = {trace: position for position, trace in enumerate(distinct)}
    of_case = np.array([number[trace] for trace in traces], dtype=np.int32)
    return Variants(
        activities=log.activities,
        offsets=np.cumsum([0, *map(len, distinct)]).astype(np.int64),
        labels=np.array([label for trace in distinct for label in trace], dtype=np.int32),
        tied=np.zeros(sum(map(len, distinct)), dtype=np.bool_),
        counts=np.bincount(of_case, minlength=len(distinct)),
        of_case=of_case,
    )


def by_exact_name(process: Process) -> dict[str, list[str]]:
    """Let a label mean the activities and events of exactly that name, as the reference did."""
    names: dict[str, list[str]] = {}
    for node in process.activities:
        names.setdefault(node.name.strip(), []).append(node.id)
    return names


def without_loop_markers(model: Path) -> Process:
    """Read a model as the reference did: a task that may be repeated is one that may not."""
    content = re.sub(rb"<((\w+:)?standardLoopCharacteristics)\b[^>]*?(/>|>.*?</\1>)", b"", model.read_bytes(), flags=re.DOTALL)
    return next(process for process in parse_bpmn(content).processes if process.nodes)


@pytest.mark.parametrize(("log", "model"), list(zip(EQUAL[::2], EQUAL[1::2], strict=True)))
def test_total_cost_equals_the_reference(shared: Path, log: str, model: str) -> None:
    pairs = shared / "data" / "pairs"
    reference = json.loads((pairs / "reference_pm4py_alignments_open.json").read_text(encoding="utf-8"))
    expected = next(row for row in reference["results"] if (row["log"], row["model"]) == (log, model))
    process = without_loop_markers(pairs / model)
    variants = as_the_reference_orders_it(read_log(pairs / log))
    alignments = align_variants(variants, behavior_of(process).automaton(), by_exact_name(process))
    assert len(variants) == expected["aligned_variants"]
    assert int((alignments.costs * variants.counts).sum()) == expected["total_cost"]
    assert int((variants.counts * (alignments.costs == 0)).sum()) == expected["fitting_cases"]
    assert alignments.empty_cost == expected["empty_trace_model_cost"]
