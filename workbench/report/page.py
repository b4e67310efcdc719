"""The report as data: what is shown, already computed and said in both languages, before any format draws it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.language import Language
from workbench.process import AccountRow
from workbench.report.diagrams.animation import Animation


@dataclass(frozen=True, kw_only=True)
class Texts:
    """One sentence in both languages."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Return it in one language."""
        return self.zh if language is Language.ZH_CN else self.en


@dataclass(frozen=True, kw_only=True)
class Net:
    """What a figure is when accepted deviations are left out of account; `value` in [0, 1], None where that is not known."""

    value: float | None
    part: str
    whole: str


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """A figure in one period, resting on `n`; None where too few cases ended in it. `low` to `high` hold it at 95 %."""

    period: str
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A figure over time, drawn and as a table."""

    points: tuple[TrendPoint, ...]
    drawing: Drawing
    table: Table


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure with its denominator: `value` in [0, 1] of `whole` things counted, or None with the reason.

    `net` is None where nobody has decided anything, `trend` where there is none.
    """

    label: Texts
    value: float | None
    part: str
    whole: str
    explanation: Texts
    reason: Texts | None = None
    net: Net | None = None
    trend: Trend | None = None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What is decided on a finding: `state` (accepted, disputed, confirmed, nonconformity, reopened), by whom, and why."""

    state: str
    sentence: Texts


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is painted on one diagram element; `kind` says how it looks, such as skipped, order, duty, access or blind."""

    element: str
    kind: str
    severity: str
    badge: str
    hint: Texts


@dataclass(frozen=True, kw_only=True)
class Heat:
    """How much of something one element or flow has: `share` in [0, 1] of the most that any has of its kind, and the figure."""

    element: str
    share: float
    figure: Texts
    hint: Texts


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """One thing of which elements have more or less, such as frequency or waiting; what is unknown is not there."""

    key: str
    label: Texts
    elements: tuple[Heat, ...]


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """The owner's own BPMN XML, the id of the drawing in it that is shown (None: the first), and what is laid over it.

    Steps that were never designed are drawn into the XML and marked as ghosts. `heats` are shown one at a time, when asked for.
    """

    xml: str
    marks: tuple[Mark, ...]
    drawing: str | None = None
    heats: tuple[HeatMap, ...] = ()
    animation: Animation | None = None


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One ranked finding as a plain sentence: what it rests on, what usually moves to mend it, and every case behind it.

    `elements` show it on the diagram of its process. `associations` say what clearly goes along with it, `unclear` what may be
    chance or was not compared. `decided` is what people decided on it.
    """

    id: str
    code: str
    kind: str
    severity: str
    sentence: Texts
    evidence: Texts
    remedy: Texts
    moves: Texts
    elements: tuple[str, ...]
    cases: tuple[str, ...]
    associations: tuple[Texts, ...] = ()
    unclear: tuple[Texts, ...] = ()
    decided: Decided | None = None


@dataclass(frozen=True, kw_only=True)
class RankedFindings:
    """Findings, the weightiest first: of each code a few, and `further` those that are only shown when asked for."""

    first: tuple[FindingRow, ...] = ()
    further: tuple[FindingRow, ...] = ()

    def __len__(self) -> int:
        return len(self.first) + len(self.further)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands above a column; numbers stand to the right."""

    text: Texts
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells under their headings, and what is said of the rows left out."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Texts, ...], ...]
    more: Texts | None = None

    def with_texts(self, headings: tuple[Texts, ...]) -> Table:
        """Return the table with further headings, those of words that a file brings."""
        return replace(self, headings=(*self.headings, *(Heading(text=each) for each in headings)))

    def with_numbers(self, headings: tuple[Texts, ...]) -> Table:
        """Return the table with further headings, those of numbers."""
        return replace(self, headings=(*self.headings, *(Heading(text=each, is_number=True) for each in headings)))


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One drawing as SVG markup, in each language."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Return it in one language."""
        return self.zh if language is Language.ZH_CN else self.en


@dataclass(frozen=True, kw_only=True)
class DoubtRow:
    """One pathology: how heavy, how much of what, what it is, what follows, and where to look."""

    code: str
    severity: str
    share: str
    sentence: Texts
    consequence: Texts
    rows: str
    cases: str


@dataclass(frozen=True, kw_only=True)
class Light:
    """How far a log can be relied on: `state` as `Usability` says it, `usable` the share of its rows, in [0, 1], or None."""

    state: str
    usable: float | None
    sentence: Texts


@dataclass(frozen=True, kw_only=True)
class QualitySection:
    """What is shown of one log's quality; `summary` and `accounting` say what became of its rows.

    `rejections` and `filters` explain rows of the accounting. `doubts` weigh more than `hints`; `unknown` and `partial` are
    indicators with their reasons.
    """

    summary: Texts
    accounting: Table
    rejections: tuple[Texts, ...]
    filters: tuple[Texts, ...]
    doubts: tuple[DoubtRow, ...]
    hints: tuple[DoubtRow, ...]
    unknown: Table
    partial: Table
    notices: tuple[Texts, ...]
    light: Light | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a process beside its flow – waiting, limits, performers, conditions – as a table."""

    key: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class SidesSection:
    """Every activity from all sides, then each side by itself; `notices` say what stayed unknown, and why."""

    summary: Texts
    activities: Table
    sides: tuple[Side, ...]
    notices: tuple[Texts, ...]


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What the result was made from: one label and its value, such as a file and its SHA-256, or a filter."""

    label: str
    value: str | Texts


@dataclass(frozen=True, kw_only=True)
class BranchSection:
    """Which way the cases went: of how many that is known, and each branch of each split."""

    summary: Texts
    table: Table


@dataclass(frozen=True, kw_only=True)
class WaysSection:
    """How whole cases went: how many ways there are, and the most frequent of them step by step against the design."""

    summary: Texts
    table: Table


@dataclass(frozen=True, kw_only=True)
class ProcessPage:
    """One process: figures and measures, its diagram or why there is none (`undrawn`), its findings, and why it was refused.

    A refused process has no figures; what its design shows by itself is found all the same. `three` are what its owner looks at
    first, each known or with its reason: process conformance, responsibility conformance, and fit; `families` are its findings by
    family, gross and net.
    """

    id: str
    name: Texts
    refused: Texts | None
    period: str
    cases: int
    incomplete: int
    events: int
    variants: int
    figures: tuple[Figure, ...]
    diagram: Diagram | None
    findings: RankedFindings
    below_threshold: tuple[FindingRow, ...]
    notices: tuple[Texts, ...]
    ledger: tuple[AccountRow, ...]
    ledger_notes: tuple[Texts, ...] = ()
    undrawn: Texts | None = None
    branches: BranchSection | None = None
    ways: WaysSection | None = None
    quality: QualitySection | None = None
    sides: SidesSection | None = None
    measures: Table | None = None
    matrices: tuple[Side, ...] = ()
    three: tuple[Figure, ...] = ()
    families: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Load:
    """How busy one post is: `share` of its working time and the `limit` on it, None where the share is not known or shown."""

    id: str
    post: Texts
    persons: str
    busy: Texts
    available: Texts
    share: float | None
    limit: float
    unknown: Texts


@dataclass(frozen=True, kw_only=True)
class EnterpriseSection:
    """What holds beyond one process: findings, how departments and posts work, and what was not claimed, with the reasons.

    `suppressed` looked like findings and are none, `unknown` could not be judged, `faults` are what is wrong in the tables.
    """

    findings: RankedFindings
    below_threshold: tuple[FindingRow, ...]
    matrices: tuple[Side, ...]
    loads: tuple[Load, ...]
    loads_hidden: Texts | None
    suppressed: Table | None
    unknown: Table | None
    faults: Table | None


@dataclass(frozen=True, kw_only=True)
class DifferenceRow:
    """One difference of two models as a sentence, and the elements that show it on one side."""

    kind: str
    sentence: Texts
    elements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedSide:
    """One of two compared models: which it is, its drawing with marks, and the differences that it shows.

    `differences` is None where the model is only shown.
    """

    label: Texts
    file: str
    diagram: Diagram
    differences: tuple[DifferenceRow, ...] | None


@dataclass(frozen=True, kw_only=True)
class ComparisonPage:
    """Two models, one above the other; `language` is the one shown first (zh-CN or en), `kicker` says what is compared."""

    title: str
    language: str
    kicker: Texts
    behavior: Texts
    sides: tuple[ComparedSide, ...]


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look: its heading, what is said of it, and what is shown – a drawing, a table, or both – or why nothing is."""

    key: str
    drawing: Drawing | None = None
    table: Table | None = None
    nothing: Texts | None = None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A figure at the head of the page."""

    label: Texts
    value: Texts


@dataclass(frozen=True, kw_only=True)
class ExplorationPage:
    """A whole exploration; `language` is the one shown first (zh-CN or en)."""

    title: str
    language: str
    timezone: str
    facts: tuple[Fact, ...]
    quality: QualitySection
    looks: tuple[Look, ...]
    provenance: tuple[Provenance, ...]
