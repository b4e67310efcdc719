"""What is known and passed on: data objects, who owns them, and what activities do with them – as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from workbench.findings import NOWHERE, Finding, Place

NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class Operation(StrEnum):
    """What an activity does with a data object."""

    CREATE = "C"
    READ = "R"
    UPDATE = "U"
    DELETE = "D"


@dataclass(frozen=True, kw_only=True)
class DataObject:
    """A data object; origin and consumer outside the assessed processes are what the file calls them."""

    id: str
    name: str
    name_en: str | None = None
    master_system: str | None = None
    owner_department: str | None = None
    steward_post: str | None = None
    external_origin: str | None = None
    external_consumer: str | None = None
    place: Place = NOWHERE
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)


@dataclass(frozen=True, kw_only=True)
class DataUse:
    """What an activity, as the file names it, does with a data object."""

    activity: str
    data: str
    operations: frozenset[Operation]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Information:
    """All that a workspace says of its data; a table that is absent is None, which is not the same as empty."""

    data_objects: tuple[DataObject, ...] | None = None
    uses: tuple[DataUse, ...] | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def data_object(self) -> Mapping[str, DataObject]:
        """Return the data objects by id."""
        return MappingProxyType({each.id: each for each in self.data_objects or ()})
