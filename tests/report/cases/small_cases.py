"""Cases of a small process, told by their traces, and read as a workspace's are."""

from pathlib import Path

from tests.builders import ProcessBuilder, process
from workbench.report.cases.cases_seen import SeenCases, seen_cases
from workbench.study import assess, study_of

TRACES = ("abc", "abc", "abc", "ac", "axbc")
"""Cases 0 to 4: three conform, one leaves out `b`, in one `x` is done that nobody designed."""


def small() -> ProcessBuilder:
    """Return a process of three tasks in a row."""
    return process("p").start().task("a", "Ask").task("b", "Buy").task("c", "Close").end()


def seen_in(folder: Path, *traces: str, drawing: ProcessBuilder | None = None) -> SeenCases:
    """Return the cases of a process, case n on day n + 1 of March 2025: a step an hour from 09:00, half an hour of it work.

    The last step of a case is done by Zoe, all others by Ann; the kind of a case is `odd` or `even`, by its number.
    """
    rows = ["case_id,activity,start,end,resource,case:kind"]
    for case, trace in enumerate(traces):
        for at, label in enumerate(trace):
            who = "Zoe" if at == len(trace) - 1 else "Ann"
            day, hour = f"2025-03-{case + 1:02}", f"{at + 9:02}"
            rows.append(f"{case},{label},{day} {hour}:30,{day} {hour}:59,{who},{'odd' if case % 2 else 'even'}")
    return seen_with(folder, "p.csv", "\n".join(rows), drawing)


def seen_with(folder: Path, name: str, text: str, drawing: ProcessBuilder | None = None) -> SeenCases:
    """Return the cases of a process with a log of a text."""
    model, log = folder / "p.bpmn", folder / name
    model.write_bytes((drawing or small()).xml())
    log.write_text(text, encoding="utf-8")
    assessment = assess(study_of(model, log))
    seen = seen_cases(assessment, assessment.processes[0].id)
    assert seen is not None
    return seen
