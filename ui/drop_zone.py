"""Where a file is dropped, with everything it must be said up front."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pipeline.reading import ACCEPTED_EXTENSIONS, READERS
from services.settings import settings
from ui.typeset import escape


def show() -> UploadedFile | None:
    """Show the drop zone and return the file in it."""
    upload = st.file_uploader(
        "Drop a CSV, Excel or Parquet file here",
        type=list(ACCEPTED_EXTENSIONS),
        max_upload_size=settings().page_upload_mb,
        key="drop_zone",
    )
    if upload is None:
        st.html(f'<p class="ds-note">{escape(limits())}</p>')
    return upload


def limits() -> str:
    """What may be dropped, in a few sentences."""
    formats = "; ".join(reader.label for reader in READERS.values())
    here, api = settings().page_upload_mb, settings().max_upload_mb
    larger = f", or {api:,} MB through the API" if api > here else ""
    return (
        f"{formats}. Up to {here:,} MB{larger}. At least 10 rows and 2 columns, with the names in one row above "
        "the values. Your file stays on this server."
    )
