"""Frozen values as plain data and back, by their types: what is recorded or written to a manifest is never spelt by hand."""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

TAG: Final = "is"
"""Names the class, where a field may hold values of several."""


def plain(value: object) -> Any:
    """Return a value as what JSON holds: numbers, texts, lists and mappings; dates in ISO 8601.

    Frozen dataclasses, tuples, mappings with texts as keys, enumerations, dates and times may be nested. Raises TypeError for
    anything else, ValueError for a number that is none (nan, inf).
    """
    return _told(value, type(value))


def value_of(kind: type[T], said: Any) -> T:
    """Return plain data as the value of a type that `plain` made it of; fields that are missing take their defaults.

    Raises ValueError, KeyError or TypeError where it says something else.
    """
    return cast("T", _read(kind, said))


def _told(value: object, kind: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _told(each, _part(kind, 1)) for key, each in value.items()}
    if isinstance(value, (tuple, list, frozenset)):
        parts = sorted(value) if isinstance(value, frozenset) else value
        return [_told(each, _part(kind, 0)) for each in parts]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return _told_simple(value)
    hints = _hints(type(value))
    said = {each.name: _told(getattr(value, each.name), hints[each.name]) for each in dataclasses.fields(value)}
    return {TAG: type(value).__name__, **said} if len(_classes(kind)) > 1 else said


def _told_simple(value: object) -> Any:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case float() if not math.isfinite(value):
            message = f"no number: {value}"
            raise ValueError(message)
        case None | bool() | int() | float() | str():
            return value
    message = f"not plain: {type(value).__name__}"
    raise TypeError(message)


def _read(kind: Any, said: Any) -> object:
    if _is_union(kind):
        return _read_union(kind, said)
    if dataclasses.is_dataclass(kind):
        return _read_fields(kind, _mapped(said))
    origin = get_origin(kind)
    if origin is not None:
        return _read_parts(origin, get_args(kind), said)
    return said if kind in {Any, object} else _read_simple(kind, said)


def _read_parts(origin: Any, kinds: Sequence[Any], said: Any) -> object:
    if origin is tuple:
        return _read_tuple(kinds, said)
    if issubclass(origin, Mapping):
        return types.MappingProxyType({key: _read(kinds[1], each) for key, each in _mapped(said).items()})
    return origin(_read(kinds[0], each) for each in _listed(said))


def _read_simple(kind: Any, said: Any) -> object:
    if issubclass(kind, Enum):
        return kind(said)
    if issubclass(kind, date):
        return kind.fromisoformat(said)
    if kind is float and isinstance(said, int) and not isinstance(said, bool):
        return float(said)
    if type(said) is not kind:
        message = f"{kind.__name__} expected, not {type(said).__name__}"
        raise TypeError(message)
    return said


def _read_union(kind: Any, said: Any) -> object:
    if said is None and type(None) in get_args(kind):
        return None
    classes = _classes(kind)
    if len(classes) > 1 and isinstance(said, Mapping):
        return _read({each.__name__: each for each in classes}[said[TAG]], {key: said[key] for key in said if key != TAG})
    choices = [each for each in get_args(kind) if each is not type(None)]
    for each in choices[:-1]:
        try:
            return _read(each, said)
        except (TypeError, ValueError, KeyError):
            continue
    return _read(choices[-1], said)


def _read_tuple(kinds: Sequence[Any], said: Any) -> object:
    parts = _listed(said)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], each) for each in parts)
    return tuple(_read(each, part) for each, part in zip(kinds, parts, strict=True))


def _read_fields(kind: Any, said: Mapping[str, Any]) -> object:
    hints = _hints(kind)
    return kind(**{each.name: _read(hints[each.name], said[each.name]) for each in dataclasses.fields(kind) if each.name in said})


def _listed(said: Any) -> Sequence[Any]:
    if not isinstance(said, (list, tuple)):
        message = f"list expected, not {type(said).__name__}"
        raise TypeError(message)
    return said


def _mapped(said: Any) -> Mapping[str, Any]:
    if not isinstance(said, Mapping):
        message = f"mapping expected, not {type(said).__name__}"
        raise TypeError(message)
    return said


def _part(kind: Any, place: int) -> Any:
    """Return the type of the parts of a tuple (0) or of the values of a mapping (1), whatever they are where none is named."""
    named = get_args(next((each for each in get_args(kind) if get_origin(each)), kind) if _is_union(kind) else kind)
    return named[place] if len(named) > place and named[place] is not Ellipsis else object


def _classes(kind: Any) -> tuple[type, ...]:
    return tuple(each for each in get_args(kind) if dataclasses.is_dataclass(each)) if _is_union(kind) else ()  # type: ignore[misc]


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in {Union, types.UnionType}


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
