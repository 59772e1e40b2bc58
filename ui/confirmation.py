"""The two answers to whether something is to be deleted: neither is the default, and the red one does it."""

import streamlit as st


def confirmed(label: str, key: str) -> bool:
    """Show them, and return whether it is to be done; Cancel closes the dialog and changes nothing."""
    with st.container(key="danger", horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=f"{key}_cancelled"):
            st.rerun()
        return st.button(label, type="primary", icon=":material/delete:", key=f"{key}_confirmed")
