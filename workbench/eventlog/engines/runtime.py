"""Where to work, by the name that a user gives it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from workbench.eventlog.engines.engine import EMBEDDED, Runtime
from workbench.eventlog.engines.spark import ON_THIS_MACHINE, is_cluster, open_spark
from workbench.tables.faults import misuse
from workbench.tables.limits import Limits

LOCAL: Final = "local"


@contextmanager
def open_runtime(name: str = LOCAL, object_type: str | None = None, limits: Limits | None = None) -> Iterator[Runtime]:
    """Open the embedded engine (`local`), Spark on this machine (`spark`), or a Spark cluster (`spark://HOST:PORT`).

    What a Spark runtime opened can be asked only while it is open. Raises UsageError for any other name, and where Spark
    cannot be had: its library or Java missing, the master out of reach, no worker there.
    """
    if name == LOCAL:
        yield replace(EMBEDDED, object_type=object_type, limits=limits)
    elif object_type is not None or limits is not None:
        raise misuse("ENGINE_LOCAL_ONLY", {"engine": name})
    elif name == ON_THIS_MACHINE or is_cluster(name):
        with open_spark(name) as runtime:
            yield runtime
    else:
        raise misuse("ENGINE_UNKNOWN", {"engine": name})
