"""A file that was dropped on the page: on disk where the server took it there, else in Streamlit's memory."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from api.dropped import DroppedFile, OnDisk
from jobs.previews.client import Look
from models import User
from pipeline.options import Options


@dataclass(frozen=True)
class Dropped:
    """A file of this session; ``file_id`` tells it from every other."""

    file_id: str
    name: str
    content: DroppedFile | UploadedFile

    @property
    def is_there(self) -> bool:
        """Whether it hasn't been deleted."""
        return not isinstance(self.content, DroppedFile) or self.content.delete.alive

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.content.path.stat().st_size if isinstance(self.content, DroppedFile) else self.content.size

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

    def look_begun(self, options: Options) -> Look | None:
        """The look that began when the file came, if it was begun with these options and hasn't waited too long."""
        look = self.content.look if isinstance(self.content, DroppedFile) else None
        return look if look is not None and look.options == options and look.is_fresh else None

    def open(self) -> BinaryIO:
        """Its bytes, from the first one on."""
        if isinstance(self.content, DroppedFile):
            return self.content.path.open("rb")
        return io.BytesIO(self.content.getbuffer())


KEPT = "dropped_kept"  # the user's id and what they dropped last in this session, until its story is asked for
HELD = "dropped_held"  # whether the drop zone held it in the latest run of its page


def keep(dropped: Dropped, user: User) -> None:
    """Have what was dropped survive a look at another page."""
    st.session_state[KEPT], st.session_state[HELD] = (user.id, dropped), True


def kept(user: User) -> Dropped | None:
    """What an empty drop zone held before its page was left; nothing once it was taken out of it."""
    if st.session_state.get(HELD):
        let_go()
    owner, dropped = st.session_state.get(KEPT, (None, None))
    return dropped if owner == user.id and dropped.is_there else None


def leave() -> None:
    """Note that the page of the drop zone was left, and with it the drop zone's own memory."""
    st.session_state[HELD] = False


def let_go() -> None:
    """Forget and delete what was dropped in this session."""
    st.session_state.pop(KEPT, None)
    st.session_state.pop(HELD, None)
    if context := get_script_run_ctx():
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def found(upload: UploadedFile, user: User) -> Dropped | None:
    """What a drop zone holds, if it is this user's."""
    context = get_script_run_ctx()
    records = context.uploaded_file_mgr.get_files(context.session_id, [upload.file_id]) if context else []
    kept = records[0].data if records else None
    if isinstance(kept, OnDisk):
        mine = kept.file.owner.visitor.user_id == user.id and kept.file.delete.alive
        return Dropped(upload.file_id, upload.name, kept.file) if mine else None
    return Dropped(upload.file_id, upload.name, upload)
