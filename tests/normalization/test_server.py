"""The register on a PostgreSQL server, a real one where its package is there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.normalization.decisions import DAY, decision
from tests.normalization.plan.items import AT, TODAY, in_work, item
from tests.normalization.release.trials import WINDOW
from workbench.findings import UsageError
from workbench.fit.plan import Proof
from workbench.normalization import Dispute, Nonconformity, Register, open_register
from workbench.normalization.corrections import CauseFound, CauseKind, CorrectionEvent, corrections_in, enter_correction
from workbench.normalization.plan import (
    Cancelled,
    Done,
    Happening,
    ItemEvent,
    ItemState,
    Reopened,
    Revised,
    Started,
    Verified,
    enter_event,
    enter_items,
    item_events,
    plan_in,
)
from workbench.normalization.release import Drafted, TrialBegun, advance, standing_in, version_of

VERSION = version_of("1.0.0")
TOOLS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytestmark = pytest.mark.skipif(not TOOLS, reason="no PostgreSQL server is installed here")


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """Start a server that only this test can reach, by a socket in its own folder; it refuses to run as root."""
    folder = Path(tempfile.mkdtemp(prefix="register-"))
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "nobody", "nogroup")

    def tool(name: str, *options: str) -> None:
        command = [*user, str(TOOLS[-1].with_name(name)), "-D", str(folder / "data"), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)

    tool("initdb", "-A", "trust", "-U", "owner", "--no-sync")
    tool("pg_ctl", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "-w", "start")
    yield folder
    tool("pg_ctl", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def url(server: Path) -> str:
    """Return the address of a database of its own."""
    name = f"d{uuid4().hex}"
    subprocess.run([str(TOOLS[-1].with_name("createdb")), "-h", str(server), "-U", "owner", name], check=True)
    return f"postgresql://owner@/{name}?host={server}"


def happen(register: Register, key: str, *happenings: Happening) -> None:
    """Enter what happens to an item, each as its author saw it."""
    for number, each in enumerate(happenings):
        seen = plan_in(register, date.max).item[key].seen
        enter_event(register, key, ItemEvent(happening=each, by="王工", at=AT + timedelta(days=number)), seen)


def planned(register: Register) -> Register:
    """Take a small plan from its adoption over signatures, work and proof to one item that is opened again."""
    enter_items(register, [item("first", sign_offs="S2"), item("second", after="first")], "王工", AT)
    happen(register, "first", *in_work(item("first", sign_offs="S2")), Done(on=TODAY))
    happen(register, "first", Verified(proof=Proof.PROVEN, run="r1"), Verified(proof=Proof.REFUTED, run="r2"))
    happen(register, "first", Reopened(reason="复发"))
    happen(register, "second", Revised(reason="设备延期", cost=3.5))
    return register


def told_to_the_second(enter: Callable[[], object]) -> str:
    """Return the author who is named to somebody that did not see what he entered."""
    with pytest.raises(UsageError) as error:
        enter()
    assert error.value.finding.code == "STATEMENT_OVERTAKEN"
    return str(error.value.finding.facts["by"])


def test_what_was_decided_is_kept_on_a_server_and_nothing_is_lost_by_eight_at_once(url: str, tmp_path: Path) -> None:
    assert open_register(tmp_path, url).decisions == ()

    def write(writer: int) -> None:
        for number in range(5):
            open_register(tmp_path, url).decide(decision(about=f"{writer:08x}{number:08x}", by=f"writer {writer}"))

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(8)))
    register = open_register(tmp_path, url)
    assert register.verify() == ()
    assert len(register.standing(DAY).in_force) == 40
    with pytest.raises(UsageError) as error:
        register.decide(decision(Dispute(reason="x"), about=f"{0:016x}"))
    assert error.value.finding.code == "DECISION_OVERTAKEN"
    assert [each.name for each in tmp_path.rglob("[!.]*") if each.is_file()] == ["server-heads.txt"]


def test_a_whole_plan_stands_on_a_server_as_it_stands_in_a_folder(url: str, tmp_path: Path) -> None:
    there, here = planned(open_register(tmp_path / "there", url)), planned(open_register(tmp_path / "here"))
    plan = plan_in(there, date.max)
    assert [(each.id, each.state) for each in plan.items] == [("first", ItemState.PLANNED), ("second", ItemState.AGREED)]
    assert (plan.items, item_events(there)) == (plan_in(here, date.max).items, item_events(here))
    assert [head.number for head in (there.head, here.head)] == [9, 9]
    assert there.verify() == ()


def test_of_two_who_state_something_of_one_item_on_a_server_the_second_is_told(url: str, tmp_path: Path) -> None:
    register = planned(open_register(tmp_path, url))
    seen = plan_in(register, date.max).item["second"].seen
    happen(register, "second", Cancelled(reason="不再需要"))
    late = ItemEvent(happening=Started(on=TODAY), by="李工", at=AT)
    assert told_to_the_second(lambda: enter_event(open_register(tmp_path, url), "second", late, seen)) == "王工"
    assert plan_in(register, date.max).item["second"].state is ItemState.CANCELLED


def test_what_four_adopt_at_once_on_a_server_is_in_the_plan_once(url: str, tmp_path: Path) -> None:
    def adopt(author: int) -> str:
        try:
            enter_items(open_register(tmp_path, url), [item("first"), item("second")], f"author {author}", AT)
        except UsageError as error:
            return error.finding.code
        return ""

    with ThreadPoolExecutor(4) as authors:
        told = set(authors.map(adopt, range(4)))
    events = item_events(open_register(tmp_path, url))
    assert {key: len(its) for key, its in events.items()} == {"first": 1, "second": 1}
    assert told <= {"", "STATEMENT_OVERTAKEN"}


def test_a_release_goes_on_trial_on_a_server_and_who_has_not_seen_that_is_told(url: str, tmp_path: Path) -> None:
    register = open_register(tmp_path, url)
    draft = advance(register, VERSION, Drafted(processes=("P",)), "王工", AT)
    advance(register, VERSION, TrialBegun(window=WINDOW), "王工", AT)
    longer = TrialBegun(window=replace(WINDOW, end=WINDOW.end + timedelta(days=30)))
    assert told_to_the_second(lambda: advance(register, VERSION, longer, "李工", AT, draft.number)) == "王工"
    assert standing_in(open_register(tmp_path, url), date.max).version["1.0.0"].trial == WINDOW


def test_of_two_who_find_a_cause_on_a_server_the_second_is_told(url: str, tmp_path: Path) -> None:
    register = open_register(tmp_path, url)
    register.decide(decision(Nonconformity(evidence="e", requirement="r", statement="s")))
    (raised,) = corrections_in(register, date.max).corrections
    cause = CauseFound(kind=CauseKind.RULE, cause="c")
    first, second = (CorrectionEvent(step=cause, by=by, at=AT) for by in ("王工", "李工"))
    enter_correction(register, raised.id, first, raised.seen)
    assert told_to_the_second(lambda: enter_correction(register, raised.id, second, raised.seen)) == "王工"
