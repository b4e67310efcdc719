"""Who needs, may use and uses which function of a system, and under which accounts several people work."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.report.enterprise_matrices import access_by_system
from workbench.report.looks.panel import Panel, empty, lacking, links_about, links_of
from workbench.report.matrix import ON_A_SCREEN, Cell, Matrix, matrix_table, rows_shown
from workbench.report.page import Fact, Texts
from workbench.report.tables import both, called, count, listed, percent, same, share, table
from workbench.study import Assessment
from workbench.usage import Grant, access_of, function_users_of, identified_of, shared_uses_of

_SIGNS: Final[Mapping[Grant, str]] = MappingProxyType(
    {Grant.GRANTED: "✓", Grant.MISSING: "○", Grant.ALLOWED: "△", Grant.EXCESS: "✗"}
)
_UNGRANTED: Final = "! "
_WRONG: Final = (same(_SIGNS[Grant.MISSING]), same(_SIGNS[Grant.EXCESS]))


def access_panels(assessment: Assessment, system: str | None) -> tuple[Panel, ...]:
    """Return posts by functions – needed, granted, used –, of one system or of all, and permissions counted by system.

    Posts with something amiss come first.
    """
    landscape = assessment.study.design.landscape
    for kind, rows in (("functions", landscape.functions), ("permissions", landscape.permissions)):
        if rows is None:
            return (lacking("access", kind),)
    matrix = _matrix(assessment, system)
    made = matrix_table(matrix, assessment.study.policy.privacy, ON_A_SCREEN)
    if made is None:
        return (empty("access", "panel-no-access"),)
    links = links_of(links_about(assessment.findings), [(post,) for post in rows_shown(matrix, ON_A_SCREEN)])
    counted = access_by_system(assessment.study)
    return (Panel(key="access", table=made, links=links), Panel(key="permissions", table=counted))


def accounts_panel(assessment: Assessment) -> Panel:
    """Return where accounts that several share were used, and of how much work by people it is known who did it."""
    if assessment.study.design.landscape.accounts is None:
        return lacking("accounts", "accounts")
    privacy = assessment.study.policy.privacy
    uses = [each for each in shared_uses_of(assessment.linkage) if not privacy.suppresses(len(each.shown), None)]
    identified = identified_of(assessment.linkage)
    facts = tuple(
        Fact(label=both("accounts-known", process=process.id), value=same(percent(identified.identified(process.id))))
        for process in assessment.linkage.processes
    )
    rows: list[tuple[Texts | str, ...]] = [
        (
            each.account,
            each.process.id,
            listed([called(activity.texts) for activity in each.activities]),
            count(len(each.shown)),
            share(len(each.shown), len(each.exposed)),
        )
        for each in uses
    ]
    if not rows:
        return Panel(key="accounts", facts=facts, missing=both("panel-no-shared"))
    made = table(("accounts-account", "accounts-process", "accounts-activities"), ("accounts-events", "accounts-share"), rows)
    links = links_of(links_about(assessment.findings), [(each.account,) for each in uses])
    return Panel(key="accounts", facts=facts, table=made, links=links)


def _matrix(assessment: Assessment, system: str | None) -> Matrix:
    design = assessment.study.design
    cells: dict[tuple[str, str], Cell] = {}
    for row in access_of(design).rows:
        cells[row.post, row.function] = Cell(designed=same(_SIGNS[row.grant]))
    for used in function_users_of(assessment.linkage).rows:
        pair = used.post, used.function
        before = cells.get(pair, Cell())
        is_open = before.designed.en in (_SIGNS[Grant.GRANTED], _SIGNS[Grant.ALLOWED], _SIGNS[Grant.EXCESS])
        mark = "" if is_open else _UNGRANTED
        cells[pair] = Cell(designed=before.designed, times=used.count, persons=used.persons, mark=mark)
    functions = sorted({function for _, function in cells if system is None or design.landscape.system_of(function) == system})
    names, wrong = design.vocabulary, {post for (post, _), cell in cells.items() if cell.mark or cell.designed in _WRONG}
    return Matrix(
        corner="access-post",
        rows={
            post: called(names.posts.called(post))
            for post in sorted({post for post, _ in cells}, key=lambda it: (it not in wrong, it))
        },
        columns={each: same(each) for each in functions},
        cells=cells,
    )
