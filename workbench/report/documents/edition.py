"""A release in one language: what every document of it bears – number, title, control data, signatures, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.report.documents.facts import Act, Approval, ReleaseFacts
from workbench.report.documents.parts import (
    Document,
    DocumentKind,
    Facts,
    Heading,
    Part,
    Remark,
    Signature,
    Signatures,
    Upright,
    Wide,
    numbered,
)
from workbench.report.documents.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What is said in one language of one release."""

    wording: Wording
    facts: ReleaseFacts

    def number(self, kind: DocumentKind, subject: str = "") -> str:
        """Return the number of a document: the prefix of the release, the letters of its kind, and what it is about."""
        return "-".join(each for each in (self.facts.prefix, kind.value, subject) if each)

    def title(self, kind: DocumentKind, name: str = "") -> str:
        """Return the title of a document: its kind, and the name of what it is about."""
        said = self.wording.say(f"doc-title-{kind}")
        return self.wording.say("doc-title-of", kind=said, name=name) if name else said

    def reference(self, kind: DocumentKind, subject: str = "", name: str = "") -> tuple[str, str]:
        """Return number and title of a document, as others refer to it."""
        return self.number(kind, subject), self.title(kind, name)

    def document(self, kind: DocumentKind, subject: str, name: str, parts: Sequence[Part]) -> Document:
        """Return a document: control data, who signs, its parts with numbered headings, and its history."""
        number, title = self.reference(kind, subject, name)
        process = subject if kind is DocumentKind.PROCESS else None
        return Document(
            kind=kind,
            subject=subject,
            name=name,
            number=number,
            title=title,
            version=self.facts.version,
            effective=self.facts.effective,
            organization=self.facts.organization,
            language=self.wording.language,
            control=self._control(number, process),
            parts=(self._signatures(), *numbered(self._with_history(parts, process))),
        )

    def _control(self, number: str, process: str | None) -> Facts:
        said, facts = self.wording.say, self.facts
        rows = (
            (said("doc-organization"), facts.organization),
            (said("doc-number"), number),
            (said("doc-version"), facts.version),
            (said("doc-effective"), facts.effective.isoformat()),
            (said("doc-supersedes"), self._previous(process) or self.wording.none),
        )
        return Facts(rows=rows)

    def _previous(self, process: str | None) -> str | None:
        """Return the version that a document takes the place of: of a process that of its release before."""
        of = self.facts.processes
        return self.facts.previous if of is None or process is None else of[process]

    def _signatures(self) -> Signatures:
        said = self.wording.say
        return Signatures(
            headings=tuple(said(key) for key in ("doc-act", "doc-post", "doc-signature", "doc-day")),
            rows=tuple(row for act in Act for row in self._signed(act)),
        )

    def _signed(self, act: Act) -> tuple[Signature, ...]:
        """Return the lines of one act, an empty one where nobody is named for it."""
        named: tuple[Approval | None, ...] = tuple(each for each in self.facts.approvals if each.act is act) or (None,)
        words = self.wording
        return tuple(
            Signature(
                act=words.say(f"doc-{act}"),
                post=words.post(each.post if each else None),
                name=each.name or "" if each else "",
                day=each.on.isoformat() if each and each.on else "",
            )
            for each in named
        )

    def _with_history(self, parts: Sequence[Part], process: str | None) -> tuple[Part, ...]:
        """Return the parts and then the history, on the last page where that lies on its side rather than on one of its own."""
        *others, last = parts
        if isinstance(last, Wide):
            return (*others, Wide(parts=(*last.parts, *self._history(process))))
        return (*parts, *self._history(process))

    def _history(self, process: str | None) -> tuple[Upright, ...]:
        """Return the releases that there were, of the document of a process those that were its standard."""
        words, facts = self.wording, self.facts
        columns = (("doc-version", 0.8), ("doc-effective", 1.0), ("doc-what-changed", 4.0))
        summary = words.say("doc-first-release") if self._previous(process) is None else words.say("doc-see-changes")
        its = [each for each in facts.revisions if each.is_of(process)]
        told = [(each.version, each.effective.isoformat(), words.text(each.summary)) for each in its]
        if facts.version not in {each.version for each in its}:
            told.append((facts.version, facts.effective.isoformat(), summary))
        told.sort(key=lambda row: (row[1], row[0]))
        history = (Heading(text=words.say("doc-history")), words.table(columns, told))
        head = facts.register_head
        return (*history, Remark(text=words.say("doc-register-head", head=head))) if head else history
