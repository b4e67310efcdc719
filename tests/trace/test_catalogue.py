"""The catalogue of requirements: complete, without words of the standard, and filled by a user's own."""

import re
from pathlib import Path

import pytest

from workbench.findings import InputError
from workbench.language import Language, catalogue
from workbench.trace import Requirement, Role, built_in, read_catalogue, step_to, way_to
from workbench.trace.evidence import EVIDENCE

COUNTS = {"1.1": 9, "1.2": 45, "1.3": 6, "1.4": 13, "1.5": 30, "1.6": 19}


def own(folder: Path, text: str) -> Path:
    path = folder / "requirements.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_requirement_of_all_six_tables_is_there_once() -> None:
    requirements = built_in()
    assert {section: sum(each.section == section for each in requirements) for section in COUNTS} == COUNTS
    assert len({each.id for each in requirements}) == len(requirements) == sum(COUNTS.values())
    assert (requirements[0].id, requirements[-1].id) == ("BG-0", "SH-5")


def test_it_is_the_list_of_the_domain(shared: Path) -> None:
    """Ids, Chinese titles and roles are those of section 1, row by row."""
    text = (shared / "domain.md").read_text(encoding="utf-8")
    section = text[text.index("## 1.1") : text.index("# 2. Domain model")]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if re.match(r"\| [A-Z]+-?[A-Z]?\d", line)]
    listed = [(row[0], row[1], row[-1].strip("*")) for row in rows]
    assert [(each.id, each.zh, each.role.value) for each in built_in()] == listed


def test_clauses_are_only_those_that_were_verified() -> None:
    clauses = {each.id: (each.clause_2014, each.clause_2017) for each in built_in() if each.clause_2014 or each.clause_2017}
    assert len(clauses) == 30
    assert all(key.startswith("MD") for key in clauses)
    assert clauses["MD1.7"] == ("5.7.1", "5.4.1")
    assert clauses["MD3.4b"] == ("7.5.2", "")
    assert {newer for _, newer in clauses.values()} <= {"", *"45678", "9", "10", "5.4.1", "5.4.2", "8.3, 8.3.1, 8.3.2"}


def test_every_piece_of_evidence_is_called_something_in_both_languages() -> None:
    for kind in ("figure", "process", "record"):
        keys = {f"trace-{kind}-{name}" for name in EVIDENCE[kind]}
        for language in Language:
            assert {each for each in catalogue(language) if each.startswith(f"trace-{kind}-")} == keys


def test_of_every_piece_of_evidence_it_is_said_what_to_do_for_it() -> None:
    for evidence in (f"{kind}:{name}" for kind, names in EVIDENCE.items() for name in names):
        assert all(step_to(evidence).said[language] for language in Language), evidence


def test_every_piece_of_evidence_stands_in_the_reference() -> None:
    page = Path("docs/reference/workspace.md").read_text(encoding="utf-8")
    listed = {kind: names for kind, names in EVIDENCE.items() if kind not in {"finding", "indicator", "proposal"}}
    assert [name for kind, names in listed.items() for name in names if f"`{name}`" not in page] == []
    assert [kind for kind in EVIDENCE if f"| `{kind}` |" not in page] == []


def test_every_requirement_names_evidence() -> None:
    assert [each.id for each in built_in() if not each.evidence] == []


def test_what_is_core_names_more_than_what_has_to_be_recorded_first() -> None:
    bare = [each.id for each in built_in() if all(name.startswith("record:") for name in each.evidence)]
    assert [each.id for each in built_in() if each.id in bare and each.role is Role.CORE] == []


def test_everything_that_is_recorded_has_a_way_to_come_about() -> None:
    names = {name for each in built_in() for name in each.evidence}
    assert {name for name in names if way_to(name) is None} == {name for name in names if not name.startswith("record:")}


def test_every_kind_is_used() -> None:
    assert {each.partition(":")[0] for requirement in built_in() for each in requirement.evidence} == set(EVIDENCE)


def test_a_user_fills_clauses_and_adds_evidence(tmp_path: Path) -> None:
    known = Requirement(id="MD1.7", zh="职责", en="Duties", clause_2014="5.7.1", evidence=("table:posts",))
    text = """
    requirements:
      - {id: MD1.7, clause_2017: 5.4.1, evidence: ["table:persons", "table:posts"]}
      - {id: OWN-1, zh: 自有}
    """
    filled, new = read_catalogue(own(tmp_path, text), (known,))
    assert (filled.clause_2014, filled.clause_2017, filled.zh) == ("5.7.1", "5.4.1", "职责")
    assert filled.evidence == ("table:posts", "table:persons")
    assert (new.id, new.zh, new.en, new.role) == ("OWN-1", "自有", "自有", Role.SUPPORTING)


def test_an_empty_catalogue_changes_nothing(tmp_path: Path) -> None:
    assert read_catalogue(own(tmp_path, ""), built_in()) == built_in()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[1, 2]", 1),
        ("requirements: MD1.7", 1),
        ("requirements:\n  - MD1.7", 2),
        ("requirements:\n  - {zh: 职责}", 2),
        ("requirements:\n  - {id: A}\n  - {id: A}", 3),
        ("requirements:\n  - {id: A,\n     role: X}", 3),
        ("requirements:\n  - id: A\n    evidence: [{table: posts}]", 3),
        ("requirements:\n  - id: A\n    zh: [职责]", 3),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(InputError) as refused:
        read_catalogue(own(tmp_path, text), built_in())
    assert (refused.value.finding.code, refused.value.finding.place.line) == ("REQUIREMENTS_VALUE", line)


@pytest.mark.parametrize(
    ("evidence", "near"),
    [
        ("record:policy", "figure:policy"),
        ("process:owner", "process:owners"),
        ("finding:CF-SKP", "finding:CF-SKIP"),
        ("indicator:PX33", "indicator:PX3"),
        ("figure:typo", "figure:policy"),
        ("xyz", "table:…"),
        ("posts", "table:posts"),
    ],
)
def test_evidence_that_can_never_be_held_is_refused_with_what_is_near(tmp_path: Path, evidence: str, near: str) -> None:
    with pytest.raises(InputError) as refused:
        read_catalogue(own(tmp_path, f"requirements:\n  - id: A\n    evidence: ['{evidence}']"), built_in())
    finding = refused.value.finding
    assert (finding.code, finding.place.line, finding.facts["value"]) == ("REQUIREMENTS_EVIDENCE", 3, evidence)
    assert near in str(finding.facts["near"])
