"""Uploads: streamed in and out of GridFS, checked, and swept when they were cut off."""

import hashlib
import io
import os
from datetime import timedelta

import gridfs
import pytest

from models import database, now, uploads
from models.uploads import UploadLostError, UploadTooLargeError

pytestmark = pytest.mark.usefixtures("database")

CONTENT = os.urandom(2_500_000)


def counts() -> tuple[int, ...]:
    return tuple(database()[f"uploads.{part}"].count_documents({}) for part in ("files", "chunks", "begun"))


def stored(content: bytes = CONTENT) -> uploads.StoredFile:
    return uploads.store(io.BytesIO(content), "job", "a.csv", 10**8)


@pytest.mark.parametrize("size", [0, 1, uploads.CHUNK_BYTES, uploads.CHUNK_BYTES + 1, 2_500_000, 9_000_000])
def test_what_is_stored_is_read_again(size):
    content = (CONTENT * 4)[:size]
    entry = stored(content)
    assert b"".join(uploads.read(entry)) == content
    assert (entry.size, entry.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert gridfs.GridFS(database(), "uploads").get(entry.file_id).read() == content


def test_a_file_beyond_the_limit_is_refused_and_leaves_nothing():
    with pytest.raises(UploadTooLargeError):
        uploads.store(io.BytesIO(CONTENT), "job", "a.csv", len(CONTENT) - 1)
    assert counts() == (0, 0, 0)


def test_a_stream_that_breaks_leaves_nothing():
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 1_500_000:
                raise OSError("connection reset")
            return super().read(size)

    with pytest.raises(OSError, match="reset"):
        uploads.store(Broken(CONTENT * 5), "job", "a.csv", 10**8)
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize("damage", ["file", "chunk", "content"])
def test_a_damaged_file_is_never_read_as_if_it_were_whole(damage):
    entry = stored()
    files, chunks = database()["uploads.files"], database()["uploads.chunks"]
    match damage:
        case "file":
            files.delete_one({"_id": entry.file_id})
        case "chunk":
            chunks.delete_one({"files_id": entry.file_id, "n": 1})
        case "content":
            length = len(CONTENT) - 2 * uploads.CHUNK_BYTES
            chunks.update_one({"files_id": entry.file_id, "n": 2}, {"$set": {"data": b"x" * length}})
    with pytest.raises(UploadLostError):
        list(uploads.read(entry))


def test_uploads_that_were_cut_off_are_swept_and_no_others():
    kept, cut_off = stored(), stored()
    uploads.keep(kept.file_id)
    orphan_chunks = stored()
    database()["uploads.files"].delete_one({"_id": orphan_chunks.file_id})
    in_use = stored()
    later = now() + timedelta(minutes=1)
    assert uploads.sweep(now() - timedelta(minutes=1), lambda _: False) == 0  # none is old enough
    assert uploads.sweep(later, lambda file_id: file_id == in_use.file_id) == 2
    left = {entry["_id"] for entry in database()["uploads.files"].find({}, {"_id": 1})}
    assert left == {kept.file_id, in_use.file_id}
    assert set(database()["uploads.chunks"].distinct("files_id")) == left
    assert cut_off.file_id not in left
    assert counts()[2] == 0
