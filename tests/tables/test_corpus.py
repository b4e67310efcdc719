"""The faulty tables and YAML files of the corpus: what this room answers for is said where it stands."""

import csv
from pathlib import Path

from workbench.findings import Finding, InputError
from workbench.tables import TableKind, kind_of_table, normalized_responsibilities, read_table, read_yaml

OURS = ("CSV_ENCODING", "RACI_BAD_CODE", "YAML_", "SECRET_IN_INPUT", "TEXT_FORMULA")
UNITS = {"units": TableKind.DEPARTMENTS, "systems": TableKind.SYSTEMS, "activities": TableKind.RESPONSIBILITIES}


def found_in(path: Path) -> list[Finding]:
    if path.suffix == ".yaml":
        try:
            return [*read_yaml(path).findings]
        except InputError as refused:
            return [refused.finding]
    kind = kind_of_table(path)
    assert kind in UNITS.values(), path.name
    table = read_table(path, kind)
    letters = normalized_responsibilities(table).findings if kind is TableKind.RESPONSIBILITIES else ()
    return [*table.findings, *letters]


def test_every_file_is_told_and_our_codes_are_said_and_no_other(shared: Path) -> None:
    with (shared / "corpus" / "MANIFEST.csv").open(encoding="utf-8-sig") as manifest:
        rows = [each for each in csv.DictReader(manifest) if each["file"].startswith("open/org/")]
    assert len(rows) == 20
    for each in rows:
        said = found_in(shared / "corpus" / each["file"])
        assert [finding.code for finding in said] == ([each["code"]] if each["code"].startswith(OURS) else []), each["file"]
        assert "Passw0rd!2024" not in repr([(finding.facts, finding.text()) for finding in said])
        if each["expect"] != "accept|warn" and said and each["code"] != "YAML_ENCODING":
            told = f"{said[0].text()} :{said[0].place.line}"
            assert any(word in told for word in each["locator"].split("|")), each["file"]
