"""What supports the work: systems and equipment, their functions, how they are joined, and who may use them – as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from workbench.findings import NOWHERE, Finding, Place

NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class SystemKind(StrEnum):
    """What a system is; offline is what leaves no trace by itself: paper, a spreadsheet."""

    APPLICATION = "application"
    EQUIPMENT = "equipment"
    OFFLINE = "offline"


class AccountKind(StrEnum):
    """Who works under an account: one person, several, a system itself, or a party outside."""

    PERSONAL = "personal"
    SHARED = "shared"
    SYSTEM = "system"
    EXTERNAL = "external"


@dataclass(frozen=True, kw_only=True)
class System:
    """A system or a piece of equipment; owners are posts, `is_maintained` whether there is a maintenance plan."""

    id: str
    name: str
    name_en: str | None = None
    kind: SystemKind = SystemKind.APPLICATION
    business_owner: str | None = None
    technical_owner: str | None = None
    is_maintained: bool | None = None
    depends_on: tuple[str, ...] = ()
    place: Place = NOWHERE
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)

    @property
    def is_offline(self) -> bool:
        """Return whether it is paper, a spreadsheet or the like."""
        return self.kind is SystemKind.OFFLINE


@dataclass(frozen=True, kw_only=True)
class Function:
    """What a system offers; `activities` are those it supports, as the file names them."""

    id: str
    system: str
    name: str = ""
    is_automatic: bool | None = None
    activities: tuple[str, ...] = ()
    place: Place = NOWHERE
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)


@dataclass(frozen=True, kw_only=True)
class Integration:
    """A declared way for data from one system to another; it carries `data`, or everything where none is named."""

    source: str
    target: str
    data: tuple[str, ...] = ()
    mode: str | None = None
    latency: timedelta | None = None
    place: Place = NOWHERE

    def carries(self, data: str) -> bool:
        """Return whether it brings a data object across."""
        return not self.data or data in self.data


@dataclass(frozen=True, kw_only=True)
class Permission:
    """A function is granted to a post, or to an account; the other is None."""

    function: str
    post: str | None = None
    account: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Account:
    """A name under which a system is used; `person` is whose it is, None where it is nobody's own."""

    id: str
    kind: AccountKind
    system: str | None = None
    person: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Landscape:
    """All that a workspace says of its technology; a table that is absent is None, which is not the same as empty."""

    systems: tuple[System, ...] | None = None
    functions: tuple[Function, ...] | None = None
    integrations: tuple[Integration, ...] | None = None
    permissions: tuple[Permission, ...] | None = None
    accounts: tuple[Account, ...] | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def system(self) -> Mapping[str, System]:
        """Return the systems by id."""
        return MappingProxyType({each.id: each for each in self.systems or ()})

    @property
    def function(self) -> Mapping[str, Function]:
        """Return the functions by id."""
        return MappingProxyType({each.id: each for each in self.functions or ()})

    def system_of(self, function: str) -> str | None:
        """Return the system of a function, an offline system standing as its own; None where nothing known supports it."""
        if function in self.function:
            system = self.function[function].system
            return system if self.systems is None or system in self.system else None
        return function if function in self.system else None

    def is_joined(self, source: str, target: str, data: str) -> bool:
        """Return whether an integration is declared that brings a data object straight from one system to another."""
        return any(each.source == source and each.target == target and each.carries(data) for each in self.integrations or ())
