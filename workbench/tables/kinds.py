"""The tables that a user keeps: which columns each has, and every header, English or Chinese, that names one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from workbench.tables.headers import OF_ANY_TABLE, OF_ONE_TABLE

_NO_WORD: Final = re.compile(r"[\W_]+")
_BRACKETS: Final = re.compile(r"(?<!^)[(\[【].*[)\]】]")


class TableKind(StrEnum):
    """What one row of a table stands for; the value is the stem of its file and the English name of its sheet."""

    DEPARTMENTS = "departments"
    POSTS = "posts"
    PERSONS = "persons"
    RESPONSIBILITIES = "responsibilities"
    DELEGATIONS = "delegations"
    SEPARATION_OF_DUTIES = "separation_of_duties"
    COORDINATION = "coordination"
    AUTHORITY = "authority"
    HOSTS = "hosts"
    TEAMS = "teams"
    SYSTEMS = "systems"
    FUNCTIONS = "functions"
    INTEGRATIONS = "integrations"
    PERMISSIONS = "permissions"
    ACCOUNTS = "accounts"
    DATA_OBJECTS = "data_objects"
    CRUD = "crud"
    ALIASES = "aliases"


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a kind of table by their standard names.

    Of each group in `required` a table must have one column; in a row the cells of `filled` must not be blank.
    """

    title: str
    required: tuple[tuple[str, ...], ...]
    optional: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return all standard names, the required ones first."""
        return (*(name for group in self.required for name in group), *self.optional)


LETTER_COLUMNS: Final = ("R", "A", "S", "C", "I")
"""The columns of the wide form of responsibilities, each holding posts."""


def _columns(title: str, required: str, optional: str = "", filled: str | None = None) -> Columns:
    """Return columns written as words; `a|b` stands for one of two."""
    groups = tuple(tuple(group.split("|")) for group in required.split())
    cells = tuple(group[0] for group in groups if len(group) == 1) if filled is None else tuple(filled.split())
    return Columns(title=title, required=groups, optional=tuple(optional.split()), filled=cells)


_KIND: Final = TableKind
COLUMNS: Final[Mapping[TableKind, Columns]] = MappingProxyType(
    {
        _KIND.DEPARTMENTS: _columns("部门", "department_id name", "name_en parent_id head kind location"),
        _KIND.POSTS: _columns("岗位", "post_id name department_id", "name_en headcount calendar level reports_to decision_limit"),
        _KIND.PERSONS: _columns("人员", "person_id post_id", "name name_en valid_from valid_to skills account"),
        _KIND.RESPONSIBILITIES: _columns(
            "职责矩阵", "activity_id", "post_id letter R A S C I name name_en process note", filled="activity_id"
        ),
        _KIND.DELEGATIONS: _columns(
            "授权委托", "from_person to_person activities start end", "limit", filled="from_person to_person start end"
        ),
        _KIND.SEPARATION_OF_DUTIES: _columns("职责分离", "activity_a activity_b", "name scope severity rule"),
        _KIND.COORDINATION: _columns("协调机制", "department_a department_b mechanism", "rhythm"),
        _KIND.AUTHORITY: _columns("审批权限", "activity_id lowest_post", "attribute operator value"),
        _KIND.HOSTS: _columns("可安置部门", "post_id department_id"),
        _KIND.TEAMS: _columns("流程团队", "process post_id"),
        _KIND.SYSTEMS: _columns(
            "系统", "system_id name", "name_en kind business_owner technical_owner maintenance_plan depends_on"
        ),
        _KIND.FUNCTIONS: _columns("功能", "function_id system_id", "name name_en automatic activities"),
        _KIND.INTEGRATIONS: _columns("集成接口", "from_system to_system", "data_objects mode latency"),
        _KIND.PERMISSIONS: _columns("权限", "post_id|account_id function_id"),
        _KIND.ACCOUNTS: _columns("账号", "account_id", "system_id person_id kind"),
        _KIND.DATA_OBJECTS: _columns(
            "数据对象",
            "data_id name",
            "name_en master_system owner_department steward_post external_origin external_consumer",
        ),
        _KIND.CRUD: _columns("增删改查", "activity_id data_id operations"),
        _KIND.ALIASES: _columns("别名", "kind alias id", "process"),
    }
)


@lru_cache(maxsize=1 << 14)
def folded_header(text: str) -> str:
    """Return a header without differences of case, width, blanks, marks and what stands in brackets (Unicode NFKC)."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return _NO_WORD.sub("", _BRACKETS.sub("", plain))


def columns_named(headers: Sequence[str], kind: TableKind) -> Mapping[int, str]:
    """Return position → standard name for the headers that name a column of a kind.

    Where a header may mean several columns, the required ones are found headers first (augmenting paths: Kuhn 1955, Naval
    Research Logistics Quarterly 2); each column takes the header that says it most plainly: its standard name, then the
    synonyms in their order, then the header that stands first.
    """
    spelled = [folded_header(header) for header in headers]
    standard = {folded_header(column): column for column in COLUMNS[kind].names}
    wanted: dict[str, list[int]] = {}
    for column, words in _spellings(kind).items():
        claims = [n for n, word in enumerate(spelled) if word in words and standard.get(word, column) == column]
        wanted[column] = sorted(claims, key=lambda n: words[spelled[n]])
    taken: dict[int, str] = {}
    required = {name for group in COLUMNS[kind].required for name in group}
    for column, claims in wanted.items():
        if column in required:
            _take(column, wanted, taken, set())
        elif (free := next((n for n in claims if n not in taken), None)) is not None:
            taken[free] = column
    return MappingProxyType(dict(sorted(taken.items())))


def _take(column: str, wanted: Mapping[str, Sequence[int]], taken: dict[int, str], tried: set[int]) -> bool:
    """Give a column one of the headers that it may have, moving others to their next choice where that makes room."""
    for header in wanted[column]:
        if header not in tried:
            tried.add(header)
            if header not in taken or _take(taken[header], wanted, taken, tried):
                taken[header] = column
                return True
    return False


def names_a_column(header: str, kind: TableKind) -> bool:
    """Return whether a header is one of those that name a column of a kind."""
    return any(folded_header(header) in words for words in _spellings(kind).values())


def missing_columns(named: Iterable[str], kind: TableKind) -> tuple[str, ...]:
    """Return the required columns that are not among some standard names; one of two as `a | b`."""
    there = {*named}
    return tuple(" | ".join(group) for group in COLUMNS[kind].required if not there & {*group})


def kind_of_sheet(title: str) -> TableKind | None:
    """Return the kind of table whose file name or Chinese title a sheet bears."""
    name = folded_header(title.removesuffix(".csv"))
    return next((kind for kind in TableKind if name in (folded_header(kind), folded_header(COLUMNS[kind].title))), None)


@cache
def _spellings(kind: TableKind) -> Mapping[str, Mapping[str, int]]:
    """Return standard name → folded header → how plainly it says so, from 0; required columns first."""
    own = OF_ONE_TABLE.get(kind.value, {})
    spellings: dict[str, Mapping[str, int]] = {}
    for column in COLUMNS[kind].names:
        words = (column, *own.get(column, "").split(), *OF_ANY_TABLE.get(column, "").split())
        spellings[column] = MappingProxyType({folded_header(word): rank for rank, word in reversed([*enumerate(words)])})
    return MappingProxyType(spellings)
