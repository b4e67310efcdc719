"""What is supported is a table: every BPMN 2.0.2 tag, the type that keeps it, and whether the analysis uses it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.process.model import (
    CallActivity,
    Event,
    FlowNode,
    Gateway,
    Standing,
    SubProcess,
    Task,
)

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMN_DI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DD_DI: Final = "http://www.omg.org/spec/DD/20100524/DI"
DD_DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
OWN: Final = "https://process-fit-workbench.org/schema/1.0"
"""The namespace of what the workbench itself adds to a model: `wb:code`, `wb:post`."""

_BIOC: Final = "http://bpmn.io/schema/bpmn/biocolor/1.0"
_IN_COLOUR: Final = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
COLOURS: Final = MappingProxyType(
    {
        "stroke": (f"{{{_IN_COLOUR}}}border-color", f"{{{_BIOC}}}stroke"),
        "fill": (f"{{{_IN_COLOUR}}}background-color", f"{{{_BIOC}}}fill"),
        "letters": (f"{{{_IN_COLOUR}}}color",),
    }
)
"""What is coloured → the attributes that say how (BPMN in Color 1.0, and what bpmn.io wrote before it)."""

DRAWING: Final = frozenset({BPMN_DI, DD_DI, DD_DC})

NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})

FLOW_NODES: Final = MappingProxyType[str, type[FlowNode]](
    {
        "task": Task,
        "userTask": Task,
        "manualTask": Task,
        "serviceTask": Task,
        "scriptTask": Task,
        "businessRuleTask": Task,
        "sendTask": Task,
        "receiveTask": Task,
        "callActivity": CallActivity,
        "subProcess": SubProcess,
        "adHocSubProcess": SubProcess,
        "transaction": SubProcess,
        "exclusiveGateway": Gateway,
        "parallelGateway": Gateway,
        "inclusiveGateway": Gateway,
        "eventBasedGateway": Gateway,
        "complexGateway": Gateway,
        "startEvent": Event,
        "endEvent": Event,
        "intermediateCatchEvent": Event,
        "intermediateThrowEvent": Event,
        "boundaryEvent": Event,
    }
)

EVENT_DEFINITIONS: Final = MappingProxyType(
    {
        "messageEventDefinition": ("message", "messageRef"),
        "timerEventDefinition": ("timer", None),
        "errorEventDefinition": ("error", "errorRef"),
        "escalationEventDefinition": ("escalation", "escalationRef"),
        "cancelEventDefinition": ("cancel", None),
        "compensateEventDefinition": ("compensation", "activityRef"),
        "signalEventDefinition": ("signal", "signalRef"),
        "conditionalEventDefinition": ("condition", None),
        "linkEventDefinition": ("link", "name"),
        "terminateEventDefinition": ("terminate", None),
    }
)
"""Tag → (kind, the attribute that names what is referred to)."""

DATA: Final = MappingProxyType(
    {
        "dataObject": None,
        "dataObjectReference": "dataObjectRef",
        "dataStoreReference": "dataStoreRef",
        "dataStore": None,
        "dataInput": None,
        "dataOutput": None,
        "property": None,
    }
)
"""Tag → the attribute that names what is referred to."""

NOT_ANALYSED: Final = ("choreography", "globalChoreographyTask", "conversation", "subConversation", "callConversation")
"""Tags that are no processes: recognised and kept, never analysed."""

REFERENCES: Final = frozenset(
    """
    sourceRef targetRef attachedToRef default processRef dataObjectRef dataStoreRef messageRef errorRef escalationRef signalRef
    activityRef categoryValueRef initiatingParticipantRef bpmnElement
    flowNodeRef incoming outgoing eventDefinitionRef participantRef messageFlowRef innerParticipantRef outerParticipantRef
    """.split()
)
"""Attributes and child elements that name another element of the file by its id."""

REQUIRED: Final = MappingProxyType(
    {
        "sequenceFlow": ("sourceRef", "targetRef"),
        "messageFlow": ("sourceRef", "targetRef"),
        "association": ("sourceRef", "targetRef"),
        "boundaryEvent": ("attachedToRef",),
        "dataObjectReference": ("dataObjectRef",),
    }
)
"""Tag → the references that must be given."""

_BOOLEAN: Final = ("true", "false", "1", "0")

VALUES: Final = MappingProxyType[str, tuple[str, ...]](
    {
        **dict.fromkeys(
            """
            cancelActivity isInterrupting parallelMultiple triggeredByEvent isForCompensation isSequential testBefore
            instantiate cancelRemainingInstances isExecutable isClosed isCollection isUnlimited waitForCompletion
            isHorizontal isExpanded isMarkerVisible isMessageVisible
            """.split(),
            _BOOLEAN,
        ),
        "eventGatewayType": ("Exclusive", "Parallel"),
        "gatewayDirection": ("Unspecified", "Converging", "Diverging", "Mixed"),
        "ordering": ("Parallel", "Sequential"),
        "associationDirection": ("None", "One", "Both"),
        "behavior": ("None", "One", "All", "Complex"),
        "processType": ("None", "Public", "Private"),
    }
)
"""Attribute → the values that it may have (BPMN 2.0.2, chapters 9 and 10; diagram interchange, 12)."""

_USED: Final = frozenset(
    {
        *FLOW_NODES,
        *EVENT_DEFINITIONS,
        *("definitions", "process", "sequenceFlow", "conditionExpression", "incoming", "outgoing"),
        *("laneSet", "childLaneSet", "lane", "flowNodeRef", "collaboration", "participant"),
        *("standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "loopMaximum"),
    }
)

_KEPT: Final = frozenset(
    """
    artifact assignment association auditing category categoryValue categoryValueRef
    callConversation choreography choreographyTask
    completionCondition complexBehaviorDefinition condition conversation conversationAssociation conversationLink
    conversationNode correlationKey correlationProperty correlationPropertyBinding correlationPropertyRef
    correlationPropertyRetrievalExpression correlationSubscription dataInput dataInputAssociation dataInputRefs dataObject
    dataObjectReference dataOutput dataOutputAssociation dataOutputRefs dataPath dataState dataStore dataStoreReference
    documentation endPoint endPointRef error errorRef escalation eventDefinition eventDefinitionRef expression extension
    extensionElements flowElement formalExpression from globalBusinessRuleTask globalChoreographyTask globalConversation
    globalManualTask globalScriptTask globalTask globalUserTask group humanPerformer implicitThrowEvent import inMessageRef
    inputDataItem inputSet inputSetRefs interface interfaceRef ioBinding ioSpecification itemDefinition loopCardinality
    loopCondition loopDataInputRef loopDataOutputRef message messageFlow messageFlowAssociation messageFlowRef messagePath
    monitoring operation operationRef optionalInputRefs optionalOutputRefs outMessageRef outputDataItem outputSet
    outputSetRefs participantAssociation participantMultiplicity participantRef partitionElement partnerEntity
    partnerEntityRef partnerRole partnerRoleRef performer potentialOwner property relationship rendering resource
    resourceAssignmentExpression resourceParameter resourceParameterBinding resourceRef resourceRole rootElement script
    signal source sourceRef subChoreography subConversation supportedInterfaceRef supports target targetRef text
    textAnnotation timeCycle timeDate timeDuration to transformation value whileExecutingInputRefs
    whileExecutingOutputRefs innerParticipantRef outerParticipantRef innerConversationNodeRef outerConversationNodeRef
    innerMessageFlowRef outerMessageFlowRef callChoreography choreographyRef collaborationRef activationCondition
    completionQuantity messageRef definition
    """.split()
)

STANDINGS: Final = MappingProxyType({**dict.fromkeys(_KEPT, Standing.KEPT), **dict.fromkeys(_USED, Standing.USED)})
"""Tag of the BPMN namespace → what becomes of it; a tag that is absent here is not understood."""
