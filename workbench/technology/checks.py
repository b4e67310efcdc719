"""What can be wrong with a landscape by itself: ids that do not exist or exist twice, names borne twice, grants to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Finding, Severity
from workbench.tables.references import check_names, check_references, check_unique, finding_at, mentions, register_of
from workbench.technology.model import Account, AccountKind, Landscape


def check_landscape(landscape: Landscape) -> tuple[Finding, ...]:
    """Return what is wrong with the tables among themselves; against a table that is absent nothing is held.

    Owners, holders of accounts and activities belong to other subjects and are judged where these are joined.
    """
    return (
        *_named_systems(landscape),
        *_named_functions(landscape),
        *_named_accounts(landscape),
        *_repeated(landscape),
        *check_names("SYS_AMBIGUOUS_NAME", landscape.systems or ()),
        *(finding for account in landscape.accounts or () for finding in _contradicted(account)),
    )


def _named_systems(landscape: Landscape) -> Iterator[Finding]:
    if landscape.systems is None:
        return
    systems = register_of("systems", (each.id for each in landscape.systems))
    joined = landscape.integrations or ()
    for named in (
        mentions("depends_on", ((other, each.place) for each in landscape.systems for other in each.depends_on)),
        mentions("system_id", ((each.system, each.place) for each in landscape.functions or ())),
        mentions("from_system", ((each.source, each.place) for each in joined)),
        mentions("to_system", ((each.target, each.place) for each in joined)),
        mentions("system_id", ((each.system, each.place) for each in landscape.accounts or ())),
    ):
        yield from check_references("SYS_UNKNOWN", named, systems)


def _named_functions(landscape: Landscape) -> tuple[Finding, ...]:
    if landscape.functions is None:
        return ()
    offline = (each.id for each in landscape.systems or () if each.is_offline)
    functions = register_of("functions", (*(each.id for each in landscape.functions), *offline))
    granted = mentions("function_id", ((each.function, each.place) for each in landscape.permissions or ()))
    return check_references("SYS_UNKNOWN", granted, functions)


def _named_accounts(landscape: Landscape) -> tuple[Finding, ...]:
    if landscape.accounts is None:
        return ()
    accounts = register_of("accounts", (each.id for each in landscape.accounts))
    granted = mentions("account_id", ((each.account, each.place) for each in landscape.permissions or ()))
    return check_references("SYS_UNKNOWN", granted, accounts)


def _repeated(landscape: Landscape) -> tuple[Finding, ...]:
    granted = ((" – ".join((each.post or each.account or "", each.function)), each.place) for each in landscape.permissions or ())
    return check_unique("SYS_REPEATED", mentions("function_id", granted), Severity.INFO)


def _contradicted(account: Account) -> Iterator[Finding]:
    """Yield where an account of nobody's own names whose it is, or a personal one nobody; one from outside may do either."""
    is_personal, is_named = account.kind is AccountKind.PERSONAL, account.person is not None
    if is_personal != is_named and account.kind is not AccountKind.EXTERNAL:
        facts = {"value": account.id, "kind": account.kind.value, "person": account.person or "–"}
        yield finding_at("SYS_ACCOUNT_KIND", account.place, facts, about=("kind", account.id), severity=Severity.MINOR)
