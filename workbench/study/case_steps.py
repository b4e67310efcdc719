"""The steps of a case of dynamic adjustment that people state: opened, planned, closed – and what they make of its release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbench.design import Design
from workbench.normalization import Author, Register
from workbench.normalization.plan import Source, enter_items
from workbench.normalization.plan.told import told
from workbench.normalization.release import (
    Adjusting,
    Monitored,
    Release,
    State,
    Version,
    advance,
    check_transition,
    standing_in,
    version_of,
)
from workbench.normalization.statement import Recorded
from workbench.normalization.watch import AdjustmentCase, CaseClosed, case_for, closing, opening, planning
from workbench.normalization.watch.recorded import case_named, cases_in
from workbench.normalization.watch.saying import facts_of, signal_key
from workbench.study.remedies import Remedy, item_of_remedy
from workbench.study.under_watch import UnderWatch


def begin_monitoring(register: Register, release: Release, author: Author) -> Release:
    """State that a release is watched from now on, where that was not stated, and return it as it stands then.

    What a session that was stopped left unstated is stated as well (`_settle`). Raises as `advance` does.
    """
    _settle(register, release.version, author)
    now = standing_in(register, author.today).version[str(release.version)]
    if now.state is State.RELEASED:
        advance(register, release.version, Monitored(), author.by, author.at)
    return standing_in(register, author.today).version[str(release.version)]


def open_case(register: Register, seen: UnderWatch, design: Design, author: Author) -> AdjustmentCase | None:
    """Open a case from the signals of a look that no case has decided of, and return it: the release is then being adjusted.

    None where no signal asks for one. Raises UsageError where nobody stands behind it, the release cannot be adjusted now, or
    somebody opened the same meanwhile: then nothing is recorded.
    """
    version, known = seen.release.version, standing_in(register, date.max).version.get(seen.version)
    opened = case_for(seen.watched, seen.version, cases_in(register, author.today), design)
    if opened is None:
        _settle(register, version, author)
        return None
    statement = opening(opened, author.by, author.at)
    adjusting = Adjusting(case=statement.subject)
    check_transition(known, version, adjusting, author.today)
    register.enter(statement)
    advance(register, version, adjusting, author.by, author.at)
    return case_named(register, statement.subject, author.today)


def open_cases(register: Register, seen: UnderWatch, design: Design, author: Author) -> UnderWatch:
    """Open a case on each release of a look that asks for one, as `open_case`, and return the look with them."""

    def with_case(look: UnderWatch) -> UnderWatch:
        case = open_case(register, look, design, author)
        return look if case is None else replace(look, cases=(*look.cases, case))

    return replace(with_case(seen), older=tuple(with_case(each) for each in seen.older))


def plan_case(register: Register, case: AdjustmentCase, remedy: Remedy, design: Design, author: Author) -> tuple[Recorded, ...]:
    """Put what is to be done about a case into the adjustment plan, as an item whose window begins today; return its record.

    Where somebody was stopped before the item was tied to the case, the same words tie it. Raises UsageError where the remedy
    does not say what, by whom or of which element, where the case is closed, or somebody stated something of it meanwhile.
    """
    why = tuple(told(signal_key(each), facts_of(each, design)) for each in case.opened.signals)
    item = item_of_remedy(remedy, (Source.CASE, case.id), why, design, author.today)
    planned = planning(case, [item.id], author.by, author.at)
    recorded = enter_items(register, (item,), author.by, author.at)
    register.enter(planned)
    return recorded


def close_case(register: Register, case: AdjustmentCase, closed: CaseClosed, author: Author) -> AdjustmentCase:
    """Close a case with a reason; the release is monitored again once none of its cases is open. Raises as `closing` does."""
    version = version_of(case.opened.release)
    if not case.is_open:  # who closed it may have been stopped before he stated the rest
        _settle(register, version, author)
    register.enter(closing(case, closed, author.by, author.at))
    _settle(register, version, author)
    return case_named(register, case.id, author.today)


def _settle(register: Register, version: Version, author: Author) -> None:
    """State what the cases of a release make of it, where that was not stated: adjusted with an open one, monitored with none.

    A case and the state of its release are two statements; this completes what was stopped between them.
    """
    release = standing_in(register, author.today).version.get(str(version))
    state = None if release is None else release.state
    is_open = [each for each in cases_in(register, author.today) if each.is_open and each.opened.release == str(version)]
    if is_open and state in {State.RELEASED, State.MONITORED}:
        advance(register, version, Adjusting(case=is_open[-1].id), author.by, author.at)
    if not is_open and state is State.ADJUSTING:
        advance(register, version, Monitored(), author.by, author.at)
