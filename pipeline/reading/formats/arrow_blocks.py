"""What the batches of an Arrow file unfold to, told by their own descriptions before any of them is unpacked.

The descriptions are flatbuffers; see "Encapsulated message format" and ``Message.fbs`` of the Arrow columnar format.
"""

import struct
from collections.abc import Iterator

import pyarrow as pa

from pipeline.reading.value_rows import too_large

MOST_IN_A_BATCH = 256 << 20  # bytes
MARK = b"\xff\xff\xff\xff"
FILE_HEAD = 8  # bytes before the first message of a file
DICTIONARY, BATCH = 2, 3  # kinds of a message's header
HEADER_KIND, HEADER, BODY_LENGTH = 1, 2, 3  # fields of a message
DATA = 1  # field of a dictionary: the batch that holds its values
BUFFERS, PACKED = 2, 3  # fields of a batch


def require_small_batches(file: pa.NativeFile, *, is_stream: bool) -> None:
    """Refuse a file of which one batch would fill the memory. Raises PreprocessingError."""
    file.seek(0 if is_stream else FILE_HEAD)
    while (prefix := file.read(8))[:4] == MARK and len(prefix) == 8:
        length = struct.unpack("<i", prefix[4:])[0]
        if length <= 0:
            return
        message = _Flat.root(file.read(length))
        body, start = message.number(BODY_LENGTH, "<q"), file.tell()
        if body < 0 or _unfolded(file, message, start) > MOST_IN_A_BATCH:
            raise too_large()
        file.seek(start + body)


def _unfolded(file: pa.NativeFile, message: "_Flat", start: int) -> int:
    """The bytes that the packed buffers of a message become; its body begins at ``start``."""
    total = 0
    for offset, stored in _packed_buffers(message):
        file.seek(start + offset)
        size = struct.unpack("<q", file.read(8))[0]
        total += stored if size < 0 else size  # -1: stored as it is
    return int(total)


def _packed_buffers(message: "_Flat") -> Iterator[tuple[int, int]]:
    """(place in the body, bytes there) of the buffers that are packed; a batch packs all of its own, or none."""
    kind = message.number(HEADER_KIND, "<B")
    if kind not in (DICTIONARY, BATCH):
        return
    header = message.table(HEADER)
    batch = header.table(DATA) if kind == DICTIONARY and header else header
    if batch is None or batch.place(PACKED) is None:
        return
    for offset, stored in batch.pairs(BUFFERS):
        if stored >= 8:
            yield offset, stored


class _Flat:
    """One table of a flatbuffer: its fields by number. Raises struct.error where it is damaged."""

    def __init__(self, content: bytes, start: int) -> None:
        self.content, self.start = content, start
        self.fields = start - self._at(start, "<i")

    @classmethod
    def root(cls, content: bytes) -> "_Flat":
        return cls(content, struct.unpack_from("<I", content)[0])

    def _at(self, place: int, kind: str) -> int:
        if place < 0:
            raise struct.error("a place before the beginning")
        return int(struct.unpack_from(kind, self.content, place)[0])

    def place(self, field: int) -> int | None:
        """Where a field's value is, None where it has its default."""
        entry = 4 + 2 * field
        if entry >= self._at(self.fields, "<H"):
            return None
        offset = self._at(self.fields + entry, "<H")
        return self.start + offset if offset else None

    def number(self, field: int, kind: str) -> int:
        place = self.place(field)
        return 0 if place is None else self._at(place, kind)

    def table(self, field: int) -> "_Flat | None":
        place = self.place(field)
        return None if place is None else _Flat(self.content, place + self._at(place, "<I"))

    def pairs(self, field: int) -> Iterator[tuple[int, int]]:
        """A list of pairs of whole numbers."""
        place = self.place(field)
        if place is None:
            return
        first = place + self._at(place, "<I")
        for position in range(self._at(first, "<I")):
            yield struct.unpack_from("<qq", self.content, first + 4 + 16 * position)
