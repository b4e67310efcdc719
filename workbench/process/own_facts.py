"""What a model says in the workbench's own namespace: `wb:code`, `wb:function`, …, as attributes or extension elements."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.process.model import Element, Extension


def own_fact(element: Element, name: str) -> str | None:
    """Return the first text that an element bears under `wb:name`, None where there is none."""
    attributes = (value for key, value in element.attributes if key.endswith(f"}}{name}") and "workbench" in key)
    return next((text.strip() for text in (*attributes, *_texts(element.extensions, name)) if text.strip()), None)


def _texts(extensions: tuple[Extension, ...], name: str) -> Iterator[str]:
    for each in extensions:
        if each.vendor == "wb" and each.tag.rpartition("}")[2] == name:
            yield each.text or next((value for key, value in each.attributes if key == "value"), "")
        yield from _texts(each.children, name)
