"""Many inputs in one run: what hangs, breaks or cannot be read is named, and the rest is done."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.report.small_workspaces import workspace
from workbench.apart import Tell
from workbench.findings import ENTERPRISE, Finding, InputError, Severity
from workbench.language import Language
from workbench.report.assessing import Item, items_of
from workbench.report.batch import Done, Nobody, Order, Pace, Standing, reported, run, standing_of_all
from workbench.report.batch_index import index_json, index_markdown, write_index
from workbench.report.outputs import WRITERS, writer_for
from workbench.report.verdicts import Status


def quick(order: Order, tell: Tell) -> Done:
    """Do nothing but tell of two processes, hanging on the second of an input that is called `hangs`."""
    tell(ENTERPRISE)
    tell("A")
    tell("B")
    while order.item.name == "hangs" and "B" not in order.left_out.logs:
        pass
    tell(ENTERPRISE)
    while order.item.name == "hangs at the end":
        pass
    return Done(item=order.item, title=order.item.name, standing=Standing.MET, language=Language.EN)


def stubborn(order: Order, tell: Tell) -> Done:
    """Break at one process as long as anything of it is looked at."""
    tell("B")
    if "B" not in order.left_out.models:
        raise ZeroDivisionError(order.item.name)
    return quick(order, tell)


def refusing(order: Order, _tell: Tell) -> Done:
    raise InputError(Finding(code="WORKSPACE_MISSING", severity=Severity.CRITICAL, facts={"path": order.item.name}))


def dying(order: Order, tell: Tell) -> Done:
    """Report as usual, but let the interpreter die when it gets to a process that is called `dies` and has its log."""

    def tell_or_die(step: str) -> None:
        tell(step)
        if step == "dies" and step not in order.left_out.logs:
            os._exit(9)

    return reported(order, tell_or_die)


def orders(*names: str) -> list[Order]:
    return [Order(item=Item(name=name, path=name)) for name in names]


def test_what_hangs_is_left_out_by_name_and_the_rest_is_done() -> None:
    calm, hanging, last = run(orders("calm", "hangs", "hangs at the end"), Pace(workers=3, seconds=5), Nobody(), quick)
    assert (calm.standing, calm.left_out, calm.failure) == (Standing.MET, (), None)
    assert [(each.code, each.scope) for each in hanging.left_out] == [("BATCH_TIMED_OUT", "B")]
    assert "5 s" in hanging.left_out[0].text(Language.EN)
    assert hanging.failure is None
    assert last.failure is not None
    assert (last.failure.code, last.standing) == ("BATCH_ITEM_TIMED_OUT", Standing.NOTHING)


def test_a_process_that_breaks_twice_loses_its_log_and_then_its_model() -> None:
    (done,) = run(orders("x"), Pace(), Nobody(), stubborn)
    assert [each.code for each in done.left_out] == ["BATCH_BROKE", "BATCH_BROKE"]
    assert done.standing is Standing.BROKEN
    assert len(done.traces) == 2
    assert "ZeroDivisionError: x" in done.traces[0]


def test_of_a_model_and_a_log_nothing_can_be_left_out() -> None:
    (done,) = run([Order(item=Item(name="x", path="x.bpmn", log="x.csv"))], Pace(), Nobody(), stubborn)
    assert done.failure is not None
    assert (done.failure.code, done.standing) == ("BATCH_ITEM_BROKE", Standing.BROKEN)


def test_an_input_that_is_refused_says_why() -> None:
    (done,) = run(orders("x"), Pace(), Nobody(), refusing)
    assert done.failure is not None
    assert (done.failure.code, done.standing) == ("WORKSPACE_MISSING", Standing.REJECTED)


@pytest.mark.parametrize(
    ("standings", "worst"),
    [
        ([Standing.MET, Standing.MET], Standing.MET),
        ([Standing.MET, Standing.BREACHED], Standing.BREACHED),
        ([Standing.BREACHED, Standing.REJECTED], Standing.REJECTED),
        ([Standing.BREACHED, Standing.NOTHING], Standing.REJECTED),
        ([Standing.NOTHING, Standing.NOTHING], Standing.NOTHING),
        ([Standing.REJECTED, Standing.BROKEN, Standing.MET], Standing.BROKEN),
        ([Standing.NOTHING], Standing.NOTHING),
        ([Standing.REJECTED], Standing.REJECTED),
    ],
)
def test_the_worst_of_several_by_the_rule(standings: list[Standing], worst: Standing, tmp_path: Path) -> None:
    (told,) = run([Order(item=Item(name="w", path=str(workspace(tmp_path, "p"))))], Pace(), Nobody())
    dones = [
        Done(
            item=told.item,
            title="",
            standing=each,
            language=Language.EN,
            verdicts=() if each is Standing.NOTHING else told.verdicts,
        )
        for each in standings
    ]
    assert standing_of_all(dones) is worst


def test_all_refused_is_nothing_done() -> None:
    assert standing_of_all(run(orders("x", "y"), Pace(workers=2), Nobody(), refusing)) is Standing.NOTHING


def test_a_process_with_which_the_interpreter_dies_is_refused_and_the_others_are_reported(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", "calm", "dies")
    order = Order(item=Item(name="w", path=str(root)), outputs=((tmp_path / "out.json", writer_for(Path("out.json"))),))
    (done,) = run([order], Pace(), Nobody(), dying)
    calm, dead = done.verdicts
    assert (calm.status, dead.status) == (Status.ASSESSED, Status.REFUSED)
    assert dead.reason is not None
    assert "perhaps memory ran out" in dead.reason.en
    assert done.standing is Standing.BROKEN
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["processes"]
    assert [(each["id"], each["status"]) for each in told] == [("calm", "assessed"), ("dies", "refused")]
    assert told[0]["conformance"]["conforming_cases"] == 0.75


def test_workers_and_their_order_change_no_byte(tmp_path: Path) -> None:
    names = ["甲 工作区", "b", "c"]
    written = []
    for workers in (1, 2):
        folder = tmp_path / f"{workers}"
        asked = [
            Order(
                item=Item(name=name, path=str(workspace(tmp_path / "in" / name, "一个 流程", "p"))),
                outputs=tuple(
                    (folder / name / f"r{suffix}", writer_for(Path(f"r{suffix}"))) for suffix in WRITERS if suffix != ".pdf"
                ),
                language=Language.ZH_CN,
            )
            for name in names
        ]
        write_index(run(asked, Pace(workers=workers), Nobody()), (), folder, Language.ZH_CN)
        written.append({each.relative_to(folder): each.read_bytes() for each in folder.rglob("*") if each.is_file()})
    assert len(written[0]) == len(names) * len([each for each in WRITERS if each != ".pdf"]) + 3
    assert written[0] == written[1]


def test_a_file_that_cannot_be_written_costs_its_input_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    root = workspace(tmp_path / "w", "p")
    asked = [
        Order(item=Item(name=name, path=str(root)), outputs=((tmp_path / name / "r.json", writer_for(Path("r.json"))),))
        for name in ("file", "free")
    ]
    blocked, free = run(asked, Pace(workers=2), Nobody())
    assert blocked.failure is not None
    assert (blocked.failure.code, blocked.standing) == ("OUTPUT_FAILED", Standing.REJECTED)
    assert free.standing is Standing.MET
    assert (tmp_path / "free" / "r.json").is_file()


def test_inputs_are_workspaces_and_pairs_each_under_a_name_of_its_own(tmp_path: Path) -> None:
    for name in ("x/w", "y/w"):
        (tmp_path / name).mkdir(parents=True)
    model = tmp_path / "p.bpmn"
    model.write_text("", encoding="utf-8")
    items = items_of([str(tmp_path / "x/w"), str(model), "log.csv", str(tmp_path / "y/w"), "not there", "gone.bpmn", "gone.csv"])
    assert [(each.name, each.log) for each in items] == [
        ("w", None),
        ("p", "log.csv"),
        ("w-2", None),
        ("not there", None),
        ("gone", "gone.csv"),
    ]


def test_the_index_tells_every_process_and_why_some_are_not_told(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", "good", "bad|`<b>`")
    next(root.glob("event_logs/bad*")).write_bytes(b"\x00\x01")
    asked = [Order(item=Item(name="w", path=str(root))), Order(item=Item(name="gone", path=str(tmp_path / "gone")))]
    dones = run(asked, Pace(workers=2), Nobody())
    told = json.loads(index_json(dones, (), tmp_path, Language.EN))
    assert told["exit"] == 2
    assert [each["status"] for each in told["items"][0]["processes"]] == ["refused", "assessed"]
    assert told["items"][0]["processes"][0]["reason"]
    assert told["items"][1]["failure"]["code"] == "WORKSPACE_MISSING"
    page = index_markdown(dones, (), Language.EN)
    assert "| w | good | assessed | – | 40 | 75.00% | – |" in page
    assert "| gone | – | failed |" in page
    assert "bad\\|\\`\\<b\\>\\`" in page
    write_index(dones, (), tmp_path / "out", Language.EN)
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "bad|`&lt;b&gt;`" in html or "<code>&lt;b&gt;</code>" in html
    assert "<b>`" not in html
