"""What a model says in the workbench's own namespace, as an attribute or as an extension element."""

from pathlib import Path

import pytest

from workbench.process import Process, read_bpmn
from workbench.process.naming import naming_of
from workbench.process.own_facts import own_fact
from workbench.process.sidecar import ActivityFacts, Sidecar

MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:other="urn:other"
 xmlns:wb="https://process-fit-workbench.org/schema/1.0" targetNamespace="urn:test"><process id="p">
 <startEvent id="s"/><userTask id="t" name="Check"{attributes}>{inner}</userTask><endEvent id="e"/>
 <sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/></process></definitions>"""


def bearing(folder: Path, attributes: str = "", inner: str = "") -> Process:
    """Read a process whose task bears attributes, or extension elements."""
    path = folder / "p.bpmn"
    extensions = f"<extensionElements>{inner}</extensionElements>" if inner else ""
    path.write_text(MODEL.format(attributes=attributes, inner=extensions), encoding="utf-8")
    (process,) = read_bpmn(path).processes
    return process


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        (' wb:code="A1" wb:function="ERP.SO"', ""),
        ("", "<wb:code>A1</wb:code><wb:function> ERP.SO </wb:function>"),
        ("", '<wb:code value="A1"/><wb:function value="ERP.SO"/>'),
        ("", "<wb:facts><wb:code>A1</wb:code><wb:function>ERP.SO</wb:function></wb:facts>"),
        (' wb:code="A1"', "<wb:code>A2</wb:code><wb:function>ERP.SO</wb:function>"),
    ],
)
def test_code_and_function_stand_in_attributes_or_in_extension_elements(tmp_path: Path, attributes: str, inner: str) -> None:
    process = bearing(tmp_path, attributes, inner)
    task = process.node["t"]
    assert (own_fact(task, "code"), own_fact(task, "function")) == ("A1", "ERP.SO")
    assert naming_of(process, Sidecar(), {}).activity_id("t") == "A1"


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        ("", ""),
        (' wb:code="  "', "<wb:code/>"),
        (' other:code="A1"', "<other:code>A1</other:code>"),
        (' wb:code2="A1"', "<wb:codes>A1</wb:codes>"),
    ],
)
def test_what_is_empty_or_of_another_name_or_tool_says_nothing(tmp_path: Path, attributes: str, inner: str) -> None:
    process = bearing(tmp_path, attributes, inner)
    assert own_fact(process.node["t"], "code") is None
    assert naming_of(process, Sidecar(), {}).activity_id("t") == "t"


def test_the_sidecar_goes_before_the_model(tmp_path: Path) -> None:
    process = bearing(tmp_path, ' wb:code="A1"')
    assert naming_of(process, Sidecar(activities={"t": ActivityFacts(code="A9")}), {}).activity_id("t") == "A9"


def test_the_prefix_is_ours_wherever_it_is_bound_to(tmp_path: Path) -> None:
    process = bearing(tmp_path, ' xmlns:wb="urn:mine" wb:code="A1"', "<wb:function>ERP.SO</wb:function>")
    assert (own_fact(process.node["t"], "code"), own_fact(process.node["t"], "function")) == ("A1", "ERP.SO")
