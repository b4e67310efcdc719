"""The cases to be played: which steps each takes, with every planted mismatch and decoy dealt out by exact quota."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from demo.enterprise import POSTS
from demo.processes import ACTIVITIES, MANAGER_APPROVAL, OTHER_NAME_OF_RELEASE, PRICE_CHANGE
from demo.seasons import FIRST, Season

ORDERS, CUT_ORDERS, CHANGES, PURCHASES = 300, 6, 120, 400
CUT_AFTER = (5, 4, 3, 2, 2, 1)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a case before it is played: who may do it, where, how long it takes.

    `persons` may do it; with `same_as` it is done by whoever did that activity of the case, with `not_as` by anyone else.
    `late` entries are recorded hours after completion.
    """

    activity: str
    label: str
    post: str
    persons: tuple[str, ...]
    system: str
    function: str
    minutes: float
    cv: float
    delay: tuple[int, int] | None = None
    same_as: str | None = None
    not_as: str | None = None
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case: its steps in stages (steps of one stage run in parallel) and its attributes."""

    id: str
    process: str
    stages: tuple[tuple[Step, ...], ...]
    order_type: str
    amount: int
    cut_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Dealer:
    """Deals plants to the cases of a season: a plant that is repaired is dealt to none."""

    dice: random.Random
    repaired: Collection[str]
    season: Season = FIRST
    dealt: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sample(self, quota: int, among: Iterable[str]) -> frozenset[str]:
        """Choose exactly the season's part of a quota."""
        return frozenset(self.dice.sample(sorted(among), self.season.part(quota)))

    def deal(self, plant: str, quota: int, among: Iterable[str]) -> frozenset[str]:
        """Choose exactly the season's part of a quota for a plant or decoy, and remember it."""
        return self.keep(plant, self.sample(quota, among))

    def ids(self, prefix: str, quota: int) -> tuple[str, ...]:
        """Return the ids of the season's part of the cases of a process."""
        return self.season.ids(prefix, self.season.part(quota))

    def keep(self, plant: str, chosen: Collection[str]) -> frozenset[str]:
        """Remember cases chosen otherwise."""
        kept = frozenset() if plant in self.repaired else frozenset(chosen)
        self.dealt[plant] = tuple(sorted(kept))
        return kept


def step(activity: str) -> Step:
    """Return an activity as it is designed, done by the posts responsible for it."""
    designed = ACTIVITIES[activity]
    function = designed.functions[0]
    post = designed.responsible[0]
    persons = POSTS[post].persons if post in POSTS else (f"{post}_{function.partition('.')[0]}",)
    return Step(
        activity=activity,
        label=designed.name,
        post=post,
        persons=persons,
        system=function.partition(".")[0],
        function=function if "." in function else "",
        minutes=designed.minutes,
        cv=designed.cv,
        delay=designed.delay,
    )


def by(designed: Step, post: str, persons: Sequence[str] = ()) -> Step:
    """Return the step done by another post, or by certain persons of it."""
    return replace(designed, post=post, persons=tuple(persons) or POSTS[post].persons)


def all_cases(dealer: Dealer) -> tuple[Case, ...]:
    """Return every case of the three processes, in a fixed order."""
    return (*_orders(dealer), *_cut_orders(dealer), *_changes(dealer), *_purchases(dealer))


def _orders(dealer: Dealer) -> list[Case]:
    ids = dealer.ids("SO25", ORDERS)
    custom = dealer.deal("custom", 120, ids)
    standard = [case for case in ids if case not in custom]
    skipped = dealer.sample(36, standard)
    swapped = dealer.sample(4, skipped) | dealer.sample(20, (case for case in ids if case not in skipped))
    skipped, swapped = dealer.keep("M01", skipped), dealer.keep("M02", swapped)
    pingpong = dealer.deal("M19", 24, custom)
    one_round = dealer.deal("one round", 36, custom - pingpong)
    failed = dealer.deal("N3", 24, ids)
    twice = dealer.sample(4, failed)
    offline, late = dealer.deal("M06", 210, ids), dealer.deal("M28", 105, ids)
    by_delivery_note, renamed = dealer.deal("N7", 60, ids), dealer.deal("N8", 30, ids)
    dealer.keep("M09", ids)
    cases: list[Case] = []
    for case in ids:
        stages: list[tuple[Step, ...]] = [(step("OTD-01"),)]
        if case in custom:
            rounds = 2 if case in pingpong else 1 if case in one_round else 0
            stages += [(step("OTD-02"),), *[(step(a),) for _ in range(rounds) for a in ("OTD-03", "OTD-02")]]
        stages += [] if case in skipped else [(step("OTD-04"),)]
        plan = step("OTD-07")
        plan = replace(plan, system="EXCEL", function="") if case in offline else plan
        release = step("OTD-09")
        release = replace(release, label=OTHER_NAME_OF_RELEASE) if case in renamed else release
        stages += [(step("OTD-05"),), (step("OTD-06"),), (plan, by(step("OTD-08"), "P2")), (release,)]
        stages += [(replace(step("OTD-10"), late=case in late),), (step("OTD-11"),), (step("OTD-12"),)]
        again = 2 if case in twice else 1 if case in failed else 0
        stages += [(step(a),) for _ in range(again) for a in ("OTD-13", "OTD-12")]
        ship = step("OTD-16")
        ship = replace(ship, system="ERP", function="ERP.DN") if case in by_delivery_note else ship
        delivery = [(ship,), (step("OTD-15"),)] if case in swapped else [(step("OTD-15"),), (ship,)]
        stages += [(step("OTD-14"),), *delivery, (step("OTD-17"),), (step("OTD-18"),)]
        kind = "custom" if case in custom else "standard"
        cases.append(
            Case(
                id=case,
                process="OTD",
                stages=tuple(stages),
                order_type=kind,
                amount=dealer.dice.randrange(8, 400) * 1000,
            )
        )
    return cases


def _cut_orders(dealer: Dealer) -> list[Case]:
    """Return the orders that begin in the last days of the window and are cut by its end."""
    ids = dealer.season.ids("SO25", CUT_ORDERS, after=ORDERS)
    dealer.keep("N10", ids)
    stages = tuple((step(a),) for a in ("OTD-01", "OTD-04", "OTD-05", "OTD-06", "OTD-08"))
    stages = (*stages[:4], (by(step("OTD-08"), "P2"),))
    return [
        Case(id=case, process="OTD", stages=stages, order_type="standard", amount=50_000, cut_after=steps)
        for case, steps in zip(ids, CUT_AFTER, strict=True)
    ]


def _changes(dealer: Dealer) -> list[Case]:
    ids = dealer.ids("EC25", CHANGES)
    rejected = dealer.deal("rejected", 18, ids)
    accepted = [case for case in ids if case not in rejected]
    dealer.keep("M05", accepted)
    purchased = dealer.deal("purchased", 51, accepted)
    repeated, by_hand = dealer.deal("M04", 18, accepted), dealer.deal("M08", 61, accepted)
    not_the_one = dealer.sample(3, accepted)
    dealer.keep("M17", accepted)
    cases: list[Case] = []
    for case in ids:
        raised = dealer.dice.choices(("R1", "R2", "Q3"), weights=(60, 25, 15))[0]
        stages: list[tuple[Step, ...]] = [(by(step("ECM-01"), raised, _pool(raised)),), (step("ECM-02"),)]
        stages += [(step("ECM-03"), step("ECM-04"), step("ECM-05")), (step("ECM-06"),)]
        if case in accepted:
            stages += [(step("ECM-07"),)]
            sync = replace(by(step("ECM-08"), "R2"), minutes=20, cv=0.4) if case in by_hand else step("ECM-08")
            routing = step("ECM-09")
            if "M17" not in dealer.repaired:
                others = POSTS["R2"].persons[1:]
                routing = by(routing, "R2", others if case in not_the_one else POSTS["R2"].persons[:1])
            stages += [(sync,), (routing,)]
            stages += [(step("ECM-07"),)] if case in repeated else []
            stages += [(step("ECM-10"),)] if case in purchased else []
            stages += [(step("ECM-11"),), (step("ECM-12"),)]
            stages += [(by(step("ECM-13"), "Q3", _pool("Q3")),)] if "M05" in dealer.repaired else []
        cases.append(Case(id=case, process="ECM", stages=tuple(stages), order_type="change", amount=0))
    return cases


def _purchases(dealer: Dealer) -> list[Case]:
    ids = dealer.ids("PR25", PURCHASES)
    dice = dealer.dice
    quoted = dealer.deal("N4", 160, ids)
    by_controllers = dealer.deal("M14", 40, quoted)
    priced = dealer.sample(40, ids)
    approved = dealer.sample(10, priced) | dealer.sample(110, (case for case in ids if case not in priced))
    unapproved = dealer.deal("N6", 2, (case for case in ids if case not in priced | approved | quoted))
    priced, approved = dealer.keep("M03", priced), dealer.keep("M16", approved)
    received = dealer.sample(20, ids)
    conflicted, by_buyers = dealer.keep("M15", received), dealer.keep("M15b", received)
    faulty = dealer.deal("incoming failure", 24, ids)
    for plant in ("M22", "M29"):
        dealer.keep(plant, ids)
    cases: list[Case] = []
    for case in ids:
        stages: list[tuple[Step, ...]] = [(step("P2P-01"),)]
        stages += [] if case in unapproved else [(step("P2P-02"),)]
        stages += [(_manager_approval(),)] if case in approved else []
        if case in quoted:
            inquiry = step("P2P-03")
            stages += [(by(inquiry, "P2") if case in by_controllers else inquiry,), (step("P2P-04"),)]
        stages += [(step("P2P-05"),)]
        stages += [(replace(step("P2P-05"), activity=PRICE_CHANGE, label=PRICE_CHANGE, minutes=30),)] if case in priced else []
        inspection = step("P2P-08")
        stages += [(step("P2P-06"),), (step("P2P-07"),), (inspection,)]
        stages += [(by(step("P2P-09"), "Q3", _pool("Q3")),)] if case in faulty else []
        receipt = step("P2P-10")
        if case in conflicted:
            receipt = replace(by(receipt, "B1"), same_as="P2P-05")
        elif case in by_buyers:
            receipt = replace(by(receipt, "B1"), not_as="P2P-05")
        stages += [(receipt,), (step("P2P-11"),), (step("P2P-12"),), (step("P2P-13"),)]
        kind = "quoted" if case in quoted else "framework"
        cases.append(Case(id=case, process="P2P", stages=tuple(stages), order_type=kind, amount=dice.randrange(2, 180) * 500))
    return cases


def _manager_approval() -> Step:
    return Step(
        activity=MANAGER_APPROVAL,
        label=MANAGER_APPROVAL,
        post="GM",
        persons=POSTS["GM"].persons,
        system="OA",
        function="OA.PRA",
        minutes=5,
        cv=0.3,
        delay=(240, 1440),
    )


def _pool(post: str) -> tuple[str, ...]:
    """Return who may work on a post, those with a second post included."""
    return (*POSTS[post].persons, *(("Q4-01",) if post == "Q3" else ()))
