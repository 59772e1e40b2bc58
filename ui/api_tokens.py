"""API access: tokens are made here, shown once, and revoked."""

import streamlit as st

from jobs.webhooks import webhook
from models import User
from services import security
from services.settings import settings
from ui import identity
from ui.typeset import escape, moment

FRESH = "api_tokens_fresh"  # the token just made, in plain text, for the one run that shows it
NAME = "api_tokens_name"
SIGNING = "api_tokens_signing"
MAX_TOKENS = 20


def show(user: User) -> None:
    """Show the user's tokens and how to make one."""
    with st.expander("API access", icon=":material/key:", key="api-access", expanded=FRESH in st.session_state):
        st.html(
            '<p class="ds-note">A program with a token can upload files and read your stories. '
            "The calls are described at <code>/api/docs</code>.</p>"
        )
        _show_fresh()
        for token in user.tokens:
            _row(user, token.id, token.name, moment(token.created_at))
        if len(user.tokens) < MAX_TOKENS:
            _form(user)
        _webhooks(user)


def _row(user: User, token_id: str, name: str, made: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"token-{token_id}"):
        st.html(f'<div class="ds-note"><strong>{escape(name)}</strong><br>made {escape(made)}</div>')
        if st.button("Revoke", key=f"revoke-{token_id}"):
            user.revoke_token(token_id)
            security.record("token revoked", user=user.id, address=identity.host_address(), token=token_id)
            st.rerun()


def _form(user: User) -> None:
    with (
        st.form("api-token", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Name of a new token", placeholder="What it is for", max_chars=60, key=NAME)
        if st.form_submit_button("Make a token"):
            st.session_state[FRESH] = user.create_token((name or "").strip()[:60] or "Unnamed")
            security.record("token made", user=user.id, address=identity.host_address(), token=user.tokens[-1].id)
            st.rerun()


def _webhooks(user: User) -> None:
    """The secret of the user's webhooks, for whoever asks to see it."""
    if st.toggle("Show the secret that signs your webhooks", key=SIGNING):
        st.html(
            '<p class="ds-note">An upload with a <code>webhookUrl</code> tells that address when its story is done. '
            "Check each message with this secret, as Standard Webhooks describes it.</p>"
        )
        st.code(webhook.secret(user.id), language=None)


def _show_fresh() -> None:
    token = st.session_state.pop(FRESH, None)
    if not token:
        return
    st.html('<p class="ds-note" role="status"><strong>Copy it now: it is shown only this once.</strong></p>')
    st.code(token, language=None)
    st.code(
        f'curl -H "Authorization: Bearer {token}" -F file=@data.csv {base_url()}/api/upload',
        language=None,
        wrap_lines=True,
    )


def base_url() -> str:
    """The address of this app, as its reader sees it."""
    public = settings().public_url or (st.context.url or "http://localhost:8501").split("/library")[0]
    return public.rstrip("/")
