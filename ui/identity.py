"""Who is in front of the page: signed in, known by a cookie, or by a workspace key in the URL."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Any

import streamlit as st

from api import forget, sign_in
from api.identity import Session, session_from
from api.origins import is_said_https
from models import User
from pipeline.errors import DataStoryError
from services import address, security
from ui import links, title
from ui.typeset import escape

KEY_FORMAT = re.compile(r"[\w-]{32}", re.ASCII)
FORGET = (
    '<p class="ds-note">Whoever uses this browser next starts with an empty library. Your stories are no longer to be '
    "reached from here, nor from anywhere else with a copy of its cookie; your API tokens end. They are deleted when "
    "their time is over; delete them first to have them gone at once.</p>"
    '<p><a href="{link}" target="_self">Forget this browser now</a></p>'
)
FORGOTTEN = (
    '<section class="ds-head" role="status"><h1>This browser was forgotten</h1>'
    f'<p>Its workspace was closed from here or elsewhere. <a href="{forget.PATH}" target="_self">Start afresh</a>.</p>'
    "</section>"
)


class SessionEndedError(DataStoryError):
    """The reader's session was ended while its page was open."""

    code = "SESSION_ENDED"

    def __init__(self) -> None:
        super().__init__("This session has ended.", "Reload the page.")


def ensure_signed_in() -> bool:
    """Whether there is somebody to show a page to; if not, ask them to sign in, or to start afresh.

    A workspace key stays in the URL only where it is all that a browser keeps.
    """
    if auth_settings() is not None:
        signed_in = bool(st.user.is_logged_in) and _signed_in() is not None
        if not signed_in:
            _show_sign_in()
        return signed_in
    session = cookie_session()
    if session is None:
        st.query_params[links.WORKSPACE] = workspace_key()
        return True
    st.query_params.pop(links.WORKSPACE, None)
    if User.for_session(session.identity, session.begun_at) is not None:
        return True
    st.html(FORGOTTEN)
    return False


def current_user() -> User:
    """The user whose jobs and stories are shown, once :func:`ensure_signed_in` has found one."""
    if auth_settings() is not None:
        user = _signed_in()
    elif session := cookie_session():
        user = User.for_session(session.identity, session.begun_at)
    else:
        user = User.for_identity(_identity_of(workspace_key()))
    if user is None:
        raise SessionEndedError
    return user


def host_address() -> str | None:
    """The address that the reader comes from, for the log."""
    return st.context.ip_address or address.LOCAL


def current_address() -> str | None:
    """The keyed hash of the address that the reader comes from; Streamlit names none for this machine."""
    return address.keyed(st.context.ip_address or address.LOCAL)


def auth_settings() -> Mapping[str, Any] | None:
    """The ``[auth]`` section of the secrets, None where there is none."""
    if not st.secrets.load_if_toml_exists() or "auth" not in st.secrets:
        return None
    auth: Mapping[str, Any] = st.secrets["auth"]
    return auth


def cookie_session() -> Session | None:
    """The session in the cookie that the server set on the page; None without one, or with a forged one."""
    https = is_said_https(st.context.headers) or bool(st.get_option("server.sslCertFile"))
    return session_from(st.context.cookies, https=https)


def workspace_key() -> str:
    """The key of the private workspace: this session's, else the one in the URL if it is somebody's, else a new one.

    Where a host strips cookies, the address of the page is all that a browser keeps. A key that nobody was given is
    not taken: whoever made it up would know it.
    """
    key = str(st.session_state.get(links.WORKSPACE_KEPT, ""))
    given = st.query_params.get(links.WORKSPACE, "")
    if given != key and KEY_FORMAT.fullmatch(given) and User.is_known(_identity_of(given)):
        key = given
    if not KEY_FORMAT.fullmatch(key):
        key = secrets.token_urlsafe(24)
    st.session_state[links.WORKSPACE_KEPT] = key
    return key


def show_account() -> None:
    """Say whose workspace this is and how to get back to it."""
    if auth_settings() is not None:
        st.button("Sign out", on_click=_sign_out, key="sign_out", type="tertiary", icon=":material/logout:")
    elif session := cookie_session():
        with st.popover("Forget this browser", icon=":material/logout:", type="tertiary", key="forget_browser"):
            st.html(FORGET.format(link=escape(forget.link(session))))
    else:
        st.html(
            '<p class="ds-note">The address of this page holds the key of your workspace. Bookmark it to come back; '
            "whoever has it sees what you see.</p>"
        )


def _signed_in() -> User | None:
    """The user who signed in, unless they have signed out of this session since."""
    user = User.for_session(sign_in.identity_of(st.user), _begun_at(), _name(st.user.to_dict()))
    if user is None:
        security.record("refused", address=host_address(), reason="session that was ended")
    else:
        security.record("signed in", user=user.id, address=host_address(), session=str(_begun_at()))
    return user


def _begun_at() -> int:
    """When the identity provider says that the reader signed in (Unix seconds)."""
    return sign_in.begun_at(st.user.to_dict())


def _sign_out() -> None:
    """End this session and earlier ones of its user, whoever has copies of their cookies."""
    user = current_user()
    if _begun_at():
        user.end_sessions(_begun_at())
    security.record("signed out", user=user.id, address=host_address())
    st.logout()


def _identity_of(key: str) -> str:
    return f"key:{hashlib.sha256(key.encode()).hexdigest()}"


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
