"""Uploaded files in GridFS: streamed in and out, and checked on the way out."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import gridfs
from bson import ObjectId
from gridfs.errors import CorruptGridFile, NoFile

from models.connection import database

COLLECTION = "uploads"
CHUNK_BYTES = 1024 * 1024


class UploadTooLargeError(ValueError):
    """The file has more bytes than may be uploaded."""


class UploadLostError(RuntimeError):
    """The stored file is missing, or isn't what was uploaded."""


@dataclass(frozen=True)
class StoredFile:
    """What is known of an upload: its id in GridFS, its bytes, the SHA-256 of its content in hex."""

    file_id: ObjectId
    size: int
    sha256: str


def store(stream: BinaryIO, job_id: str, filename: str, max_bytes: int) -> StoredFile:
    """Copy ``stream`` into GridFS, a chunk in memory at a time.

    Nothing is left behind when it fails. Raises :class:`UploadTooLargeError` beyond ``max_bytes``.
    """
    digest, size = hashlib.sha256(), 0
    upload = _files().new_file(filename=filename, metadata={"job_id": job_id}, chunk_size=CHUNK_BYTES)
    try:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            if size > max_bytes:
                raise UploadTooLargeError(f"more than {max_bytes} bytes")
            digest.update(chunk)
            upload.write(chunk)
        upload.close()
    except BaseException:
        upload.abort()
        raise
    return StoredFile(upload._id, size, digest.hexdigest())


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


def sweep(belongs: Callable[[str], bool], older_than: ObjectId) -> int:
    """Delete files whose job is gone and chunks whose upload was cut off, both begun before ``older_than``'s time.

    ``belongs`` says whether there is a job with that id. Returns how many were deleted.
    """
    files, chunks = database()[f"{COLLECTION}.files"], database()[f"{COLLECTION}.chunks"]
    doomed = [
        entry["_id"]
        for entry in files.find({"_id": {"$lt": older_than}}, {"metadata": 1})
        if not belongs((entry.get("metadata") or {}).get("job_id", ""))
    ]
    for chunk in chunks.find({"n": 0, "files_id": {"$lt": older_than}}, {"files_id": 1}):
        if files.find_one({"_id": chunk["files_id"]}, {"_id": 1}) is None:
            doomed.append(chunk["files_id"])
    for file_id in doomed:
        delete(file_id)
    return len(doomed)


def _files() -> gridfs.GridFS:
    return gridfs.GridFS(database(), COLLECTION)
