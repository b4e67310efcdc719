"""How people are called in a study: everybody alike by id, account and alias, nobody in the sentences on files."""

from pathlib import Path

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.findings import Finding, Severity, UsageError
from workbench.fit import Policy
from workbench.fit.policy import Privacy
from workbench.privacy import ClearNames, Pseudonyms
from workbench.study.identities import names_of, resolved, veiled
from workbench.technology import AccountKind

NAMES = Pseudonyms(key=bytes(range(32)))
DESIGN = (
    Enterprise()
    .department("D")
    .post("P1", "D")
    .person("anna", "P1", accounts=("aw01",))
    .person("bob", "P1")
    .account("b2", AccountKind.PERSONAL, "bob")
    .account("pub", AccountKind.SHARED)
    .account("robot", AccountKind.SYSTEM)
    .alias("person", "Ms Anna", "anna")
    .process(process("p").start().task("a").end())
    .design()
)


def test_a_person_is_called_alike_by_id_account_and_alias() -> None:
    called = resolved(NAMES, DESIGN).called
    assert {called(each) for each in ("anna", "aw01", "Ms Anna")} == {NAMES.called("anna")}
    assert {called(each) for each in ("bob", "b2")} == {NAMES.called("bob")}


def test_accounts_of_nobody_keep_their_names_and_strangers_do_not() -> None:
    called = resolved(NAMES, DESIGN).called
    assert [called(each) for each in ("pub", "robot", "SYS", "EXT")] == ["pub", "robot", "SYS", "EXT"]
    assert called("stranger") == NAMES.called("stranger") != "stranger"


def test_clear_names_lead_to_ids() -> None:
    called = resolved(ClearNames(), DESIGN).called
    assert [called(each) for each in ("aw01", "Ms Anna", "b2", "stranger")] == ["anna", "anna", "bob", "stranger"]


@pytest.mark.parametrize("fact", ["anna", "anna, P9", "`anna`?", "(anna)", "人员“anna”不存在", "anna/bobby", "anna."])
def test_sentences_on_files_tell_nobody_by_name(fact: str) -> None:
    told = Finding(code="X", severity=Severity.MINOR, facts={"value": fact, "near": {"en": fact}, "row": 3})
    (after,) = veiled([told], resolved(NAMES, DESIGN), DESIGN)
    unnamed = fact.replace("anna", NAMES.called("anna"))
    assert after.facts == {"value": unnamed, "near": {"en": unnamed}, "row": 3}


@pytest.mark.parametrize(("fact", "person"), [("Ms Anna", "anna"), ("b2", "bob")])
def test_an_alias_of_two_words_and_an_account_are_names_too(fact: str, person: str) -> None:
    told = Finding(code="X", severity=Severity.MINOR, facts={"value": fact})
    (after,) = veiled([told], resolved(NAMES, DESIGN), DESIGN)
    assert after.facts == {"value": NAMES.called(person)}


@pytest.mark.parametrize("fact", ["hannah", "annabel", "pub", "anna.w"])
def test_what_only_holds_somebodys_name_stays(fact: str) -> None:
    told = Finding(code="X", severity=Severity.MINOR, facts={"value": fact})
    assert veiled([told], resolved(NAMES, DESIGN), DESIGN) == (told,)


def test_clear_names_hold_where_they_are_asked_for_or_the_policy_has_them() -> None:
    assert names_of(ClearNames()).names == ClearNames()
    assert names_of(None, Policy(privacy=Privacy(pseudonymise=False))).names == ClearNames()


def test_a_key_inside_the_workspace_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(UsageError) as refused:
        names_of(None, workspace=tmp_path)
    assert refused.value.finding.code == "KEY_IN_WORKSPACE"
    assert names_of(None, workspace=tmp_path / "workspace").names != ClearNames()
