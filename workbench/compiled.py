"""The one door to numba: loops over arrays as machine code, kept on disk where there is room for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from workbench.kernel_cache import KernelCache

_P = ParamSpec("_P")
_R = TypeVar("_R")


def kernel(loop: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a loop when it is first called; it lets go of the interpreter's lock.

    The machine code is kept in NUMBA_CACHE_DIR, beside the source, or in the user's cache folder: the first that can be
    written. Where none can, every process compiles anew, and nothing is said about it.
    """
    return _compiling(loop)


def inlined(loop: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a few lines into each kernel that calls them."""
    return _compiling(loop, inline="always")


@cache
def compiled(loop: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return a plain function as a kernel, and with it the plain functions that it calls by name.

    A room whose loops are seldom long keeps them plain, so that who has little to do never waits for numba. Other kernels
    may call what is returned.
    """
    plain = cast("FunctionType", loop)
    named = ((name, plain.__globals__.get(name)) for name in plain.__code__.co_names)
    called = {name: compiled(each) for name, each in named if isinstance(each, FunctionType)}
    return kernel(cast("Callable[_P, _R]", FunctionType(plain.__code__, {**plain.__globals__, **called})))


def at_hand(loop: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return what is done soonest with little: the kernel where all it takes is to be read from disk, else the plain function.

    Numba itself takes half a second to load, and nobody waits for it who has not loaded it already.
    """
    return compiled(loop) if "numba" in sys.modules and _cache_of(cast("FunctionType", loop)) is not None else loop


@cache
def _cache_of(loop: FunctionType) -> KernelCache | None:
    """Return where the machine code of a loop is kept, None where there is no folder for it."""
    from workbench.kernel_cache import KernelCache

    try:
        return KernelCache(loop)
    except RuntimeError:
        return None


def _compiling(loop: Callable[_P, _R], **options: Any) -> Callable[_P, _R]:
    from numba import njit

    dispatcher = njit(nogil=True, **options)(loop)
    kept = _cache_of(cast("FunctionType", loop))
    if kept is not None:
        dispatcher._cache = kept
    return cast("Callable[_P, _R]", dispatcher)
