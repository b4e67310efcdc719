"""All that can be wrong with an organization by itself, whether it was read or changed."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.findings import Finding
from workbench.organization.chart_checks import check_chart
from workbench.organization.duty_checks import check_duty_posts
from workbench.organization.model import Organization
from workbench.organization.reference_checks import check_org_references, check_pairs, check_periods


def check_organization(organization: Organization, post_aliases: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what is wrong with the tables among themselves; `post_aliases` map other names of posts to ids."""
    return (
        *check_chart(organization),
        *check_org_references(organization),
        *check_duty_posts(organization, post_aliases),
        *check_pairs(organization),
        *check_periods(organization),
    )
