"""The report as data: what is shown, already computed and said in both languages, before any format draws it."""

from workbench.report.page.comparison import ComparedSide, ComparisonPage, DifferenceRow
from workbench.report.page.diagram import Diagram, Heat, HeatMap, Mark
from workbench.report.page.enterprise import EnterpriseSection, Load
from workbench.report.page.exploration import ExplorationPage
from workbench.report.page.figure import Figure, Net, Trend, TrendPoint
from workbench.report.page.finding import Decided, FindingRow, RankedFindings
from workbench.report.page.process import BranchSection, ProcessPage, Side, SidesSection, WaysSection
from workbench.report.page.quality import DoubtRow, Light, QualitySection
from workbench.report.page.shown import Drawing, Fact, Heading, Look, Provenance, Table, Texts

__all__ = [
    "BranchSection",
    "ComparedSide",
    "ComparisonPage",
    "Decided",
    "Diagram",
    "DifferenceRow",
    "DoubtRow",
    "Drawing",
    "EnterpriseSection",
    "ExplorationPage",
    "Fact",
    "Figure",
    "FindingRow",
    "Heading",
    "Heat",
    "HeatMap",
    "Light",
    "Load",
    "Look",
    "Mark",
    "Net",
    "ProcessPage",
    "Provenance",
    "QualitySection",
    "RankedFindings",
    "Side",
    "SidesSection",
    "Table",
    "Texts",
    "Trend",
    "TrendPoint",
    "WaysSection",
]
