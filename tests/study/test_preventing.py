"""What is to be done about a warning is an item of the plan before there is a finding."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.normalization.corrections.test_warnings import told, weekly
from workbench.design import Subjects, join
from workbench.findings import ENTERPRISE, UsageError
from workbench.fit.codes import Element
from workbench.language import Language
from workbench.normalization import Author, open_register
from workbench.normalization.corrections import Forecasts
from workbench.normalization.plan import Source, plan_in
from workbench.study.preventing import plan_warning
from workbench.study.remedies import Remedy

AUTHOR = Author(by="王工", at=datetime(2025, 6, 2, 9, tzinfo=UTC))
DESIGN = join((), Subjects())
WARNING = told(weekly([0.60 + 0.01 * week for week in range(12)]))
REMEDY = Remedy(text="培训顶岗人员", elements=(Element.ORGANIZATION,), responsible=("P1",), days=30)


def test_a_warning_is_planned_once_with_what_it_warns_of(tmp_path: Path) -> None:
    register = open_register(tmp_path)
    assert len(plan_warning(register, WARNING, REMEDY, DESIGN, AUTHOR)) == 1
    assert plan_warning(register, WARNING, REMEDY, DESIGN, AUTHOR) == ()
    (item,) = plan_in(register, AUTHOR.today).items
    planned = item.planned
    assert (planned.source, planned.origin, planned.scopes, planned.findings) == (Source.WARNING, WARNING.id, (ENTERPRISE,), ())
    assert planned.window.last == AUTHOR.today + timedelta(days=29)
    for language in Language:
        assert [each.text(language) for each in (*planned.moved_from, *planned.moved_to)] == [WARNING.text(language), REMEDY.text]


def test_a_remedy_that_says_nothing_and_a_warning_that_is_none_are_refused(tmp_path: Path) -> None:
    empty = Remedy(text=" ", elements=(Element.ORGANIZATION,), responsible=("P1",), days=30)
    with pytest.raises(UsageError) as refused:
        plan_warning(open_register(tmp_path), WARNING, empty, DESIGN, AUTHOR)
    assert refused.value.finding.code == "REMEDY_HALF"
    steady = told(weekly([0.80 - 0.01 * week for week in range(12)], about="P2"))
    known = Forecasts(rows=(WARNING, steady))
    assert known.warning(WARNING.id[:6]) == WARNING
    with pytest.raises(UsageError) as unknown:
        known.warning(steady.id)
    assert unknown.value.finding.code == "WARNING_UNKNOWN"
