"""With what the work is done: systems, functions, integrations, who may use them."""

from workbench.technology.model import Account, AccountKind, Function, Integration, Landscape, Permission, System, SystemKind

__all__ = [
    "Account",
    "AccountKind",
    "Function",
    "Integration",
    "Landscape",
    "Permission",
    "System",
    "SystemKind",
]
