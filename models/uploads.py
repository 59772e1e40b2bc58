"""Uploaded files in GridFS: streamed in and out, and checked on the way out."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import gridfs
from bson import ObjectId
from gridfs.errors import CorruptGridFile, NoFile
from pymongo.collection import Collection

from models.connection import database, now

COLLECTION = "uploads"
CHUNK_BYTES = 1024 * 1024
MESSAGE_BYTES = 4 * CHUNK_BYTES


class UploadTooLargeError(ValueError):
    """The file has more bytes than may be uploaded."""


class UploadLostError(RuntimeError):
    """The stored file is missing, or isn't what was uploaded."""


class Readable(Protocol):
    """A stream, as far as it is needed here."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; none at the end."""


@dataclass(frozen=True)
class StoredFile:
    """What is known of an upload: its id in GridFS, its bytes, the SHA-256 of its content in hex."""

    file_id: ObjectId
    size: int
    sha256: str


def store(stream: Readable, job_id: str, filename: str, max_bytes: int) -> StoredFile:
    """Copy ``stream`` into GridFS, a message in memory at a time; call :func:`keep` once a job refers to it.

    Nothing is left behind when it fails. Raises :class:`UploadTooLargeError` beyond ``max_bytes``.
    """
    file_id, digest, size = ObjectId(), hashlib.sha256(), 0
    _begun().insert_one({"_id": file_id, "at": now()})
    try:
        while message := _read(stream, MESSAGE_BYTES):
            if size + len(message) > max_bytes:
                raise UploadTooLargeError(f"more than {max_bytes} bytes")
            digest.update(message)
            _write(file_id, size // CHUNK_BYTES, message)
            size += len(message)
        entry = {"length": size, "chunkSize": CHUNK_BYTES, "uploadDate": now(), "filename": filename}
        database()[f"{COLLECTION}.files"].insert_one({"_id": file_id, **entry, "metadata": {"job_id": job_id}})
    except BaseException:
        delete(file_id)
        keep(file_id)
        raise
    return StoredFile(file_id, size, digest.hexdigest())


def read(stored: StoredFile) -> Iterator[bytes]:
    """The content in chunks. Raises :class:`UploadLostError` at the end, or before, unless it is what was uploaded."""
    digest, size = hashlib.sha256(), 0
    try:
        with _files().get(stored.file_id) as content:
            while chunk := content.read(CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
                yield chunk
    except (NoFile, CorruptGridFile) as error:
        raise UploadLostError(f"the upload {stored.file_id} can't be read: {error}") from error
    if size != stored.size or digest.hexdigest() != stored.sha256:
        raise UploadLostError(f"the upload {stored.file_id} has changed since it was stored")


def delete(file_id: ObjectId) -> None:
    """Delete a file with its chunks; it may be gone already."""
    _files().delete(file_id)


def keep(file_id: ObjectId) -> None:
    """Note that a job refers to the file, so that no sweep takes it for an upload that was cut off."""
    _begun().delete_one({"_id": file_id})


def sweep(begun_before: datetime, in_use: Callable[[ObjectId], bool]) -> int:
    """Delete what uploads that were cut off left behind; ``in_use`` says whether a job refers to a file.

    Returns how many there were.
    """
    swept = 0
    for begun in list(_begun().find({"at": {"$lt": begun_before}})):
        if not in_use(begun["_id"]):
            delete(begun["_id"])
            swept += 1
        _begun().delete_one({"_id": begun["_id"]})
    return swept


def ensure_indexes() -> None:
    """Make the indexes that GridFS needs."""
    files, chunks = database()[f"{COLLECTION}.files"], database()[f"{COLLECTION}.chunks"]
    files.create_index([("filename", 1), ("uploadDate", 1)])
    chunks.create_index([("files_id", 1), ("n", 1)], unique=True)


def _read(stream: Readable, size: int) -> bytes:
    """The next ``size`` bytes; fewer only at the end, whatever pieces the stream comes in."""
    pieces = []
    while size and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write(file_id: ObjectId, first: int, message: bytes) -> None:
    """Add chunks to a file from number ``first`` on.

    ``gridfs`` itself would gather 48 MB and copy them twice before it sends any, and look for indexes each time.
    """
    pieces = [message[start : start + CHUNK_BYTES] for start in range(0, len(message), CHUNK_BYTES)]
    database()[f"{COLLECTION}.chunks"].insert_many(
        {"files_id": file_id, "n": number, "data": piece} for number, piece in enumerate(pieces, first)
    )


def _begun() -> Collection[dict[str, Any]]:
    """Uploads under way. Chunks come before the file's own entry, so without this a cut-off upload can't be found."""
    begun: Collection[dict[str, Any]] = database()[f"{COLLECTION}.begun"]
    return begun


def _files() -> gridfs.GridFS:
    return gridfs.GridFS(database(), COLLECTION)
