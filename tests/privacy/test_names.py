"""Pseudonyms: one to one, the same in every run, and nobody's without the key."""

from hypothesis import given
from hypothesis import strategies as some

from workbench.privacy import ClearNames, Pseudonyms

KEY = bytes(range(32))
NAMES = Pseudonyms(key=KEY)
PERSONS = some.frozensets(some.text(min_size=1), min_size=1, max_size=30)


@given(PERSONS)
def test_persons_and_pseudonyms_are_one_to_one(persons: frozenset[str]) -> None:
    others = persons - {"SYS", "EXT"}
    called = {NAMES.called(each) for each in others}
    assert len(called) == len(others)
    assert all(each.startswith("psn-") and len(each) == 16 for each in called)


@given(PERSONS, some.binary(min_size=32, max_size=32))
def test_the_key_makes_the_name(persons: frozenset[str], key: bytes) -> None:
    for each in persons - {"SYS", "EXT"}:
        assert Pseudonyms(key=key).called(each) == Pseudonyms(key=key).called(each)
        assert (Pseudonyms(key=key).called(each) == NAMES.called(each)) is (key == KEY)


def test_a_published_value_of_the_keyed_hash() -> None:
    """RFC 4231, test case 2: the digest begins with the bytes 5b dc c1 46 bf 60 75 4e."""
    assert Pseudonyms(key=b"Jefe").called("what do ya want for nothing?") == "psn-lpomcrv7mb2u"


def test_a_person_has_one_name_however_named() -> None:
    names = NAMES.resolving({"P1-01": "P1-01", "zhang.w": "P1-01", "张伟": "P1-01"}, ())
    assert {names.called(each) for each in ("P1-01", "zhang.w", "张伟")} == {NAMES.called("P1-01")}
    assert names.called("li.n") == NAMES.called("li.n") != "li.n"


def test_what_is_certainly_nobody_keeps_its_name() -> None:
    names = NAMES.resolving({}, ["SYS_ERP", "QMS_PUB"])
    assert [names.called(each) for each in ("SYS", "EXT", "SYS_ERP", "QMS_PUB")] == ["SYS", "EXT", "SYS_ERP", "QMS_PUB"]


def test_the_key_is_never_shown() -> None:
    assert KEY.hex() not in repr(NAMES)
    assert repr(KEY) not in repr(NAMES)


def test_clear_names_resolve_too() -> None:
    names = ClearNames().resolving({"zhang.w": "P1-01"}, ())
    assert (names.called("zhang.w"), names.called("li.n")) == ("P1-01", "li.n")


def test_a_fingerprint_tells_keys_apart_and_does_not_depend_on_who_is_known() -> None:
    one, same, other = Pseudonyms(key=b"1"), Pseudonyms(key=b"1", persons={"u1": "E01"}), Pseudonyms(key=b"2")
    assert one.fingerprint == same.fingerprint
    assert len({one.fingerprint, other.fingerprint, ClearNames().fingerprint}) == 3
