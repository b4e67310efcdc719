"""What should be, joined: processes with the organization, technology and information around them, in one vocabulary."""

from workbench.design.activities import DesignedActivity, LaneBinding
from workbench.design.alias_table import alias_table_of, aliases_of
from workbench.design.calling import itself, name_of
from workbench.design.joining import Design, Subjects, join
from workbench.design.names import Alias, Names, Vocabulary, activity_aliases
from workbench.design.processes import DesignedProcess, read_designed, redrawn, retold
from workbench.design.rejoining import rejoined

__all__ = [
    "Alias",
    "Design",
    "DesignedActivity",
    "DesignedProcess",
    "LaneBinding",
    "Names",
    "Subjects",
    "Vocabulary",
    "activity_aliases",
    "alias_table_of",
    "aliases_of",
    "itself",
    "join",
    "name_of",
    "read_designed",
    "redrawn",
    "rejoined",
    "retold",
]
