"""A workbook opened: what is none, encrypted, cut off or damaged is refused, at once or while it is read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final
from xml.parsers import expat

from workbench.findings import InputError
from workbench.tables.faults import rejection
from workbench.tables.limits import Limits
from workbench.tables.workbook import Workbook

_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError)


@contextmanager
def opened_workbook(file: BinaryIO, path: str, limits: Limits) -> Iterator[Workbook]:
    """Open a workbook for as long as its sheets are read.

    Raises InputError for what is no workbook, encrypted, cut off or damaged, LimitError for what unpacks beyond `limits`.
    """
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as cause:
        raise _no_archive(file, path, str(cause)) from cause
    except (NotImplementedError, UnicodeDecodeError) as cause:
        raise rejection(path, "FILE_CORRUPT", {"detail": str(cause)}) from cause
    try:
        with archive:
            yield Workbook(archive, path, limits)
    except _DAMAGE as cause:
        raise rejection(path, "FILE_CORRUPT", {"detail": f"{type(cause).__name__}: {cause}"}) from cause


def _no_archive(file: BinaryIO, path: str, detail: str) -> InputError:
    """Say what a file is that is no zip archive."""
    file.seek(0)
    start = file.read(1 << 26)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in start:
            return rejection(path, "XLSX_ENCRYPTED")
        return rejection(path, "FILE_WRONG_FORMAT", {"found": "an old Excel workbook (XLS)", "wanted": "XLSX"})
    if start.startswith(b"PK"):
        return rejection(path, "FILE_TRUNCATED", {"detail": f"zip: {detail}"})
    text = start[: 1 << 12].lower()
    found = (
        "an HTML table" if b"<html" in text or b"<table" in text else "XML" if text.lstrip().startswith(b"<") else "another file"
    )
    return rejection(path, "FILE_WRONG_FORMAT", {"found": found, "wanted": "XLSX"})
