"""Write docs/bpmn-support.md: what each BPMN construct means here, and how much of the open collections is covered.

    python -m benchmarks.bpmn_support ../shared/data docs/bpmn-support.md

Takes every BPMN file under the folder, packed ones included; needs no network.
"""

from __future__ import annotations

import inspect
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.findings import InputError, UnsupportedError
from workbench.language import Language, say
from workbench.process import behavior_of, read_bpmn
from workbench.process.model import Process
from workbench.process.token_semantics import RULES
from workbench.process.vocabulary import STANDINGS


@dataclass
class Tally:
    """What became of the files and processes of one collection."""

    files: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    processes: int = 0
    full: int = 0
    approximated: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    approximations: Counter[str] = field(default_factory=Counter)

    def add_file(self, path: Path) -> None:
        """Count one file, and every process in it that has a flow."""
        self.files += 1
        try:
            model = read_bpmn(path)
        except InputError as error:
            self.unread[error.finding.code] += 1
            return
        for process in model.processes:
            if process.nodes:
                self.add_process(process)

    def add_process(self, process: Process) -> None:
        """Count one process: its automaton is built, so that nothing is claimed that was not done."""
        self.processes += 1
        try:
            behavior = behavior_of(process)
            behavior.automaton()
        except UnsupportedError as error:
            construct = str(error.finding.facts.get("construct", "")).split(" with ")[0]
            self.refused[f"{error.finding.code} {construct}".strip()] += 1
            return
        if behavior.net.approximated:
            self.approximated += 1
            self.approximations.update({how for _, how in behavior.net.approximated})
        else:
            self.full += 1


def tallies(root: Path, unpacked: Path) -> Mapping[str, Tally]:
    """Return a tally for each collection: a folder of `bpmn/` or the pairs, archives unpacked beside."""
    for archive in sorted(root.rglob("*.tar.gz")):
        with tarfile.open(archive) as packed:
            packed.extractall(unpacked / archive.name.removesuffix(".tar.gz"), filter="data")
    counted: dict[str, Tally] = {}
    for name, path in [*_files(root / "bpmn"), *(("pairs", path) for _, path in _files(root / "pairs")), *_files(unpacked)]:
        counted.setdefault(name, Tally()).add_file(path)
    return dict(sorted(counted.items()))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (path.suffix == ".bpmn" or path.name.endswith(".bpmn20.xml")):
            yield path.relative_to(folder).parts[0], path


def page(counted: Mapping[str, Tally]) -> str:
    """Return the page as Markdown."""
    return "\n".join([*_constructs(), "", *_shares(counted), "", *_reasons(counted), ""])


def _constructs() -> Iterator[str]:
    yield "# BPMN 2.0 here: what each construct means, and how much of real models is covered"
    yield ""
    yield "Made by `python -m benchmarks.bpmn_support ../shared/data docs/bpmn-support.md`; clauses are those of BPMN 2.0.2."
    yield ""
    yield "Every element of the standard is read and kept. *Used* elements decide the analysis, *kept* ones are carried along."
    yield ""
    yield "| element | rule of its behaviour |"
    yield "|---|---|"
    for tag, rule in sorted(RULES.items()):
        sentence = (inspect.getdoc(rule) or "").split("\n")[0]
        yield f"| `{tag}` | {sentence} |"
    yield "| `boundaryEvent` | Ends its activity, or happens beside it once each time it is active (13.5.3). |"
    for standing in ("used", "kept"):
        others = sorted(tag for tag, each in STANDINGS.items() if each.value == standing and tag not in RULES)
        yield ""
        yield f"Further elements, {standing}: {', '.join(f'`{tag}`' for tag in others)}."
        yield ""


def _shares(counted: Mapping[str, Tally]) -> Iterator[str]:
    yield "## Share of the open collections"
    yield ""
    yield "| collection | files | not readable | processes with a flow | full semantics | named approximation | refused |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, tally in counted.items():
        yield _row(name, [tally])
    yield _row("**all**", list(counted.values()))


def _row(name: str, tallied: list[Tally]) -> str:
    processes = sum(each.processes for each in tallied)
    shares = (sum(each.full for each in tallied), sum(each.approximated for each in tallied))
    refused = sum(each.refused.total() for each in tallied)
    files, unread = sum(each.files for each in tallied), sum(each.unread.total() for each in tallied)
    told = " | ".join(f"{n} ({n / processes:.1%})" if processes else "0" for n in (*shares, refused))
    return f"| {name} | {files} | {unread} | {processes} | {told} |"


def _reasons(counted: Mapping[str, Tally]) -> Iterator[str]:
    unread, refused, approximations = Counter[str](), Counter[str](), Counter[str]()
    for tally in counted.values():
        unread.update(tally.unread)
        refused.update(tally.refused)
        approximations.update(tally.approximations)
    for title, counts in (("Not readable, with line and remedy", unread), ("Refused by name", refused)):
        yield f"## {title}"
        yield ""
        yield from (f"- {count} × {reason}" for reason, count in counts.most_common())
        yield ""
    yield "## Approximated, and said"
    yield ""
    yield from (f"- {count} processes: {say(how, Language.EN)}" for how, count in approximations.most_common())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        Path(sys.argv[2]).write_text(page(tallies(Path(sys.argv[1]), Path(folder))), encoding="utf-8")
