"""Who the log's performers are: persons and accounts, whatever they are called."""

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.linkage import Performer
from workbench.technology import AccountKind

ONE_STEP = process("p").start().task("a").end()
SMALL = Enterprise().department("D").post("P", "D").person("x", "P").person("y", "P").duty("a", R="P").process(ONE_STEP)


def who(enterprise: Enterprise, text: str) -> tuple[Performer, str | None]:
    """Return the kind of the performer that a text of the log is, and the person or account."""
    linkage = enterprise.cases("p", f"a:{text}").linkage()
    (process_,) = linkage.processes
    person, account = int(process_.person[0]), int(process_.account[0])
    name = linkage.persons[person] if person >= 0 else linkage.accounts[account] if account >= 0 else None
    return Performer(int(process_.performer[0])), name


def test_a_person_is_known_by_id_and_by_its_spelling() -> None:
    assert who(SMALL, "x") == (Performer.PERSON, "x")
    assert who(SMALL, "Ｘ ") == (Performer.PERSON, "x")


def test_nobody_is_identified_by_a_name_that_no_table_has() -> None:
    assert who(SMALL, "stranger") == (Performer.UNIDENTIFIED, None)


def test_a_spelling_between_two_persons_is_neither() -> None:
    both = SMALL.person("z1", "P").person("Z1", "P")
    assert who(both, "z1") == (Performer.PERSON, "z1")
    assert who(both, "Z1") == (Performer.PERSON, "Z1")
    assert who(both, "ｚ1") == (Performer.UNIDENTIFIED, None)


def test_a_person_is_known_by_an_alias_and_an_account_by_its_owner() -> None:
    assert who(SMALL.alias("person", "Zhang San", "x"), "zhangsan") == (Performer.PERSON, "x")
    assert who(SMALL.account("u1", AccountKind.PERSONAL, "x"), "u1") == (Performer.PERSON, "x")
    assert who(SMALL.person("z", "P", accounts=("u2",)), "u2") == (Performer.PERSON, "z")


def test_an_alias_of_an_account_means_the_account() -> None:
    shared = SMALL.account("pub", AccountKind.SHARED).alias("person", "Counter1", "pub")
    assert who(shared, "counter1") == (Performer.SHARED, "pub")


def test_an_account_goes_before_a_person_of_its_name() -> None:
    assert who(SMALL.account("x", AccountKind.SHARED), "x") == (Performer.SHARED, "x")


def test_accounts_that_are_nobodys_own_bear_their_kind() -> None:
    kinds = {
        AccountKind.SHARED: Performer.SHARED,
        AccountKind.SYSTEM: Performer.SYSTEM,
        AccountKind.EXTERNAL: Performer.EXTERNAL,
    }
    assert {kind: who(SMALL.account("acc", kind), "acc") for kind in kinds} == {k: (v, "acc") for k, v in kinds.items()}


def test_the_system_and_outsiders_have_reserved_names() -> None:
    assert who(SMALL, "SYS")[0] is Performer.SYSTEM
    assert who(SMALL, "ext")[0] is Performer.EXTERNAL


def test_an_account_that_two_persons_call_their_own_is_shared() -> None:
    both = SMALL.person("v", "P", accounts=("pub",)).person("w", "P", accounts=("pub",))
    assert who(both, "pub") == (Performer.SHARED, "pub")
    assert who(both.account("pub", AccountKind.PERSONAL, "v"), "pub") == (Performer.SHARED, "pub")


def test_an_account_of_one_that_another_calls_his_own_is_shared() -> None:
    claimed = SMALL.account("u1", AccountKind.PERSONAL, "x").person("w", "P", accounts=("u1",))
    assert who(claimed, "u1") == (Performer.SHARED, "u1")


def test_one_person_with_two_posts_shares_his_account_with_nobody() -> None:
    twice = SMALL.post("P2", "D").person("v", "P", accounts=("u1",)).person("v", "P2", accounts=("u1",))
    assert who(twice, "u1") == (Performer.PERSON, "v")


def test_a_personal_account_of_nobody_is_nobody() -> None:
    assert who(SMALL.account("left", AccountKind.PERSONAL), "left") == (Performer.UNIDENTIFIED, None)


def test_a_log_without_performers_names_nobody() -> None:
    assert SMALL.cases("p", "a").linked().performer.tolist() == [Performer.ABSENT]
