"""Where a file is dropped, with everything it must be said up front."""

import streamlit as st

from api.page_route import PageUploads
from models import User
from pipeline import wording
from pipeline.reading import ACCEPTED_EXTENSIONS, READERS
from services.settings import settings
from ui import dropped, upload_progress
from ui.dropped import Dropped
from ui.typeset import escape

ANY_SIZE_MB = 1 << 20  # what the browser lets go; what is too large for the server is refused there, in words


def show(user: User) -> Dropped | None:
    """Show the drop zone and return the file in it."""
    told = "drops" if PageUploads.installed else "drops-in-memory"  # ours says in words why a file was refused
    with st.container(key=told):
        upload = st.file_uploader(
            "Drop a CSV, Excel or Parquet file here",
            type=None if PageUploads.installed else list(ACCEPTED_EXTENSIONS),
            max_upload_size=ANY_SIZE_MB if PageUploads.installed else limit_mb(),
            key="drop_zone",
        )
    if upload is not None:
        here = dropped.found(upload, user)
        if here is not None:
            dropped.keep(here, user)
        return here
    upload_progress.show()
    before = dropped.kept(user)
    if before is None:
        st.html(f'<p class="ds-note">{escape(limits())}</p>{_formats()}')
    else:
        _show_kept(before)
    return before


def _show_kept(before: Dropped) -> None:
    """What was dropped before another page was looked at; another file may be dropped in its place."""
    with st.container(horizontal=True, vertical_alignment="center", key="dropped-before"):
        st.html(
            f'<p class="ds-note" role="status"><strong>{escape(before.name)}</strong> is still here, '
            f"{wording.file_size(before.size)}.</p>"
        )
        st.button("Remove", icon=":material/close:", type="tertiary", key="remove_dropped", on_click=dropped.let_go)


def limit_mb() -> int:
    """The largest file that is taken; where Streamlit's own route takes it, in memory, that one has a limit as well."""
    own = settings().page_upload_mb
    return own if PageUploads.installed else min(own, int(st.get_option("server.maxUploadSize")))


def _formats() -> str:
    """Every format that is read, folded, as HTML."""
    formats = "; ".join(reader.label for reader in reversed(list(READERS.values())))  # from those that everybody has
    return f'<details class="ds-fold"><summary>All formats</summary><p class="ds-note">{escape(formats)}.</p></details>'


def limits() -> str:
    """What may be dropped, in a few sentences."""
    here, api = limit_mb(), settings().max_upload_mb
    larger = f", or {api:,} MB through the API" if api > here else ""
    return (
        f"Up to {here:,} MB{larger}. At least 10 rows and 2 columns, with the names in one row above "
        "the values. Your file stays on this server."
    )
