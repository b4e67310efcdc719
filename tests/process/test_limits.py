"""Hostile files are refused within bounds, and a very large honest one is read, checked and written whole."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.process import parse_bpmn, write_bpmn

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p">'
TAIL = "</process></definitions>"
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))

HOSTILE = {
    "LIMIT_SIZE": f'{HEAD}<task id="a" name="{"x" * 10_500_000}"/>{TAIL}',
    "LIMIT_DEPTH": HEAD + "".join(f'<subProcess id="s{n}">' for n in range(5_000)) + "</subProcess>" * 5_000 + TAIL,
    "XML_DTD_FORBIDDEN": f'<!DOCTYPE d [<!ENTITY a0 "lol">{ENTITIES}]>{HEAD}<task id="a" name="&a11;"/>{TAIL}',
}


STATUS = Path("/proc/self/status")
MEASURED = f"""
import pathlib, sys
from workbench.cli import main
try:
    main()
finally:
    print(pathlib.Path("{STATUS}").read_text(), file=sys.stderr)
"""


@pytest.mark.skipif(not STATUS.exists(), reason="the peak of memory is read from /proc, which this system has not")
@pytest.mark.parametrize("code", HOSTILE)
def test_a_hostile_file_is_refused_in_little_memory(tmp_path: Path, code: str) -> None:
    path = tmp_path / "hostile.bpmn"
    path.write_text(HOSTILE[code], encoding="utf-8")
    command = [sys.executable, "-c", MEASURED, "check", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    peak = re.search(r"VmHWM:\s*(\d+) kB", done.stderr)
    assert done.returncode == 2
    assert f'"code": "{code}"' in done.stdout
    assert peak is not None
    assert int(peak[1]) < 200 * 1024


def test_a_hundred_thousand_tasks_are_read_and_written_whole(tmp_path: Path) -> None:
    count = 100_000
    tasks = "".join(f'<task id="t{n}" name="任务 {n}"/>' for n in range(count))
    flows = "".join(f'<sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>' for n in range(count - 1))
    model = parse_bpmn((HEAD + tasks + flows + TAIL).encode())
    assert len(model.processes[0].nodes) == count
    assert len(model.ledger) == 2 * count + 1
    write_bpmn(model, tmp_path / "large.bpmn")
    assert (tmp_path / "large.bpmn").read_bytes() == model.source
