"""The way of uploads to pages: away from Streamlit's own route, which would hold them in memory for anybody."""

import re
from typing import ClassVar

from starlette.types import ASGIApp, Receive, Scope, Send

STREAMLIT = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
OURS = "/api/page-uploads"


class PageUploads:
    """ASGI middleware that has the API take what a page's drop zone sends."""

    installed: ClassVar[bool] = False
    """Whether this process serves through it, and not by Streamlit's server alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        PageUploads.installed = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, under our own path where it is an upload."""
        if scope["type"] == "http" and scope["method"] == "PUT" and (sent := STREAMLIT.fullmatch(scope["path"])):
            path = f"{OURS}/{sent[1]}/{sent[2]}"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)
