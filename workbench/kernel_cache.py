"""Machine code on disk, found again only while nothing has changed that a kernel draws on, and never in the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pickle import PickleError
from types import FunctionType
from typing import Any, Final

from numba.core.caching import FunctionCache

_CONSTANTS: Final = (bool, int, float, str, bytes, tuple, type(None))


class KernelCache(FunctionCache):
    """The cache of one kernel. Numba's own sees a change of the kernel's file only, not one of what it calls or of a constant.

    Raises RuntimeError where no folder can be written.
    """

    def __init__(self, loop: Callable[..., Any]) -> None:
        super().__init__(loop)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the machine code for a signature, None where there is none or what is there cannot be read any more."""
        try:
            return super().load_overload(sig, target_context)
        except (AttributeError, EOFError, ImportError, OSError, PickleError):
            self._emptied()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the machine code for a signature, unless the folder has become full or read-only."""
        try:
            super().save_overload(sig, data)
        except OSError:
            return

    def _index_key(self, sig: Any, codegen: Any) -> Any:
        fields = (getattr(getattr(each, "instance_class", None), "_fields", ()) for each in getattr(sig, "args", sig))
        drawn_on = "\0".join((*map(str, fields), *_drawn_on(self._py_func, set()))).encode(errors="replace")
        return (*super()._index_key(sig, codegen), hashlib.sha256(drawn_on).hexdigest())

    def _emptied(self) -> None:
        try:
            self.flush()
        except OSError:
            return


def _drawn_on(loop: FunctionType, seen: set[FunctionType]) -> Iterator[str]:
    """Yield the code of a function and of all that it calls, and the values of the constants that they name."""
    seen.add(loop)
    yield f"{loop.__code__.co_code!r} {[each for each in loop.__code__.co_consts if isinstance(each, _CONSTANTS)]}"
    for name in loop.__code__.co_names:
        value = loop.__globals__.get(name)
        called = getattr(value, "py_func", value)
        if isinstance(called, FunctionType) and called not in seen:
            yield from _drawn_on(called, seen)
        elif isinstance(value, _CONSTANTS) and name in loop.__globals__:
            yield f"{name} = {value!r}"
