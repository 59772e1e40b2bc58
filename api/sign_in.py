"""Who is signed in through OpenID Connect, by the cookie that Streamlit sets after ``st.login``."""

import json
from collections.abc import Mapping
from typing import Any


def identity_of(claims: Mapping[str, Any]) -> str:
    """The identity of a provider's user, as ``User.for_identity`` takes it."""
    return f"oidc:{claims['iss']}|{claims['sub']}"


def begun_at(claims: Mapping[str, Any]) -> int:
    """When the provider says that the user signed in (Unix seconds); 0 where it doesn't."""
    claimed = claims.get("iat")
    return int(claimed) if isinstance(claimed, (int, float)) else 0


def claims_from(cookies: Mapping[str, str]) -> Mapping[str, Any] | None:
    """What the cookies prove of who is signed in; None for who isn't, or with a forged or an old cookie."""
    from streamlit.auth_util import get_cookie_with_chunks  # only under sign-in; tests of other parts needn't load it
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

    secret = get_cookie_secret()

    def decoded(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1"))

    signed = get_cookie_with_chunks(decoded, USER_COOKIE_NAME)
    claims: dict[str, Any] = json.loads(signed) if signed else {}
    return claims if claims.get("is_logged_in") and "iss" in claims and "sub" in claims else None
