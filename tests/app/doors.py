"""Two doors to one register: a session typed as commands, and the same sent by the forms of the app."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from workbench.app.opened import Opened
from workbench.app.views import monitor, plan, process, releases, review
from workbench.cli import main
from workbench.fit.codes import Element
from workbench.language import Language, say
from workbench.normalization.audit import CaseResult, SampleRequest, sample_of
from workbench.report.prepared import prepared

SHOWN: list[Callable[[], None]] = []
"""The view that is shown: the script of the app runs by itself and finds it here."""


@dataclass(frozen=True, kw_only=True)
class Dealing:
    """What is to be done about a case; None leaves the days to the policy."""

    text: str
    element: Element
    responsible: str
    scope: str
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """Somebody who states everything at a prompt."""

    root: Path
    by: str
    patch: pytest.MonkeyPatch

    def look(self) -> None:
        """Take in what changed in the files: every command does."""

    def record(self) -> None:
        self._type("assess", self.root, "--record", "--quiet")

    def accept(self, finding: str, reason: str, owner: str, until: date) -> None:
        self._type("decide", self.root, finding, "--accept", "--reason", reason, "--owner", owner, "--until", until)

    def decide(self, finding: str, verdict: str, reason: str) -> None:
        self._type("decide", self.root, finding, f"--{verdict}", "--reason", reason)

    def call_nonconformity(self, finding: str, statement: str, clause: str) -> None:
        self._type("decide", self.root, finding, "--nonconformity", "--statement", statement, "--clause", clause)

    def adopt(self) -> None:
        self._type("plan", "adopt", self.root)

    def sign(self, item: str, post: str) -> None:
        self._type("plan", "sign", self.root, item, "--post", post)

    def start(self, item: str) -> None:
        self._type("plan", "start", self.root, item)

    def finish(self, item: str, on: date) -> None:
        self._type("plan", "done", self.root, item, "--on", on)

    def verify(self) -> None:
        self._type("plan", "verify", self.root)

    def find_cause(self, correction: str, kind: str, text: str) -> None:
        self._type("correct", "cause", self.root, correction, "--kind", kind, "--text", text)

    def agree(self, correction: str, text: str, owner: str, due: date) -> None:
        self._type("correct", "agree", self.root, correction, "--text", text, "--owner", owner, "--due", due)

    def carry_out(self, correction: str, on: date) -> None:
        self._type("correct", "done", self.root, correction, "--on", on)

    def judge(self) -> None:
        self._type("correct", "judge", self.root)

    def close(self, correction: str, reason: str) -> None:
        self._type("correct", "close", self.root, correction, "--reason", reason)

    def audit(self, asked: SampleRequest, results: tuple[CaseResult, ...]) -> None:
        said = [
            text
            for each in results
            for text in (("--deviates", f"{each.case}={each.remark}") if each.deviates else ("--conforms", each.case))
        ]
        self._type("audit", self.root, "--seed", asked.seed, "--size", asked.size or "", "--record", *said)

    def decide_in_review(self, meeting: str, text: str, responsible: str, due: date, element: Element) -> None:
        said = ("--meeting", meeting, "--responsible", responsible, "--due", due, "--element", element.value)
        self._type("review", self.root, "--decide", text, *said)

    def draft(self, title: str) -> None:
        self._type("release", "draft", self.root, "--title", title)

    def begin_trial(self, version: str, first: date, last: date) -> None:
        self._type("release", "trial", self.root, "--version", version, "--first", first, "--last", last)

    def publish(self, version: str, effective: date, approval: str, reason: str, until: date) -> None:
        said = ("--effective", effective, "--approve", approval, "--waive", reason, "--until", until)
        self._type("release", "publish", self.root, "--version", version, *said)

    def open_case(self, changes: tuple[str, ...], since: date) -> None:
        said = [text for each in changes for text in ("--declare", each)]
        self._type("watch", self.root, "--since", since, *said, "--open-case", "--quiet", code=1)

    def plan_case(self, case: str, dealing: Dealing) -> None:
        said = ("--text", dealing.text, "--responsible", dealing.responsible, "--scope", dealing.scope)
        days = () if dealing.days is None else ("--days", dealing.days)
        self._type("plan", "case", self.root, case, "--element", dealing.element.value, *said, *days)

    def close_case(self, case: str, reason: str) -> None:
        self._type("watch", self.root, "--close-case", case, "--reason", reason, "--quiet")

    def _type(self, *words: object, code: int = 0) -> None:
        self.patch.setattr(sys, "argv", ["workbench", *map(str, words), "--by", self.by])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == code, words


@dataclass(kw_only=True)
class Sent:
    """Somebody who states everything by the forms of the app."""

    root: Path
    by: str
    patch: pytest.MonkeyPatch
    opened: Opened

    def look(self) -> None:
        """Assess the workspace anew, as the app does where its files have changed."""
        self.opened = opened_in(self.root)

    def record(self) -> None:
        self._state(self._plan("lifelines"), "record-form", {}, opener="record-run")

    def accept(self, finding: str, reason: str, owner: str, until: date) -> None:
        said = {"process-reason": reason, "process-owner": owner, "process-until": until}
        self._state(self._process(), "accept", said, opener=f"accept-{finding}")

    def decide(self, finding: str, verdict: str, reason: str) -> None:
        form = {"confirm": "confirmed", "dispute": "disputed", "withdraw": "withdrawn"}[verdict]
        self._state(self._process(), form, {"process-reason": reason}, opener=f"{verdict}-{finding}")

    def call_nonconformity(self, finding: str, statement: str, clause: str) -> None:
        """Write other words over the draft, which stands beside the form that is sent."""
        page, opener = self._process(), f"nonconformity-{finding}"
        pressed(page, opener)
        sound(page.run())
        labelled(page.text_area, "decision-field-statement").set_value(statement)
        labelled(page.text_input, "process-clause").set_value(clause)
        self._state(page, "nonconformity", {}, opener=opener)

    def adopt(self) -> None:
        self._state(self._plan("drafts"), "adopt-form", {})

    def sign(self, item: str, post: str) -> None:
        self._of_item(item, "signed-off", {"plan-ask-post": post})

    def start(self, item: str) -> None:
        self._of_item(item, "started", {})

    def finish(self, item: str, on: date) -> None:
        self._of_item(item, "done", {"plan-ask-day": on})

    def verify(self) -> None:
        self._state(self._plan("items"), "verify-form", {}, opener="verify")

    def find_cause(self, correction: str, kind: str, text: str) -> None:
        self._of_correction(correction, "cause", {"corrections-cause-kind": kind, "corrections-cause": text})

    def agree(self, correction: str, text: str, owner: str, due: date) -> None:
        said = {"corrections-action": text, "corrections-owner": owner, "corrections-due": due}
        self._of_correction(correction, "action", said)

    def carry_out(self, correction: str, on: date) -> None:
        self._of_correction(correction, "carried-out", {"corrections-on": on})

    def judge(self) -> None:
        self._state(self._review("corrections"), "judge", {})

    def close(self, correction: str, reason: str) -> None:
        self._of_correction(correction, "closed", {"corrections-reason": reason})

    def audit(self, asked: SampleRequest, results: tuple[CaseResult, ...]) -> None:
        """Fill the table of results by hand: the test's page has no keys for its cells."""
        found = {each.case: each for each in results}

        def filled(rows: list[dict[str, Any]], **_how: object) -> list[dict[str, Any]]:
            told = ((row, found.get(row["case"])) for row in rows)
            return [
                row if each is None else row | {"examined": True, "deviates": each.deviates, "remark": each.remark}
                for row, each in told
            ]

        page = self._review("audit")
        page.text_input(key="audit-seed").set_value(asked.seed)
        labelled(page.number_input, "audit-size").set_value(asked.size or 0)
        page.run()
        self.patch.setattr(st, "data_editor", filled)
        self._state(page, "audit-results", {})

    def decide_in_review(self, meeting: str, text: str, responsible: str, due: date, element: Element) -> None:
        said = {"review-name": meeting, "review-text": text, "review-responsible": responsible, "review-due": due}
        self._state(self._review("pack"), "review-decision", {**said, "review-elements": [element]}, opener=word("review-decide"))

    def draft(self, title: str) -> None:
        self._state(self._show(releases.show), "draft", {"app-releases-title": title})

    def begin_trial(self, version: str, first: date, last: date) -> None:
        del version
        self._state(self._show(releases.show), "trial", {"app-releases-first": first, "app-releases-last": last})

    def publish(self, version: str, effective: date, approval: str, reason: str, until: date) -> None:
        del version
        said = {"app-releases-effective": effective, "app-releases-approvals-asked": approval}
        page = self._show(releases.show)
        self._state(page, "publish", {**said, "app-releases-waive": reason, "app-releases-until": until})
        page.session_state["job-publish"].work.result()
        sound(page.run())

    def open_case(self, changes: tuple[str, ...], since: date) -> None:
        page = self._show(monitor.show, part="signals")
        choose_since(page, since)
        self._state(page, "open-case", {"case-declared": "\n".join(changes)})

    def plan_case(self, case: str, dealing: Dealing) -> None:
        said = {
            "case-plan-text": dealing.text,
            "case-plan-scope": dealing.scope,
            "case-plan-elements": [dealing.element],
            "case-plan-responsible": [dealing.responsible],
            "case-plan-days": dealing.days,
        }
        self._state(self._show(monitor.show, part="adjusting"), "plan-case", said, opener=f"plan-{case}")

    def close_case(self, case: str, reason: str) -> None:
        page = self._show(monitor.show, part="adjusting")
        self._state(page, "close-case", {"case-close-reason": reason}, opener=f"close-{case}")

    def _plan(self, part: str, **choices: str) -> AppTest:
        return self._show(lambda opened: plan.show(opened, {}), part=part, **choices)

    def _of_item(self, item: str, name: str, said: Mapping[str, object]) -> None:
        self._state(self._plan("items", item=item), name, said, opener=f"{name}-{item}")

    def _process(self) -> AppTest:
        return self._show(process.show)

    def _review(self, part: str) -> AppTest:
        return self._show(review.show, part=part)

    def _of_correction(self, correction: str, name: str, said: Mapping[str, object]) -> None:
        self._state(self._review("corrections"), f"{name}-{correction}", said)

    def _show(self, view: Callable[[Opened], None], **choices: str) -> AppTest:
        """Show a view with what an address chooses."""
        SHOWN[:] = [lambda: view(self.opened)]
        page = AppTest.from_function(_script, default_timeout=300)
        for key, value in choices.items():
            page.session_state[f"choice-{key}"] = value
        return sound(page.run())

    def _state(self, page: AppTest, form: str, said: Mapping[str, object], opener: str | None = None) -> None:
        """Fill a form and send it; one in a dialog is opened by a button, which is pressed still when the form is sent."""
        if opener is not None:
            pressed(page, opener)
            sound(page.run())
            pressed(page, opener)
        for key, value in said.items():
            labelled(fields_of(page, form), key).set_value(value)
        (by,) = (each for each in fields_of(page, form) if each.label in {word("app-by"), word("process-by")})
        by.set_value(self.by)
        (send,) = (each for each in page.button if each.form_id == form)
        send.click()
        sound(page.run())


_FIELDS: Final = ("text_input", "text_area", "selectbox", "multiselect", "date_input", "number_input")


def opened_in(root: Path) -> Opened:
    """Return an assessed workspace as the app holds it."""
    done = prepared(root, lambda _process: None)
    return Opened(folder=root, stamp="", assessment=done.assessment, page=done.page)


def word(key: str) -> str:
    """Return what the app calls something."""
    return say(key, Language.ZH_CN)


def fields_of(page: AppTest, form: str) -> list[Any]:
    """Return the fields of a form."""
    return [each for kind in _FIELDS for each in page.get(kind) if each.form_id == form]


def labelled(fields: Any, key: str) -> Any:
    """Return the one field that is called so."""
    (found,) = (each for each in fields if each.label == word(key))
    return found


def choose_since(page: AppTest, since: date) -> None:
    """Choose from which day on data are new to a look."""
    labelled(page.toggle, "monitor-ask-since").set_value(True)
    sound(page.run())
    labelled(page.date_input, "monitor-since-day").set_value(since)
    sound(page.run())


def pressed(page: AppTest, opener: str) -> None:
    """Press a button, by its key or what it is called."""
    (button,) = (each for each in page.button if opener in {each.key, each.label})
    button.click()


def sound(page: AppTest) -> AppTest:
    """Return a page that shows no fault."""
    assert not page.exception, [each.value for each in page.exception]
    assert not page.error, [each.value for each in page.error]
    return page


def _script() -> None:
    from tests.app.doors import SHOWN  # noqa: PLC0415 - the script runs by itself

    SHOWN[0]()


def drawn(opened: Opened, asked: SampleRequest) -> tuple[str, ...]:
    """Return the cases that are drawn."""
    return tuple(each.case for each in sample_of(opened.assessment.evidence, opened.assessment.findings, asked).rows)
