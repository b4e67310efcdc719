"""What an activity reads and writes, given to another one."""

from __future__ import annotations

from typing import Final

from lxml import etree

from workbench.process.editing.tree import tag_of

_PARTS: Final = ("property", "dataInputAssociation", "dataOutputAssociation")
_SETS: Final = {"dataInput": "inputSet", "dataOutput": "outputSet"}
_LATER: Final = {
    "ioSpecification": ("property", *_PARTS, "resourceRole", "performer", "humanPerformer", "potentialOwner"),
    "property": (
        "dataInputAssociation",
        "dataOutputAssociation",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
    ),
    "dataInputAssociation": ("dataOutputAssociation", "resourceRole", "performer", "humanPerformer", "potentialOwner"),
    "dataOutputAssociation": ("resourceRole", "performer", "humanPerformer", "potentialOwner"),
}
_LAST: Final = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


def give_data(giver: etree._Element, taker: etree._Element) -> None:
    """Move what an activity reads and writes, with what its associations end in, into another one, in the schema's order."""
    for each in list(giver):
        tag = tag_of(each)
        if tag == "ioSpecification":
            mine = next((one for one in taker if tag_of(one) == tag), None)
            if mine is None:
                _put(taker, each)
            else:
                _join(each, mine)
        elif tag in _PARTS:
            _put(taker, each)


def _put(taker: etree._Element, element: etree._Element) -> None:
    """Put an element where the schema has its kind: before all kinds that come later."""
    later = {*_LATER[tag_of(element)], *_LAST}
    place = next((number for number, each in enumerate(taker) if tag_of(each) in later), len(taker))
    taker.insert(place, element)


def _join(specification: etree._Element, other: etree._Element) -> None:
    """Move inputs and outputs, with their places in the sets, from one specification to another."""
    for tag, group in _SETS.items():
        later = {*_SETS.values(), *(("dataOutput",) if tag == "dataInput" else ())}
        place = next((number for number, each in enumerate(other) if tag_of(each) in later), len(other))
        for each in reversed([each for each in specification if tag_of(each) == tag]):
            other.insert(place, each)
        named = [each for one in specification if tag_of(one) == group for each in one if tag_of(each)]
        mine = next((each for each in other if tag_of(each) == group), None)
        if mine is not None:
            mine.extend(named)
