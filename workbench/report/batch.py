"""Many inputs in one run, each in a process of its own: what breaks or takes too long is left out by name, the rest finishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from workbench.apart import Apart, BrokenError, StoppedError, Tell
from workbench.findings import ENTERPRISE, Finding, InputError, Place, Severity, WorkbenchError
from workbench.language import Language
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.released import refusal_of
from workbench.report.assessing import Item, Setting, assessment_in
from workbench.report.outputs import Writer
from workbench.report.thresholds import Threshold, is_breached
from workbench.report.verdicts import Verdict, verdicts_of
from workbench.study import Assessment
from workbench.study.studied import LeftOut

_OF_ALL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BATCH_TIMED_OUT": "BATCH_ITEM_TIMED_OUT",
        "BATCH_STOPPED": "BATCH_ITEM_STOPPED",
        "BATCH_BROKE": "BATCH_ITEM_BROKE",
    }
)
"""What is said of one process → what is said where none can be left out."""

_BROKE: Final = frozenset({"BATCH_BROKE", "BATCH_STOPPED", "BATCH_ITEM_BROKE", "BATCH_ITEM_STOPPED"})
"""What is our fault, or the machine's, and not that of a file."""


class Standing(IntEnum):
    """What came of a run, as the number that a command exits with."""

    MET = 0
    BREACHED = 1
    REJECTED = 2
    NOTHING = 3
    BROKEN = 4


Said = Callable[[Assessment, Language], str]
"""What is to be told of an assessment on a terminal."""


def nothing_said(_assessment: Assessment, _language: Language) -> str:
    """Say nothing of an assessment: its files tell all."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Order:
    """One piece of work: an input, how it is read, what is written and said of it, and what is left out of it."""

    item: Item
    setting: Setting = field(default_factory=Setting)
    outputs: tuple[tuple[Path, Writer], ...] = ()
    said: Said = nothing_said
    language: Language | None = None
    thresholds: tuple[Threshold, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of one order; `failure` says why nothing did, else `verdicts` tell of each process and the enterprise.

    `head` is the last record of the register, `traces` are the tracebacks of what broke, for those who mend it.
    """

    item: Item
    title: str
    standing: Standing
    language: Language
    verdicts: tuple[Verdict, ...] = ()
    files: tuple[Path, ...] = ()
    said: str = ""
    failure: Finding | None = None
    left_out: tuple[Finding, ...] = ()
    traces: tuple[str, ...] = ()
    head: Head = BEFORE_ALL


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How many inputs are worked on at once, and how many seconds each of their processes may take (None: any)."""

    workers: int = 1
    seconds: float | None = None


class Watcher(Protocol):
    """Who follows a run."""

    def stepped(self, item: Item, step: str) -> None:
        """Hear which process of an input is worked on; `enterprise` is what belongs to none of them."""
        ...

    def finished(self, done: Done) -> None:
        """Hear what came of an input, in the order of finishing."""
        ...


class Nobody:
    """Nobody follows."""

    def stepped(self, item: Item, step: str) -> None:
        """Hear nothing."""

    def finished(self, done: Done) -> None:
        """Hear nothing."""


Work = Callable[[Order, Tell], Done]


def reported(order: Order, tell: Tell) -> Done:
    """Assess an input and write and say what is asked for; `tell` is told every process, and `enterprise` for all else."""
    tell(ENTERPRISE)
    with assessment_in(order.item, order.setting, order.left_out, tell) as assessment:
        language = order.language or assessment.study.language
        for path, write in order.outputs:
            tell(ENTERPRISE)
            _write(write, assessment, path, language)
        tell(ENTERPRISE)
        verdicts = verdicts_of(assessment)
        return Done(
            item=order.item,
            title=assessment.study.name,
            standing=standing_under(assessment, verdicts, order.thresholds),
            language=language,
            verdicts=verdicts,
            files=tuple(path for path, _ in order.outputs),
            said=order.said(assessment, language),
            head=assessment.standing.head,
        )


def _write(write: Writer, assessment: Assessment, path: Path, language: Language) -> None:
    """Write one file. Raises InputError where it cannot be written, ImmutableRelease where it would lie in a release."""
    try:
        write(assessment, path, language)
    except OSError as cause:
        refusal = refusal_of(cause)
        if refusal is not None:
            raise refusal from cause
        facts = {"detail": cause.strerror or str(cause)}
        place = Place(file=str(path))
        raise InputError(Finding(code="OUTPUT_FAILED", severity=Severity.CRITICAL, place=place, facts=facts)) from cause


def run(orders: Sequence[Order], pace: Pace, watcher: Watcher, work: Work = reported) -> tuple[Done, ...]:
    """Do every order, `pace.workers` at once, and return what came of each, in the order of `orders`.

    A process of a workspace that takes longer than `pace.seconds`, or with which the work breaks or is ended, is refused by name
    and the workspace assessed anew without its log, then without its model; where no process is at fault, the whole input fails.
    """
    crew = _Crew(pace=pace, watcher=watcher, work=work)
    with ThreadPoolExecutor(pace.workers) as pool:
        futures = [pool.submit(crew.do, order) for order in orders]
        try:
            return tuple(each.result() for each in futures)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            crew.stop()
            raise


def standing_of_all(dones: Sequence[Done]) -> Standing:
    """Return the worst of several: broken before all else; nothing only where no input could tell anything; then rejected."""
    standings = [each.standing for each in dones]
    if Standing.BROKEN in standings or not standings:
        return Standing.BROKEN if standings else Standing.NOTHING
    if len(dones) > 1 and all(not each.verdicts or each.standing is Standing.NOTHING for each in dones):
        return Standing.NOTHING
    return max(Standing.REJECTED if each is Standing.NOTHING and len(dones) > 1 else each for each in standings)


def standing_of(assessment: Assessment) -> Standing:
    """Return whether anything was told and everything read, whatever was found.

    Without a log or a model a process is not refused: what the rest shows is told, all else is unknown. A table or another file
    that could not be read was rejected, too, though it cost itself alone.
    """
    refused = [each for each in assessment.processes if each.conformance is None and not each.lacks_a_file]
    told = any(each.conformance is not None for each in assessment.processes) or assessment.study.has_tables
    if len(refused) == len(assessment.processes) or not told:
        return Standing.NOTHING
    unread = any(each.severity is Severity.CRITICAL for each in assessment.study.findings)
    return Standing.REJECTED if refused or unread else Standing.MET


def standing_under(assessment: Assessment, verdicts: Sequence[Verdict], thresholds: Sequence[Threshold]) -> Standing:
    """Return the standing of an assessment whose verdicts are to keep to thresholds; rejected goes before breached."""
    standing = standing_of(assessment)
    is_met = standing is not Standing.MET or not is_breached(verdicts, thresholds)
    return standing if is_met else Standing.BREACHED


class _Crew:
    """Those who work at once: each order in a process of its own, again without what it broke on."""

    def __init__(self, *, pace: Pace, watcher: Watcher, work: Work) -> None:
        self._pace, self._watcher, self._work = pace, watcher, work
        self._running: set[Apart[Done]] = set()
        self._is_stopped = False

    def do(self, order: Order) -> Done:
        """Do one order to the end, whatever that is, and tell the watcher."""
        done = self._done(order)
        self._watcher.finished(done)
        return done

    def stop(self) -> None:
        """End all work at once."""
        self._is_stopped = True
        for each in tuple(self._running):
            each.stop()

    def _done(self, order: Order) -> Done:
        told: list[Finding] = []
        traces: list[str] = []
        while True:
            step, code = ENTERPRISE, ""
            try:
                with self._apart(order) as work:
                    for step in work.steps(self._pace.seconds):
                        self._watcher.stepped(order.item, step)
                    return _with_faults(work.result(), told, traces)
            except WorkbenchError as error:
                return _failed(order, error.finding, Standing.REJECTED, traces)
            except TimeoutError:
                code = "BATCH_TIMED_OUT"
            except StoppedError:
                code = "BATCH_STOPPED"
            except BrokenError as error:
                code = "BATCH_BROKE"
                traces.append(str(error))
            if self._is_stopped:
                raise StoppedError
            if order.item.is_pair or step == ENTERPRISE or step in order.left_out.models:
                finding = self._finding(_OF_ALL[code], ENTERPRISE, order.item.name)
                standing = Standing.BROKEN if finding.code in _BROKE else Standing.NOTHING
                return _failed(order, finding, standing, traces)
            told.append(self._finding(code, step, step))
            order = replace(order, left_out=order.left_out.with_next(step, told[-1]))

    def _finding(self, code: str, scope: str, name: str) -> Finding:
        facts = {"name": name, "seconds": f"{self._pace.seconds or 0:g}"}
        return Finding(code=code, severity=Severity.CRITICAL, scope=scope, object=(name,), facts=facts)

    @contextmanager
    def _apart(self, order: Order) -> Iterator[Apart[Done]]:
        work = Apart(self._work, order)
        self._running.add(work)
        try:
            yield work
        finally:
            work.stop()
            self._running.discard(work)


def _with_faults(done: Done, told: Sequence[Finding], traces: Sequence[str]) -> Done:
    """Return what was done in the end with what had to be left out before."""
    standing = Standing.BROKEN if any(each.code in _BROKE for each in told) else done.standing
    return replace(done, standing=standing, left_out=tuple(told), traces=tuple(traces))


def _failed(order: Order, failure: Finding, standing: Standing, traces: Sequence[str]) -> Done:
    language = order.language or Language.ZH_CN
    return Done(
        item=order.item, title=order.item.name, standing=standing, language=language, failure=failure, traces=tuple(traces)
    )
