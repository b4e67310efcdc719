"""The rules of IEEE 1849 one by one, and the public files that break one each: judged as their names say."""

import re
from pathlib import Path

import pytest

from tests.eventlog.files import event, text, trace, written, xes
from workbench.eventlog import check_structure
from workbench.findings import InputError, Severity
from workbench.language import Language
from workbench.recognition import Outcome, check_file

IN_ORDER = re.compile(r"Correct(?!ed)|Standard|listEmptyValues|listTwoValues")
NO_DOCUMENT = {"noLog.xes"}
NEVER_WRONG = {"XES_ATTRIBUTE_MISSING"}
"""A `global` without its scope, in files about something else."""
HEAD = '<log xes.version="1849.2023" xes.features="">'
EXTENSION = '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>'


def breaches(folder: Path, content: str) -> list[str]:
    return [finding.code for finding in check_structure(written(folder, "log.xes", f"{HEAD}{content}</log>"))]


def test_the_public_files_are_judged_as_their_names_say(shared_data: Path) -> None:
    files = sorted((shared_data / "logs" / "malformed_xes").rglob("*.xes"))
    assert len(files) > 70
    for file in files:
        checked = check_file(file)
        broken = {finding.code for finding in checked.findings if finding.code.startswith("XES_")} - {"XES_NO_ATTRIBUTE"}
        if file.name not in NO_DOCUMENT:
            judged = bool(broken - NEVER_WRONG) if IN_ORDER.search(file.name) else not broken
            assert not judged, (file.name, broken)
        for finding in checked.findings:
            assert all("{" not in finding.text(language) for language in Language)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (f"{EXTENSION}<trace/>{EXTENSION}", "XES_ORDER"),
        (f"<trace>{event('a')}{text('k', 'v')}</trace>", "XES_ORDER"),
        ('<trace colour="red"/>', "XES_EXTRA_ATTRIBUTE"),
        ("<trace><text/></trace>", "XES_ELEMENT_UNKNOWN"),
        ("<trace><trace/></trace>", "XES_MISPLACED"),
        ('<string value="v"/>', "XES_ATTRIBUTE_NEEDED"),
        ('<global scope="case"/>', "XES_SCOPE"),
        ('<int key="n" value="1.5"/>', "XES_BAD_VALUE"),
        ('<date key="d" value="2025-03-03T09:00:00"/>', "XES_ZONE_MISSING"),
        (text("concept:name", "n"), "XES_PREFIX"),
        (f"{EXTENSION}{text('concept:nom', 'n')}", "XES_KEY_UNKNOWN"),
        (f"{text('k', 'v')}{text('k', 'w')}", "XES_KEY_TWICE"),
        ('<list key="l"/>', "XES_LIST_VALUES"),
        (f'<global scope="trace">{text("k", "v")}</global><trace><int key="k" value="1"/></trace>', "XES_TYPE_CHANGED"),
        (f'<global scope="event">{text("k", "v")}</global><classifier name="c" keys="k l"/>', "XES_CLASSIFIER_KEY"),
    ],
)
def test_each_rule_that_is_broken_is_named_once(tmp_path: Path, content: str, code: str) -> None:
    found = breaches(tmp_path, content)
    assert code in found
    assert len(found) == len(set(found))


def test_a_breach_bears_its_count_and_first_line(tmp_path: Path) -> None:
    content = f'{HEAD}\n<int key="a" value="x"/>\n<int key="b" value="y"/>\n</log>'
    (finding,) = check_structure(written(tmp_path, "log.xes", content))
    assert (finding.facts["count"], finding.place.line, finding.severity) == (2, 2, Severity.MINOR)


def test_classifier_keys_with_blanks_are_found(tmp_path: Path) -> None:
    head = f'<global scope="event">{text("order type", "v")}{text("k", "v")}</global>'
    assert not breaches(tmp_path, f'{head}<classifier name="c" keys="order type k"/>')
    assert not breaches(tmp_path, f'{head}<classifier name="c" keys="\'order type\' k"/>'.replace("'", "&apos;"))


def test_what_is_in_order_is_accepted_and_an_empty_document_only_doubted(tmp_path: Path) -> None:
    assert not breaches(tmp_path, f"{EXTENSION}<trace>{text('concept:name', 'C1')}</trace>")
    checked = check_file(written(tmp_path, "empty.xes", f"{HEAD}</log>"))
    assert (checked.outcome, [finding.code for finding in checked.findings]) == (Outcome.WARNED, ["LOG_EMPTY"])
    assert check_file(xes(tmp_path, trace("C1", event("a")))).counts["events"] == 1


def test_what_is_no_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        check_structure(written(tmp_path, "log.xes", "<log>"))
