"""Who is in front of the page: signed in, known by a cookie, or by a workspace key in the URL."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Any

import streamlit as st

from api.identity import identity_from
from models import User
from services import address
from ui import links, title

KEY_FORMAT = re.compile(r"[\w-]{32}", re.ASCII)


def ensure_signed_in() -> bool:
    """Whether there is somebody to show a page to; if not, ask them to sign in. Keeps a workspace key in the URL."""
    if auth_settings() is not None:
        if not st.user.is_logged_in:
            _show_sign_in()
        return bool(st.user.is_logged_in)
    if cookie_identity() is None:
        st.query_params[links.WORKSPACE] = workspace_key()
    return True


def current_user() -> User:
    """The user whose jobs and stories are shown."""
    if auth_settings() is not None:
        return User.for_identity(f"oidc:{st.user['iss']}|{st.user['sub']}", _name(st.user.to_dict()))
    identity = cookie_identity()
    return User.for_identity(identity or f"key:{hashlib.sha256(workspace_key().encode()).hexdigest()}")


def current_address() -> str | None:
    """The keyed hash of the address that the reader comes from; Streamlit names none for this machine."""
    return address.keyed(st.context.ip_address or address.LOCAL)


def auth_settings() -> Mapping[str, Any] | None:
    """The ``[auth]`` section of the secrets, None where there is none."""
    if not st.secrets.load_if_toml_exists() or "auth" not in st.secrets:
        return None
    auth: Mapping[str, Any] = st.secrets["auth"]
    return auth


def cookie_identity() -> str | None:
    """The identity in the cookie that the server set on the page; None without one, or with a forged one."""
    return identity_from(st.context.cookies)


def workspace_key() -> str:
    """The key of the private workspace: from the URL, else from this session, else a new one.

    Where a host strips cookies, the address of the page is all that a browser keeps.
    """
    key = st.query_params.get(links.WORKSPACE) or st.session_state.get(links.WORKSPACE_KEPT, "")
    if not KEY_FORMAT.fullmatch(key):
        key = secrets.token_urlsafe(24)
    st.session_state[links.WORKSPACE_KEPT] = key
    return str(key)


def show_account() -> None:
    """Say whose workspace this is and how to get back to it."""
    if auth_settings() is not None:
        st.button("Sign out", on_click=st.logout, key="sign_out", type="tertiary", icon=":material/logout:")
    elif cookie_identity() is None:
        st.html(
            '<p class="ds-note">The address of this page holds the key of your workspace. Bookmark it to come back; '
            "whoever has it sees what you see.</p>"
        )


def _show_sign_in() -> None:
    title.show("DataStory", "Sign in to make stories and to see those that you have made.")
    auth = auth_settings() or {}
    providers = [name for name, value in auth.items() if isinstance(value, Mapping)]
    if "client_id" in auth:
        st.button("Sign in", type="primary", on_click=st.login, key="sign_in")
    for provider in providers:
        st.button(
            f"Sign in with {provider.capitalize()}", on_click=st.login, args=(provider,), key=f"sign_in-{provider}"
        )


def _name(claims: Mapping[str, Any]) -> str | None:
    name = claims.get("name") or claims.get("email")
    return str(name)[:200] if name else None
