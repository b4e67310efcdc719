"""Which data the work is done on: objects, owners, and what activities do with them."""

from workbench.information.checks import check_information
from workbench.information.model import DataObject, DataUse, Information, Operation
from workbench.information.reading import read_information

__all__ = [
    "DataObject",
    "DataUse",
    "Information",
    "Operation",
    "check_information",
    "read_information",
]
