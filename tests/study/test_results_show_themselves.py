"""Every result that an analyst gets is a table: in a notebook, and as a data frame."""

from collections.abc import Callable
from pathlib import Path

import pytest

import workbench
from workbench.fit.scoring import compare_fits
from workbench.language import Language, catalogue
from workbench.shown import Tabled, Tabular
from workbench.study import Assessment

ROOT = Path(__file__).parents[2]
LOG = ROOT / "event_logs/otd.csv.gz"
MODELS = sorted((ROOT / "models/processes").glob("*.bpmn"))


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return workbench.assess(workbench.open_study(ROOT))


Result = Tabled | Tabular

SHOWN: dict[str, Callable[[Assessment], Result]] = {
    "assessment": lambda it: it,
    "detected": lambda it: it.detected,
    "study": lambda it: it.study,
    "tables": lambda it: it.study.tables,
    "files": lambda it: it.study.files,
    "design": lambda it: it.study.design,
    "conformance": lambda it: it.conformance["OTD"],
    "cases": lambda it: it.conformance["OTD"].cases,
    "variants": lambda it: it.conformance["OTD"].variants,
    "deviations": lambda it: it.conformance["OTD"].deviations,
    "alignments": lambda it: it.conformance["OTD"].raw,
    "waiting": lambda it: next(each.perspectives for each in it.processes if each.perspectives),
    "one case": lambda it: workbench.explain(it, workbench.Case(id=it.conformance["OTD"].log.cases[0], process="OTD")),
    "one finding": lambda it: workbench.explain(it, it.findings[0]),
    "contrast": lambda it: workbench.contrast(it.processes[0]),
    "linkage": lambda it: it.linkage,
    "collaboration": lambda it: workbench.collaboration_of(it.linkage),
    "network": lambda it: workbench.collaboration_of(it.linkage).network_of_posts,
    "roles": lambda it: workbench.collaboration_of(it.linkage).roles,
    "together": lambda it: workbench.collaboration_of(it.linkage).together,
    "handovers": lambda it: workbench.collaboration_of(it.linkage).between_departments,
    "places": lambda it: workbench.places_of(it.linkage),
    "access": lambda it: workbench.access_of(it.study.design),
    "fit": lambda it: it.fit,
    "indicators": lambda it: it.fit.indicators,
    "fit of a process": lambda it: it.fit.process["OTD"],
    "comparison of fit": lambda it: compare_fits(it.fit, it.fit),
    "automaton": lambda _: workbench.behavior_of(workbench.read_bpmn(MODELS[0]).processes[0]).automaton(),
    "account": lambda _: workbench.account_of(workbench.read_bpmn(MODELS[0])),
    "comparison of models": lambda _: workbench.compare(*map(workbench.read_bpmn, MODELS[:2])),
    "log": lambda _: workbench.read_log(LOG),
    "exploration": lambda _: workbench.explore(workbench.read_log(LOG)),
    "quality": lambda _: workbench.quality_of(workbench.read_log(LOG)),
}
OF_THE_FILE = {"order_type", "amount"}


@pytest.mark.parametrize("name", SHOWN)
def test_a_result_shows_itself(demo: Assessment, name: str) -> None:
    pytest.importorskip("pandas")
    result = SHOWN[name](demo)
    frame = result.to_pandas()
    assert len(frame) > 0
    assert [column for column in frame.columns if column != column.lower() or not column.isidentifier()] == []
    assert list(frame.index) == list(range(len(frame)))
    assert "object" not in {str(kind) for kind in frame.dtypes}
    for language in Language:
        assert [column for column in {*frame.columns} - OF_THE_FILE if f"column-{column}" not in catalogue(language)] == []
        shown = result.to_html(language)
        assert "<table>" in shown
        assert shown.count("<tr>") <= 21 * shown.count("<table>")


def test_nobody_is_named_in_what_shows_itself(demo: Assessment) -> None:
    people = {*demo.linkage.persons}
    collaboration = workbench.collaboration_of(demo.linkage)
    for result in (demo.linkage, collaboration.roles, collaboration.together, collaboration.by_person):
        frame = result.to_pandas()
        texts = {text for column in frame.columns if str(frame[column].dtype) == "str" for text in frame[column]}
        assert not texts & people
        assert any(text.startswith("psn-") for text in texts)
    assert "resource" not in workbench.read_log(LOG).to_pandas().columns


def test_the_moves_of_a_case_cost_what_its_alignment_does(demo: Assessment) -> None:
    alignments = demo.conformance["OTD"].observable
    frame = alignments.to_pandas()
    moves = frame[frame["move"] != "synchronous"].groupby("variant").size()
    assert [moves.get(variant, 0) for variant in range(len(alignments.variants))] == alignments.costs.tolist()
    assert frame["label"].eq("").eq(frame["move"].eq("model")).all()


def test_the_cases_and_figures_of_a_process_agree(demo: Assessment) -> None:
    conformance = demo.conformance["OTD"]
    cases, figures = conformance.cases.to_pandas(), conformance.to_pandas().set_index("measure")
    complete = cases[cases["is_complete"]]
    assert figures.loc["conforming_cases", "part"] == complete["conforms"].sum()
    assert figures.loc["conforming_cases", "whole"] == len(complete)


def test_a_table_that_is_not_there_is_unknown_and_named() -> None:
    study = workbench.study_of(MODELS[0], LOG)
    records = study.tables.to_pandas().set_index("table")["records"]
    assert records.isna().all()
    assert "responsibilities" in study.to_html(Language.EN)
