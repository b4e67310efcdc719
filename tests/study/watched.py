"""A workspace with a released standard that can be watched, and what is said of it on a day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.study.test_releasing import on_trial, request
from workbench.fit.codes import Element
from workbench.language import Language
from workbench.study import Assessment, assess, open_study
from workbench.study.monitoring import Asked
from workbench.study.releasing import Enclosed, release_of
from workbench.study.remedies import Remedy
from workbench.study.watching import baseline_from
from workbench.templates import example_workspace, write_with_workbook

TODAY = date(2025, 7, 1)
MOVED = Asked(on=TODAY, changes=("客户改用电子订单",))
REMEDY = Remedy(text="改为线上接单", elements=(Element.TECHNOLOGY,), responsible=("信息专员",), days=30)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A workspace with a released standard, and what was assessed of it."""

    root: Path
    assessment: Assessment


def with_release(root: Path) -> Made:
    """Make a small workspace, and release its standard with its baseline."""
    write_with_workbook(example_workspace(Language.ZH_CN), root)
    assessment = assess(open_study(root))
    release_of(assessment, request(root), on_trial(root), Enclosed(baseline=baseline_from(assessment)))
    return Made(root=root, assessment=assessment)
