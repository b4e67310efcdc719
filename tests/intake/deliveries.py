"""Files that wait for a workspace, as the tests of this folder send them."""

from __future__ import annotations

from pathlib import Path

from tests.builders import process
from workbench.intake import Arrival, Delivery, look_at

STEPS = ("登记", "审批", "采购", "归档")


def model(name: str = "buying") -> bytes:
    drawn = process(name).start("begin")
    for number, step in enumerate(STEPS, 1):
        drawn = drawn.task(f"T{number}", step)
    return drawn.end("done").xml()


def log(header: str = "单号,做了什么,讫,谁", n_cases: int = 40, skipping: int = 5) -> str:
    """Write a log sorted by time; each fifth case is sent back instead of approved."""
    rows = []
    for case in range(n_cases):
        for step, activity in enumerate((STEPS[0], STEPS[1] if case % skipping else "退回", *STEPS[2:])):
            day, minutes = divmod(case * 91 + step * 60 + (case * 7 + step * 13) % 40, 1440)
            time = f"2024-03-{1 + day:02} {minutes // 60:02}:{minutes % 60:02}"
            rows.append(f"SO{case:04},{activity},{time},{('张三', '李四', '王五')[(case + step) % 3]}")
    return "\n".join((header, *rows)) + "\n"


def delivery(root: Path, files: dict[str, str | bytes]) -> Delivery:
    """Let files wait in `root/waiting` for the workspace `root/workspace`."""
    waiting, workspace = root / "waiting", root / "workspace"
    waiting.mkdir(exist_ok=True)
    (workspace / "models").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (waiting / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return Delivery(folder=waiting, workspace=workspace, timezone="Asia/Shanghai", names=tuple(files))


def looked(root: Path, name: str, content: str | bytes) -> Arrival:
    (arrival,) = look_at(delivery(root, {name: content}), lambda _: None)
    return arrival
