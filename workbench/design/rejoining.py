"""A design whose subjects were changed, joined anew: all that rests on them is derived as if it had been read so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from workbench.design.joining import Design, Subjects, join
from workbench.findings import Finding
from workbench.information import Information, check_information
from workbench.organization import Organization, check_organization
from workbench.technology import Landscape, check_landscape

_Subject = TypeVar("_Subject", Organization, Landscape, Information)


def rejoined(changed: Design, before: Design) -> Design:
    """Join a design anew, of which processes or subjects were replaced; `before` is the joined one that it was made from.

    What is wrong with a changed subject by itself is checked again; what reading its tables told stays told.
    """
    aliases = {each.alias: each.id for each in changed.aliases if each.kind == "post"}
    in_organization = partial(check_organization, post_aliases=aliases)
    subjects = Subjects(
        organization=_checked(changed.organization, before.organization, in_organization),
        landscape=_checked(changed.landscape, before.landscape, check_landscape),
        information=_checked(changed.information, before.information, check_information),
        strategy=changed.strategy,
        aliases=changed.aliases,
    )
    return join(changed.processes, subjects)


def _checked(changed: _Subject, before: _Subject, check: Callable[[_Subject], tuple[Finding, ...]]) -> _Subject:
    """Return a subject with its own findings as they are now."""
    if changed is before:
        return changed
    settled = {each.id for each in check(before)}
    told = tuple(each for each in before.findings if each.id not in settled)
    return replace(changed, findings=told + check(changed))
