"""The four models as BPMN 2.0 XML, written by hand: lanes of three meanings, and constructs beyond tasks and two gateways."""

from __future__ import annotations

from typing import Final

from tests.enterprise.duties import ACTIVITIES

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:wb="https://process-fit-workbench.org/schema/1.0" targetNamespace="urn:qinghe">\n'
)

_MULTI: Final = "<bpmn:multiInstanceLoopCharacteristics/>"
_BROKEN: Final = '<bpmn:conditionalEventDefinition id="c1"><bpmn:condition/></bpmn:conditionalEventDefinition>'
_LOOP: Final = "<bpmn:standardLoopCharacteristics/>"


def _task(activity: str, inner: str = "", more: str = "") -> str:
    of = ACTIVITIES[activity]
    return f'<bpmn:{of.tag} id="{of.element}" name="{of.name}"{more}>{inner}</bpmn:{of.tag}>'


def _node(tag: str, identity: str, name: str = "", inner: str = "", more: str = "") -> str:
    named = f' name="{name}"' if name else ""
    return f'<bpmn:{tag} id="{identity}"{named}{more}>{inner}</bpmn:{tag}>'


def _flows(text: str) -> str:
    """Write flows told as `a>b` or `a>b?condition`."""
    written = []
    for each in text.split():
        ends, _, condition = each.partition("?")
        source, target = ends.split(">")
        inner = f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}</bpmn:conditionExpression>' * bool(
            condition
        )
        written.append(
            f'<bpmn:sequenceFlow id="f_{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'
        )
    return "\n".join(written)


def _lane(identity: str, name: str, nodes: str = "", inner: str = "") -> str:
    references = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes.split())
    nested = f'<bpmn:childLaneSet id="{identity}_set">{inner}</bpmn:childLaneSet>' if inner else ""
    return f'<bpmn:lane id="{identity}" name="{name}">{references}{nested}</bpmn:lane>'


def _file(process: str, name: str, lanes: str, body: list[str], flows: str, before: str = "") -> str:
    lane_set = f'<bpmn:laneSet id="{process}_lanes">{lanes}</bpmn:laneSet>'
    inside = "\n".join([lane_set, *body, _flows(flows)])
    return f'{_HEAD}{before}<bpmn:process id="{process}" name="{name}">\n{inside}\n</bpmn:process>\n</bpmn:definitions>\n'


def specimen() -> str:
    """Nested lanes; a sub-process with an interrupting boundary event; an inclusive split; a designed loop; a terminate end."""
    inner = [
        _node("startEvent", "pre_start"),
        _task("cent"),
        _task("aliq", _MULTI),
        _node("endEvent", "pre_end"),
        _flows("pre_start>cent cent>aliq aliq>pre_end"),
    ]
    reception = _lane("ln_rc", "收样岗", "start rec pre bad rej stopped redraw arch end")
    testing = (
        _lane("ln_an", "检验技师", "some chem imm all again ok")
        + _lane("ln_mt", "Molecular technician", "mol chk")
        + _lane("ln_va", "VA", "val rep")
    )
    lanes = (
        _lane("ln_l1", "样本接收组", inner=reception)
        + _lane("ln_l2", "检测组", inner=testing)
        + _lane("ln_it", "信息系统", inner=_lane("ln_sys", "SYS", "send"))
    )
    body = [
        _node("startEvent", "start", "样本到达", '<bpmn:messageEventDefinition id="m1"/>'),
        _task("rec"),
        _node("subProcess", "pre", "前处理", "\n".join(inner)),
        _node(
            "boundaryEvent", "bad", "样本不合格", _BROKEN,
            ' attachedToRef="pre" cancelActivity="true"',
        ),
        _task("rej"),
        _node("endEvent", "stopped", "已拒收", '<bpmn:terminateEventDefinition id="t1"/>'),
        _node("inclusiveGateway", "some", "检测项目"),
        *(_task(each) for each in ("chem", "imm", "mol")),
        _node("inclusiveGateway", "all"),
        _node("exclusiveGateway", "again"),
        _task("chk"),
        _node("exclusiveGateway", "ok", "复核通过？"),
        *(_task(each) for each in ("redraw", "val", "rep", "send", "arch")),
        _node("endEvent", "end", "检验完成"),
    ]  # fmt: skip
    flows = (
        "start>rec rec>pre bad>rej rej>stopped pre>some some>chem?生化 some>imm?免疫 some>mol?分子 chem>all imm>all mol>all"
        " all>again again>chk chk>ok ok>redraw?否 redraw>again ok>val?是 val>rep rep>send send>arch arch>end"
    )
    return _file("SMP", "样本检验", lanes, body, flows)


def reagent() -> str:
    """Lanes that mean departments; ids told by the sidecar; a receive task of a party outside; two parallel steps."""
    lanes = "".join(
        (
            _lane("ln_q0", "质量部", "start t_ask t_cold"),
            _lane("ln_p0", "采购部", "t_ok price t_rfq priced t_order"),
            _lane("ln_ext", "EXT", "t_conf"),
            _lane("ln_w0", "Reagent store", "fork t_in t_file end"),
            _lane("ln_f0", "财务", "join t_inv t_payok t_pay"),
        )
    )
    body = [
        _node("startEvent", "start", "试剂不足"),
        *(_task(each) for each in ("REA-01", "REA-02")),
        _node("exclusiveGateway", "price", "有协议价？"),
        _task("REA-03"),
        _node("exclusiveGateway", "priced"),
        *(_task(each) for each in ("REA-04", "REA-05")),
        _node("parallelGateway", "fork"),
        *(_task(each) for each in ("REA-06", "REA-07")),
        _node("parallelGateway", "join"),
        *(_task(each) for each in ("REA-08", "REA-09", "REA-10", "REA-12")),
        _node("endEvent", "end", "归档完成"),
    ]
    flows = (
        "start>t_ask t_ask>t_ok t_ok>price price>t_rfq?否 price>priced?是 t_rfq>priced priced>t_order t_order>t_conf t_conf>fork"
        " fork>t_in fork>t_cold t_in>join t_cold>join join>t_inv t_inv>t_payok t_payok>t_pay t_pay>t_file t_file>end"
    )
    return _file("REA", "试剂采购", lanes, body, flows)


def calibration() -> str:
    """Lanes that mean systems; ids as `wb:code`; a call, an event-based gateway, intermediate events, data in the model."""
    lanes = (
        _lane("ln_eam", "设备管理系统", "start b_plan b_prep b_out wait late b_urge got ready b_cert")
        + _lane("ln_qms", "Quality management", "b_eval said b_use fit")
        + _lane("ln_oas", "OAS", "b_scrap end scrapped")
    )

    def coded(activity: str, inner: str = "", more: str = "") -> str:
        return _task(activity, inner, f' wb:code="{activity}"{more}')

    def reads(source: str) -> str:
        inner = f"<bpmn:sourceRef>{source}</bpmn:sourceRef>"
        return f'<bpmn:dataInputAssociation id="in_{source}">{inner}</bpmn:dataInputAssociation>'

    def writes(target: str) -> str:
        inner = f"<bpmn:targetRef>{target}</bpmn:targetRef>"
        return f'<bpmn:dataOutputAssociation id="out_{target}">{inner}</bpmn:dataOutputAssociation>'

    body = [
        '<bpmn:dataObject id="do_1"/><bpmn:dataObject id="CERT"/>',
        '<bpmn:dataObjectReference id="ref_plan" name="年度校准计划" dataObjectRef="do_1"/>',
        '<bpmn:dataObjectReference id="ref_plan_2" name="年度校准计划" dataObjectRef="do_1"/>',
        '<bpmn:dataObjectReference id="ref_cert" name="证书" dataObjectRef="CERT"/>',
        '<bpmn:dataStoreReference id="ref_equi" name="档案库" dataStoreRef="EQUI"/>',
        _node("startEvent", "start", "每周五", '<bpmn:timerEventDefinition id="tm1"/>'),
        coded("CAL-01", writes("ref_plan")),
        coded("CAL-02"),
        coded("CAL-03", reads("ref_plan_2"), ' calledElement="VENDOR_CALIBRATION"'),
        _node("eventBasedGateway", "wait"),
        _node("intermediateCatchEvent", "got", "收到证书", '<bpmn:messageEventDefinition id="m2"/>'),
        _node("intermediateCatchEvent", "late", "逾期十日", '<bpmn:timerEventDefinition id="tm2"/>'),
        coded("CAL-06"),
        _node("exclusiveGateway", "ready"),
        coded("CAL-05", writes("ref_cert")),
        _node("intermediateThrowEvent", "said", "证书已确认"),
        coded("CAL-07", _LOOP),
        coded("CAL-08"),
        _node("exclusiveGateway", "fit", "可用？"),
        coded("CAL-09", writes("ref_equi")),
        _node("endEvent", "scrapped", "已报废", '<bpmn:terminateEventDefinition id="t2"/>'),
        _node("endEvent", "end", "已恢复"),
    ]
    flows = (
        "start>b_plan b_plan>b_prep b_prep>b_out b_out>wait wait>got wait>late late>b_urge b_urge>ready got>ready ready>b_cert"
        " b_cert>said said>b_use b_use>b_eval b_eval>fit fit>b_scrap?否 fit>end?是 b_scrap>scrapped"
    )
    store = '<bpmn:dataStore id="EQUI" name="设备档案"/>\n'
    return _file("CAL", "设备校准", lanes, body, flows, store)


def complaint() -> str:
    """Lanes that mean posts; one that nothing binds, one that binds the wrong post."""
    lanes = (
        _lane("ln_cc", "客服专员", "start c_log c_note c_ack c_inv c_rep")
        + _lane("ln_sm", "客服经理", "c_cls serious met c_close end")
        + _lane("ln_x", "外部专家组", "c_lab machine calm")
        + _lane("ln_ee", "EE", "c_eng")
    )
    body = [
        _node("startEvent", "start", "收到投诉"),
        *(_task(each) for each in ("c_log", "c_note", "c_cls")),
        _node("exclusiveGateway", "serious", "严重？"),
        *(_task(each) for each in ("c_ack", "c_inv", "c_lab")),
        _node("exclusiveGateway", "machine", "设备原因？"),
        _task("c_eng"),
        _node("exclusiveGateway", "calm"),
        _node("exclusiveGateway", "met"),
        *(_task(each) for each in ("c_rep", "c_close")),
        _node("endEvent", "end", "投诉关闭"),
    ]
    flows = (
        "start>c_log c_log>c_note c_note>c_cls c_cls>serious serious>c_ack?是 c_ack>c_inv serious>met?否 c_inv>c_lab"
        " c_lab>machine machine>c_eng?是 machine>calm?否 c_eng>calm calm>met met>c_rep c_rep>c_close c_close>end"
    )
    return _file("CMP", "投诉处理", lanes, body, flows)


MODELS: Final = {"SMP": specimen, "REA": reagent, "CAL": calibration, "CMP": complaint}
