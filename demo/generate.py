"""The demo enterprise of one seed: its design, its logs, and what was planted in them."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from demo.cases import Case, Dealer, all_cases
from demo.play import Event, Stage

DEFAULT_SEED = 68


@dataclass(frozen=True, kw_only=True)
class Planted:
    """What one planted mismatch must come out as: code, scope, object, exposure, count, and exactly these cases."""

    code: str
    scope: str
    object: tuple[str, ...]
    exposed: int
    count: int
    cases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A generated enterprise; `events` are in the order of their completion, `dealt` holds the cases of each plant and decoy."""

    seed: int
    repaired: frozenset[str]
    cases: tuple[Case, ...]
    events: tuple[Event, ...]
    dealt: Mapping[str, tuple[str, ...]]

    @property
    def flow_truth(self) -> Mapping[str, Planted]:
        """Return what is planted in flow and time, by plant."""
        table = {
            "M01": ("CF-SKIP", "OTD", ("OTD-04",), 300),
            "M02": ("CF-ORDER", "OTD", ("OTD-15", "OTD-16"), 300),
            "M03": ("CF-EXTRA", "P2P", ("采购价格调整",), 400),
            "M04": ("CF-REWORK", "ECM", ("ECM-07",), 102),
            "M05": ("CF-DEAD", "ECM", ("ECM-13",), 102),
            "M16": ("PO-APPR", "P2P", ("总经理审批",), 400),
            "M29": ("PF-BATCH", "P2P", ("P2P-12",), 400),
        }
        return {
            plant: Planted(
                code=code,
                scope=scope,
                object=about,
                exposed=exposed,
                count=0 if code == "CF-DEAD" else len(self.dealt[plant]),
                cases=self.dealt[plant],
            )
            for plant, (code, scope, about, exposed) in table.items()
            if plant not in self.repaired
        }


def generate(seed: int = DEFAULT_SEED, repaired: Collection[str] = ()) -> Demo:
    """Generate the enterprise: the same seed gives the same events on every machine; `repaired` plants are left out."""
    dealer = Dealer(dice=random.Random(f"cases {seed}"), repaired=frozenset(repaired))
    cases = all_cases(dealer)
    played = Stage(cases, random.Random(f"play {seed}"), dealer.repaired).play()
    visible = (event for event in played if event.step.activity != "OTD-17" or "M09" in dealer.repaired)
    events = sorted(visible, key=lambda event: (event.end, event.case.id, event.step.activity))
    return Demo(seed=seed, repaired=frozenset(repaired), cases=cases, events=tuple(events), dealt=dealer.dealt)
