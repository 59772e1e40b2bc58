"""How far a file is on its way to the page, in percent, and in words why it didn't arrive."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from api import transfers
from ui import boundary


def show() -> None:
    """Show it for as long as nothing has arrived; the upload itself has the page run again."""
    context = get_script_run_ctx()
    transfer = transfers.of(context.session_id) if context else None
    if transfer is None:
        return
    if transfer.problem:
        boundary.show_error(*transfer.problem)
    elif transfer.fraction is not None:
        st.progress(transfer.fraction, text=f"{int(100 * transfer.fraction)}% uploaded")
