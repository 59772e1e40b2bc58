"""A file that was dropped on the page: on disk where the server took it there, else in Streamlit's memory."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from api.dropped import DroppedFile, OnDisk
from models import User


@dataclass(frozen=True)
class Dropped:
    """A file of this session; ``file_id`` tells it from every other."""

    file_id: str
    name: str
    content: DroppedFile | UploadedFile

    @contextmanager
    def path(self) -> Iterator[Path]:
        """Where it can be read, for as long as that takes."""
        if isinstance(self.content, DroppedFile):
            yield self.content.path
            return
        with tempfile.TemporaryDirectory(prefix="datastory-") as folder:
            path = Path(folder) / "upload"
            path.write_bytes(self.content.getbuffer())
            yield path

    def open(self) -> BinaryIO:
        """Its bytes, from the first one on."""
        if isinstance(self.content, DroppedFile):
            return self.content.path.open("rb")
        return io.BytesIO(self.content.getbuffer())


def found(upload: UploadedFile, user: User) -> Dropped | None:
    """What a drop zone holds, if it is this user's."""
    context = get_script_run_ctx()
    records = context.uploaded_file_mgr.get_files(context.session_id, [upload.file_id]) if context else []
    kept = records[0].data if records else None
    if isinstance(kept, OnDisk):
        mine = kept.file.owner.visitor.user_id == user.id and kept.file.delete.alive
        return Dropped(upload.file_id, upload.name, kept.file) if mine else None
    return Dropped(upload.file_id, upload.name, upload)


def free() -> None:
    """Let go of what was dropped in this session: its page was left, and with it the way back to it."""
    if context := get_script_run_ctx():
        context.uploaded_file_mgr.remove_session_files(context.session_id)
