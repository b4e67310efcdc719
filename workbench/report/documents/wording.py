"""How everything of a design is called in one language, and what is said where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workbench.design import Design, DesignedActivity, DesignedProcess
from workbench.design.names import Names
from workbench.language import Language, say
from workbench.organization import EXTERNAL, RESERVED, SYSTEM
from workbench.process.sidecar import TimeLimit
from workbench.report.documents.parts import Column, Paragraph, Table

_DAY: Final = 24.0
_RHYTHMS: Final = {
    "daily": ("daily", "every day", "每日", "每天"),
    "weekly": ("weekly", "every week", "每周"),
    "monthly": ("monthly", "every month", "每月"),
    "quarterly": ("quarterly", "every quarter", "每季度", "每季"),
    "yearly": ("yearly", "annually", "every year", "每年"),
    "needed": ("as needed", "on demand", "ad hoc", "按需"),
}
_ANSWERS: Final = {"是": "yes", "否": "no", "yes": "yes", "no": "no"}
_RHYTHM_OF: Final = {spelling: rhythm for rhythm, spellings in _RHYTHMS.items() for spelling in spellings}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of one language for the things of one design. Ids that bear no name stand for themselves."""

    design: Design
    language: Language

    def say(self, key: str, **facts: object) -> str:
        """Return the sentence `key` with its facts."""
        return say(key, self.language, facts)

    @property
    def unspecified(self) -> str:
        """Return what is said of what nobody has laid down."""
        return self.say("doc-unspecified")

    @property
    def none(self) -> str:
        """Return what stands in a cell where there is nothing, and that is known."""
        return "–"

    def text(self, texts: Mapping[str, str] | None) -> str:
        """Return a text that is kept in both languages; None is not specified."""
        return texts[self.language.value] if texts is not None else self.unspecified

    def kept(self, chinese: str, english: str | None) -> str:
        """Return a text of the user's: its English where that is kept and asked for."""
        return english if english and self.language is Language.EN else chinese

    def or_unspecified(self, text: object) -> str:
        """Return a text, or that it is not specified."""
        return self.unspecified if text is None or not str(text).strip() else str(text)

    def rhythm(self, text: str | None) -> str:
        """Return how often something takes place, in the words of this language where they are usual ones, else as written."""
        known = _RHYTHM_OF.get(" ".join((text or "").casefold().replace("_", " ").split()))
        return self.or_unspecified(text) if known is None else self.say(f"doc-rhythm-{known}")

    def answer(self, text: str) -> str:
        """Return what stands on a flow out of a decision on one line: yes and no in the words of this language."""
        said = " ".join(text.split())
        known = _ANSWERS.get(said.casefold())
        return said if known is None else self.say(f"table-{known}")

    def joined(self, texts: Iterable[str]) -> str:
        """Return texts one after the other, each once; "" where there are none."""
        return self.say("doc-comma").join(dict.fromkeys(texts))

    def sentences(self, said: Iterable[str]) -> str:
        """Return sentences one after the other."""
        return self.say("doc-space").join(said)

    def meaning(self, term: str) -> str:
        """Return a term with what it means."""
        return self.say("doc-labelled", label=self.say(f"doc-term-{term}"), text=self.say(f"doc-term-{term}-means"))

    def post(self, key: str | None) -> str:
        """Return the name of a post; None is not specified, SYS and EXT are words."""
        if key == SYSTEM:
            return self.say("doc-by-system")
        if key == EXTERNAL:
            return self.say("doc-by-external")
        return self._named(self.design.vocabulary.posts, key)

    def posts(self, keys: Iterable[str]) -> str:
        """Return the names of posts, in the order of the table of posts; "" where there are none."""
        order = {key: place for place, key in enumerate((*self.design.vocabulary.posts.ids, *sorted(RESERVED)))}
        return self.joined(self.post(key) for key in sorted(keys, key=lambda key: (order.get(key, len(order)), key)))

    def department(self, key: str | None) -> str:
        """Return the name of a department; None is not specified."""
        return self._named(self.design.vocabulary.departments, key)

    def system(self, key: str | None) -> str:
        """Return the name of a system; None is not specified."""
        return self._named(self.design.vocabulary.systems, key)

    def data(self, key: str) -> str:
        """Return the name of a data object."""
        return self._named(self.design.vocabulary.data, key)

    def function(self, key: str) -> str:
        """Return a function with its system: `MES (MES.PLAN)`; an offline system stands for itself."""
        system = self.design.landscape.system_of(key)
        if system is None:
            return key
        return self.system(system) if system == key else self.say("doc-with-code", name=self.system(system), code=key)

    def activity(self, activity: DesignedActivity) -> str:
        """Return the name of an activity."""
        return self.text(activity.texts)

    def coded(self, activity: DesignedActivity) -> str:
        """Return the name of an activity with its code."""
        return self.say("doc-with-code", name=self.activity(activity), code=activity.id)

    def designed(self, key: str) -> DesignedActivity | None:
        """Return the activity of an id, None where there is none."""
        return next((each for each in self.design.activities if each.id == key), None)

    def quoted(self, key: str) -> str:
        """Return the name of the activity of an id, between quotation marks."""
        found = self.designed(key)
        return self.say("doc-quoted", name=key if found is None else self.activity(found))

    def process(self, process: DesignedProcess) -> str:
        """Return the name of a process."""
        return self.text(process.texts)

    def process_of(self, key: str) -> str:
        """Return the name of the process of an id."""
        found = self.design.process.get(key)
        return key if found is None else self.process(found)

    def hours(self, limit: TimeLimit) -> str:
        """Return a time limit: days of elapsed time where they are whole, else hours."""
        if limit.is_elapsed and not limit.hours % _DAY:
            return self.say("doc-days", count=f"{limit.hours / _DAY:g}")
        return self.say("sides-limit-elapsed" if limit.is_elapsed else "sides-limit-working", hours=f"{limit.hours:g}")

    def table(self, columns: Iterable[tuple[str, float]], rows: Iterable[tuple[str, ...]] | None) -> Table | Paragraph:
        """Return a table of columns by the keys of their headings; none where there are no rows, None is not specified."""
        if rows is None:
            return Paragraph(text=self.say("doc-none-specified"))
        kept = tuple(rows)
        headings = tuple(Column(heading=self.say(key), width=width) for key, width in columns)
        return Table(columns=headings, rows=kept) if kept else Paragraph(text=self.say("doc-none"))

    def _named(self, names: Names, key: str | None) -> str:
        return self.unspecified if key is None else self.text(names.called(key))
