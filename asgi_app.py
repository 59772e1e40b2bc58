"""The server process: the pages, the API under ``/api``, and while it runs the databases and workers behind them.

It imports little, so that the pages are served at once; what takes seconds to load is loaded meanwhile.
"""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api import connection, forget
from api.assets import Assets
from api.first_paint import FirstPaint
from api.headers import SecurityHeaders, page_headers
from api.identity import WorkspaceCookie
from api.mount import ApiMount
from api.origins import ForeignOrigins
from api.page_route import PageUploads
from api.private import OperatorsOnly
from api.sockets import Sockets
from services import logs, workers
from services.errors import ServiceError
from services.settings import SettingsError, settings

RETRY_S = 3.0
UI = Path(__file__).with_name("ui")
PAGE_SCRIPT = UI.joinpath("page.js").read_text(encoding="utf-8")
EARLY_STYLE = UI.joinpath("early.css").read_text(encoding="utf-8")
EARLY_SCRIPT = UI.joinpath("early.js").read_text(encoding="utf-8")

log = logging.getLogger("asgi_app")

try:
    logs.configure(settings().log_level)
except SettingsError as error:
    raise SystemExit(str(error)) from None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the databases and workers while the pages are served, which wait for them; stop them at the end."""
    logs.configure(settings().log_level)  # the server has set up its own handlers meanwhile
    if not connection.is_installed():
        log.warning("slow connections have no time limit", extra={"hint": "start the app by python serve.py"})
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_start)
        yield
        tasks.cancel_scope.cancel()
    await anyio.to_thread.run_sync(_stop)


async def _start() -> None:
    """Start what makes stories, again and again until a database that is away has come up.

    The workers load longest, so they come first; the API is loaded beside them.
    """
    await anyio.to_thread.run_sync(workers.start)
    await anyio.to_thread.run_sync(_load_api)
    gc.enable()
    while not await anyio.to_thread.run_sync(_has_started):
        await anyio.sleep(RETRY_S)


def _has_started() -> bool:
    from jobs import runtime

    try:
        runtime.start()
    except ServiceError as error:
        log.error("app not started", extra={"reason": error.message, "hint": error.hint})
        return False
    except Exception:  # a process boundary; the pages say that the database can't be reached
        log.exception("app not started")
        return False
    log.info("app started")
    return True


def _stop() -> None:
    from jobs import runtime

    if running := runtime.current():
        running.stop()
    workers.stop()


def _load_api() -> ASGIApp:
    from api.app import app as api

    return api


class Api:
    """The API, loaded when it is first called, if not before."""

    def __init__(self) -> None:
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if self._app is None:
            self._app = await anyio.to_thread.run_sync(_load_api)
        await self._app(scope, receive, send)


async def to_docs(_request: Request) -> RedirectResponse:
    """``/api`` itself is no call; its description is the next best."""
    return RedirectResponse("/api/docs")


app = st.App(
    "streamlit_app.py",
    routes=[Route("/api", to_docs), Route(forget.PATH, forget.forget), ApiMount(Api())],
    middleware=[
        Middleware(SecurityHeaders, headers=page_headers(PAGE_SCRIPT, EARLY_SCRIPT)),
        Middleware(Assets),
        Middleware(FirstPaint, style=EARLY_STYLE, script=EARLY_SCRIPT),
        Middleware(ForeignOrigins),
        Middleware(Sockets),
        Middleware(PageUploads),
        Middleware(OperatorsOnly),
        Middleware(WorkspaceCookie),
    ],
    lifespan=lifespan,
)
