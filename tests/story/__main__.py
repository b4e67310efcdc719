"""`python -m tests.story 200`: how often the watch speaks where nothing has changed, of so many pairs of seasons."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from demo.files import write
from demo.generate import Demo, generate
from demo.seasons import SECOND, THIRD
from demo.story import DemoStory
from workbench.normalization.watch import Circumstances, Watched
from workbench.study import Assessment, assess, open_study
from workbench.study.watching import baseline_from, watch_release


def main() -> None:
    """Print every false alarm, and how many looks had one."""
    times = int(sys.argv[1])
    folder = Path(tempfile.mkdtemp(prefix="calm-"))
    loud = 0
    for seed in range(1, times + 1):
        spoken = [f"{each.monitor.value} {each.process} {' '.join(each.object)}" for each in unchanged(seed, folder).signals]
        loud += bool(spoken)
        sys.stdout.writelines(f"{seed}: {each}\n" for each in spoken)
    sys.stdout.write(f"{loud} of {times} looks at an unchanged enterprise had an alarm\n")


def unchanged(seed: int, folder: Path) -> Watched:
    """Hold a third season of other dice against the second of a seed."""
    repaired = DemoStory().repaired
    baseline = baseline_from(_seen(generate(seed, repaired, SECOND), folder))
    new = _seen(generate(-seed, repaired, THIRD), folder)
    return watch_release(baseline, new, Circumstances(today=THIRD.ends), since=THIRD.first)


def _seen(demo: Demo, folder: Path) -> Assessment:
    write(demo, folder)
    return assess(open_study(folder))


if __name__ == "__main__":
    main()
