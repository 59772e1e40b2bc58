"""How many bytes the values of a Parquet file take once they are decoded, found out without decoding them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.reading.limits import FREE_DECODED, require_decoded

WIDTHS: Mapping[str, int] = {"BOOLEAN": 1, "INT32": 4, "INT64": 8, "INT96": 12, "FLOAT": 4, "DOUBLE": 8}
OFFSET = 4  # bytes that say where a text ends
AS_LONG_AS_STORED = {"PLAIN", "RLE", "BIT_PACKED", "DELTA_LENGTH_BYTE_ARRAY"}  # encodings in which each text is written
DICTIONARIES = {"PLAIN_DICTIONARY", "RLE_DICTIONARY"}
DICTIONARY_ROWS = 65_536  # at a time; their texts stay in the dictionary
PREFIX_ROWS = 1024  # at a time, of texts that are coded by what they share with the one before: each may be long


def require_bounded(file: pq.ParquetFile, path: str, stored: int) -> int:
    """The bytes of all values, or a bound that is low enough.

    Raises PreprocessingError for more than can be read, and ArrowException or OSError for a damaged file.
    """
    groups = [file.metadata.row_group(index) for index in range(file.metadata.num_row_groups)]
    require_decoded(sum(group.total_byte_size for group in groups), stored)
    written = 0
    coded, prefixed = Counter[str](), set[str]()
    for group in groups:
        for position in range(group.num_columns):
            chunk = group.column(position)
            written += chunk.num_values * _width(file, position)
            if chunk.physical_type == "BYTE_ARRAY":
                written += chunk.total_uncompressed_size
                rest = set(chunk.encodings) - AS_LONG_AS_STORED
                if rest and rest <= DICTIONARIES:
                    coded[chunk.path_in_schema] += chunk.num_values
                elif rest:
                    prefixed.add(chunk.path_in_schema)
    require_decoded(written, stored)
    most = written + _at_most(path, len(groups), coded)
    if most <= FREE_DECODED and not prefixed:
        return most
    for size in chain(_coded_sizes(path, coded), _prefixed_sizes(path, prefixed)):
        written += size
        require_decoded(written, stored)
    return written


def _width(file: pq.ParquetFile, position: int) -> int:
    column = file.schema.column(position)
    return WIDTHS.get(column.physical_type) or max(column.length, 0) or OFFSET


def _at_most(path: str, groups: int, coded: Mapping[str, int]) -> int:
    """The bytes of texts in dictionaries, if all were as long as the longest."""
    longest = Counter[str]()
    if coded:
        file = pq.ParquetFile(path, read_dictionary=list(coded))
        for group in range(groups):
            for name in coded:
                for batch in islice(file.iter_batches(1, row_groups=[group], columns=[name]), 1):
                    for array in _flat(batch.columns):
                        longest[name] = max(longest[name], int(_lengths(array).max(initial=0)))
    return sum(values * longest[name] for name, values in coded.items())


def _coded_sizes(path: str, names: Iterable[str]) -> Iterator[int]:
    """The bytes of the texts of these columns, batch by batch; no more than the dictionary's own texts are decoded."""
    for name in names:
        file = pq.ParquetFile(path, read_dictionary=[name])
        for batch in file.iter_batches(DICTIONARY_ROWS, columns=[name]):
            yield from map(_decoded_size, _flat(batch.columns))


def _decoded_size(array: pa.Array) -> int:
    """The bytes of an array without its dictionary: each text as often as it is there."""
    if not pa.types.is_dictionary(array.type):
        return int(array.nbytes)
    lengths = _lengths(array)
    times = np.bincount(array.indices.drop_null().to_numpy(), minlength=len(lengths))
    return int(times @ lengths)


def _prefixed_sizes(path: str, names: Iterable[str]) -> Iterator[int]:
    """The bytes of texts that are coded by what they share with the one before."""
    for name in names:
        for batch in pq.ParquetFile(path).iter_batches(PREFIX_ROWS, columns=[name]):
            yield batch.nbytes


def _flat(arrays: Sequence[pa.Array]) -> Iterator[pa.Array]:
    """The arrays of values within nested ones."""
    for array in arrays:
        if pa.types.is_struct(array.type):
            yield from _flat(array.flatten())
        elif pa.types.is_map(array.type):
            yield from _flat([array.keys, array.items])
        elif pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
            yield from _flat([array.flatten()])
        else:
            yield array


def _lengths(array: pa.Array) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Bytes of the texts in the dictionary of an array; none where it has none."""
    if not pa.types.is_dictionary(array.type):
        return np.zeros(0, np.int64)
    return np.asarray(pc.fill_null(pc.binary_length(array.dictionary), 0).to_numpy(), np.int64)
