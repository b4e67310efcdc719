"""With what the work is done: systems, functions, integrations, who may use them."""

from workbench.technology.checks import check_landscape
from workbench.technology.model import Account, AccountKind, Function, Integration, Landscape, Permission, System, SystemKind
from workbench.technology.reading import read_landscape

__all__ = [
    "Account",
    "AccountKind",
    "Function",
    "Integration",
    "Landscape",
    "Permission",
    "System",
    "SystemKind",
    "check_landscape",
    "read_landscape",
]
