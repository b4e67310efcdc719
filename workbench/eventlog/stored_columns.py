"""Columns out of Parquet, a row group at a time, each by a core of its own: only what is kept takes memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, starmap
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, unknown_times
from workbench.eventlog.room import room_for
from workbench.eventlog.rows.raw import in_order
from workbench.eventlog.texts import Texts, numbers_of_arrow, texts_of_arrow

ROW_GROUP: Final = 1 << 20
"""Rows that are written together, and read at a time."""


class StoredTable:
    """A Parquet file whose texts are dictionary-coded, page checksums verified; pyarrow's errors where it is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        metadata = pq.read_metadata(path)
        self.schema = metadata.schema.to_arrow_schema()
        self._n_rows = metadata.num_rows

    def codes(self, name: str) -> NDArray[np.int32]:
        """Return a column of 32-bit numbers that has no nulls."""
        codes, first = room_for(self._n_rows, np.int32), 0
        for piece in self._pieces(name):
            codes[first : first + len(piece)] = numbers_of_arrow(piece, np.int32)
            first += len(piece)
        return codes

    def times(self, name: str) -> NDArray[np.int64]:
        """Return a column of times as µs since 1970-01-01 UTC, NO_TIME where it has nulls."""
        known: NDArray[np.int64] | None = None
        first = 0
        for piece in self._pieces(name):
            if known is None and piece.null_count < len(piece):
                known = room_for(self._n_rows, np.int64)
                known[:first] = NO_TIME
            if known is not None:
                known[first : first + len(piece)] = numbers_of_arrow(piece, np.int64, NO_TIME)
            first += len(piece)
        return known if known is not None else unknown_times(self._n_rows)

    def texts(self, name: str) -> Texts:
        """Return a column of texts that has no nulls."""
        pieces = list(self._pieces(name))
        return texts_of_arrow(pa.concat_arrays(pieces)) if pieces else Texts.of(())

    def column(self, name: str) -> Column:
        """Return a column of dictionary-coded texts with its values sorted; each row group has a dictionary of its own."""
        codes, bounds = room_for(self._n_rows, np.int32), [0]
        dictionaries: list[pa.Array] = []
        for piece in self._pieces(name):
            bounds.append(bounds[-1] + len(piece))
            codes[bounds[-2] : bounds[-1]] = numbers_of_arrow(piece.indices, np.int32, MISSING)
            dictionaries.append(piece.dictionary)
        if not dictionaries:
            return Column(codes=codes, values=Texts.of(()))
        whole = pa.concat_arrays(dictionaries).dictionary_encode()
        place, values = in_order(texts_of_arrow(whole.dictionary))
        recode, known = place[numbers_of_arrow(whole.indices, np.int32)], 0
        for dictionary, span in zip(dictionaries, starmap(slice, pairwise(bounds)), strict=True):
            own = np.append(recode[known : known + len(dictionary)], np.int32(MISSING))
            codes[span] = own[codes[span]]
            known += len(dictionary)
        return Column(codes=codes, values=values)

    def _pieces(self, name: str) -> Iterator[pa.Array]:
        is_text = pa.types.is_dictionary(self.schema.field(name).type)
        dictionaries = [name] if is_text else []
        with pq.ParquetFile(self._path, read_dictionary=dictionaries, page_checksum_verification=True) as file:
            for batch in file.iter_batches(ROW_GROUP, columns=[name], use_threads=False):
                yield batch.column(0)
