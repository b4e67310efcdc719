"""Whatever is done to a register behind the workbench's back shows."""

from pathlib import Path

from tests.faults.register_tampering import undetected


def test_tamperings_of_all_kinds_are_told(tmp_path: Path) -> None:
    assert list(undetected(tmp_path, 140)) == []
