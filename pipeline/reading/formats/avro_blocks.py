"""What an Avro container may unfold to, looked at before anything of it is unpacked into memory."""

import bz2
import io
import lzma
import zlib
from typing import Any, BinaryIO, Protocol

import pyarrow as pa

from pipeline.reading.value_rows import too_large

MOST_IN_A_BLOCK = 64 << 20  # bytes that one block may unfold to
HARMLESS = 60_000  # bytes of a packed block; deflate unfolds to a thousand times that at most
STEP = 1 << 20
SYNC = 16  # bytes of the mark after each block


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def require_space(schema: Any) -> None:
    """Refuse lists of values that take no space: a few bytes could say that there are billions of them.

    Raises PreprocessingError.
    """
    match schema:
        case {"type": "array", "items": items} if _takes_none(items):
            raise too_large()
        case {"type": "record" | "error", "fields": fields} if all(_takes_none(each["type"]) for each in fields):
            raise too_large()
    for inner in _within(schema):
        require_space(inner)


def _within(schema: Any) -> list[Any]:
    """The schemas that a schema is made of."""
    match schema:
        case list():
            return schema
        case {"type": "array", "items": inner} | {"type": "map", "values": inner}:
            return [inner]
        case {"type": "record" | "error", "fields": fields}:
            return [each["type"] for each in fields]
        case {"type": dict() | list() as inner}:
            return [inner]
    return []


def _takes_none(schema: Any) -> bool:
    match schema:
        case "null" | {"type": "null"} | {"type": "fixed", "size": 0}:
            return True
        case {"type": "record" | "error", "fields": fields}:
            return all(_takes_none(each["type"]) for each in fields)
        case {"type": dict() | list() as inner}:
            return _takes_none(inner)
    return False


def require_small_blocks(file: BinaryIO, codec: str) -> None:
    """Refuse a file of which one block would fill the memory; ``file`` stands before the first.

    Raises PreprocessingError.
    """
    while _long(file) is not None:
        size = _long(file)
        if size is None or size < 0:
            return  # damaged: reading it says so
        if size <= HARMLESS:
            file.seek(size + SYNC, io.SEEK_CUR)
            continue
        if size > MOST_IN_A_BLOCK or _unfolded(file.read(size), codec) > MOST_IN_A_BLOCK:
            raise too_large()
        file.seek(SYNC, io.SEEK_CUR)


def _long(file: BinaryIO) -> int | None:
    """A whole number as Avro writes it; None at the end of the file."""
    number = 0
    for shift in range(0, 70, 7):
        byte = file.read(1)
        if not byte:
            return None
        number |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            break
    return (number >> 1) ^ -(number & 1)


def _unfolded(data: bytes, codec: str) -> int:
    """How many bytes a block has once it is unpacked, up to the bound; it is never held as a whole."""
    match codec:
        case "deflate":
            return _deflated(data)
        case "bzip2":
            return _drained(bz2.BZ2Decompressor(), data)
        case "xz":
            return _drained(lzma.LZMADecompressor(), data)
        case "zstandard":
            with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as packed:
                size = 0
                while size <= MOST_IN_A_BLOCK and (piece := packed.read(STEP)):
                    size += len(piece)
                return size
    return len(data)  # packed not at all, or to a twentieth at best


def _deflated(data: bytes) -> int:
    unpacker = zlib.decompressobj(-15)
    size = len(unpacker.decompress(data, STEP))
    while size <= MOST_IN_A_BLOCK and unpacker.unconsumed_tail:
        size += len(unpacker.decompress(unpacker.unconsumed_tail, STEP))
    return size


def _drained(unpacker: _Unpacker, data: bytes) -> int:
    size, piece = 0, data
    while size <= MOST_IN_A_BLOCK and not unpacker.eof:
        found = unpacker.decompress(piece, STEP)
        if not found and not piece:
            break
        size, piece = size + len(found), b""
    return size
