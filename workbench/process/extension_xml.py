"""What tools add to BPMN, in: foreign attributes and elements as one type, and performers in everybody's spelling."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from lxml import etree

from workbench.process.model import Extension, Performer
from workbench.process.vocabulary import MODEL, OWN

VENDORS: Final = MappingProxyType(
    {
        OWN: "wb",
        "http://camunda.org/schema/1.0/bpmn": "camunda",
        "http://camunda.org/schema/zeebe/1.0": "zeebe",
        "http://flowable.org/bpmn": "flowable",
        "http://flowable.org/design": "flowable",
        "http://activiti.org/bpmn": "activiti",
        "http://www.signavio.com": "signavio",
        "http://www.signavio.com/schema/1.0/bpmn": "signavio",
        "http://spiffworkflow.org/bpmn/schema/1.0/core": "spiffworkflow",
        "http://apromore.org": "apromore",
        "https://www.apromore.org": "apromore",
        "http://www.qbp-simulator.com/Schema201212": "qbp",
        "http://www.bpsim.org/schemas/1.0": "bpsim",
        "http://www.bizagi.com/bpmn20": "bizagi",
        "http://www.jboss.org/drools": "drools",
        "http://www.trisotech.com/2015/triso/modeling": "trisotech",
    }
)
"""Namespace → the tool that writes it."""

_ASSIGNMENTS: Final = ("assignee", "owner", "candidateUsers", "candidateGroups", "performer", "post")
"""Attributes by which tools say who is to do a task: ours, and those of Camunda, Flowable, Activiti and Zeebe."""

_ROLES: Final = ("performer", "humanPerformer", "potentialOwner", "resourceRole")


def extensions_of(element: etree._Element) -> tuple[Extension, ...]:
    """Read everything foreign on and in an element: attributes with a namespace, and the content of `extensionElements`."""
    attributes = (
        Extension(vendor=_vendor(name.namespace, element), tag=name.localname, text=str(value))
        for name, value in ((etree.QName(str(key)), value) for key, value in element.attrib.items())
        if name.namespace
    )
    holders = element.iterchildren(f"{{{MODEL}}}extensionElements")
    return (*attributes, *(_extension(child) for holder in holders for child in holder.iterchildren(tag=etree.Element)))


def performers_of(element: etree._Element) -> Iterator[Performer]:
    """Read who is to do an activity: the standard's resource roles (10.3.1), then what tools write instead of them."""
    for role in element.iterchildren(*(f"{{{MODEL}}}{tag}" for tag in _ROLES)):
        for who in _resources(role):
            yield Performer(role=etree.QName(role).localname, who=who)
    for extension in extensions_of(element):
        if extension.tag in _ASSIGNMENTS and extension.text:
            yield Performer(role=extension.tag, who=extension.text)
        elif extension.tag == "assignmentDefinition":
            yield from (Performer(role=key, who=value) for key, value in extension.attributes if key in _ASSIGNMENTS and value)


def _resources(role: etree._Element) -> Iterator[str]:
    for reference in role.iterchildren(f"{{{MODEL}}}resourceRef"):
        yield "".join(reference.itertext()).strip()
    for assignment in role.iterchildren(f"{{{MODEL}}}resourceAssignmentExpression"):
        text = "".join(assignment.itertext()).strip()
        if text:
            yield text


def _extension(element: etree._Element) -> Extension:
    name = etree.QName(element)
    return Extension(
        vendor=_vendor(name.namespace, element),
        tag=name.localname,
        text=(element.text or "").strip(),
        attributes=tuple((str(key), str(value)) for key, value in element.attrib.items()),
        children=tuple(_extension(child) for child in element.iterchildren(tag=etree.Element)),
    )


def _vendor(namespace: str | None, element: etree._Element) -> str:
    """Return the tool's short name; what the file calls `wb:` is ours, whatever the prefix is bound to."""
    if namespace not in VENDORS and namespace is not None and element.nsmap.get("wb") == namespace:
        return "wb"
    return VENDORS.get(namespace or "", namespace or "")
