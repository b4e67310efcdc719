from tests.enterprises import Did, accounts, cases, claims, did, evidence_of, holdings, line, unknown
from workbench.design import Subjects
from workbench.findings import Severity
from workbench.fit.detection import Claim, detect
from workbench.fit.detectors.shared_account import CODE, shared_account
from workbench.fit.policy import Policy
from workbench.organization import Organization
from workbench.process.sidecar import ActivityFacts
from workbench.technology import Landscape

PEOPLE = Subjects(
    organization=Organization(holdings=holdings("anna:S1")),
    landscape=Landscape(accounts=accounts("pub:shared mine:personal:anna robot:system")),
)


def test_a_shared_account_is_counted_among_what_people_did_in_its_activities_over_all_processes() -> None:
    processes = [line("p", "a b"), line("q", "c")]
    events = {
        "p": (*cases(3, did("a", by="pub"), did("b", by="anna")), Did(case="x", activity="a", by="robot")),
        "q": (*cases(4, did("c", by="pub")), Did(case="x", activity="c", by="anna")),
    }
    (finding,) = detect(evidence_of(processes, PEOPLE, events), {CODE: shared_account}).findings
    assert (finding.scope, finding.object, finding.count, finding.exposed) == ("enterprise", ("pub",), 7, 8)
    assert finding.severity is Severity.MAJOR
    assert len(finding.cases) == 7


def test_accounts_of_persons_and_of_systems_are_none() -> None:
    events = {"p": (*cases(6, did("a", by="mine")), *(Did(case=f"r{n}", activity="a", by="robot") for n in range(6)))}
    assert claims(shared_account(evidence_of([line("p", "a")], PEOPLE, events))) == []


def test_it_is_critical_for_an_approval_though_it_may_be_too_rare() -> None:
    approval, policy = line("p", "a", a=ActivityFacts(kind="approval")), Policy(severities=((CODE, Severity.CRITICAL),))
    often, once = ({"p": cases(number, did("a", by="pub"))} for number in (5, 1))
    (finding,) = detect(evidence_of([approval], PEOPLE, often), {CODE: shared_account}).findings
    assert finding.severity is Severity.CRITICAL
    detected = detect(evidence_of([approval], PEOPLE, once), {CODE: shared_account})
    assert (detected.findings, len(detected.below_threshold)) == ((), 1)
    assert len(detect(evidence_of([approval], PEOPLE, once, policy), {CODE: shared_account}).findings) == 1


def test_what_nobody_designed_counts_too() -> None:
    events = {"p": cases(5, did("a", by="anna"), did("extra", by="pub"))}
    verdicts = list(shared_account(evidence_of([line("p", "a")], PEOPLE, events)))
    assert claims(verdicts) == [("pub", 5, 5)]
    assert "“–”" in next(each.finding.text() for each in verdicts if isinstance(each, Claim))


def test_what_is_missing_is_said() -> None:
    assert unknown(shared_account(evidence_of([line("p", "a")], Subjects()))) == ["UNKNOWN_NO_ACCOUNTS", "UNKNOWN_NO_LOG"]
    nobody = evidence_of([line("p", "a")], PEOPLE, {"p": cases(1, did("a"))})
    assert unknown(shared_account(nobody)) == ["UNKNOWN_NO_RESOURCES"]
