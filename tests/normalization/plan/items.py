"""Items of a plan for the tests, and what happens to them."""

from datetime import UTC, date, datetime, timedelta

from workbench.fit.codes import Element
from workbench.normalization.plan import (
    AdjustmentWindow,
    Happening,
    Item,
    ItemEvent,
    Planned,
    PlannedItem,
    SignedOff,
    Source,
    Started,
    folded,
    told,
)

TODAY = date(2025, 7, 1)
AT = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
DAYS = 30


def item(key: str = "m", *, after: str = "", sign_offs: str = "", priority: float = 1.0, **told_else: object) -> PlannedItem:
    """Return an item with a window of thirty days from today; `after` and `sign_offs` are ids."""
    given: dict[str, object] = {
        "id": key,
        "source": Source.FINDING,
        "elements": (Element.PROCESS,),
        "moved_to": (told("move-redraw", {"activity": key}),),
        "responsible": ("S1",),
        "sign_offs": tuple(sign_offs.split()),
        "departments": ("D1",),
        "window": AdjustmentWindow(first=TODAY, last=TODAY + timedelta(days=DAYS - 1)),
        "priority": priority,
        "outlay": told("item-outlay-1"),
        "after": tuple(after.split()),
    }
    return PlannedItem(**{**given, **told_else})  # type: ignore[arg-type]


def happened(*happenings: Happening, every: int = 1) -> tuple[ItemEvent, ...]:
    """Return what happened one after the other, so many days apart, the first today."""
    return tuple(
        ItemEvent(happening=each, by="王工", at=AT + timedelta(days=every * number), number=number + 1)
        for number, each in enumerate(happenings)
    )


def after(*happenings: Happening, on: date = date(2025, 12, 31), of: PlannedItem | None = None) -> Item:
    """Return an item after it was planned and something happened to it."""
    found = folded(happened(Planned(item=of or item()), *happenings), on)
    assert found is not None
    return found


def in_work(of: PlannedItem | None = None) -> tuple[Happening, ...]:
    """Return what brings an item into work: all that are asked sign, and it starts."""
    return (*(SignedOff(post=each) for each in (of or item()).sign_offs), Started(on=TODAY))
