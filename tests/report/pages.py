"""Report pages made by hand."""

from dataclasses import replace

from workbench.process import AccountRow
from workbench.report.page import (
    Diagram,
    Figure,
    FindingRow,
    Mark,
    ProcessPage,
    Provenance,
    RankedFindings,
    Texts,
)
from workbench.report.report_page import ReportPage

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'javascript:alert(3)"

XML = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="t">
<process id="p"><startEvent id="s"/><userTask id="a" name="合同评审"/><endEvent id="e"/>
<sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process>
<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="P" bpmnElement="p">
<bpmndi:BPMNShape id="s_" bpmnElement="s"><dc:Bounds x="100" y="122" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="a_" bpmnElement="a"><dc:Bounds x="200" y="100" width="100" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="e_" bpmnElement="e"><dc:Bounds x="360" y="122" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="f_" bpmnElement="f"><di:waypoint x="136" y="140"/><di:waypoint x="200" y="140"/></bpmndi:BPMNEdge>
<bpmndi:BPMNEdge id="g_" bpmnElement="g"><di:waypoint x="300" y="140"/><di:waypoint x="360" y="140"/></bpmndi:BPMNEdge>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def same(text: str) -> Texts:
    return Texts(zh=text, en=text)


def small_page() -> ReportPage:
    finding = FindingRow(
        id="1",
        code="CF-SKIP",
        kind="skipped",
        severity="major",
        sentence=Texts(zh="《合同评审》被跳过", en="“Contract review” was skipped"),
        evidence=same("30 of 300"),
        remedy=Texts(zh="查明原因", en="Find out why"),
        moves=same("process"),
        elements=("a",),
        cases=tuple(f"SO{number}" for number in range(30)),
    )
    figures = (
        Figure(label=same("Conforming"), value=0.9, part="270", whole="300", explanation=same("270 of 300")),
        Figure(label=same("Fitness"), value=None, part="0", whole="0", explanation=same("-"), reason=same("no complete case")),
    )
    page = ProcessPage(
        id="P",
        name=Texts(zh="订单到交付", en="Order to delivery"),
        refused=None,
        period="2025-03-03 – 2025-06-27",
        cases=300,
        incomplete=6,
        events=4525,
        variants=26,
        figures=figures,
        diagram=Diagram(
            xml=XML, marks=(Mark(element="a", kind="skipped", severity="major", badge="30/300", hint=same("skipped")),)
        ),
        findings=RankedFindings(first=(finding,)),
        below_threshold=(),
        notices=(same("noticed"),),
        ledger=(AccountRow(tag="userTask", used=1, approximated=0, kept=0, not_understood=0),),
    )
    return ReportPage(
        title=same("Yunling"), language="zh-CN", processes=(page,), provenance=(Provenance(label="a.csv", value="SHA-256 00"),)
    )


def hostile_page() -> ReportPage:
    """Return the small page with a hostile text wherever a file's text may stand."""
    calm = small_page()
    page = calm.processes[0]
    row = replace(page.findings.first[0], sentence=same(HOSTILE), remedy=same(HOSTILE), cases=(HOSTILE,), elements=("a", HOSTILE))
    mark = Mark(element="a", kind="skipped", severity="major", badge=HOSTILE, hint=same(HOSTILE))
    diagram = Diagram(xml=XML.replace("合同评审", "&lt;script&gt;alert(1)&lt;/script&gt;"), marks=(mark,))
    hostile = replace(
        page, id=HOSTILE, name=same(HOSTILE), diagram=diagram, findings=RankedFindings(first=(row,)), notices=(same(HOSTILE),)
    )
    provenance = (Provenance(label=HOSTILE, value=HOSTILE),)
    return replace(calm, title=same(HOSTILE), processes=(hostile,), provenance=provenance)
