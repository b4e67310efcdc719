"""How fast the app answers ten sessions on the demo, and one while another takes in and assesses half a million events.

A session is what a browser is to the server: a websocket that sends clicks and takes all that comes back. The browsers are left
out on purpose, since they run on the machines of those who look, not on the two cores that serve them. What is measured is the
time from a click until the script of the session has ended, all its reruns included.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from workbench.intake import create_workspace
from workbench.language import Language
from workbench.templates import sample_workspace

HARMLESS = ("open-", "see-", "variant-", "chip-", "close-case", "veto-")
"""How the keys of buttons begin that only lead elsewhere."""
_BRISK = 0.3
"""Seconds before a click of the one session beside the large log: it is to meet as much of the work as it can."""
ANSWERED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://example.org/large" id="d">
<process id="large" isExecutable="false">
<startEvent id="s"/><task id="a" name="a"/><task id="b" name="b"/><task id="c" name="c"/><task id="d" name="d"/>
<task id="e" name="e"/><endEvent id="x"/>
<sequenceFlow id="f0" sourceRef="s" targetRef="a"/><sequenceFlow id="f1" sourceRef="a" targetRef="b"/>
<sequenceFlow id="f2" sourceRef="b" targetRef="c"/><sequenceFlow id="f3" sourceRef="c" targetRef="d"/>
<sequenceFlow id="f4" sourceRef="d" targetRef="e"/><sequenceFlow id="f5" sourceRef="e" targetRef="x"/>
</process></definitions>
"""


@dataclass
class Session:
    """One session of the app: what is on its page, and how long each of its clicks took."""

    line: ClientConnection
    query: str = ""
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, tuple[Element, str]] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    fragment: str = ""

    async def rerun(self, fragment: str = "", trigger: WidgetState | None = None) -> float:
        """Send what a click sends, and return the seconds until the app has answered."""
        states = [each for name, each in self.states.items() if name in self.widgets]
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.fragment_id = self.query, self.page, fragment
        asked.widget_states.widgets.extend([*states, *([trigger] if trigger is not None else [])])
        self.fragment = fragment
        begun = time.perf_counter()
        await self.line.send(message.SerializeToString())
        while True:
            if self._take(ForwardMsg.FromString(await self.line.recv(decode=False))):
                return time.perf_counter() - begun

    def _take(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            if not self.fragment:
                self.widgets = {}
            self.fragment = ""  # what runs again after that is the whole page
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
            self.pages = {each.url_pathname: each.page_script_hash for each in message.navigation.app_pages}
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._see(message.delta.new_element, message.delta.fragment_id)
        return kind == "script_finished" and message.script_finished in ANSWERED

    def _see(self, element: Element, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind in ("selectbox", "button_group", "checkbox", "button"):
            self.widgets[getattr(element, kind).id] = (element, fragment)

    async def look(self, view: str) -> float:
        """Turn to a view."""
        self.page = self.pages[view]
        return await self.rerun()

    def choices(self) -> list[tuple[str, WidgetState, bool]]:
        """Return what can be chosen on the page: the fragment that it belongs to, what is sent, and whether it is a button."""
        found = []
        for name, (element, fragment) in self.widgets.items():
            kind = str(element.WhichOneof("type"))
            widget = getattr(element, kind)
            key = name.rsplit("-", 1)[-1] if kind != "button" else name.split("-", 2)[-1]
            if kind == "button" and key.startswith(HARMLESS) and not widget.disabled:
                found.append((fragment, WidgetState(id=name, trigger_value=True), True))
            elif kind == "selectbox":
                found += [(fragment, WidgetState(id=name, string_value=option), False) for option in widget.options]
            elif kind == "checkbox":
                found.append((fragment, WidgetState(id=name, bool_value=True), False))
            elif kind == "button_group":
                found += [(fragment, _chosen(name, option.content), False) for option in widget.options]
        return [each for each in found if self.states.get(each[1].id) != each[1]]

    async def choose(self, dice: random.Random) -> float | None:
        """Choose something on the page, any widget as likely as any other; None where there is nothing to be chosen."""
        choices = self.choices()
        if not choices:
            return None
        widget = dice.choice(sorted({each.id for _, each, _ in choices}))
        fragment, state, is_button = dice.choice([each for each in choices if each[1].id == widget])
        if is_button:
            return await self.rerun(fragment, state)
        self.states[widget] = state
        return await self.rerun(fragment)

    async def press(self, key: str) -> float:
        """Press the button of a key."""
        name, (_, fragment) = next(each for each in self.widgets.items() if each[0].endswith(f"-{key}"))
        return await self.rerun(fragment, WidgetState(id=name, trigger_value=True))


def _chosen(name: str, content: str) -> WidgetState:
    state = WidgetState(id=name)
    state.string_array_value.data.append(content)
    return state


@dataclass(frozen=True)
class Answer:
    """How long one click took."""

    view: str
    what: str
    seconds: float


@dataclass
class Server:
    """The app served for a folder."""

    port: int
    process: subprocess.Popen[bytes]

    async def session(self, **address: str) -> Session:
        """Open a page of the app."""
        line = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            ping_interval=None,
        )
        session = Session(line=line, query=urlencode(address))
        await session.rerun()
        return session

    def cpu(self) -> float:
        """Return the seconds of CPU that the server and what it started have used; what has ended and was waited for counts."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[2]) == self.process.pid:  # its group
                ticks += sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve a folder on loopback until that is no longer needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = f"from pathlib import Path; from workbench.app import serve; serve(Path({str(folder)!r}), '127.0.0.1', {port})"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, process_group=0)
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Server(port=port, process=process)
    finally:
        os.killpg(process.pid, 15)
        process.wait()


async def taken(session: Session, file: str) -> float:
    """Bring a file of the served folder in, as far as the wizard's trial of it; return how many seconds that took."""
    begun = time.perf_counter()
    await session.look("begin")
    name, option = next(
        (name, option)
        for name, (element, _) in session.widgets.items()
        for option in element.selectbox.options
        if name.endswith("-import-inner") and option.endswith(file)
    )
    session.states[name] = WidgetState(id=name, string_value=option)
    await session.press("import-take")
    await ended(session)
    if not any(name.endswith("-import-store") for name in session.widgets):
        raise AssertionError(file)
    return time.perf_counter() - begun


async def assessed(session: Session, process: str) -> float:
    """Let the session's workspace be assessed; return how many seconds that took."""
    begun = time.perf_counter()
    await session.look("begin")
    await ended(session)
    await session.press("assess")
    await ended(session)
    await session.look("")
    if not any(name.endswith(f"-open-{process}") for name in session.widgets):
        raise AssertionError(process)
    return time.perf_counter() - begun


async def ended(session: Session) -> None:
    """Wait until nothing is worked at that the session could give up."""
    while any("-cancel" in name for name in session.widgets):
        await asyncio.sleep(0.5)
        await session.rerun()


async def walked(session: Session, seed: int, think: float, until: float) -> list[Answer]:
    """Walk through all views again and again, with one choice or two in each, thinking before every click."""
    dice, answers = random.Random(seed), []
    views = [each for each in session.pages if each != "begin"]
    await asyncio.sleep(dice.uniform(0, think))
    while True:
        dice.shuffle(views)
        for view in views:
            for step in range(dice.choice((2, 3))):
                if time.perf_counter() > until:
                    return answers
                took = await session.look(view) if step == 0 else await session.choose(dice)
                if took is not None:
                    answers.append(Answer(view=view or "overview", what="inner" if step else "opened", seconds=took))
                await asyncio.sleep(dice.uniform(0.5, 1.5) * think)


def told(title: str, answers: list[Answer]) -> None:
    """Print how long clicks took."""
    seconds = sorted(each.seconds for each in answers)
    if not seconds:
        print(f"{title:28} {0:5}")
        return
    p95 = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    print(f"{title:28} {len(seconds):5} {statistics.median(seconds):8.2f} {p95:8.2f} {seconds[-1]:8.2f}")


async def many(server: Server, sessions: int, think: float, minutes: float) -> None:
    """Let many sessions walk through the demo."""
    await assessed(await server.session(workspace="demo"), "OTD")
    open_ones = [await server.session(workspace="demo") for _ in range(sessions)]
    before, begun = server.cpu(), time.perf_counter()
    walks = [walked(session, seed, think, begun + 60 * minutes) for seed, session in enumerate(open_ones)]
    answers = [each for walk in await asyncio.gather(*walks) for each in walk]
    share = (server.cpu() - before) / (time.perf_counter() - begun)
    print(f"{sessions} sessions, {think:g} s think time, load {os.getloadavg()[0]:.1f}; the server used {share:.0%} of one core")
    print(f"{'seconds':28} {'n':>5} {'median':>8} {'p95':>8} {'worst':>8}")
    told("all", answers)
    for view, what in sorted({(each.view, each.what) for each in answers}):
        told(f"  {view}, {what}", [each for each in answers if (each.view, each.what) == (view, what)])


async def beside(server: Server) -> None:
    """Let one session walk through the demo, first alone, then while another takes the large log in and assesses it."""
    first, second = await server.session(workspace="demo"), await server.session(workspace="large")
    told("another session before", await walked(first, 0, _BRISK, time.perf_counter() + 30))
    for what, work in (("takes it in", partial(taken, second, "large.csv")), ("assesses it", partial(assessed, second, "large"))):
        task, answers = asyncio.create_task(work()), []
        for seed in count(1):
            answers += await walked(first, seed, _BRISK, time.perf_counter() + 2)
            if task.done():
                break
        told(f"while one {what}", answers)
        print(f"  which took {task.result():.1f} s, load {os.getloadavg()[0]:.1f}")


def large(folder: Path, events: int) -> None:
    """Write a workspace with one sequence of five steps and a log of it, in which now and then a step is left out or swapped."""
    (folder / "models").mkdir(parents=True)
    (folder / "event_logs").mkdir()
    (folder / "models" / "large.bpmn").write_text(MODEL, encoding="utf-8")
    dice, start = random.Random(0), datetime(2025, 1, 6, 8, tzinfo=UTC)
    with (folder / "event_logs" / "large.csv").open("w", encoding="utf-8") as log:
        log.write("case_id,activity,end,resource\n")
        for case in range(events // 5):
            steps = list("abcde")
            if dice.random() < 0.1:
                place = dice.randrange(4)
                steps[place], steps[place + 1] = steps[place + 1], steps[place]
            for number, step in enumerate(steps):
                at = start + timedelta(minutes=case + 30 * number)
                log.write(f"c{case},{step},{at:%Y-%m-%d %H:%M:%S},p{dice.randrange(40)}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--think", type=float, default=10, help="seconds before a click, in the mean")
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--events", type=int, default=500_000, help="of the large log; 0 leaves it out")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_workspace(folder, "demo", sample_workspace(Language.ZH_CN))
        if given.events:
            large(folder / "large", given.events)
            os.link(folder / "large" / "event_logs" / "large.csv", folder / "large.csv")  # where the wizard takes it from
        with served(folder) as server:
            asyncio.run(many(server, given.sessions, given.think, given.minutes))
            if given.events:
                asyncio.run(beside(server))


if __name__ == "__main__":
    main()
