"""A run tells what was seen and what could not be; the same evidence is one run, however often it is assessed."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from tests.fit.plan.examples import by_somebody_else, findings_in
from tests.normalization.sightings.runs import run, seen
from workbench.findings import Severity
from workbench.fit.detection import Detected, Evidence, without
from workbench.fit.indicators.catalogue import INDICATORS
from workbench.fit.policy import Policy
from workbench.fit.scoring import fit_of
from workbench.normalization import open_register
from workbench.normalization.plain_values import plain, value_of
from workbench.normalization.register import UNDECIDED
from workbench.normalization.sightings import LifelineState, Occasion, Run, enter_run, lifelines, run_of, runs_in

AT = datetime(2025, 7, 1, 7, 0, tzinfo=timezone(timedelta(hours=8)))


INPUTS = (("workbench.yaml", "a"), ("event_logs/p.csv", "b"))


def occasion(*inputs: tuple[str, str], by: str = "王工", at: datetime = AT, engine: str = "1") -> Occasion:
    return Occasion(by=by, at=at, inputs=inputs or INPUTS, engine=engine)


def run_over(evidence: Evidence, detected: Detected | None = None, of: Occasion | None = None) -> Run:
    found = detected or Detected(findings=findings_in(evidence))
    return run_of(evidence, found, fit_of(evidence, found.findings, INDICATORS), of or occasion())


def test_windows_scores_findings_and_what_could_not_be_judged_are_seen() -> None:
    evidence = by_somebody_else(3_000)
    claimed = findings_in(evidence)
    rare = replace(claimed[0], object=("z",), count=1, severity=Severity.MINOR)
    detected = Detected(findings=claimed, below_threshold=(rare,), unknown=(without("starts", "PF-BATCH", scope="p"),))
    found = run_over(evidence, detected)
    (process,) = found.processes
    assert (process.process, process.cases, process.first) == ("p", 60, date(2025, 3, 3))
    assert process.last is not None
    assert process.last >= date(2025, 3, 5)
    assert {each.scope for each in found.scopes} == {"enterprise", "p"}
    enterprise = found.scopes[0]
    assert enterprise.score.low is not None
    assert enterprise.score.value is not None
    assert enterprise.score.low <= enterprise.score.value
    assert enterprise.dimensions
    assert {each.id: each.is_claimed for each in found.findings} == {**{each.id: True for each in claimed}, rare.id: False}
    assert found.judges("PO-NOTAUTH", "p")
    assert not found.judges("PF-BATCH", "p")
    assert not found.judges("PO-NOTAUTH", "q")
    assert not found.judges("PF-WAIT", "p")


def test_a_run_is_read_back_as_it_was_entered(tmp_path: Path) -> None:
    found = run_over(by_somebody_else(3_000))
    entered = enter_run(open_register(tmp_path), found)
    assert entered.is_new
    assert runs_in(open_register(tmp_path)) == (found,)
    assert found.day == AT.date()


def test_the_same_evidence_is_said_to_be_there_already(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    first = enter_run(register, run_over(by_somebody_else(3_000)))
    later = occasion(*reversed(INPUTS), by="李工", at=AT + timedelta(days=1))
    again = enter_run(register, run_over(by_somebody_else(3_000), of=later))
    assert not again.is_new
    assert (again.recorded, again.run.by) == (first.recorded, "王工")
    assert len(runs_in(register)) == 1


def test_other_inputs_another_policy_or_another_version_of_the_program_are_another_run(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    evidence = by_somebody_else(3_000)
    strict = replace(evidence, policy=replace(Policy(), version="2"))
    (settings, a), (log, b) = INPUTS
    occasions = [occasion((settings, a), (log, "c")), occasion((settings, b), (log, a)), occasion(engine="2")]
    runs = [run_over(evidence), *(run_over(evidence, of=each) for each in occasions), run_over(strict)]
    assert all(enter_run(register, each).is_new for each in runs)
    assert len({each.subject for each in runs}) == 5


def test_what_is_as_it_was_after_it_had_changed_is_a_run_of_its_own(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    before, repaired = run(0, seen("CF-SKIP", "b")), run(1)
    again = replace(before, at=run(2).at)
    assert [enter_run(register, each).is_new for each in (before, repaired, again, again)] == [True, True, True, False]
    (life,) = lifelines(runs_in(register), UNDECIDED).rows
    assert (life.state, life.recurrences) == (LifelineState.OPEN, 1)


def test_a_run_without_its_program_is_read_and_known_by_what_it_was_then() -> None:
    told = plain(replace(run(0), engine=""))
    del told["engine"]
    read = value_of(Run, told)
    assert read.engine == ""
    assert read.subject == hashlib.sha256(f"{read.digest}\x1f{read.policy_sha256}".encode()).hexdigest()[:32]


def test_findings_are_found_by_id() -> None:
    skip = seen("CF-SKIP", "b")
    assert run(0, skip).of(skip.id) == skip
    assert run(0, skip).of("other") is None
