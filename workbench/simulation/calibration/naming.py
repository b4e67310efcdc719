"""How what a calibration speaks of is called in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.design import Design
from workbench.language import Language
from workbench.language.listing import NOTHING, listed

Called = Mapping[str, str]
"""A name in each language."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """The names of a design; what it does not know is called by its id."""

    design: Design

    def process(self, process: str) -> Called:
        """Return how a process is called."""
        known = self.design.process.get(process)
        return known.texts if known else _same(process)

    def post(self, post: str) -> Called:
        """Return how a post is called, a dash for none."""
        known = self.design.organization.post.get(post)
        return (
            {Language.ZH_CN.value: known.name, Language.EN.value: known.name_en or known.name}
            if known
            else _same(post or NOTHING)
        )

    def posts(self, posts: Iterable[str]) -> Called:
        """Return how some posts are called, in the order given."""
        return listed(self.post(each) for each in posts)

    def activities(self, process: str, names: Iterable[str]) -> Called:
        """Return how some activities of a process are called, in the order of their ids; an undesigned one by its label."""
        known = {each.id: each.texts for each in self.design.activities_in(process)}
        return listed(known.get(each) or _same(each) for each in sorted(set(names)))


def _same(text: str) -> Called:
    return {language.value: text for language in Language}
