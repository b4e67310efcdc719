"""Cells of tables: what they are called in both languages."""

from workbench.findings import ENTERPRISE
from workbench.report.tables import same, scope_named


def test_a_scope_is_a_process_by_its_id_or_the_enterprise_by_name() -> None:
    assert scope_named("OTD") == same("OTD")
    named = scope_named(ENTERPRISE)
    assert (named.zh, named.en) == ("企业整体", "the enterprise as a whole")
