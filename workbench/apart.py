"""Work in a process of its own: it tells how far it is, can be stopped at any moment, and holds up nobody meanwhile.

The work is a function of a module, its argument and its result are values; both travel pickled, to and from a child of this
process and nobody else. What the work prints goes to stderr.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import IO, Any, Final, Generic, TypeVar

from workbench.findings import WorkbenchError

_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")

Tell = Callable[[str], None]
"""What the work calls to say how far it is."""

_TOLD, _DONE, _REFUSED, _FAILED = "told", "done", "refused", "failed"
_LENGTH: Final = 8
_CHILD: Final = "from workbench.apart import serve; serve()"


class StoppedError(Exception):
    """The work was stopped, by `stop` or by the system, before it was done."""


class BrokenError(Exception):
    """The work broke for a reason that nobody foresaw; its text is the traceback there."""


class Apart(Generic[_Result]):
    """One piece of work in a process of its own, begun at once."""

    def __init__(self, work: Callable[[_Argument, Tell], _Result], argument: _Argument) -> None:
        self._told: list[str] = []
        self._end: tuple[str, Any] = ("", None)
        self._news = threading.Condition()
        self._has_ended = False
        self._child = subprocess.Popen([sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._reader = threading.Thread(target=self._follow, args=(pickle.dumps((work, argument)),), daemon=True)
        self._reader.start()

    @property
    def told(self) -> tuple[str, ...]:
        """Return what the work has said so far."""
        return tuple(self._told)

    @property
    def is_running(self) -> bool:
        """Return whether the work is still going on."""
        return self._reader.is_alive()

    def stop(self) -> None:
        """End the work at once; what it has not returned by then is lost."""
        self._child.kill()
        self._reader.join()

    def result(self, timeout: float | None = None) -> _Result:
        """Wait for the result, at most `timeout` seconds, and return it.

        Raises TimeoutError where the work still goes on then, WorkbenchError as the work did, StoppedError where it was ended,
        BrokenError where it broke.
        """
        self._reader.join(timeout)
        if self._reader.is_alive():
            raise TimeoutError
        kind, content = self._end
        if kind == _REFUSED:
            raise content
        if kind == _FAILED:
            raise BrokenError(content)
        if kind != _DONE:
            raise StoppedError
        result: _Result = content
        return result

    def steps(self, longest: float | None = None) -> Iterator[str]:
        """Yield what the work says as it says it, until its answer is here.

        Raises TimeoutError where it has begun to speak, says nothing new for `longest` seconds, and still goes on.
        """
        heard = 0
        while not self._is_over(heard):
            with self._news:
                if not self._news.wait_for(partial(self._is_further, heard), longest if heard else None):
                    raise TimeoutError
            yield from self._told[heard : (heard := len(self._told))]

    def _is_over(self, heard: int) -> bool:
        return self._has_ended and len(self._told) == heard

    def _is_further(self, heard: int) -> bool:
        return self._has_ended or len(self._told) > heard

    def _follow(self, order: bytes) -> None:
        """Hand over the order, note what comes back until the child ends, and say so to whoever waits."""
        try:
            self._note(order)
        finally:
            self._tell_end()

    def _tell_end(self) -> None:
        """Say that nothing more will be said: the answer is here, whatever time the child takes to leave."""
        with self._news:
            self._has_ended = True
            self._news.notify_all()

    def _note(self, order: bytes) -> None:
        stdin, stdout = self._child.stdin, self._child.stdout
        if stdin is None or stdout is None:
            raise AssertionError(self)
        try:
            with stdin:
                stdin.write(order)
        except BrokenPipeError:
            pass
        while (message := _received(stdout)) is not None:
            kind, content = message
            if kind == _TOLD:
                with self._news:
                    self._told.append(content)
                    self._news.notify_all()
            else:
                self._end = message
                self._tell_end()
        stdout.close()
        self._child.wait()


def _received(stream: IO[bytes]) -> tuple[str, Any] | None:
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    if len(body) < size:
        return None
    kind, content = pickle.loads(body)  # what our own child made of our own order
    return kind, content


def serve() -> None:
    """Do the one piece of work that stands on stdin, and answer on what was stdout."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def send(kind: str, content: object) -> None:
        body = pickle.dumps((kind, content), pickle.HIGHEST_PROTOCOL)
        answers.write(len(body).to_bytes(_LENGTH, "big") + body)
        answers.flush()

    work, argument = pickle.loads(sys.stdin.buffer.read())
    try:
        send(_DONE, work(argument, lambda text: send(_TOLD, text)))
    except WorkbenchError as error:
        send(_REFUSED, error)
    except Exception:  # noqa: BLE001 - the edge of this process: whatever else happens is told to the one who asked
        send(_FAILED, traceback.format_exc())


def _frozen(content: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(content)


def _reduced(mapping: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    return _frozen, (dict(mapping),)


copyreg.pickle(MappingProxyType, _reduced)
