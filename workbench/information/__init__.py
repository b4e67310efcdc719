"""Which data the work is done on: objects, owners, and what activities do with them."""

from workbench.information.model import DataObject, DataUse, Information, Operation

__all__ = [
    "DataObject",
    "DataUse",
    "Information",
    "Operation",
]
