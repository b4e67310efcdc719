"""What the work is for: the chain from strategy to findings, objectives and KPIs, the sheets for those who judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from workbench.app import state
from workbench.app.choosing import choose
from workbench.app.intended import intentions_today, sheets_today
from workbench.app.opened import Opened
from workbench.app.panels import choose_part, show_panel
from workbench.app.recording import now_in, read, register_of
from workbench.app.showing import WORKBOOK, plain, said, show_table, word
from workbench.normalization.chain import UNFOLLOWED, Chain
from workbench.report.normalization.nodes import (
    NodeLink,
    NodePage,
    address_of,
    addresses_of,
    gaps_panel,
    kind_named,
    kinds_of,
    kinds_panel,
    name_of,
    node_page,
)
from workbench.report.normalization.objectives import kpis_panel, objectives_panel
from workbench.report.normalization.sheet_panels import sheet_panels
from workbench.report.normalization.sheets_file import sheets_workbook
from workbench.report.page import Table
from workbench.study.chaining import chain_of
from workbench.study.following import followed_in

_SHOWN: Final = 24


def show(opened: Opened) -> None:
    """Show the chain of a workspace."""
    st.title(word("app-view-chain"))
    _PARTS[choose_part(tuple(_PARTS))](opened)


def _chain(opened: Opened) -> None:
    chain = _chain_today(opened)
    nodes = addresses_of(chain)
    if not nodes:
        st.info(word("chain-nothing"))
        return
    page = node_page(chain, nodes[_chosen_node(chain)])
    st.header(plain(f"{said(page.kind)} {said(page.name)}"))
    for gap in page.gaps:
        st.warning(plain(said(gap)))
    _show_beside(page)
    for name, key, table in (("up", "chain-all-above", page.up), ("down", "chain-all-below", page.down)):
        _show_all(name, key, table)
    show_panel(kinds_panel(chain))
    show_panel(gaps_panel(chain))


def _chain_today(opened: Opened) -> Chain:
    """Return the chain with what followed from findings until today, as far as the register can be read."""
    register, today = register_of(opened), now_in(opened).date()
    told = read(lambda: (register.head.hash, followed_in(register, opened.assessment.study.design, today)))
    head, followed = told or ("", UNFOLLOWED)
    return opened.made(("chain", head, str(today)), lambda: chain_of(opened.assessment, intentions_today(opened), followed))


def _chosen_node(chain: Chain) -> str:
    """Let a node be chosen, first its kind; the address says which, and links lead to others."""
    nodes = addresses_of(chain)
    wanted = state.chosen("node")
    now = wanted if wanted is not None and wanted in nodes else next(iter(nodes))
    kinds = {each.value: said(kind_named(each)) for each in kinds_of(chain)}
    left, right = st.columns([1, 2])
    of_kind = nodes[now].key.kind
    kind = left.selectbox(
        word("chain-choose-kind"), list(kinds), index=list(kinds).index(of_kind.value), format_func=kinds.__getitem__
    )
    if kind != of_kind.value:
        state.choose("node", next(address for address, each in nodes.items() if each.key.kind.value == kind))
        st.rerun()
    names = {address_of(each.key): said(name_of(each)) for each in chain.of_kind(of_kind)}
    with right:
        return choose(word("chain-choose-node"), "node", names)


def _show_beside(page: NodePage) -> None:
    for column, (key, links) in zip(st.columns(2), (("chain-above", page.above), ("chain-below", page.below)), strict=True):
        with column:
            st.subheader(word(key))
            _show_links(links, key)


def _show_links(links: Sequence[NodeLink], key: str) -> None:
    """Show the ways to nodes beside one, as buttons that change the address."""
    if not links:
        st.caption(word("chain-nothing"))
    for link in links[:_SHOWN]:
        st.button(
            plain(f"{said(link.kind)} {said(link.name)} · {said(link.relation)}"),
            key=f"{key}-{link.address}",
            type="tertiary",
            icon=":material/north:" if key == "chain-above" else ":material/south:",
            on_click=state.choose,
            args=("node", link.address),
        )
    if len(links) > _SHOWN:
        st.caption(word("chain-more", count=len(links) - _SHOWN))


def _show_all(name: str, key: str, table: Table) -> None:
    if table.rows:
        with st.expander(f"{word(key)} ({len(table.rows)})"):
            show_table(table, f"chain-{name}")


def _objectives(opened: Opened) -> None:
    intentions = intentions_today(opened)
    show_panel(objectives_panel(opened.assessment, intentions))
    show_panel(kpis_panel(opened.assessment, intentions))


def _sheets(opened: Opened) -> None:
    sheets = sheets_today(opened)
    panels = {each.key: each for each in sheet_panels(sheets)}
    key = choose(word("app-part-sheets"), "other", {name: said(each.title) for name, each in panels.items()})
    show_panel(panels[key])
    content = sheets_workbook(sheets, opened.assessment.study.name, state.language())
    st.download_button(word("app-download-workbook"), content, "sheets.xlsx", WORKBOOK, on_click="ignore")


_PARTS: Final[Mapping[str, Callable[[Opened], None]]] = {
    "chain": _chain,
    "objectives": _objectives,
    "sheets": _sheets,
}
