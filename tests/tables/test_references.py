"""An unknown id is told with the one that was probably meant, in linear time even where much is unknown."""

from workbench.findings import Place
from workbench.language import Language
from workbench.tables.references import Register, check_references, mentions, register_of, shown


def near(value: str, *known: str) -> str:
    named = mentions("post_id", [(value, Place(file="f", row=2))])
    (finding,) = check_references("ORG_UNKNOWN", named, register_of("posts", known))
    return finding.text(Language.EN).partition("Did you mean ")[2].partition("?")[0]


def test_a_slip_of_case_width_or_marks_is_seen_through() -> None:
    assert near("erp_po", "ERP.PO", "ERP.PR") == "`ERP.PO`"
    assert near("ＥＲＰ", "ERP", "MES") == "`ERP`"


def test_what_resembles_nothing_is_told_without_a_guess() -> None:
    assert near("zzz", "ERP", "MES") == ""


def test_a_name_leads_to_its_id() -> None:
    register = Register(table="posts", ids={"P1": "P1", "Buyer": "P1"})
    (finding,) = check_references("ORG_UNKNOWN", mentions("post_id", [("buyer", Place(row=2))]), register)
    assert "`P1`" in finding.text(Language.EN)


def test_the_first_of_many_rows_is_named_whatever_their_order() -> None:
    rows = [("X", Place(file="f", row=row)) for row in (9, 4, 7)]
    for order in (rows, rows[::-1]):
        (finding,) = check_references("ORG_UNKNOWN", mentions("post_id", order), register_of("posts", ["P"]))
        assert (finding.place.row, finding.facts["count"]) == (4, 3)


def test_ten_thousand_unknown_ids_among_ten_thousand_are_told_without_comparing_all() -> None:
    named = mentions("post_id", [(f"x{number}", Place(row=number)) for number in range(10_000)])
    found = check_references("ORG_UNKNOWN", named, register_of("posts", [f"X-{number}" for number in range(0, 10_000, 2)]))
    assert len(found) == 10_000
    assert "`X-42`" in next(each for each in found if each.facts["value"] == "x42").text(Language.EN)


def test_one_unknown_id_in_two_tables_is_two_findings() -> None:
    named = [
        mentions("post_id", [("X", Place(file=f"models/organization/{table}.csv", row=2))]) for table in ("persons", "hosts")
    ]
    found = [finding for each in named for finding in check_references("ORG_UNKNOWN", each, register_of("posts", ["P"]))]
    assert len({each.id for each in found}) == 2


def test_of_many_ids_the_first_are_shown() -> None:
    assert shown([str(number) for number in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … (+2)"
