"""Who an event's performer is: a person, an account that several share, a system, a party outside, or nobody known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.design import Design
from workbench.eventlog import MISSING
from workbench.eventlog.log import Column
from workbench.organization import EXTERNAL, SYSTEM
from workbench.process.naming import folded
from workbench.technology import Account, AccountKind


class Performer(IntEnum):
    """What kind of performer an event has; ABSENT where the log names none, UNIDENTIFIED where nobody knows the name."""

    ABSENT = 0
    PERSON = 1
    SHARED = 2
    SYSTEM = 3
    EXTERNAL = 4
    UNIDENTIFIED = 5


_OF_ACCOUNT: Final = MappingProxyType(
    {
        AccountKind.SHARED: Performer.SHARED,
        AccountKind.SYSTEM: Performer.SYSTEM,
        AccountKind.EXTERNAL: Performer.EXTERNAL,
    }
)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who a text of the log's performer column is: `name` is the person or the account, None where neither is known."""

    kind: Performer
    name: str | None = None


_UNIDENTIFIED: Final = Identity(kind=Performer.UNIDENTIFIED)
_RESERVED: Final = MappingProxyType({SYSTEM: Identity(kind=Performer.SYSTEM), EXTERNAL: Identity(kind=Performer.EXTERNAL)})


@dataclass(frozen=True, kw_only=True)
class Identities:
    """Every text that means a person or an account, and who that is: `exact` by ids, `by_text` folded, aliases included.

    `aliases` are the aliases as they are written.
    """

    exact: Mapping[str, Identity]
    by_text: Mapping[str, Identity]
    aliases: tuple[str, ...] = ()

    @property
    def spelled(self) -> Mapping[str, Identity]:
        """Return who each id and each alias means, as they are written."""
        return MappingProxyType({**{alias: self.of(alias) for alias in self.aliases}, **self.exact})

    def of(self, text: str) -> Identity:
        """Return who a performer is."""
        return self.exact.get(text) or self.by_text.get(folded(text), _UNIDENTIFIED)


@dataclass(frozen=True, kw_only=True, eq=False)
class Identified:
    """The performers of events: their kind (int8), and the number of the person and of the account (int32), -1 for none."""

    kind: NDArray[np.int8]
    person: NDArray[np.int32]
    account: NDArray[np.int32]


def identities_of(design: Design) -> Identities:
    """Collect who is who: an account before a person of its name, ids before aliases.

    A personal account that several persons call their own is shared, whatever it is declared to be. A spelling that several
    performers come close to means none of them.
    """
    persons = {each: Identity(kind=Performer.PERSON, name=each) for each in design.organization.persons}
    exact = {**_RESERVED, **persons, **_accounts(design)}
    near: dict[str, set[Identity]] = {}
    for each, who in exact.items():
        near.setdefault(folded(each), set()).add(who)
    texts = {text: next(iter(them)) if len(them) == 1 else _UNIDENTIFIED for text, them in near.items()}
    for names in (design.vocabulary.accounts, design.vocabulary.persons):
        for text, ids in names.by_text.items():
            if len(ids) == 1 and ids[0] in exact:
                texts.setdefault(text, exact[ids[0]])
    aliases = (*design.vocabulary.persons.aliases, *design.vocabulary.accounts.aliases)
    return Identities(exact=MappingProxyType(exact), by_text=MappingProxyType(texts), aliases=tuple(dict.fromkeys(aliases)))


def _accounts(design: Design) -> Mapping[str, Identity]:
    """Return what each account stands for, by what it is declared to be and by who calls it his own."""
    owners: dict[str, set[str]] = {}
    for holding in design.organization.holdings or ():
        for account in holding.accounts:
            owners.setdefault(account, set()).add(holding.person)
    declared = {each.id: each for each in design.landscape.accounts or ()}
    for each in declared.values():
        if each.person is not None:
            owners.setdefault(each.id, set()).add(each.person)
    return {name: who for name in (*owners, *declared) if (who := _account(name, declared.get(name), owners.get(name)))}


def _account(name: str, declared: Account | None, owners: Collection[str] | None) -> Identity | None:
    """Return whom an account stands for, None where it is said to be somebody's and nobody calls it his own."""
    if declared is not None and declared.kind is not AccountKind.PERSONAL:
        return Identity(kind=_OF_ACCOUNT[declared.kind], name=name)
    if not owners:
        return None
    one = next(iter(owners)) if len(owners) == 1 else None
    return Identity(kind=Performer.SHARED if one is None else Performer.PERSON, name=one or name)


def identified(column: Column | None, n_events: int, identities: Identities, numbers: Numbers) -> Identified:
    """Say of every event who did it."""
    if column is None:
        nobody = np.full(n_events, MISSING, dtype=np.int32)
        return Identified(kind=np.zeros(n_events, dtype=np.int8), person=nobody, account=nobody)
    who = [identities.of(text) for text in column.values]
    kinds = np.array([*(each.kind for each in who), Performer.ABSENT], dtype=np.int8)
    persons = np.array([*(numbers.person(each) for each in who), MISSING], dtype=np.int32)
    accounts = np.array([*(numbers.account(each) for each in who), MISSING], dtype=np.int32)
    return Identified(kind=kinds[column.codes], person=persons[column.codes], account=accounts[column.codes])


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The numbers of persons and of accounts that are nobody's own."""

    persons: Mapping[str, int]
    accounts: Mapping[str, int]

    def person(self, identity: Identity) -> int:
        """Return the number of a person, -1 for what is none."""
        return self.persons.get(identity.name or "", MISSING) if identity.kind is Performer.PERSON else MISSING

    def account(self, identity: Identity) -> int:
        """Return the number of an account, -1 for what is a person."""
        return MISSING if identity.kind is Performer.PERSON else self.accounts.get(identity.name or "", MISSING)


def numbers_of(persons: Sequence[str], accounts: Sequence[str]) -> Numbers:
    """Number persons and accounts by their places."""
    return Numbers(
        persons=MappingProxyType({each: number for number, each in enumerate(persons)}),
        accounts=MappingProxyType({each: number for number, each in enumerate(accounts)}),
    )
