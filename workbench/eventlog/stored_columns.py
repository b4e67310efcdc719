"""Columns out of Parquet, a row group at a time, each by a core of its own: only what is kept takes memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, unknown_times
from workbench.eventlog.rows.room import room_for
from workbench.eventlog.texts import Texts, numbers_of_arrow, texts_of_arrow

_ROWS: Final = 1 << 20


class StoredTable:
    """A Parquet file whose texts are dictionary-coded, page checksums verified; pyarrow's errors where it is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.schema = pq.read_schema(path)

    def codes(self, name: str) -> NDArray[np.int32]:
        """Return a column of 32-bit numbers that has no nulls."""
        file = self._opened(name)
        codes, first = room_for(file.metadata.num_rows, np.int32), 0
        for piece in _pieces(file, name):
            codes[first : first + len(piece)] = numbers_of_arrow(piece, np.int32)
            first += len(piece)
        return codes

    def times(self, name: str) -> NDArray[np.int64]:
        """Return a column of times as µs since 1970-01-01 UTC, NO_TIME where it has nulls."""
        file = self._opened(name)
        times, first = unknown_times(file.metadata.num_rows), 0
        for piece in _pieces(file, name):
            if piece.null_count < len(piece) and not times.flags.writeable:
                times = room_for(len(times), np.int64)
                times[:first] = NO_TIME
            if times.flags.writeable:
                times[first : first + len(piece)] = numbers_of_arrow(piece, np.int64, NO_TIME)
            first += len(piece)
        return times

    def texts(self, name: str) -> Texts:
        """Return a column of texts that has no nulls."""
        return texts_of_arrow(self._opened(name).read(columns=[name], use_threads=False)[name].combine_chunks())

    def column(self, name: str) -> Column:
        """Return a column of dictionary-coded texts with its values sorted."""
        file = self._opened(name)
        codes, first = room_for(file.metadata.num_rows, np.int32), 0
        dictionaries: list[pa.Array] = []
        bounds = [0]
        for piece in _pieces(file, name):
            numbers = numbers_of_arrow(piece.indices, np.int32, MISSING)
            codes[first : first + len(piece)] = numbers
            if not dictionaries or not piece.dictionary.equals(dictionaries[-1]):
                dictionaries.append(piece.dictionary)
                bounds.append(first)
            first += len(piece)
            bounds[-1] = first
        if not dictionaries:
            return Column(codes=codes, values=Texts.of(()))
        whole = pa.concat_arrays(dictionaries).dictionary_encode()
        values = texts_of_arrow(whole.dictionary)
        order = values.order()
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        recode, at = place[numbers_of_arrow(whole.indices, np.int32)], 0
        for dictionary, begin, end in zip(dictionaries, bounds[:-1], bounds[1:], strict=True):
            own = np.append(recode[at : at + len(dictionary)], np.int32(MISSING))
            codes[begin:end] = own[codes[begin:end]]
            at += len(dictionary)
        return Column(codes=codes, values=values.taken(order))

    def _opened(self, name: str) -> pq.ParquetFile:
        is_text = pa.types.is_dictionary(self.schema.field(name).type)
        return pq.ParquetFile(self._path, read_dictionary=[name] if is_text else [], page_checksum_verification=True)


def _pieces(file: pq.ParquetFile, name: str) -> Iterator[pa.Array]:
    return (batch.column(0) for batch in file.iter_batches(_ROWS, columns=[name], use_threads=False))
