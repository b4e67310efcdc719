"""Records are chained: whatever is done to them afterwards shows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.normalization.history import GENESIS, Draft, Record, chained, first_broken

drafts = st.lists(
    st.builds(
        Draft, kind=st.sampled_from(("decision", "item")), subject=st.text(max_size=3), seen=st.integers(0, 9), content=st.text()
    ),
    min_size=2,
    max_size=8,
)


def history(drafts: list[Draft]) -> list[Record]:
    records: list[Record] = []
    for draft in drafts:
        records.append(chained(draft, records[-1] if records else None))
    return records


def test_the_first_record_follows_nothing() -> None:
    only = chained(Draft(kind="decision", subject="a", seen=0, content="{}"), None)
    assert (only.number, only.previous) == (1, GENESIS)


@given(drafts)
def test_what_was_written_is_whole(written: list[Draft]) -> None:
    assert first_broken(history(written)) is None


@given(drafts, st.data())
def test_an_edit_shows_where_it_was_made(written: list[Draft], data: st.DataObject) -> None:
    records = history(written)
    place = data.draw(st.integers(0, len(records) - 1))
    changes = ({"content": records[place].draft.content + " "}, {"seen": 99}, {"subject": "other"}, {"kind": "other"})
    change = data.draw(st.sampled_from(changes))
    records[place] = replace(records[place], draft=replace(records[place].draft, **change))
    assert first_broken(records) == place + 1


@given(drafts, st.data())
def test_a_removed_an_inserted_and_a_swapped_record_show(written: list[Draft], data: st.DataObject) -> None:
    records = history(written)
    place = data.draw(st.integers(0, len(records) - 2))
    assert first_broken([*records[:place], *records[place + 1 :]]) == place + 1
    assert first_broken([*records[:place], records[place], *records[place:]]) == place + 2
    assert first_broken([*records[:place], records[place + 1], records[place], *records[place + 2 :]]) == place + 1


@given(drafts, st.data())
def test_a_record_hashed_anew_breaks_the_one_behind_it(written: list[Draft], data: st.DataObject) -> None:
    records = history(written)
    place = data.draw(st.integers(0, len(records) - 2))
    edited = replace(records[place].draft, content=records[place].draft.content + " ")
    records[place] = chained(edited, records[place - 1] if place else None)
    assert first_broken(records) == place + 2
