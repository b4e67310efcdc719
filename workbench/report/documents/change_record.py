"""The change record (变更记录): what a release has otherwise than the one before, process by process."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.report.documents.edition import Edition
from workbench.report.documents.facts import Change, Difference
from workbench.report.documents.parts import Document, DocumentKind, Facts, Heading, Paragraph, Part, Table

_COLUMNS = (
    ("doc-no", 0.5),
    ("doc-change", 0.85),
    ("doc-about", 1.6),
    ("doc-aspect", 1.5),
    ("doc-before", 1.7),
    ("doc-after", 1.7),
    ("doc-reason", 1.2),
)


def change_record(edition: Edition) -> Document:
    """Return every difference to the previous release; where there is none before, or no difference, that is said."""
    words, facts = edition.wording, edition.facts
    parts: tuple[Part, ...] = (
        Heading(text=words.say("doc-purpose")),
        Paragraph(text=words.say("doc-changes-purpose")),
        Heading(text=words.say("doc-compared")),
        Facts(
            rows=(
                (words.say("doc-this-release"), words.say("doc-version-of", version=facts.version)),
                (words.say("doc-previous-release"), _previous(edition)),
                *_counts(edition),
            )
        ),
        *_differences(edition),
    )
    return edition.document(DocumentKind.CHANGES, "", "", parts)


def _previous(edition: Edition) -> str:
    words, previous = edition.wording, edition.facts.previous
    return words.say("doc-no-previous") if previous is None else words.say("doc-version-of", version=previous)


def _counts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield how much was added, removed and changed; nothing where there is no release before to count from."""
    words, differences = edition.wording, edition.facts.differences
    if differences is not None:
        for change in Change:
            yield words.say(f"doc-count-{change}"), str(sum(each.change is change for each in differences))


def _differences(edition: Edition) -> Iterator[Part]:
    words, differences = edition.wording, edition.facts.differences
    if not differences:
        yield Heading(text=words.say("doc-differences"))
        yield Paragraph(text=words.say("doc-first-release" if differences is None else "doc-no-difference"))
        return
    yield Heading(text=words.say("doc-differences"))
    yield from _by_process(differences, edition)


def _by_process(differences: tuple[Difference, ...], edition: Edition) -> Iterator[Heading | Table | Paragraph]:
    """Yield the differences of each process in its order, those that belong to none at the end."""
    words = edition.wording
    processes = [
        *words.design.process,
        *sorted({each.process for each in differences if each.process} - set(words.design.process)),
    ]
    for process in (*processes, None):
        mine = [each for each in differences if each.process == process]
        if mine:
            name = words.say("doc-enterprise") if process is None else words.process_of(process)
            yield Heading(text=name, level=2)
            yield words.table(_COLUMNS, (_row(number, each, edition) for number, each in enumerate(mine, 1)))


def _row(number: int, difference: Difference, edition: Edition) -> tuple[str, ...]:
    words = edition.wording
    sides = (words.none if side is None else words.text(side) for side in (difference.before, difference.after))
    change = words.say(f"doc-change-{difference.change}")
    return str(number), change, words.text(difference.about), words.text(difference.aspect), *sides, words.text(difference.reason)
